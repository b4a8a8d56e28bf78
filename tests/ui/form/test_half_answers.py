"""What is typed and is no answer yet stays, is shown as wrong, is counted, and stops the end."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from desktop.errors import Refused
from tests.makers import make_form

SURVEY = (
    ("type", "name", "label", "appearance", "parameters"),
    ("date", "month", "Month", "month-year", ""),
    ("date", "in_year", "Year", "year", ""),
    ("date", "day", "Day", "", ""),
    ("time", "hour", "Hour", "", ""),
    ("dateTime", "moment", "Moment", "", ""),
    ("geopoint", "where", "Where", "", ""),
    ("range", "sure", "How sure", "", "start=0 end=10 step=1"),
    ("text", "phone", "Telephone", "numbers", ""),
    ("barcode", "code", "Code", "", ""),
)


@pytest.fixture
def form(person, open_form):
    submission = open_form(make_form(person.services, survey=SURVEY, form_id="halves", title="Halves"))
    return Form(person, submission)


class Form:
    def __init__(self, person, submission):
        self._person, self.submission = person, submission

    def write(self, name, text, *, then=Qt.Key.Key_Return):
        """Into an emptied box, as a person does who corrects an answer."""
        box = self.box(name)
        box.setFocus()
        box.selectAll()
        QTest.keyClicks(box, text)
        QTest.keyClick(box, then)
        QApplication.processEvents()

    def box(self, name):
        return self._person.find(f"/data/{name}")

    def said(self, name):
        path = f"/data/{name.partition('#')[0]}#message"
        return self._person.find(path).text() if self._person.sees(path) else ""

    def kept(self, name):
        with self._person.services.database.reading() as work:
            return work.forms.answer_texts(self.submission).get(f"/data/{name}", "")

    def wrong(self):
        return self._person.services.submissions.open(self.submission).progress().invalid


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("month", "13/2026", "four figures"),
        ("month", "2026", "Choose the month"),
        ("in_year", "26", "four figures"),
        ("day", "31/02/2026", "There is no such day"),
        ("day", "soon", "26/11/2026"),
        ("hour", "25:00", "no such time"),
        ("moment", "soon", "26/11/2026"),
        ("where", "abc", "latitude, then longitude"),
        ("where", "https://maps.app.goo.gl/?q=42.87,74.56", "latitude, then longitude"),
        ("sure", "11", "from 0 to 10"),
        ("phone", "+996 555 12 ab", "figures only"),
    ],
)
def test_half_an_answer_is_kept_counted_and_stops_the_end(person, form, name, text, sentence):
    form.write(name, text)

    assert form.box(name).text() == text
    assert sentence in form.said(name)
    assert form.kept(name) == text
    assert form.wrong() == 1
    with pytest.raises(Refused):
        person.services.submissions.finalise(form.submission)


def test_half_an_answer_stands_there_when_the_form_is_opened_again(person, form):
    halves = {
        "month": "13/2026",
        "in_year": "26",
        "hour": "25:00 and a bit",
        "where": "abc def ghi",
        "day": "32/1",
    }
    for name, text in halves.items():
        form.write(name, text)
    person.open_again(form.submission)

    assert {name: form.box(name).text() for name in halves} == halves
    assert "no such time" in form.said("hour") or "like 14:30" in form.said("hour")


@pytest.mark.parametrize("text", ["02/2026", "2026-02", "Feb 2026", "february 2026"])
def test_a_month_written_beside_its_year_is_read(person, form, text):
    form.write("month", text)

    assert form.kept("month") == "2026-02-01"
    assert form.box("month").text() == "2026"
    assert person.find("/data/month#month").currentText() == "February"
    assert form.said("month") == ""


def test_a_month_without_a_year_is_kept(person, form):
    person.find("/data/month#month").setCurrentIndex(3)
    person.find("/data/month#month").activated.emit(3)
    person.window.flush()
    QApplication.processEvents()
    assert "four figures" in form.said("month")
    person.open_again(form.submission)

    assert person.find("/data/month#month").currentText() == "March"
    form.write("month", "2026")
    assert form.kept("month") == "2026-03-01"


def test_the_sentence_goes_with_what_it_was_about(form):
    form.write("in_year", "2026")
    form.write("in_year", "26")
    assert "four figures" in form.said("in_year")
    form.write("in_year", "2027")

    assert (form.said("in_year"), form.kept("in_year")) == ("", "2027-01-01")
    assert form.box("in_year").property("state") == ""


def test_a_good_point_that_is_overwritten_is_not_sent(form):
    form.write("where", "42.8746, 74.5698")
    assert form.kept("where") == "42.8746 74.5698 0 0"
    form.write("where", "abc")

    assert (form.kept("where"), form.wrong()) == ("abc", 1)


def test_a_day_alone_is_no_moment(person, form):
    form.write("moment", "28/11/2026")
    person.window.flush()
    QApplication.processEvents()

    assert "time too" in form.said("moment")
    assert form.kept("moment") == "2026-11-28"
    form.write("moment#time", "14:30")
    assert form.kept("moment").startswith("2026-11-28T14:30:00.000")
    assert form.said("moment") == ""


@pytest.mark.parametrize("text", ["2026-11-28 14:30", "28/11/2026, 14:30", "2026-11-28T14:30"])
def test_a_moment_written_into_the_box_of_its_day_is_read(form, text):
    form.write("moment", text)

    assert form.kept("moment").startswith("2026-11-28T14:30:00.000")
    assert (form.box("moment").text(), form.box("moment#time").text()) == ("28/11/2026", "14:30")


def test_blanks_round_a_code_are_no_part_of_it(form):
    form.write("code", " 4006381333931 ")
    assert form.kept("code") == "4006381333931"


LINES = (
    ("type", "name", "label"),
    ("geotrace", "way", "Way"),
    ("geoshape", "field", "Field"),
    ("text", "after", "After"),
)


@pytest.fixture
def lines(person, open_form):
    return Form(person, open_form(make_form(person.services, survey=LINES, form_id="lines", title="Lines")))


def test_a_point_half_typed_is_kept_in_its_line_and_counted(person, lines):
    lines.write("way", "40.51, 72.81")
    lines.write("way", "40.52, 72.82")
    assert (lines.kept("way"), lines.wrong()) == ("40.51 72.81 0 0;40.52 72.82 0 0", 0)
    lines.write("way", "40.53")

    assert "latitude, then longitude" in lines.said("way")
    assert (lines.kept("way"), lines.wrong()) == ("40.51 72.81 0 0;40.52 72.82 0 0;40.53", 1)
    person.open_again(lines.submission)
    assert lines.box("way").text() == "40.53"
    assert lines.box("way#points").rowCount() == 2


def test_a_point_left_in_its_line_is_added_when_the_line_is_left(person, lines):
    box = lines.box("field")
    box.setFocus()
    QTest.keyClicks(box, "40.51, 72.81")
    lines.box("after").setFocus()
    QApplication.processEvents()

    assert lines.kept("field") == "40.51 72.81 0 0"
    assert "at least three points" in lines.said("field")


def test_a_cell_of_a_point_that_is_none_is_kept_as_it_stands(lines):
    for point in ("40.51, 72.81", "40.52, 72.82"):
        lines.write("way", point)
    lines.box("way#points").item(0, 0).setText("north")
    QApplication.processEvents()

    assert lines.kept("way") == "north 72.81 0;40.52 72.82 0 0"
    assert lines.wrong() == 1
    assert lines.box("way#points").item(0, 0).text().startswith("north")


def test_a_line_without_points_takes_no_room_for_them(person, lines):
    assert not person.sees("/data/way#points")


def test_a_day_of_another_calendar_says_in_which_it_is_written(person, open_form):
    survey = (("type", "name", "label", "appearance"), ("date", "born", "Born", "bikram-sambat"))
    open_form(make_form(person.services, survey=survey, choices=(), form_id="born", title="Born"))

    shown = [one.text() for one in person.window.findChildren(QLabel) if one.isVisible()]
    assert any("Gregorian calendar, like 26/11/2026" in text for text in shown)
