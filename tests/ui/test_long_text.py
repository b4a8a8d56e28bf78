"""A text of a megabyte is pasted into a field without holding the window up, and comes out as it went in."""

import random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication

from desktop.ui.widgets import TextArea, long_text

MEGABYTE = 1_000_000
LONG = ("Evidence that somebody wrote. " * 40_000)[:MEGABYTE]
SHORT = "First line\nsecond line"


@pytest.fixture
def field(qtbot) -> TextArea:
    made = TextArea("Purpose", "purpose")
    qtbot.addWidget(made)
    made.resize(600, 500)
    made.show()
    made.area.setFocus()
    return made


def paste(field: TextArea, text: str) -> None:
    QApplication.clipboard().setText(text)
    field.area.paste()
    QApplication.processEvents()


def put_cursor(field: TextArea, at: int) -> None:
    cursor = field.area.textCursor()
    cursor.setPosition(at)
    field.area.setTextCursor(cursor)


@pytest.mark.parametrize(
    "text",
    [
        LONG,
        "x" * MEGABYTE,
        "Строка без пробелов"[:6] * 150_000,
        "😀" * 100_000,
        f"Short\n{LONG}\n\nLast",
        "A line of a report.\n" * 50_000,
    ],
    ids=["paragraph", "word", "Cyrillic word", "emoji", "between others", "lines"],
)
def test_a_megabyte_is_kept_whole(field: TextArea, text: str) -> None:
    paste(field, text)

    assert field.value() == text
    field.set_value(text)  # what comes back from the store is what stands there
    assert field.area.document().isUndoAvailable()


def test_a_stored_megabyte_is_shown_and_comes_out_as_it_went_in(field: TextArea) -> None:
    field.set_value(LONG)

    assert field.value() == LONG
    assert not field.area.document().isUndoAvailable()


def test_the_end_of_a_paragraph_typed_inside_a_long_one_is_kept(qtbot, field: TextArea) -> None:
    paste(field, LONG)
    put_cursor(field, 6000)
    before, after = LONG[:5999], LONG[5999:]
    assert field.area.textCursor().block().blockNumber() == 1

    qtbot.keyClick(field.area, Qt.Key.Key_Return)
    qtbot.keyClicks(field.area, "new")

    assert field.value() == f"{before}\nnew{after}"


def test_lines_pasted_inside_a_long_paragraph_stay_lines(field: TextArea) -> None:
    paste(field, LONG)
    put_cursor(field, 6000)

    paste(field, SHORT)

    assert field.value() == f"{LONG[:5999]}{SHORT}{LONG[5999:]}"


def test_what_was_taken_away_across_a_seam_comes_back_whole(qtbot, field: TextArea) -> None:
    paste(field, LONG)
    cursor = field.area.textCursor()
    cursor.setPosition(3500)
    cursor.setPosition(5000, QTextCursor.MoveMode.KeepAnchor)
    field.area.setTextCursor(cursor)

    qtbot.keyClick(field.area, Qt.Key.Key_Delete)
    assert field.value() == LONG[:3500] + LONG[4999:]

    field.area.undo()
    assert field.value() == LONG
    field.area.undo()
    assert field.value() == ""


def test_a_piece_taken_away_leaves_the_end_of_the_paragraph_before_it(qtbot, field: TextArea) -> None:
    paste(field, f"Before\n{LONG}\nBehind")
    first = field.area.document().findBlockByNumber(1)
    cursor = field.area.textCursor()
    cursor.setPosition(first.position())
    cursor.setPosition(first.position() + first.length() - 1, QTextCursor.MoveMode.KeepAnchor)
    field.area.setTextCursor(cursor)
    rest = LONG[first.length() - 1 :]

    qtbot.keyClick(field.area, Qt.Key.Key_Delete)
    assert field.value() == f"Before\n{rest}\nBehind"
    qtbot.keyClick(field.area, Qt.Key.Key_Delete)

    assert field.value() == f"Before\n{rest}\nBehind"


def test_the_last_piece_joined_to_the_one_before_keeps_the_end_of_its_paragraph(
    qtbot, field: TextArea
) -> None:
    paste(field, f"{LONG}\nBehind")
    last = field.area.document().lastBlock().previous()
    put_cursor(field, last.position())

    qtbot.keyClick(field.area, Qt.Key.Key_Backspace)

    assert field.value() == f"{LONG}\nBehind"


def test_what_is_copied_has_no_seam_in_it(field: TextArea) -> None:
    paste(field, LONG)
    field.area.selectAll()

    field.area.copy()

    assert QApplication.clipboard().text() == LONG


@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_done_to_a_text_in_pieces_is_done_to_the_text(
    qtbot, field: TextArea, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(long_text, "PIECE", 7)
    chance = random.Random(seed)
    paste(field, "A roof of nine\nand one that holds\n" + "word" * 9)

    for _step in range(40):
        before, after = chosen_part(field, chance)
        done = chance.choice(("type", "paste", "enter", "delete"))
        put = {"type": "y", "paste": "ten letters\nmore", "enter": "\n", "delete": ""}[done]
        if done == "paste":
            paste(field, put)
        elif done == "delete":
            field.area.textCursor().removeSelectedText()
        else:
            qtbot.keyClick(field.area, Qt.Key.Key_Return if done == "enter" else Qt.Key.Key_Y)
        assert field.value() == f"{before}{put}{after}", done
    text = field.value()

    while field.area.document().isUndoAvailable():
        field.area.undo()
    assert field.value() == ""
    while field.area.document().isRedoAvailable():
        field.area.redo()
    assert field.value() == text


def chosen_part(field: TextArea, chance: random.Random) -> tuple[str, str]:
    """Select something or nothing; answers the text before and behind it."""
    end = field.area.document().characterCount() - 1
    start, stop = sorted(chance.randint(0, end) for _side in range(2))
    if chance.random() < 0.5:
        stop = start
    before, after = copied(field, 0, start), copied(field, stop, end)
    cursor = field.area.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(stop, QTextCursor.MoveMode.KeepAnchor)
    field.area.setTextCursor(cursor)
    return before, after


def copied(field: TextArea, start: int, stop: int) -> str:
    cursor = field.area.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(stop, QTextCursor.MoveMode.KeepAnchor)
    field.area.setTextCursor(cursor)
    return field.area.createMimeDataFromSelection().text()


def test_of_letters_that_are_two_to_qt_only_those_chosen_are_copied(field: TextArea) -> None:
    field.set_value("😀" * 3000 + "x" * 3000)

    assert copied(field, 0, 5000) == "😀" * 2500


def test_line_ends_of_elsewhere_are_one_break_in_a_long_text_too(field: TextArea) -> None:
    field.set_value("a" * 5000 + "\r\nb")

    assert field.value() == "a" * 5000 + "\nb"
