"""One conflict with its sides and what can be done about it, or several marked ones to be decided alike."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.services.syncing.records import ColumnRecord
from desktop.ui.item_models import Cell, Column, RecordTable, RecordTableModel
from desktop.ui.screens.sync.desk.cards import SideFrame
from desktop.ui.screens.sync.desk.many import ManyLine, ManySheet
from desktop.ui.screens.sync.desk.presenter import PICKS, DeskPresenter
from desktop.ui.screens.sync.desk.sheet import Sheet
from desktop.ui.screens.sync.desk.word_diff import Piece
from desktop.ui.screens.sync.desk.writing import WritingCard
from desktop.ui.theme.tokens import theme
from desktop.ui.widgets import (
    Button,
    EmptyState,
    IconLabel,
    KeyHint,
    ScrollPage,
    StateStack,
    TextField,
    clear_layout,
    column,
    flow,
    label,
    row,
)

_BESIDE = 560
"""From this width of the drawings on the cards stand side by side."""


class SheetPane(QWidget):
    """The right half of the desk."""

    def __init__(self, presenter: DeskPresenter) -> None:
        super().__init__()
        self.setObjectName("conflict_sheet")
        self._presenter = presenter
        self._writing: WritingCard | None = None
        self._why: TextField | None = None
        self._page = ScrollPage("conflict_page")
        # The form below the cards makes the page longer: it is looked at once its place is known.
        self._page.verticalScrollBar().rangeChanged.connect(lambda _from, _to: self._look_at_writing())
        self._stack = StateStack(self._page)
        column(self._stack, gap=0, on=self)
        self._frames: list[SideFrame] = []
        self._cards = QGridLayout()
        self._room = column(gap=0)
        self._is_beside: bool | None = None

    @property
    def is_writing(self) -> bool:
        """Whether a third value is being typed."""
        return self._writing is not None

    def show_nothing(self) -> None:
        """No conflict is chosen, or there is none."""
        self.hide_writing()
        self._why = None
        self._frames = []
        self._stack.show_state(
            EmptyState(
                "ph.git-fork",
                _("Nothing to decide here"),
                _("Where two people wrote the same field, both values stand here side by side."),
                object_name="no_conflict_open",
            )
        )

    def show_sheet(self, sheet: Sheet) -> None:
        self._writing = None
        body = self._page.body
        clear_layout(body)
        words = column(gap=2)
        place = label(sheet.code, "code")
        if not sheet.code:
            place.hide()  # never shown without a parent: that would be a window of its own
        about = label(f"· {sheet.about}" if sheet.code else sheet.about, "small")
        words.addLayout(row(place, about, None, gap=6))
        title = label(sheet.title, "title", wrap=True, selectable=True)
        title.setObjectName("conflict_title")
        words.addWidget(title)
        body.addLayout(words)
        if sheet.asked:
            body.addLayout(_asked(sheet.asked))
        if sheet.before:
            before = label(_("Before: {value}").format(value=sheet.before), "small", wrap=True)
            before.setObjectName("conflict_before")
            body.addWidget(before)
        self._frames = [SideFrame(card, may_decide=sheet.may_decide) for card in sheet.cards]
        self._cards = QGridLayout()
        self._cards.setSpacing(theme().px(12))
        body.addLayout(self._cards)
        self._is_beside = None
        self._place_cards()
        for frame in self._frames:
            frame.kept.connect(self._presenter.keep)
        if any(card.runs for card in sheet.cards):
            body.addLayout(_told_of_texts(sheet.text_before))
        body.addLayout(self._further(sheet))
        self._add_why(sheet.may_decide)
        self._room = column(gap=0)
        body.addLayout(self._room)
        if sheet.may_decide:
            body.addLayout(_promise())
        body.addStretch(1)
        self._stack.show_content()

    def _further(self, sheet: Sheet) -> QGridLayout:
        """Buttons that stand below the cards, as many in a line as there is room for."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(8))
        at = 0
        if sheet.can_write and sheet.may_decide:
            number = len(sheet.cards) + 1
            word = _("Put both together") if sheet.can_merge else _("Write a third value")
            write = Button(word, "conflict_write", icon="ph.pencil-simple", press=self._presenter.write)
            grid.addWidget(write, 0, at)
            grid.addWidget(KeyHint(str(number)), 0, at + 1)
            at += 2
        grid.addWidget(
            Button(
                _("Ask a colleague …"), "conflict_hand_on", icon="ph.chat-text", press=self._presenter.hand_on
            ),
            0,
            at,
        )
        at += 1
        if not sheet.may_decide:
            note = label(
                _("Your role does not let you decide this; the office does. Both values stay meanwhile."),
                "small",
                wrap=True,
            )
            note.setObjectName("conflict_needs_office")
            grid.addWidget(note, 1, 0, 1, 5)
        if sheet.can_open:
            grid.addWidget(
                Button(
                    _("Open the record"),
                    "conflict_open",
                    kind="ghost",
                    icon="ph.arrow-square-out",
                    press=self._presenter.open_record,
                ),
                0,
                at,
            )
            at += 1
        grid.setColumnStretch(at, 1)
        return grid

    def show_many(self, sheet: ManySheet) -> None:
        """What each choice would keep, and the buttons that keep it everywhere."""
        self._writing, self._frames = None, []
        body = self._page.body
        clear_layout(body)
        title = label(sheet.title, "title", wrap=True)
        title.setObjectName("conflict_many_title")
        body.addWidget(title)
        body.addWidget(
            label(_("One choice for all of them, as one step: one Undo opens all again."), "small", wrap=True)
        )
        body.addWidget(_table_of(sheet.lines))
        words = (_("Keep the office’s"), _("Keep mine"), _("Keep the newest"))
        icons = ("ph.hard-drives", "ph.user", "ph.clock")
        buttons: list[QWidget] = []
        for at, (pick, word, icon) in enumerate(zip(PICKS, words, icons, strict=True)):
            button = Button(
                f"{word} ({sheet.counts[at]})",
                f"conflict_many_{pick}",
                icon=icon,
                accessible=_("{what}: {count} conflicts").format(what=word, count=sheet.counts[at]),
                press=partial(self._presenter.keep_many, pick),
            )
            holder = QWidget()
            row(button, KeyHint(str(at + 1)), gap=6, on=holder)
            buttons.append(holder)
        buttons.append(
            Button(
                _("Ask a colleague …"),
                "conflict_many_hand_on",
                icon="ph.chat-text",
                press=self._presenter.hand_on,
            )
        )
        body.addWidget(flow(*buttons, gap=12))
        note = _("“The newest” is the last in the order in which the server took them; no clock decides.")
        body.addWidget(label(note, "small", wrap=True))
        self._add_why(True)
        body.addLayout(_promise())
        body.addStretch(1)
        self._stack.show_content()

    def _add_why(self, may_decide: bool) -> None:
        self._why = None
        if may_decide:
            self._why = TextField(
                _("Why"),
                "conflict_note",
                placeholder=_("Goes into the history with your choice; may stay empty"),
                beside=True,
            )
            self._page.body.addWidget(self._why)

    def show_writing(
        self, columns: Sequence[tuple[ColumnRecord, str]], table: str, pieces: Sequence[Piece]
    ) -> None:
        if self._writing is not None:
            return
        self._writing = WritingCard(columns, table, self._presenter.written, self.hide_writing, pieces)
        self._room.addWidget(self._writing)
        self._writing.begin()

    def _look_at_writing(self) -> None:
        if self._writing is not None:
            self._page.ensureWidgetVisible(self._writing)

    def note(self) -> str:
        return self._why.value() if self._why is not None else ""

    def hide_writing(self) -> None:
        if self._writing is not None:
            self._writing = None
            clear_layout(self._room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_cards()

    def _place_cards(self) -> None:
        """Side by side, or one below another where there is little room."""
        beside = self.width() >= theme().px(_BESIDE)
        if beside is self._is_beside:
            return
        self._is_beside = beside
        for frame in self._frames:
            self._cards.removeWidget(frame)
        for at, frame in enumerate(self._frames):
            self._cards.addWidget(frame, at // 2 if beside else at, at % 2 if beside else 0)
        self._cards.setColumnStretch(0, 1)
        self._cards.setColumnStretch(1, 1 if beside else 0)


def _table_of(lines: Sequence[ManyLine]) -> RecordTable:
    columns = [
        Column[ManyLine](key="what", title=_("What"), cell=lambda one: one.what, stretch=True, width=220),
        Column[ManyLine](key="office", title=_("The office’s"), cell=lambda one: one.office, width=150),
        Column[ManyLine](key="mine", title=_("Mine"), cell=lambda one: one.mine, width=150),
        Column[ManyLine](key="newest", title=_("The newest"), cell=lambda one: one.newest, width=150),
        Column[ManyLine](key="may", title="", cell=_who_decides, width=120),
    ]
    shown = columns if any(not one.may_decide for one in lines) else columns[:-1]
    table = RecordTable(RecordTableModel(shown, list(lines)), "conflict_many", _("Marked conflicts"))
    table.fit_height()
    return table


def _who_decides(one: ManyLine) -> Cell:
    return Cell(text="" if one.may_decide else _("Needs the office"), quiet=True)


def _told_of_texts(before: str) -> QVBoxLayout:
    """What the marks in the texts mean, and what both started from."""
    told = column(gap=4)
    marks = _("Bold stands only on this side; what is struck through was taken out here alone.")
    told.addWidget(label(marks, "small", wrap=True))
    if before:
        said = label(_("Before: {value}").format(value=before), "small", wrap=True, selectable=True)
        said.setObjectName("conflict_text_before")
        told.addWidget(said)
    return told


def _asked(words: str) -> QHBoxLayout:
    shown = label(words, "small", wrap=True)
    shown.setObjectName("conflict_asked")
    line = row(gap=6)
    line.addWidget(IconLabel("ph.users", "info", "inline"), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(shown, 1)
    return line


def _promise() -> QHBoxLayout:
    safe = _(
        "Whatever you choose, both values stay in the history, with your name and reason. The choice can be changed."
    )
    foot = row(gap=6)
    foot.addWidget(IconLabel("ph.shield-check", "on_track", "inline"), 0, Qt.AlignmentFlag.AlignTop)
    foot.addWidget(label(safe, "small", wrap=True), 1)
    return foot
