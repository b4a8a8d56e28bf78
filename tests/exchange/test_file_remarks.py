"""What is said about a file as a whole."""

from desktop.exchange.file_remarks import remarks_on
from desktop.exchange.tables import read_table


def said(content):
    remarks = remarks_on(read_table(content, "t.csv"))
    assert all(remark.message() for remark in remarks)
    return [remark.code for remark in remarks]


def test_a_sound_file_needs_no_word():
    assert said(b"a,b\n1,2\n") == []


def test_a_guess_and_each_loss_are_said():
    assert said("код,имя\n1,Ош\n".encode("cp1251")) == ["encoding_guessed"]
    assert said(b"a,b\n1,x\0y\n") == ["nul_removed"]
    assert said(b"a,b\n1,\xe9\x81 x\n") == ["encoding_guessed", "letters_lost"]
