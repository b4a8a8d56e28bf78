"""The left side of the form: the way back, how far it is, the contents with what is missing, the language."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QSizePolicy, QWidget

from desktop.i18n import _, ngettext
from desktop.rules.vocabulary import SubmissionState
from desktop.services.form_library.records import Progress
from desktop.ui import formats
from desktop.ui.item_models import RecordList, RecordTableModel, Row
from desktop.ui.item_models.columns import Column
from desktop.ui.screens.form.pages import REVIEW, ContentsLine, Heading
from desktop.ui.screens.form.rich_text import plain
from desktop.ui.theme import Bar, Mark, Tone, restyle, submission_mark, theme
from desktop.ui.widgets import (
    Button,
    Chip,
    IconLabel,
    KeyHint,
    ProgressLine,
    column,
    flow,
    label,
    name_widget,
    row,
    surface,
)


def contents_row(section: ContentsLine) -> Row:
    """How a section reads in the contents."""
    mark, note = state_of(section)
    is_bad = section.relevant and bool(section.missing or section.invalid)
    return Row(
        title=titled(section),
        icon=mark,
        chip=Mark(Tone.OFF_TRACK if is_bad else Tone.NEUTRAL, note),
        chip_filled=False,
    )


def titled(section: ContentsLine) -> str:
    """With its number; the review has none."""
    return f"{section.number} {plain(section.title)}" if section.number else plain(section.title)


def state_of(section: ContentsLine) -> tuple[Mark, str]:
    """Icon and words: how a section stands."""
    if section.id == REVIEW:
        return _state_of_all(section)
    if not section.relevant:
        return Mark(Tone.NEUTRAL, _("skipped"), "ph.circle-dashed"), _("skipped")
    if section.invalid:
        note = _("{count} to correct").format(count=section.invalid)
        return Mark(Tone.OFF_TRACK, note, "ph.x-circle-fill"), note
    if section.missing:
        note = ngettext("{count} missing", "{count} missing", section.missing).format(count=section.missing)
        return Mark(Tone.OFF_TRACK, note, "ph.asterisk"), note
    note = _("{answered} of {total}").format(answered=section.answered, total=section.total)
    if section.answered >= section.total:
        return Mark(Tone.ON_TRACK, _("complete"), "ph.check-circle-fill"), note if section.total else ""
    icon = "ph.circle-half-fill" if section.answered else "ph.circle"
    return Mark(Tone.AT_RISK if section.answered else Tone.NEUTRAL, note, icon), note


def _state_of_all(review: ContentsLine) -> tuple[Mark, str]:
    stops = review.missing + review.invalid
    if not stops:
        return Mark(Tone.NEUTRAL, _("every answer"), "ph.clipboard-text"), ""
    note = _("{count} to do").format(count=stops)
    return Mark(Tone.OFF_TRACK, note, "ph.clipboard-text"), note


class ContentsPane(QWidget):
    """Narrow, the list becomes a drop-down and the rest shrinks to one line."""

    back_asked = Signal()
    section_chosen = Signal(str)
    language_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._way_back = ""
        self.back = Button("", "form_back", kind="link", icon="ph.arrow-left", small=True)
        self.back.clicked.connect(lambda: self.back_asked.emit())
        self._title = label("", "title", wrap=True)
        self._place = label("", "small", wrap=True)
        self._chip = Chip(submission_mark(SubmissionState.DRAFT))
        self._bar = ProgressLine(width=120)
        self._counted, self._lacking = label("", "small"), label("", "error", wrap=True)
        self._lacking.setObjectName("form_missing")
        self.jump = QComboBox()
        name_widget(self.jump, "form_jump", _("Contents"))
        self.jump.activated.connect(self._jumped)
        self._jump_holder = QWidget()
        column(self.jump, on=self._jump_holder)
        self._jump_holder.hide()
        head = surface("bar")
        head_column = self._head = column(gap=6, margins=(12, 8, 12, 10), on=head)
        self._line = row(self.back)
        self._line.addStretch(1)
        head_column.addLayout(self._line)
        head_column.addWidget(self._title)
        facts = row(self._chip, gap=8)
        facts.addWidget(self._place, 1)
        self._details = QWidget()
        column(facts, self._bar, column(self._counted, self._lacking, gap=2), gap=6, on=self._details)
        head_column.addWidget(self._details)
        head_column.addWidget(self._jump_holder)
        column_of_titles: Column[ContentsLine] = Column(
            key="title", title=_("Contents"), cell=lambda section: contents_row(section).spoken()
        )
        self.model: RecordTableModel[ContentsLine] = RecordTableModel(
            [column_of_titles], key_of=lambda section: section.id
        )
        self.list = RecordList(self.model, contents_row, "form_contents", _("Contents"))
        self.list.clicked.connect(lambda index: self._chosen(self.model.record(index.row())))
        self.list.opened.connect(self._chosen)
        self._foot = self._make_foot()
        ground = surface("panel")
        self._column = column(head, self.list, self._foot, gap=0, on=ground)
        self._edge = QFrame()
        self._edge.setProperty("line", True)
        self._edge.setFixedWidth(1)
        layout = row(gap=0, on=self)
        layout.addWidget(ground, 1)
        layout.addWidget(self._edge)
        self.setFocusProxy(self.list)
        self._is_narrow = self._is_short = False

    def _make_foot(self) -> QWidget:
        self.language = QComboBox()
        name_widget(self.language, "form_language", _("Questions in"))
        self.language.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.language.activated.connect(lambda at: self.language_chosen.emit(self.language.itemText(at)))
        self.language_line = QWidget()
        row(
            IconLabel("ph.translate", "secondary", "control"),
            label(_("Questions in"), "secondary"),
            None,
            self.language,
            gap=6,
            on=self.language_line,
        )
        missing, place = QWidget(), QWidget()
        row(KeyHint("Alt+Down"), label(_("next missing"), "small"), gap=4, on=missing)
        row(KeyHint("Ctrl+G"), label(_("go to"), "small"), gap=4, on=place)
        self._keys = flow(missing, place, gap=6)
        foot = surface("foot")
        self._foot_column = column(self.language_line, self._keys, gap=6, margins=(12, 8, 12, 8), on=foot)
        return foot

    def show_heading(self, heading: Heading) -> None:
        self._way_back = heading.back
        self.back.setText("" if self._is_short else heading.back)
        self.back.setToolTip(heading.back if self._is_short else "")
        self.back.setAccessibleName(_("Back to {place}").format(place=heading.back))
        self._title.setText(heading.title)
        self._place.setText(heading.place)
        self._chip.set_mark(submission_mark(heading.state))
        self.language.clear()
        self.language.addItems(list(heading.languages))
        self.language.setCurrentText(heading.language)
        self.language_line.setVisible(len(heading.languages) > 1)
        direction = (
            Qt.LayoutDirection.RightToLeft if heading.right_to_left else Qt.LayoutDirection.LeftToRight
        )
        self.list.setLayoutDirection(direction)

    def show_progress(self, progress: Progress) -> None:
        share = progress.answered / progress.total if progress.total else 1.0
        self._bar.set_bar(Bar(share))
        self._counted.setText(
            _("{answered} of {total} answered").format(answered=progress.answered, total=progress.total)
        )
        parts = []
        if progress.missing:
            parts.append(
                ngettext("{count} required missing", "{count} required missing", progress.missing).format(
                    count=progress.missing
                )
            )
        if progress.invalid:
            parts.append(_("{count} to correct").format(count=progress.invalid))
        self._lacking.setText(formats.dotted(parts))
        self._lacking.setVisible(bool(parts))
        restyle(self._lacking)

    def show_contents(self, lines: Sequence[ContentsLine], current: str) -> None:
        known = self.model.records
        if [one.id for one in lines] != [one.id for one in known]:
            self.model.set_rows(lines)
            self.jump.clear()
            for section in lines:
                self.jump.addItem(_jump_words(section), section.id)
        else:
            for at, (section, before) in enumerate(zip(lines, known, strict=True)):
                if section != before:
                    self.model.replace(section)
                    self.jump.setItemText(at, _jump_words(section))
        at = self.model.row_of(current)
        if at >= 0:
            self.list.setCurrentIndex(self.model.index(at, 0))
            self.jump.setCurrentIndex(at)

    def set_narrow(self, is_narrow: bool) -> None:
        """In a narrow window the contents are a drop-down above the questions."""
        self._is_narrow = is_narrow
        self.list.setVisible(not is_narrow)
        self._jump_holder.setVisible(is_narrow)
        self._keys.setVisible(not is_narrow)
        self._edge.setVisible(not is_narrow)
        self._details.setVisible(not is_narrow)
        upright = QSizePolicy.Policy.Maximum if is_narrow else QSizePolicy.Policy.Preferred
        self.setSizePolicy(QSizePolicy.Policy.Preferred, upright)
        self.setMaximumWidth(16_777_215 if is_narrow else theme().px(264))
        self.setMinimumWidth(0 if is_narrow else theme().px(264))

    def set_short(self, is_short: bool) -> None:
        """In a window that is narrow and not tall: the way back, the form and its contents in one line."""
        if is_short is self._is_short:
            return
        self._is_short = is_short
        self.back.setText("" if is_short else self._way_back)
        self.back.setToolTip(self._way_back if is_short else "")
        if is_short:
            self._line.insertWidget(1, self._title, 2)
            self._line.insertWidget(2, self._jump_holder, 3)
        else:
            self._head.insertWidget(1, self._title)
            self._head.addWidget(self._jump_holder)
            self._foot_column.insertWidget(0, self.language_line)
        self._line.setStretch(self._line.count() - 1, 0 if is_short else 1)
        self._foot.setVisible(not is_short)

    def _chosen(self, section: ContentsLine | None) -> None:
        if section is not None and section.relevant:
            self.section_chosen.emit(section.id)

    def _jumped(self, at: int) -> None:
        self._chosen(self.model.record(at))


def _jump_words(section: ContentsLine) -> str:
    _mark, note = state_of(section)
    words = titled(section)
    return f"{words} · {note}" if note else words
