"""Fields: they save as typed, keep what cannot be read, and never guess."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from desktop.i18n import LANGUAGES, use_language
from desktop.ui import formats
from desktop.ui.widgets import CheckField, ChoiceField, DateField, NumberField, TextArea, TextField


@pytest.fixture
def shown(qtbot):
    def show(field):
        qtbot.addWidget(field)
        field.resize(500, 120)
        field.show()
        field.activateWindow()
        field.editor.setFocus()
        qtbot.waitUntil(field.editor.hasFocus)
        return field

    return show


def test_typing_tells_the_value_once_after_a_pause(qtbot, shown):
    field, told = shown(TextField("Place", "place")), []
    field.edited.connect(told.append)

    qtbot.keyClicks(field.editor, "Osh")
    assert told == []
    assert field.has_unsaved()
    qtbot.waitUntil(lambda: bool(told))

    assert told == ["Osh"]


def test_typing_without_a_pause_is_told_all_the_same(qtbot, shown):
    field, told = shown(TextArea("Note", "note")), []
    field.edited.connect(told.append)

    def type_on() -> bool:
        qtbot.keyClicks(field.editor, "a")
        return bool(told)

    qtbot.waitUntil(type_on, timeout=20_000)

    assert told[0] == field.editor.toPlainText()


def test_flush_tells_what_is_typed_at_once(qtbot, shown):
    field, told = shown(TextArea("Note", "note")), []
    field.edited.connect(told.append)

    qtbot.keyClicks(field.editor, "37 names twice")
    field.flush()

    assert told == ["37 names twice"]


def test_leaving_the_field_tells_it(qtbot, shown):
    field, told = shown(TextField("Place", "place")), []
    field.edited.connect(told.append)

    qtbot.keyClicks(field.editor, "Batken")
    field.editor.clearFocus()

    assert told == ["Batken"]


def test_a_stored_value_that_arrives_does_not_overwrite_typing(qtbot, shown):
    field = shown(TextField("Place", "place"))

    qtbot.keyClicks(field.editor, "Ba")
    field.set_value("Osh")

    assert field.value() == "Ba"


def test_showing_a_value_is_no_edit(qtbot, shown):
    told = []
    for field in (TextField("a", "a"), TextArea("b", "b"), NumberField("c", "c"), DateField("d", "d")):
        field.edited.connect(told.append)
        field.set_value(None)
        assert not field.has_unsaved()

    assert told == []


def test_an_empty_number_is_nothing_and_not_nought(qtbot, shown):
    field, told = shown(NumberField("Women", "women")), []
    field.edited.connect(told.append)
    field.set_value(12)

    field.line.selectAll()
    qtbot.keyClick(field.editor, Qt.Key.Key_Delete)
    field.flush()

    assert told == [None]


def test_a_number_that_cannot_be_read_stays_as_typed_and_says_why(qtbot, shown):
    field, told = shown(NumberField("Women", "women")), []
    field.edited.connect(told.append)

    qtbot.keyClicks(field.editor, "12 or 13")
    field.flush()

    assert told == []
    assert field.line.text() == "12 or 13"
    assert field.error
    assert field.editor.accessibleDescription() == field.error


@pytest.mark.parametrize(
    ("code", "text", "value"),
    [
        ("en", "1,200.5", "1200.5"), ("en", "1200", "1200"), ("ru", "1 200,5", "1200.5"), ("tr", "1.200,5", "1200.5"),
        ("ru", "1200.50", "1200.50"), ("ar", "٢٨٨", "288"), ("en", "-37", "-37"),
    ],
)  # fmt: skip
def test_numbers_are_read_in_the_persons_notation(code, text, value):
    use_language(code)

    assert formats.read_number(text) == (Decimal(value), "")


@pytest.mark.parametrize(
    ("code", "text"), [("en", "1.200,5"), ("en", "12,5"), ("sq", "1.2.3"), ("en", "twelve")]
)
def test_a_number_with_two_readings_is_asked_again(code, text):
    use_language(code)
    value, problem = formats.read_number(text)

    assert value is None
    assert problem


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=4))
def test_a_number_shown_is_read_back_with_all_its_digits(value):
    for code in LANGUAGES:
        use_language(code)
        assert formats.read_number(formats.number(value)) == (value, "")
    use_language("en")


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_a_day_shown_is_read_back(value):
    for code in LANGUAGES:
        use_language(code)
        assert formats.read_day(formats.short_day(value)) == (value, "")
        assert formats.read_day(value.isoformat()) == (value, "")
    use_language("en")


def test_a_day_that_does_not_exist_stays_as_typed(qtbot, shown):
    field, told = shown(DateField("Day", "day")), []
    field.edited.connect(told.append)

    qtbot.keyClicks(field.editor, "31/02/2026")
    field.flush()

    assert told == []
    assert field.line.text() == "31/02/2026"
    assert "no such day" in field.error


def test_the_wheel_never_changes_a_choice(qtbot, shown):
    field = shown(ChoiceField("Reason", "reason", [("a", "Late records"), ("b", "Double count")]))
    field.set_value("a")
    field.combo.clearFocus()
    middle = QPointF(field.combo.rect().center())
    wheel = QWheelEvent(
        middle, field.combo.mapToGlobal(middle), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip

    QApplication.sendEvent(field.combo, wheel)

    assert field.value() == "a"


def test_a_choice_is_told_at_once(qtbot, shown):
    field, told = (
        shown(ChoiceField("Reason", "reason", [("a", "Late records"), ("b", "Double count")], empty="None")),
        [],
    )
    field.edited.connect(told.append)

    qtbot.keyClick(field.combo, Qt.Key.Key_Down)

    assert told == ["a"]


def test_a_long_list_of_choices_can_be_searched_by_typing(qtbot, shown):
    field, told = shown(ChoiceField("Place", "place", [(n, f"Place {n}") for n in range(40)])), []
    field.edited.connect(told.append)
    field.set_value(3)

    line = field.combo.lineEdit()
    line.setText("place 21")
    line.editingFinished.emit()

    assert field.value() == 21


def test_a_check_tells_yes_or_no(qtbot, shown):
    field, told = shown(CheckField("Consent given", "consent")), []
    field.edited.connect(told.append)

    qtbot.keyClick(field.box, Qt.Key.Key_Space)

    assert told == [True]


def test_fields_name_themselves_for_those_who_hear_them(qtbot):
    field = TextField("Server", "server", required=True)
    qtbot.addWidget(field)

    assert field.editor.objectName() == "server"
    assert field.editor.accessibleName() == "Server"


def test_a_long_choice_shows_its_beginning(shown):
    field = shown(ChoiceField("Project", "project", [(n, f"SN.{n:04} {'needs ' * 40}") for n in range(40)]))

    field.set_value(7)

    assert field.combo.lineEdit().cursorPosition() == 0


def test_an_empty_day_does_not_look_like_an_entered_one(shown):
    field = shown(DateField("First day", "first_day"))

    assert field.line.placeholderText().startswith("e.g. ")


@pytest.mark.parametrize("lines", [1, 2, 3, 6])
def test_a_text_that_fits_its_area_has_no_scroll_bar(qtbot, shown, lines):
    field = shown(TextArea("Note", "note"))
    field.resize(500, 400)

    field.set_value("\n".join(["roof"] * lines))

    qtbot.waitUntil(lambda: field.area.verticalScrollBar().maximum() == 0)


def test_an_area_that_becomes_narrower_grows_with_its_lines(qtbot, shown):
    field = shown(TextArea("Note", "note"))
    field.resize(900, 500)
    field.set_value("\n".join(["The roof leaks where the wind took the sheets away last winter."] * 3))
    qtbot.waitUntil(lambda: field.area.document().size().height() == 3)

    field.resize(300, 500)

    qtbot.waitUntil(lambda: field.area.document().size().height() > 3)
    qtbot.waitUntil(lambda: field.area.verticalScrollBar().maximum() == 0)
