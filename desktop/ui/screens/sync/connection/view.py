"""Draws the connection tab: state and problems at one side, schedule, pace and proxy at the other."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from desktop.i18n import _, ngettext
from desktop.services.syncing.records import LookRecord, LookState
from desktop.services.syncing.sentences import step_word
from desktop.settings.sync_settings import EVERY_MINUTES, LIMITS_KBPS, SyncSettings
from desktop.ui import formats
from desktop.ui.screens.sync.connection.presenter import ConnectionPresenter
from desktop.ui.shell import Shell
from desktop.ui.theme.tokens import theme
from desktop.ui.widgets import (
    Button,
    Card,
    CheckField,
    ChoiceField,
    IconLabel,
    ScrollPage,
    SecretField,
    Segment,
    SegmentedChoice,
    TextField,
    TwoColumns,
    clear_layout,
    column,
    label,
    row,
)

_MARKS: dict[LookState, tuple[str, str, str]] = {
    "ok": ("ph.check-circle-fill", "on_track", ""),
    "failed": ("ph.x-circle-fill", "off_track", "strong"),
    "not_looked": ("ph.minus-circle-fill", "muted", "secondary"),
}


class ConnectionPane(ScrollPage):
    """A ConnectionScreen."""

    def __init__(self, shell: Shell) -> None:
        super().__init__("sync_connection", margin=16)
        self.presenter = ConnectionPresenter(self, shell)
        self._state_card = self._make_state()
        self._trouble_card = self._make_troubles()
        schedule, line, proxy = self._make_schedule(), self._make_line(), self._make_proxy()
        self.add(TwoColumns([self._state_card, self._trouble_card], [schedule, line, proxy], least=760))
        self.body.addStretch(1)

    # State and problems

    def _make_state(self) -> Card:
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(theme().px(16))
        self._facts.setVerticalSpacing(theme().px(4))
        self._facts.setColumnStretch(1, 1)
        self._look = Button(
            _("Check the connection"),
            "sync_look",
            icon="ph.magnifying-glass",
            press=lambda: self.presenter.look(),
        )
        self._check = Button(
            _("Check this laptop's copy"),
            "sync_check_copy",
            icon="ph.check-circle",
            press=lambda: self.presenter.check_copy(),
        )
        self._looked = column(gap=4)
        card = Card(_("State"))
        card.body.addLayout(self._facts)
        card.body.addLayout(row(self._look, self._check, None))
        card.body.addLayout(self._looked)
        return card

    def _make_troubles(self) -> Card:
        self._troubles = column(gap=10)
        self._copy = Button(
            _("Copy diagnosis"),
            "sync_copy_diagnosis",
            kind="link",
            icon="ph.copy",
            small=True,
            press=lambda: self.presenter.copy_diagnosis(),
        )
        card = Card(_("Last problems"))
        card.add_to_head(self._copy)
        card.body.addLayout(self._troubles)
        return card

    def show_state(self, lines: Sequence[tuple[str, str]]) -> None:
        clear_layout(self._facts)
        for at, (word, value) in enumerate(lines):
            self._facts.addWidget(label(word, "small"), at, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(label(value, "", wrap=True, selectable=True), at, 1)

    def show_troubles(self, told: Sequence[tuple[str, str, str]], has_any: bool) -> None:
        clear_layout(self._troubles)
        if not has_any:
            self._troubles.addWidget(label(_("No try has failed."), "secondary", wrap=True))
        for when, what, now in told:
            line = row(gap=8)
            line.addWidget(IconLabel("ph.warning-circle", "at_risk", "inline"), 0, Qt.AlignmentFlag.AlignTop)
            line.addLayout(
                column(label(f"{when} · {what}", "strong", wrap=True), label(now, "small", wrap=True), gap=2),
                1,
            )
            self._troubles.addLayout(line)

    def show_looking(self, is_looking: bool) -> None:
        self._look.setText(_("Looking …") if is_looking else _("Check the connection"))
        self._look.setEnabled(not is_looking)
        self._test.setEnabled(not is_looking)
        if is_looking:
            clear_layout(self._looked)

    def show_look(self, looked: Sequence[LookRecord]) -> None:
        clear_layout(self._looked)
        for one in looked:
            icon, colour, weight = _MARKS[one.state]
            said = f"{one.sentence} {one.remedy}".strip()
            words = label(f"{step_word(one.step)}: {said}", weight, wrap=True)
            words.setObjectName(f"sync_looked_{one.step}")
            line = row(gap=8)
            line.addWidget(IconLabel(icon, colour, "inline"), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(words, 1)
            self._looked.addLayout(line)

    def copy(self, text: str) -> None:
        QApplication.clipboard().setText(text)

    # Settings

    def _make_schedule(self) -> Card:
        self._schedule = SegmentedChoice(
            [
                Segment("off", _("By hand"), "ph.user"),
                Segment("every", _("Every so often"), "ph.timer"),
                Segment("at", _("At times of day"), "ph.clock"),
            ],
            "sync_schedule",
            _("When to sync"),
        )
        self._schedule.chosen.connect(lambda value: self.presenter.chosen(schedule=value))
        self._every = ChoiceField(_("Every"), "sync_every", [(one, _minutes(one)) for one in EVERY_MINUTES])
        self._every.edited.connect(lambda value: self.presenter.chosen(every_minutes=value))
        self._times = TextField(
            _("Times of day"), "sync_times", help_text=_("24 hours, such as 09:00, 13:30, 17:00")
        )
        self._times.edited.connect(lambda value: self.presenter.times_typed(str(value)))
        self._unmetered = CheckField(_("Only where the connection costs nothing extra"), "sync_unmetered")
        self._unmetered.edited.connect(lambda value: self.presenter.chosen(only_unmetered=bool(value)))
        return Card(_("When to sync")).add(self._schedule, self._every, self._times, self._unmetered)

    def _make_line(self) -> Card:
        self._limit = ChoiceField(_("At most"), "sync_limit", [(one, _kilobits(one)) for one in LIMITS_KBPS])
        self._limit.edited.connect(lambda value: self.presenter.chosen(limit_kbps=value))
        note = _("Leaves room on a thin line for mail and calls.")
        self._spares = CheckField(_("Only small files where each byte is paid for"), "sync_spares_metered")
        self._spares.edited.connect(lambda value: self.presenter.chosen(spares_metered=bool(value)))
        self._all_files = Button(
            _("Move all files now"),
            "sync_all_files",
            kind="link",
            icon="ph.arrows-clockwise",
            small=True,
            press=lambda: self.presenter.move_all_files(),
        )
        card = Card(_("How fast")).add(self._limit, label(note, "small", wrap=True), self._spares)
        card.body.addLayout(row(self._all_files, None))
        return card

    def _make_proxy(self) -> Card:
        self._proxy = SegmentedChoice(
            [
                Segment("system", _("As the system"), "ph.desktop"),
                Segment("none", _("None"), "ph.arrow-right"),
                Segment("manual", _("This one"), "ph.pencil-simple"),
            ],
            "sync_proxy",
            _("Proxy"),
        )
        self._proxy.chosen.connect(lambda value: self.presenter.chosen(proxy=value))
        self._address = TextField(
            _("Address of the proxy"), "sync_proxy_address", placeholder="proxy.example.org:3128"
        )
        self._address.edited.connect(lambda value: self.presenter.chosen(proxy_address=str(value).strip()))
        self._user = TextField(_("Name at the proxy"), "sync_proxy_user")
        self._user.edited.connect(lambda value: self.presenter.chosen(proxy_user=str(value).strip()))
        self._password = SecretField(
            _("Password at the proxy"),
            "sync_proxy_password",
            help_text=_("Kept in the key ring of the system, nowhere else."),
        )
        self._password.edited.connect(lambda value: self.presenter.password_typed(str(value)))
        self._test = Button(
            _("Test it"), "sync_proxy_test", icon="ph.magnifying-glass", press=self._test_proxy
        )
        self._manual = QWidget()
        column(self._address, self._user, self._password, row(self._test, None), gap=8, on=self._manual)
        self._problem = label("", "error", wrap=True)
        self._problem.setObjectName("sync_settings_problem")
        self._problem.hide()
        return Card(_("Proxy")).add(self._proxy, self._manual, self._problem)

    def _test_proxy(self) -> None:
        for field in (self._address, self._user, self._password):
            field.flush()
        self.presenter.look()
        self.ensureWidgetVisible(self._state_card)

    def show_settings(self, settings: SyncSettings) -> None:
        self._schedule.set_value(settings.schedule)
        self._every.set_options(_with(EVERY_MINUTES, settings.every_minutes, _minutes))
        self._every.set_value(settings.every_minutes)
        self._every.setVisible(settings.schedule == "every")
        self._times.set_value(", ".join(settings.times))
        self._times.setVisible(settings.schedule == "at")
        self._unmetered.set_value(settings.only_unmetered)
        self._unmetered.setVisible(settings.schedule != "off")
        self._limit.set_options(_with(LIMITS_KBPS, settings.limit_kbps, _kilobits))
        self._limit.set_value(settings.limit_kbps)
        self._spares.set_value(settings.spares_metered)
        self._proxy.set_value(settings.proxy)
        self._address.set_value(settings.proxy_address)
        self._user.set_value(settings.proxy_user)
        self._manual.setVisible(settings.proxy == "manual")

    def show_settings_problem(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))


def _with(choices: Sequence[int], present: int, said: Callable[[int], str]) -> list[tuple[int, str]]:
    """The choices, and what was set by command among them."""
    return [(one, said(one)) for one in sorted({*choices, present})]


def _minutes(count: int) -> str:
    if count % 60 == 0:
        return ngettext("{count} hour", "{count} hours", count // 60).format(count=count // 60)
    return ngettext("{count} minute", "{count} minutes", count).format(count=count)


def _kilobits(count: int) -> str:
    if not count:
        return _("no limit")
    return _("{count} kilobits a second").format(count=formats.number(count))
