"""Whatever file a person has: a table of text, or a sentence that says why not."""

import zipfile
from contextlib import suppress
from datetime import date, datetime
from io import BytesIO
from itertools import pairwise

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop.errors import BadInput
from desktop.exchange import limits
from desktop.exchange.tables import read_table

CYRILLIC = "код,название\nKG02,Ошская область\nKG03,Баткенская область\n"


def rows_of(content, name="t.csv", sheet=None):
    return [row.cells for row in read_table(content, name, sheet).rows]


def workbook(rows, **sheets):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for name, its_rows in sheets.items():
        page = book.create_sheet(name)
        for row in its_rows:
            page.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251"])
def test_text_is_read_in_the_encoding_it_has(encoding):
    table = read_table(CYRILLIC.encode(encoding), "t.csv")

    assert table.header == ("код", "название")
    assert table.rows[0].cells == ("KG02", "Ошская область")
    assert table.encoding.startswith(encoding[:5])


def test_western_text_of_an_old_code_page_is_not_taken_for_cyrillic():
    table = read_table("a,b\n1,Café de Genève\n".encode("cp1252"), "t.csv")

    assert table.encoding == "cp1252"
    assert table.rows[0].cells[1] == "Café de Genève"


def test_letters_that_an_encoding_does_not_have_are_counted_not_hidden():
    assert read_table(b"a,b\n1,\xe9\x81 x\n", "t.csv").unreadable == 1


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_of_the_header(sign):
    content = f'name{sign}amount\n"a, b; c"{sign}1\n'.encode()

    assert rows_of(content) == [("a, b; c", "1")]


def test_a_line_of_excel_that_names_the_delimiter_is_heeded():
    assert rows_of(b"sep=;\na;b\n1;2,5\n") == [("1", "2,5")]


def test_row_numbers_are_those_a_spreadsheet_shows():
    table = read_table(b'a,b\n\n"two\nlines",2\n , \n3,4\n', "t.csv")

    assert [(row.number, row.cells[1]) for row in table.rows] == [(3, "2"), (5, "4")]


def test_a_quote_that_is_never_closed_costs_one_row_its_quoting_and_no_other():
    table = read_table(b'a,b\n1,"open\n2,x\n3,"fine, too"\n', "t.csv")

    assert [row.cells for row in table.rows] == [("1", '"open'), ("2", "x"), ("3", "fine, too")]
    assert [row.note for row in table.rows] == ["quotes_literal", "", ""]


def test_many_broken_quotes_are_read_in_bounded_time():
    table = read_table(b"a,b\n" + b'1,"open\n' * 5000, "t.csv")

    assert len(table.rows) == 5000


def test_nul_characters_are_taken_out_and_counted():
    table = read_table(b"a,b\n1,x\0y\n", "t.csv")

    assert table.rows[0].cells == ("1", "xy")
    assert table.nul_removed == 1


@pytest.mark.parametrize("content", [b"", b" \r\n", b"\xef\xbb\xbf", b"\0\0"])
def test_an_empty_file_is_a_sentence(content):
    with pytest.raises(BadInput, match="empty"):
        read_table(content, "t.csv")


def test_half_of_a_wide_encoding_is_a_sentence_that_names_the_file():
    with pytest.raises(BadInput, match=r"list\.csv is damaged"):
        read_table(CYRILLIC.encode("utf-16")[:-1], "list.csv")


def test_a_picture_is_no_table():
    with pytest.raises(BadInput, match="not a table"):
        read_table(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "t.csv")


@pytest.mark.parametrize("content", [b"<?xml version='1.0'?><a/>", b"<html><body>Sign in</body></html>"])
def test_xml_and_a_web_page_are_no_table(content):
    with pytest.raises(BadInput, match="XML"):
        read_table(content, "t.csv")


def test_what_is_too_large_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr("desktop.exchange.tables.MAX_BYTES", 10)

    with pytest.raises(BadInput, match="larger"):
        read_table(b"a,b\n1,2\n3,4\n", "t.csv")


def test_too_many_rows_and_columns_are_refused(monkeypatch):
    monkeypatch.setattr("desktop.exchange.delimited.MAX_ROWS", 2)

    assert len(rows_of(b"a\n1\n2\n")) == 2
    with pytest.raises(BadInput, match="more than 2 rows"):
        read_table(b"a\n1\n2\n3\n", "t.csv")
    with pytest.raises(BadInput, match="columns"):
        read_table(b"," * (limits.MAX_COLUMNS + 1), "t.csv")


def test_a_megabyte_in_one_cell_is_kept():
    assert rows_of(b'a,b\n1,"' + b"x" * 1_000_000 + b'"\n')[0][1] == "x" * 1_000_000


def test_a_workbook_gives_its_cells_as_a_person_would_type_them():
    content = workbook(
        [
            ["code", "amount", "day", "moment", "yes", "empty"],
            ["01", 70000.13, date(2026, 7, 1), datetime(2026, 7, 1, 9, 30), True, None],
            ["2", 5.0, None, None, None, None],
        ]
    )

    table = read_table(content, "t.xlsx")

    assert table.rows[0].cells == ("01", "70000.13", "2026-07-01", "2026-07-01T09:30:00", "true")
    assert table.rows[1].cells == ("2", "5")


def test_the_first_sheet_with_anything_is_read_and_others_by_name():
    content = workbook([], First=[["a"], [1]], Second=[["b"], [2]])

    assert read_table(content, "t.xlsx").sheet == "First"
    assert rows_of(content, "t.xlsx", "second") == [("2",)]
    with pytest.raises(BadInput, match="no sheet named") as told:
        read_table(content, "t.xlsx", "Third")
    assert "First, Second" in told.value.what_now()


def test_an_empty_workbook_is_a_sentence():
    with pytest.raises(BadInput, match="empty"):
        read_table(workbook([]), "t.xlsx")


def test_blank_rows_of_a_sheet_keep_the_numbers_right():
    table = read_table(workbook([["a"], [None], ["x"]]), "t.xlsx")

    assert [row.number for row in table.rows] == [3]


@pytest.mark.parametrize("cut", [4, 60, 400, -40])
def test_half_a_workbook_is_a_sentence(cut):
    with pytest.raises(BadInput, match="damaged"):
        read_table(workbook([["a"], [1]])[:cut], "t.xlsx")


def test_a_packed_bomb_is_not_opened(monkeypatch):
    monkeypatch.setattr("desktop.exchange.sheets.MAX_UNPACKED_BYTES", 1_000_000)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 2_000_000)

    with pytest.raises(BadInput, match="unpacks"):
        read_table(out.getvalue(), "t.xlsx")


def test_a_forged_row_number_ends_in_a_sentence_not_in_an_endless_wait():
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(SMALL_BOOK)) as sound, zipfile.ZipFile(out, "w") as forged:
        for name in sound.namelist():
            forged.writestr(name, sound.read(name).replace(b'<row r="2"', b'<row r="99999999999"'))

    with pytest.raises(BadInput, match="damaged"):
        read_table(out.getvalue(), "t.xlsx")


def test_another_packed_file_is_no_workbook():
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("readme.txt", b"hello")

    with pytest.raises(BadInput, match="not a workbook"):
        read_table(out.getvalue(), "t.xlsx")


def test_a_workbook_with_a_password_says_so():
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")

    with pytest.raises(BadInput, match="password"):
        read_table(content, "t.xlsx")


def test_a_damaged_workbook_with_a_cell_far_out_takes_no_memory():
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(SMALL_BOOK)) as sound, zipfile.ZipFile(out, "w") as forged:
        for name in sound.namelist():
            content = sound.read(name).replace(b'r="B2"', b'r="XFD1048576"')
            forged.writestr(name, content if name != "xl/styles.xml" else content[:40])

    with pytest.raises(BadInput):
        read_table(out.getvalue(), "t.xlsx")


def test_old_excel_content_that_is_none_is_a_sentence():
    with pytest.raises(BadInput):
        read_table(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "t.xls")


@given(st.binary(max_size=600))
@example(b"\xd0\xcf\x11\xe0")
@example(b"PK\x03\x04")
@example(b"\x09\x08")
@example(b"sep=")
@example(b'"')
@settings(max_examples=300)
def test_no_bytes_crash_the_reader(content):
    try:
        table = read_table(content, "t.csv")
    except BadInput:
        return
    assert all(before.number < after.number for before, after in pairwise(table.rows))


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_no_damage_to_a_workbook_crashes_the_reader(data):
    content = bytearray(SMALL_BOOK)
    for _time in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with suppress(BadInput):
        read_table(bytes(content), "t.xlsx")


SMALL_BOOK = workbook([["a", "b"], [1, "x"], [date(2026, 1, 1), 2.5]])
