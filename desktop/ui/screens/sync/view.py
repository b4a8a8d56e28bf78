"""Draws the sync screen: the ladder on top; below it tabs with the conflict desk and where each record is."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.i18n import _
from desktop.services.syncing.records import (
    AsideRecord,
    ProblemRecord,
    Rung,
    ScopeRecord,
    SyncState,
    WhereRecord,
)
from desktop.settings.sync_settings import SyncSettings
from desktop.ui import formats
from desktop.ui.background import Debounce
from desktop.ui.change_words import moment_words
from desktop.ui.frame.commands import make_action
from desktop.ui.item_models import PagedListModel, RecordList, Row
from desktop.ui.screens.sync.bundles.view import BundlesPane
from desktop.ui.screens.sync.connection.view import ConnectionPane
from desktop.ui.screens.sync.desk.view import DeskPane
from desktop.ui.screens.sync.enrol import EnrolDialog
from desktop.ui.screens.sync.places.view import ScopesPane
from desktop.ui.screens.sync.presenter import Step, SyncPresenter
from desktop.ui.screens.sync.steps import StepRow
from desktop.ui.screens.sync.words import rung_word, where_state, where_title
from desktop.ui.shell import Change, Shell
from desktop.ui.theme import Bar, Rungs, Tone
from desktop.ui.theme.icons import set_icon
from desktop.ui.theme.tokens import theme
from desktop.ui.widgets import (
    Button,
    EmptyState,
    IconLabel,
    NoticeStrip,
    Page,
    PageHeader,
    ProgressLine,
    SectionHeader,
    StateStack,
    TabbedPages,
    clear_layout,
    column,
    label,
    row,
    surface,
)

RELOAD_AFTER_MS = 250
LADDER_FROM = 620
"""Height of the drawings from which the ladder stands above every tab."""
_REACHED: dict[Rung, int] = {"here": 1, "waiting": 2, "stored": 3, "secured": 4}


def make_screen(shell: Shell) -> QWidget:
    return SyncView(shell)


class SyncView(QWidget):
    """A SyncScreen."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setObjectName("sync_screen")
        self._shell = shell
        self.desk = DeskPane(shell)
        self.scopes = ScopesPane(shell)
        self.connection = ConnectionPane(shell)
        self.presenter = SyncPresenter(self, shell, self.desk.presenter)
        self._reload_soon = Debounce(RELOAD_AFTER_MS, self.presenter.reload, self)
        self._is_stale = False
        self._has_turned = False
        self._bundles: BundlesPane | None = None
        self._make_head()
        self._make_list()
        self.pages = TabbedPages(
            [
                Page("conflicts", _("Conflict desk"), lambda: self.desk),
                Page("where", _("What is where"), lambda: self._list_pane),
                Page("bundles", _("USB bundles"), self._make_bundles),
                Page("scopes", _("Project by project"), lambda: self.scopes),
                Page("connection", _("Connection"), lambda: self.connection),
            ],
            "sync_tabs",
            _("Parts of sync"),
        )
        outer = column(self._head, gap=0, on=self)
        outer.addWidget(self.pages, 1)
        self.pages.shown.connect(lambda _key: self._fit_ladder())
        self._make_keys()
        self.presenter.begin()

    def show_counts(self, conflicts: int, here: int) -> None:
        self.pages.set_count("conflicts", formats.number(conflicts) if conflicts else "")
        self.pages.set_count("where", formats.number(here) if here else "")
        if not self._has_turned:
            self._has_turned = True
            self.pages.show_page("conflicts" if conflicts else "where")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_ladder()

    def _fit_ladder(self) -> None:
        """On a low screen, or with large text, the ladder stands only above the list it filters."""
        has_room = self.height() >= theme().px(LADDER_FROM)
        self.steps.setVisible(has_room or self.pages.current_key == "where")

    def _make_bundles(self) -> QWidget:
        self._bundles = BundlesPane(self._shell)
        return self._bundles

    def show_part(self, part: str) -> None:
        """A tab by name: conflicts, where, bundles, scopes, connection."""
        self._has_turned = True
        self.pages.show_page(part)

    # Head

    def _make_head(self) -> None:
        self.primary = Button(
            _("Sync now"),
            "sync_primary",
            kind="primary",
            icon="ph.arrows-clockwise",
            press=lambda: self.presenter.primary_pressed(),
        )
        self._header = PageHeader(_("Sync"), "", buttons=[self.primary])
        self.trouble = NoticeStrip("sync_trouble", icon="ph.cloud-slash")
        self.trouble.followed.connect(lambda: self.presenter.primary_pressed())
        self.trouble.hide()
        self._running = surface("card")
        self._running.setObjectName("sync_running")
        self._running_words = label("", "secondary")
        self._running_words.setObjectName("sync_running_words")
        self._running_bar = ProgressLine(Bar(0.0), width=160)
        self._running_bar.setMaximumWidth(theme().px(160))
        self._pause = Button(
            _("Pause"),
            "sync_pause",
            icon="ph.pause",
            compact=True,
            press=lambda: self.presenter.pause_pressed(),
        )
        stop = Button(
            _("Cancel"), "sync_cancel", icon="ph.x", compact=True, press=lambda: self.presenter.cancel()
        )
        row(
            IconLabel("ph.arrows-clockwise", "accent"),
            self._running_words,
            None,
            self._running_bar,
            self._pause,
            stop,
            gap=8,
            margins=(12, 6, 8, 6),
            on=self._running,
        )
        self._running.hide()
        self.steps = StepRow()
        self.steps.chosen.connect(lambda rung: self.presenter.rung_chosen(cast(Rung, rung)))
        self._head = surface("bar")
        column(
            self._header,
            self.trouble,
            self._running,
            self.steps,
            gap=10,
            margins=(16, 12, 16, 10),
            on=self._head,
        )
        self._head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_head(self, sentence: str, *, verb: str, is_enrolled: bool) -> None:
        self._header.set_text(_("Sync"), sentence)
        self.primary.setText(verb)
        self.primary.setAccessibleName(verb)

    def show_trouble(self, what: str, what_now: str) -> None:
        self.trouble.show_parts([(what, what_now)] if what else [], _("Try again") if what else "")

    def show_running(self, sentence: str, *, share: float | None = None, is_paused: bool = False) -> None:
        self._running_words.setText(sentence)
        self._running_bar.setVisible(share is not None)
        self._running_bar.set_bar(Bar(share or 0.0))
        self._pause.setText(_("Go on") if is_paused else _("Pause"))
        set_icon(self._pause, "ph.play" if is_paused else "ph.pause", "secondary")
        self._running.setVisible(bool(sentence))

    def show_scopes(self, scopes: Sequence[ScopeRecord]) -> None:
        self.scopes.show_scopes(scopes)

    def show_connection(
        self, state: SyncState, troubles: Sequence[ProblemRecord], settings: SyncSettings
    ) -> None:
        self.connection.presenter.show(state, troubles, settings)

    def show_steps(self, steps: Sequence[Step], chosen: Rung) -> None:
        self.steps.show_steps(steps, chosen)

    # What is where

    def _make_list(self) -> None:
        self._title = SectionHeader(_("What is where"))
        bar = surface("bar")
        column(self._title, margins=(12, 10, 12, 10), on=bar)
        self.model: PagedListModel[WhereRecord] = PagedListModel(
            lambda _after, _limit: (), lambda record: record.key, text_of=where_title
        )
        self.list = RecordList(self.model, self._row_of, "sync_list", _("What is where"))
        self.list.opened.connect(self.presenter.record_opened)
        self._list_stack = StateStack(self.list)
        self.aside = surface("foot")
        self.aside.setObjectName("sync_aside")
        self._aside_body = column(gap=6, margins=(12, 8, 12, 10), on=self.aside)
        self.aside.hide()
        self._list_pane = surface("panel")
        self._list_pane.setObjectName("sync_list_pane")
        column(bar, self._list_stack, self.aside, gap=0, on=self._list_pane)

    def _row_of(self, record: WhereRecord) -> Row:
        tone = Tone.CONFLICT if record.is_open else Tone.NEUTRAL
        reached = _REACHED[record.rung]
        return Row(
            title=where_title(record),
            code=record.code,
            code_below=True,
            aside=moment_words(record.at, self._shell.services.clock()),
            rungs=Rungs(reached, where_state(record), count=4, tone=tone),
        )

    def show_rows(
        self, fetch: Callable[[tuple[str, str] | None, int], Sequence[WhereRecord]], count: int, rung: Rung
    ) -> None:
        self._title.set_count(rung_word(rung))
        self.model.reload(fetch)
        if count:
            self._list_stack.show_content()
            return
        sentence = {
            "here": _("What you change is listed here until the server has it."),
            "waiting": _("The server has all it needs."),
            "stored": _("What the server has taken is listed here after the first sync."),
            "secured": _("What a checked backup of the server holds is listed here."),
        }[rung]
        self._list_stack.show_state(
            EmptyState("ph.cloud-check", _("Nothing here"), sentence, object_name="sync_nothing")
        )

    def show_aside(self, aside: Sequence[AsideRecord], sentence: str) -> None:
        clear_layout(self._aside_body)
        self.aside.setVisible(bool(aside))
        if not aside:
            return
        head = row(gap=8)
        head.addWidget(IconLabel("ph.warning-octagon-fill", "off_track"), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(label(sentence, "strong", wrap=True), 1)
        head.addWidget(
            Button(
                _("Try again"),
                "sync_aside_retry",
                kind="link",
                small=True,
                press=lambda: self.presenter.retry_aside(),
            )
        )
        if any(one.deletes_much for one in aside):
            head.addWidget(
                Button(
                    _("It is meant: send it"),
                    "sync_aside_meant",
                    kind="link",
                    small=True,
                    press=lambda: self.presenter.retry_aside(is_meant=True),
                )
            )
        self._aside_body.addLayout(head)
        for one in aside[:3]:
            what = where_title(one.records[0]) if one.records else ""
            said = f"{what}. {one.sentence}" if what else one.sentence
            self._aside_body.addWidget(label(said, "small", wrap=True))
        self._aside_body.addWidget(label(_("It is kept here, nothing is lost."), "small", wrap=True))

    # The rest

    def ask_to_enrol(self) -> None:
        EnrolDialog(self, self.presenter.enrol).open()

    def _make_keys(self) -> None:
        """Digits decide, J and K walk; a field that is typed in keeps its letters."""
        desk = self.desk.presenter
        self._actions = [
            self._action("sync_now", _("Sync now"), "F9", self.presenter.primary_pressed),
            self._action("enrol", _("Join an office …"), "", self.ask_to_enrol),
            self._action("bundle_write", _("Write a USB bundle …"), "", lambda: self._in_bundles("write")),
            self._action("bundle_take", _("Take a USB bundle in …"), "", lambda: self._in_bundles("take")),
            self._decision("conflict_before", _("The conflict before"), "K", lambda: desk.walk(-1)),
            self._decision("conflict_after", _("The next conflict"), "J", lambda: desk.walk(1)),
            self._decision("keep_1", _("Keep the first side"), "1", lambda: desk.keep(1)),
            self._decision("keep_2", _("Keep the second side"), "2", lambda: desk.keep(2)),
            self._decision("keep_3", _("Write a third value"), "3", lambda: desk.keep(3)),
            self._decision("hand_on", _("Ask a colleague to decide …"), "A", desk.hand_on),
        ]
        for number in range(4, 10):
            shortcut = QShortcut(QKeySequence(str(number)), self.desk, partial(desk.keep, number))
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _in_bundles(self, act: str) -> None:
        self.show_part("bundles")
        if self._bundles is not None:
            if act == "write":
                self._bundles.open_writing()
            else:
                self._bundles.open_taking(None)

    def _action(self, name: str, text: str, keys: str, act: Callable[[], object]) -> QAction:
        return make_action(self, f"action_{name}", text, act, keys=keys, on=self)

    def _decision(self, name: str, text: str, keys: str, act: Callable[[], object]) -> QAction:
        """Only while the keyboard is on the desk: elsewhere a digit would decide what nobody looks at."""
        return make_action(self, f"action_{name}", text, act, keys=keys, on=self.desk)

    def on_changed(self, changed: Change) -> None:
        if self._bundles is not None:
            self._bundles.on_changed(changed)
        if not self.presenter.on_changed(changed):
            return
        if self.isVisible():
            self._reload_soon.call()
        else:
            self._is_stale = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._is_stale = False
            self._reload_soon.call()

    def panes(self) -> Sequence[QWidget]:
        if self.pages.current_key == "conflicts":
            return [self.desk.list_pane, self.desk.sheet, self._head]
        return [self.pages, self._head]

    def screen_actions(self) -> Sequence[QAction]:
        return self._actions
