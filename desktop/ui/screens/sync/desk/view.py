"""Draws the conflict desk: the row of conflicts, one of them with its sides, and what can be done."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop.i18n import _
from desktop.services.syncing.records import ColumnRecord
from desktop.ui.screens.sync.desk.cards import SideFrame
from desktop.ui.screens.sync.desk.presenter import DeskPresenter, Sheet, Tab
from desktop.ui.screens.sync.desk.tabs import ConflictTabs
from desktop.ui.screens.sync.desk.writing import WritingCard
from desktop.ui.theme.tokens import theme
from desktop.ui.widgets import (
    Button,
    EmptyState,
    IconButton,
    IconLabel,
    KeyHint,
    ScrollPage,
    SectionHeader,
    StateStack,
    TextField,
    clear_layout,
    column,
    label,
    row,
    surface,
)

_BESIDE = 560
"""From this width of the drawings on the cards stand side by side."""


class DeskPane(QWidget):
    """A DeskScreen."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("conflict_desk")
        self._presenter: DeskPresenter | None = None
        self._writing: WritingCard | None = None
        self._why: TextField | None = None
        self.tabs = ConflictTabs("conflict_tabs", _("Conflicts to decide"))
        self._up = IconButton("ph.caret-up", _("The conflict before"), "conflict_previous")
        self._down = IconButton("ph.caret-down", _("The next conflict"), "conflict_next")
        self._keys = (KeyHint("K"), KeyHint("J"))
        tools = [self._up, self._keys[0], self._down, self._keys[1]]
        self._head = SectionHeader(_("Conflict desk"), "", tools)
        bar = surface("bar")
        column(self._head, margins=(16, 8, 12, 8), on=bar)
        tab_bar = surface("panel")
        column(self.tabs, margins=(8, 0, 8, 0), on=tab_bar)
        self._tab_bar = tab_bar
        self._page = ScrollPage("conflict_page")
        # The form below the cards makes the page longer: it is looked at once its place is known.
        self._page.verticalScrollBar().rangeChanged.connect(lambda _from, _to: self._look_at_writing())
        self._stack = StateStack(self._page)
        column(bar, tab_bar, self._stack, gap=0, on=self)
        self._frames: list[SideFrame] = []
        self._cards = QGridLayout()
        self._is_beside: bool | None = None

    def connect_to(self, presenter: DeskPresenter) -> None:
        self._presenter = presenter
        self.tabs.chosen.connect(presenter.chosen)
        self._up.clicked.connect(lambda _on=False: presenter.walk(-1))
        self._down.clicked.connect(lambda _on=False: presenter.walk(1))

    @property
    def is_writing(self) -> bool:
        """Whether a third value is being typed."""
        return self._writing is not None

    # DeskScreen

    def show_tabs(self, tabs: Sequence[Tab], chosen: int, count: str) -> None:
        self._head.set_count(count)
        self._tab_bar.show()
        for tool in (self._up, self._down, *self._keys):
            tool.setVisible(len(tabs) > 1)
        self.tabs.show_tabs(tabs, chosen)

    def show_no_conflicts(self, sentence: str) -> None:
        self._head.set_count("")
        self._tab_bar.hide()
        for tool in (self._up, self._down, *self._keys):
            tool.hide()
        self.hide_writing()
        self._why = None
        self._frames = []
        self._stack.show_state(
            EmptyState("ph.check-circle", _("No conflicts"), sentence, object_name="no_conflicts")
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
            frame.kept.connect(self._keep)
        body.addLayout(self._further(sheet))
        self._why = None
        if sheet.may_decide:
            self._why = TextField(
                _("Why"),
                "conflict_note",
                placeholder=_("Goes into the history with your choice; may stay empty"),
                beside=True,
            )
            body.addWidget(self._why)
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
            write = Button(
                _("Write a third value"), "conflict_write", icon="ph.pencil-simple", press=self._write
            )
            grid.addWidget(write, 0, at)
            grid.addWidget(KeyHint(str(number)), 0, at + 1)
            at += 2
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
                    press=self._open,
                ),
                0,
                at,
            )
            at += 1
        grid.setColumnStretch(at, 1)
        return grid

    def show_writing(self, columns: Sequence[tuple[ColumnRecord, str]], table: str) -> None:
        presenter = self._presenter
        if presenter is None or self._writing is not None:
            return
        self._writing = WritingCard(columns, table, presenter.written, self.hide_writing)
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

    # Events

    def _keep(self, number: int) -> None:
        if self._presenter is not None:
            self._presenter.keep(number)

    def _write(self) -> None:
        if self._presenter is not None:
            self._presenter.write()

    def _open(self) -> None:
        if self._presenter is not None:
            self._presenter.open_record()

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


def _promise() -> QHBoxLayout:
    safe = _(
        "Whatever you choose, both values stay in the history, with your name and reason. The choice can be changed."
    )
    foot = row(gap=6)
    foot.addWidget(IconLabel("ph.shield-check", "on_track", "inline"), 0, Qt.AlignmentFlag.AlignTop)
    foot.addWidget(label(safe, "small", wrap=True), 1)
    return foot
