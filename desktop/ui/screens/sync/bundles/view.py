"""Draws the page of bundles: what is on its way, the history, this laptop's key, what is carried for others."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame

from desktop.i18n import _
from desktop.services.syncing.bundle_records import CarriedRecord, KeyRecord, PartyRecord, TravelRecord
from desktop.ui import formats
from desktop.ui.background import Debounce
from desktop.ui.change_words import moment_words
from desktop.ui.item_models import Cell, Column, RecordTable, RecordTableModel
from desktop.ui.screens.sync.bundles import words
from desktop.ui.screens.sync.bundles.key_dialog import KeyDialog
from desktop.ui.screens.sync.bundles.presenter import BundlesPresenter
from desktop.ui.screens.sync.bundles.taking.view import TakingDialog
from desktop.ui.screens.sync.bundles.writing.view import WritingDialog
from desktop.ui.shell import Change, Shell
from desktop.ui.theme import Mark, Tone
from desktop.ui.theme.tokens import theme
from desktop.ui.widgets import (
    Button,
    Card,
    ElidedLabel,
    EmptyState,
    IconLabel,
    NextStep,
    ScrollPage,
    StateStack,
    clear_layout,
    column,
    flow,
    label,
    row,
    surface,
)

RELOAD_AFTER_MS = 250
NARROW = 900
AREAS = frozenset({"sync_transactions"})
"""What changes with every bundle and every sync."""


class BundlesPane(QFrame):
    """A BundlesScreen; a file may also be dropped on it."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setObjectName("bundles_pane")
        self.setProperty("surface", "panel")
        self.setAcceptDrops(True)
        self._shell = shell
        self.presenter = BundlesPresenter(self, shell)
        self._reload_soon = Debounce(RELOAD_AFTER_MS, self.presenter.reload, self)
        self._make_head()
        self._make_table()
        self._make_side()
        self._body = row(self._stack, self._side, gap=1)
        self._body.setStretch(0, 5)
        self._body.setStretch(1, 3)
        outer = column(self._head, gap=0, on=self)
        outer.addLayout(self._body, 1)
        self.presenter.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One below the other where there is little room beside."""
        super().resizeEvent(event)
        is_narrow = self.width() < theme().px(NARROW)
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._body.setDirection(below if is_narrow else beside)

    def _make_head(self) -> None:
        self._way = label("", "secondary", wrap=True)
        self._way.setObjectName("bundles_way")
        self.write = Button(
            _("Write a bundle"),
            "bundle_write",
            kind="primary",
            icon="ph.upload-simple",
            press=self.open_writing,
        )
        self.take = Button(
            _("Take one in"), "bundle_take", icon="ph.download-simple", press=lambda: self.open_taking(None)
        )
        self._head = surface("bar")
        laid = row(self._way, gap=8, margins=(16, 10, 16, 10), on=self._head)
        laid.setStretch(0, 1)
        laid.addWidget(self.take)
        laid.addWidget(self.write)

    def _make_table(self) -> None:
        columns: list[Column[TravelRecord]] = [
            Column(key="way", title=_("Way"), cell=lambda one: Cell(mark=_way_mark(one)), width=100),
            Column(key="at", title=_("When"), cell=lambda one: moment_words(one.at, self._shell.services.clock()), width=112, sort_by=lambda one: one.at),
            Column(key="with", title=_("For or from"), cell=lambda one: words.names_of(one.parties), width=140, stretch=True, tip=lambda one: one.file_name),
            Column(key="changes", title=_("Changes"), cell=lambda one: Cell(text=formats.number(one.changes), end=True), width=76, end=True, sort_by=lambda one: one.changes),
            Column(key="size", title=_("Size"), cell=lambda one: Cell(text=formats.size(one.size_bytes), end=True, quiet=True), width=76, end=True, sort_by=lambda one: one.size_bytes),
            Column(key="state", title=_("Answer"), cell=lambda one: Cell(mark=_answer_mark(one)), width=150),
        ]  # fmt: skip
        self.travels: RecordTableModel[TravelRecord] = RecordTableModel(columns)
        self._table = RecordTable(self.travels, "bundle_travels", _("Bundles that went and came"))
        self._stack = StateStack(self._table)

    def _make_side(self) -> None:
        self._side = ScrollPage("bundle_side", margin=12, ground="panel")
        self._side.setMinimumWidth(theme().px(300))
        self._key_card = Card(_("This laptop's key"))
        self._carried_card = Card(_("Carried for others"))
        self._side.add(self._key_card, self._carried_card)
        self._side.body.addStretch(1)

    def show_way(self, sentence: str, *, may_write: bool) -> None:
        self._way.setText(sentence)
        self.write.setEnabled(may_write)
        self.write.setToolTip("" if may_write else _("Join an office or add somebody's key first."))

    def show_travels(self, travels: Sequence[TravelRecord]) -> None:
        self.travels.set_rows(travels)
        if travels:
            self._stack.show_content()
            return
        self._stack.show_state(
            EmptyState(
                "ph.package",
                _("No bundle went or came yet"),
                _("Take one in: choose the file on the stick, or drop it here."),
                [NextStep(_("Choose a file"), lambda: self.open_taking(None), "ph.folder-open")],
                object_name="bundles_none",
            )
        )

    def show_key(self, key: KeyRecord, added: Sequence[PartyRecord]) -> None:
        body = self._key_card.body
        clear_layout(body)
        shown = label(formats.isolated(key.fingerprint), "code", selectable=True)
        shown.setObjectName("bundle_fingerprint")
        copy = Button(_("Copy the key"), "bundle_copy_key", icon="ph.copy", compact=True)
        copy.clicked.connect(lambda _on=False: self._copy(key.line, copy))
        add = Button(
            _("Add somebody …"), "bundle_add_key", icon="ph.key", compact=True, press=self.ask_for_key
        )
        body.addWidget(
            label(_("Others need it to write bundles for this laptop without a server."), "small", wrap=True)
        )
        body.addWidget(shown)
        body.addWidget(flow(copy, add, gap=8))
        for one in added:
            forget = Button(
                _("Forget"),
                f"bundle_forget_{one.fingerprint.replace(' ', '')}",
                kind="link",
                small=True,
                accessible=_("Trust {name} no longer").format(name=one.name),
                press=partial(self.presenter.forget_key, one),
            )
            line = row(IconLabel("ph.user", "secondary", "inline"), gap=6)
            line.addWidget(ElidedLabel(one.name), 1)
            line.addWidget(forget)
            body.addLayout(line)

    def show_carried(self, carried: Sequence[CarriedRecord]) -> None:
        body = self._carried_card.body
        clear_layout(body)
        self._carried_card.setVisible(bool(carried))
        for at, one in enumerate(carried, start=1):
            body.addWidget(label(one.name, "strong", wrap=True))
            whom = _("For {whom}, {size}").format(
                whom=words.names_of(one.recipients), size=formats.size(one.size_bytes)
            )
            body.addWidget(label(whom, "small", wrap=True))
            on = Button(
                _("Hand on …"),
                f"carried_hand_on_{at}",
                compact=True,
                press=partial(self.presenter.hand_on, one),
            )
            drop = Button(
                _("Carry no longer"),
                f"carried_drop_{at}",
                kind="link",
                small=True,
                press=partial(self.presenter.drop, one),
            )
            body.addWidget(flow(on, drop, gap=8))

    def ask_for_key(self) -> None:
        KeyDialog(self, self.presenter.add_key).open()

    def open_writing(self) -> None:
        dialog = WritingDialog(self, self._shell)
        dialog.finished.connect(lambda _code: self.presenter.reload())
        dialog.open()

    def open_taking(self, path: Path | None) -> None:
        dialog = TakingDialog(self, self._shell, path)
        dialog.finished.connect(lambda _code: self.presenter.reload())
        dialog.open()

    def on_changed(self, changed: Change) -> None:
        if changed.areas & AREAS:
            self._reload_soon.call()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.open_taking(paths[0])

    def _copy(self, line: str, button: Button) -> None:
        QApplication.clipboard().setText(line)
        button.setText(_("Copied"))


def _way_mark(one: TravelRecord) -> Mark:
    if one.is_out:
        return Mark(Tone.NEUTRAL, _("went out"), "ph.upload-simple")
    return Mark(Tone.NEUTRAL, _("came in"), "ph.download-simple")


def _answer_mark(one: TravelRecord) -> Mark:
    if one.unanswered or one.missing:
        return Mark(Tone.AT_RISK, words.answer_word(one), "ph.clock")
    return Mark(Tone.ON_TRACK, words.answer_word(one), "ph.check-circle-fill")
