"""Draws one row of the findings: number, words, marks, state; opened, its fields stand below."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QLayout, QWidget

from desktop.i18n import _, ngettext
from desktop.rules.vocabulary import Rating
from desktop.services.visits.records import FindingRecord, ScopedResult, VisitRecord
from desktop.ui import formats
from desktop.ui.screens.visits.findings.presenter import Line
from desktop.ui.screens.visits.words import level_word, tag_word
from desktop.ui.theme import Mark, Tone, rating_mark, severity_mark
from desktop.ui.theme.appearance import restyle
from desktop.ui.theme.tokens import theme
from desktop.ui.widgets import Button, Chip, Segment, SegmentedChoice, column, flow, label, row

NUMBER_WIDTH = 44


def rating_segments() -> list[Segment]:
    marks = [(rating, rating_mark(rating)) for rating in Rating]
    return [Segment(rating, mark.word, mark.icon, mark.tone) for rating, mark in marks]


class LineRow(QFrame):
    """A row that takes the keyboard: 1-4 rate, N adds a finding, Enter opens, Esc folds, arrows walk."""

    opened = Signal(str)
    folded = Signal()
    walked = Signal(int)
    rated = Signal(object)
    finding_asked = Signal()

    def __init__(self, line: Line, visit: VisitRecord, act: "LineActs") -> None:
        super().__init__()
        self.line, self._visit, self._act = line, visit, act
        self.setObjectName(f"line_{line.key}")
        self.setProperty("surface", "panel")
        self.setProperty("line", "row")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focusRing", True)
        self._body, self._side = column(gap=3), column(gap=4)
        self.below = column(gap=8)
        number = label(_number(line), "code")
        number.setFixedWidth(theme().px(NUMBER_WIDTH))
        top = row(gap=8)
        top.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(self._body, 1)
        top.addLayout(self._side, 0)
        column(top, self.below, gap=8, margins=(16, 9, 16, 9), on=self)
        self._fill()

    def show_line(self, line: Line, visit: VisitRecord) -> None:
        """Another version of the same row; what stands below it stays."""
        if (line, visit.actions, visit.may_edit) == (self.line, self._visit.actions, self._visit.may_edit):
            self._visit = visit
            return
        self.line, self._visit = line, visit
        discard(self._body)
        discard(self._side)
        self._fill()

    def _fill(self) -> None:
        line = self.line
        self.setAccessibleName(spoken(line, self._visit))
        self._fill_side()
        self._body.addWidget(label(heading(line), "small", wrap=True))
        finding = line.finding
        if finding is not None:
            self._body.addWidget(label(finding.statement, wrap=True))
            self._body.addWidget(self._facts(finding))
            self._body.addWidget(self._links(finding))
        elif self._summary():
            self._body.addWidget(label(self._summary(), wrap=True))
        if self._wants_rating() and finding is None:
            self._body.addWidget(self._buttons())

    def _summary(self) -> str:
        if self.line.result is not None:
            return self.line.result.summary or ""
        return self._visit.overall_summary or ""

    def _wants_rating(self) -> bool:
        return _rating(self.line, self._visit) is None and self._visit.may_edit

    def _buttons(self) -> QWidget:
        name = f"rate_{self.line.result.number if self.line.result else 'visit'}"
        choice = SegmentedChoice(
            rating_segments(), name, _("Rating of {what}").format(what=heading(self.line))
        )
        choice.chosen.connect(self.rated)
        holder = QWidget()
        row(choice, None, on=holder)
        return holder

    def _facts(self, finding: FindingRecord) -> QWidget:
        return flow(*(Chip(mark, filled=False) for mark in facts_of(finding)), gap=12)

    def _links(self, finding: FindingRecord) -> QWidget:
        links: list[QWidget] = []
        for action in self._visit.actions:
            if action.finding_id != finding.id:
                continue
            due = _(", due {day}").format(day=formats.day_in_year(action.due)) if action.due else ""
            text = _("Action point: {title}{due}").format(title=action.title, due=due)
            link = Button(text, f"action_{action.code}", kind="link", icon="ph.check-square", small=True)
            link.clicked.connect(lambda _on=False, action_id=action.id: self._act.open_action(action_id))
            links.append(link)
        source = finding.answer
        if source is not None:
            words = _("From the form: {title}").format(title=source.form_title)
            back = Button(
                words, f"finding_form_{finding.id}", kind="link", icon="ph.clipboard-text", small=True
            )
            back.clicked.connect(lambda _on=False, form=source.submission_id: self._act.open_form(form))
            links.append(back)
        if self._visit.may_edit and not finding.action_ids:
            add = Button(
                _("Add action point"), f"add_action_{finding.id}", kind="link", icon="ph.plus", small=True
            )
            add.clicked.connect(lambda _on=False: self._act.new_action(finding))
            links.append(add)
        return flow(*links, gap=12)

    def _fill_side(self) -> None:
        rating = _rating(self.line, self._visit)
        finding = self.line.finding
        if not (rating is None and finding is not None and finding.result_id is None):
            chip = Chip(rating_mark(rating), filled=rating is not None)
            self._side.addWidget(chip, 0, Qt.AlignmentFlag.AlignTrailing)
        if finding is not None:
            weight = label(severity_mark(finding.severity).word, "small")
            self._side.addWidget(weight, 0, Qt.AlignmentFlag.AlignTrailing)
        self._side.addStretch(1)

    def set_open(self, is_open: bool) -> None:
        self.setProperty("selected", is_open)
        self.setProperty("surface", "selected" if is_open else "panel")
        restyle(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.opened.emit(self.line.key)

    def _is_from_below(self) -> bool:
        """A key that a button or a field of the row had no use for."""
        focused = self.window().focusWidget()
        return focused is not None and focused is not self and self.isAncestorOf(focused)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ratings = dict(zip("1234", Rating, strict=True))
        if event.key() == Qt.Key.Key_Escape:
            self.folded.emit()
        elif self._is_from_below():
            super().keyPressEvent(event)
        elif event.text() in ratings and self._visit.may_edit:
            self.rated.emit(ratings[event.text()])
        elif event.key() == Qt.Key.Key_N and self._visit.may_edit:
            self.finding_asked.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self.line.key)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.walked.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)


def discard(layout: QLayout) -> None:
    """Let widgets go in the window's next turn: one of them may be in the middle of its own click."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


class LineActs:
    """What the links of a row do."""

    def __init__(
        self,
        open_action: Callable[[object], None],
        new_action: Callable[[FindingRecord], None],
        open_form: Callable[[UUID], None],
    ) -> None:
        self.open_action, self.new_action, self.open_form = open_action, new_action, open_form


def heading(line: Line) -> str:
    """What the row is about: a result, an indicator, or the visit as a whole."""
    finding = line.finding
    if finding is not None and finding.indicator_title:
        return _("Indicator: {title}").format(title=finding.indicator_title)
    if line.result is not None:
        return _result_heading(line.result)
    if finding is not None and finding.result_statement:
        return finding.result_statement
    return _("The visit as a whole")


def _result_heading(result: ScopedResult) -> str:
    return _("{level}: {statement}").format(level=level_word(result.level), statement=result.statement)


def facts_of(finding: FindingRecord) -> list[Mark]:
    """Evidence, photos, place, tag, and what is still missing."""
    marks = []
    if finding.site:
        marks.append(Mark(Tone.NEUTRAL, finding.site, "ph.map-pin"))
    if finding.evidence:
        line = " ".join(finding.evidence.split())
        marks.append(Mark(Tone.NEUTRAL, line if len(line) <= 60 else f"{line[:59]}…", "ph.file-text"))
    photos = len(finding.attachment_ids)
    if photos:
        words = ngettext("{count} photo", "{count} photos", photos).format(count=photos)
        marks.append(Mark(Tone.NEUTRAL, words, "ph.camera"))
    if finding.tag:
        marks.append(Mark(Tone.NEUTRAL, tag_word(finding.tag), "ph.tag"))
    lacks = {one.code for one in finding.missing}
    if "finding_evidence" in lacks:
        marks.append(Mark(Tone.OFF_TRACK, _("evidence missing"), "ph.asterisk"))
    if "finding_action" in lacks:
        marks.append(Mark(Tone.OFF_TRACK, _("action point missing"), "ph.asterisk"))
    return marks


def spoken(line: Line, visit: VisitRecord) -> str:
    parts = [_number(line), heading(line), line.finding.statement if line.finding else ""]
    parts.append(rating_mark(_rating(line, visit)).word)
    return ", ".join(part for part in parts if part)


def _number(line: Line) -> str:
    if line.result is not None:
        return line.result.number
    return (line.finding.result_number or "") if line.finding else ""


def _rating(line: Line, visit: VisitRecord) -> Rating | None:
    if line.finding is not None and line.finding.rating is not None:
        return line.finding.rating
    if line.result is not None:
        return line.result.rating
    return visit.row.overall_rating if line.finding is None else None
