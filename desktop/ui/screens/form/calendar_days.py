"""The editor of a day in a calendar other than the Gregorian one; kept as the Gregorian day, which stands beside it."""

import re
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from desktop.i18n import _
from desktop.rules.calendars import CALENDARS, Calendar, CalendarDay
from desktop.services.form_library.records import QuestionView
from desktop.ui import formats
from desktop.ui.screens.form.editors import LineEditor
from desktop.ui.theme import theme
from desktop.ui.widgets import label

_EXAMPLE = date(2026, 11, 26)
_UNKNOWN = frozenset({"month-year", "year"})


def calendar_of(view: QuestionView) -> Calendar | None:
    """The calendar a day is asked in, as far as there is a widget for it."""
    if view.type != "date" or _UNKNOWN.intersection(view.appearance):
        return None
    return next((CALENDARS[word] for word in view.appearance if word in CALENDARS), None)


def calendar_name(calendar: Calendar) -> str:
    return {
        "ethiopian": _("Ethiopian calendar"),
        "coptic": _("Coptic calendar"),
        "persian": _("Persian calendar"),
    }[calendar.name]


class CalendarDayEditor(LineEditor):
    """Figures only, in the order in which this person's language writes a day."""

    def __init__(self, view: QuestionView, zone: str) -> None:
        calendar = calendar_of(view)
        assert calendar is not None
        self._calendar = calendar
        super().__init__(view, zone)
        self.line.setPlaceholderText(self._shown(_EXAMPLE))
        self.gregorian = label("", "secondary")
        self.gregorian.setObjectName(f"{view.path}#gregorian")
        layout = self.layout()
        assert isinstance(layout, QHBoxLayout)
        layout.setSpacing(theme().px(8))
        layout.insertWidget(1, self.gregorian)
        self.line.textChanged.connect(lambda _text: self._tell_gregorian())
        self._tell_gregorian()

    def read(self) -> tuple[str, str]:
        typed = self.line.text().strip()
        if not typed:
            return "", ""
        parts = [int(part) for part in re.findall(r"\d+", typed)]
        order = "yMd" if re.match(r"\d{4}\b", typed) else formats.order_of_parts()
        if len(parts) != 3:
            return typed, self._sentence()
        found = dict(zip(order, parts, strict=True))
        day = self._calendar.to_date(CalendarDay(found["y"], found["M"], found["d"]))
        if found["y"] < 1000:
            return typed, self._sentence()
        return (day.isoformat(), "") if day is not None else (typed, _("There is no such day."))

    def _sentence(self) -> str:
        return _("Write the day like {example}, in the {calendar}.").format(
            example=self._shown(_EXAMPLE), calendar=calendar_name(self._calendar)
        )

    def show_question(self, view: QuestionView, *, may_edit: bool) -> None:
        self.line.setReadOnly(view.readonly or not may_edit)
        if not self._saving.is_waiting and self.read()[0] != view.value:
            self.line.setText(self._as_typed(view.value))

    def _as_typed(self, value: str) -> str:
        try:
            return self._shown(date.fromisoformat(value))
        except ValueError:
            return value

    def _shown(self, gregorian: date) -> str:
        day = self._calendar.of_date(gregorian)
        if day is None:
            return gregorian.isoformat()
        parts = {"y": f"{day.year:04d}", "M": f"{day.month:02d}", "d": f"{day.day:02d}"}
        return formats.day_parts(parts)

    def _tell_gregorian(self) -> None:
        value, problem = self.read()
        words = calendar_name(self._calendar)
        if value and not problem:
            words = _("{calendar}; Gregorian {day}").format(
                calendar=words, day=formats.day(date.fromisoformat(value))
            )
        self.gregorian.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading)
        self.gregorian.setText(words)
