"""Draws the first start: steps at the side, one page each, and the way on at the foot."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFileDialog, QFrame, QLayout, QStackedWidget, QWidget

from desktop.errors import UserError
from desktop.i18n import _
from desktop.ui.screens.first_start.presenter import STEPS, Begun, Draft, FirstStartPresenter, Step, Way
from desktop.ui.screens.first_start.step_list import StepList
from desktop.ui.theme.tokens import Tone, theme
from desktop.ui.widgets import (
    Button,
    CheckField,
    ChoiceCard,
    ChoiceField,
    IconLabel,
    NoticeStrip,
    ProgressPanel,
    ScrollPage,
    SecretField,
    TextField,
    column,
    confirm,
    label,
    line,
    row,
    surface,
)

Choices = Sequence[tuple[str, str]]
TOP = Qt.AlignmentFlag.AlignTop
RING = 4
"""Room that the focus ring needs around what takes the keyboard."""


class FirstStartView(QFrame):
    """A FirstStartScreen."""

    language_asked = Signal(str)
    text_size_asked = Signal()

    def __init__(self, *, languages: Choices, language: str, offices: Choices, ways: Sequence[Way]) -> None:
        super().__init__()
        self.setObjectName("first_start")
        self.setProperty("surface", "panel")
        self._languages, self._language, self._offices = languages, language, offices
        self._ways = tuple(ways)
        self._presenter: FirstStartPresenter | None = None
        self._step = Step.LANGUAGE
        self._draft = Draft()
        self._cards: dict[Way, ChoiceCard] = {}
        self._steps = StepList()
        self._place, self._title = label("", "small"), label("", "page", wrap=True)
        self._sentence = label("", "secondary", wrap=True)
        self._problem = NoticeStrip("first_start_problem", Tone.OFF_TRACK, "ph.warning-circle-fill")
        self._problem.hide()
        self._pages = QStackedWidget()
        self._pages.setMaximumWidth(theme().px(828))
        self._by_step: dict[Step, QWidget] = {}
        self._progress: ProgressPanel | None = None
        self.next_button = Button(
            "", "first_start_next", kind="primary", icon="ph.arrow-right", trailing=True, press=self._next
        )
        self.back_button = Button(_("Back"), "first_start_back", icon="ph.arrow-left", press=self._back)
        self._lay_out()
        self._make_pages()
        self._add_keys()

    # Laying out

    def _lay_out(self) -> None:
        outer = row(gap=0, on=self)
        self._side = self._make_side()
        outer.addWidget(self._side)
        right = column(gap=8, margins=(56 - RING, 40, 56, 20))
        for words in (self._place, self._title, self._sentence):
            words.setContentsMargins(theme().px(RING), 0, 0, 0)
        right.addWidget(self._place)
        right.addWidget(self._title)
        right.addWidget(self._sentence)
        right.addSpacing(theme().px(8))
        right.addWidget(self._problem)
        right.addWidget(self._pages, 1)
        right.addWidget(line())
        right.addSpacing(theme().px(4))
        right.addLayout(self._make_foot())
        outer.addLayout(right, 1)

    def _make_side(self) -> QFrame:
        side = surface("sunken")
        side.setFixedWidth(min(theme().px(331), 460))
        brand = row(IconLabel("mp.signpost", "accent", "empty"), label("Milepost", "page"), None, gap=12)
        column(
            brand, label(_("Monitoring visits, with or without internet."), "secondary", wrap=True), 24,
            self._steps, None,
            label(_("About one minute. You can go back at each step; nothing is sent before the last one."), "small", wrap=True),
            gap=8, margins=(32, 36, 24, 40), on=side,
        )  # fmt: skip
        return side

    def _make_foot(self) -> QLayout:
        names = dict(self._languages)
        language = Button(
            names.get(self._language, "English"), "first_start_language", kind="link", icon="ph.globe",
            press=lambda: self._show(Step.LANGUAGE, self._draft), accessible=_("Language"),
        )  # fmt: skip
        larger = Button(
            _("Larger text"), "first_start_text_size", kind="link", icon="ph.text-aa",
            press=self.text_size_asked.emit,
        )  # fmt: skip
        return row(language, larger, None, self.back_button, self.next_button, gap=8)

    def _make_pages(self) -> None:
        makers: dict[Step, Callable[[], QWidget]] = {
            Step.LANGUAGE: self._make_language_page,
            Step.WAY: self._make_way_page,
            Step.PASSPHRASE: self._make_passphrase_page,
            Step.SHEET: self._make_sheet_page,
        }
        for step, make in makers.items():
            page = make()
            self._by_step[step] = page
            self._pages.addWidget(page)

    def _make_language_page(self) -> QWidget:
        page = ScrollPage("first_start_language_page", margin=RING, ground="panel")
        self._language_field = ChoiceField(
            _("Language of the program"), "first_start_choose_language", self._languages
        )
        self._language_field.set_value(self._language)
        self._language_field.setMaximumWidth(theme().px(360))
        self._language_field.edited.connect(lambda code: self.language_asked.emit(str(code)))
        page.add(self._language_field)
        page.body.addStretch(1)
        return page

    def _make_way_page(self) -> QWidget:
        page = ScrollPage("first_start_way_page", margin=RING, ground="panel")
        words = {
            Way.JOIN: (
                _("Join my office"),
                _("You have the server’s address and a code from your administrator. Needs internet once."),
                "ph.buildings",
            ),
            Way.NEW: (
                _("Begin with an empty store"),
                _(
                    "No internet is needed. You can join your office later; what you write before is sent then."
                ),
                "ph.notebook",
            ),
            Way.DEMO: (
                _("Look around with demo data"),
                _(
                    "An invented region with projects, visits and a conflict to decide. Nothing leaves this laptop."
                ),
                "ph.compass",
            ),
        }
        for way in self._ways:
            card = ChoiceCard(*words[way], f"first_start_way_{way}")
            card.chosen.connect(lambda way=way: self._choose_way(way))
            self._cards[way] = card
            page.add(card)
        self._add_join_fields()
        hint = NoticeStrip("first_start_hint", Tone.INFO, "ph.info-fill")
        hint.show_parts(
            [("", _("No internet now? Begin with an empty store, or look around. Joining can wait."))]
        )
        page.add(hint)
        page.body.addStretch(1)
        return page

    def _add_join_fields(self) -> None:
        self._server = TextField(_("Server"), "first_start_server", placeholder="sync.example.org")
        self._code = TextField(
            _("Enrolment code"), "first_start_code", help_text=_("12 letters and digits, no O or 0")
        )
        self._server.edited.connect(lambda text: setattr(self._draft, "server", text))
        self._code.edited.connect(lambda text: setattr(self._draft, "code", text))
        self._join_fields = QWidget()
        fields = row(gap=12, on=self._join_fields)
        fields.addWidget(self._server, 2, TOP)
        fields.addWidget(self._code, 1, TOP)
        if Way.JOIN in self._cards:
            self._cards[Way.JOIN].body.addWidget(self._join_fields)

    def _make_passphrase_page(self) -> QWidget:
        page = ScrollPage("first_start_passphrase_page", margin=RING, ground="panel")
        self._name = TextField(_("Your name"), "first_start_name", required=True)
        self._email = TextField(_("E-mail at the office"), "first_start_email")
        self._office = ChoiceField(_("Office"), "first_start_office", self._offices, empty=_("Choose later"))
        self._secret = SecretField(
            _("Passphrase"), "first_start_passphrase", required=True,
            help_text=_("At least 8 characters. Four words that do not belong together are easy to keep and hard to guess."),
        )  # fmt: skip
        self._again = SecretField(_("The same again"), "first_start_again", required=True)
        self._each_time = CheckField(
            _("Others use this laptop too: ask for the passphrase at each start"), "first_start_each_time"
        )
        self._person = QWidget()
        person = row(gap=12, on=self._person)
        person.addWidget(self._name, 1, TOP)
        person.addWidget(self._email, 1, TOP)
        secrets = row(gap=12)
        secrets.addWidget(self._secret, 1, TOP)
        secrets.addWidget(self._again, 1, TOP)
        for name, field in (("name", self._name), ("email", self._email), ("office", self._office)):
            field.edited.connect(lambda value, name=name: setattr(self._draft, name, value or ""))
        self._each_time.edited.connect(lambda value: setattr(self._draft, "ask_each_time", value))
        page.add(self._person, self._office)
        page.body.addLayout(secrets)
        page.add(self._each_time)
        page.body.addStretch(1)
        return page

    def _make_sheet_page(self) -> QWidget:
        page = ScrollPage("first_start_sheet_page", margin=RING, ground="panel")
        self._sheet_code = label("", "code", wrap=True, selectable=True)
        self._sheet_code.setObjectName("first_start_sheet_code")
        self._sheet_state = label("", "good", wrap=True)
        self._sheet_state.setObjectName("first_start_sheet_state")
        card = surface("card")
        column(
            label(_("Recovery code"), "small_strong"),
            self._sheet_code,
            gap=8,
            margins=(16, 12, 16, 12),
            on=card,
        )
        save = Button(
            _("Save the sheet as PDF, to print"),
            "first_start_save_sheet",
            icon="ph.printer",
            press=self._save_sheet,
        )
        keep = Button(
            _("Save the code as a file"),
            "first_start_save_file",
            icon="ph.floppy-disk",
            press=self._save_file,
        )
        page.add(card)
        page.body.addLayout(row(save, keep, None))
        page.add(self._sheet_state)
        page.body.addStretch(1)
        return page

    def _add_keys(self) -> None:
        for at, way in enumerate(self._ways):
            key = QShortcut(QKeySequence(str(at + 1)), self._by_step[Step.WAY])
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(lambda way=way: self._choose_way(way))
        QShortcut(QKeySequence("Alt+Left"), self).activated.connect(self._back)
        for field in (self._server, self._code, self._name, self._email, self._secret, self._again):
            field.line.returnPressed.connect(self._next)

    # What the presenter tells

    def connect_to(self, presenter: FirstStartPresenter) -> None:
        self._presenter = presenter

    def show_step(self, step: Step, draft: Draft) -> None:
        self._show(step, draft)

    def _show(self, step: Step, draft: Draft) -> None:
        self._step, self._draft = step, draft
        draft.step = step
        at = STEPS.index(step)
        titles = self._titles(draft.way)
        self._steps.show_steps(self._steps_in_words(), at)
        self._place.setText(_("Step {n} of {count}").format(n=at + 1, count=len(STEPS)))
        self._title.setText(titles[step][0])
        self._sentence.setText(titles[step][1])
        self._problem.hide()
        self._fill(draft)
        self._pages.setCurrentWidget(self._by_step[step])
        self.back_button.setVisible(step not in (Step.LANGUAGE, Step.SHEET))
        word = self._next_word(step, draft)
        self.next_button.setText(word)
        self.next_button.setAccessibleName(word)
        self._focus_first(step)

    def _fill(self, draft: Draft) -> None:
        for way, card in self._cards.items():
            card.set_chosen(way is draft.way)
        self._join_fields.setVisible(draft.way is Way.JOIN)
        self._person.setVisible(draft.way is not Way.JOIN)
        self._office.setVisible(draft.way is not Way.JOIN)
        self._server.set_value(draft.server)
        self._code.set_value(draft.code)
        self._name.set_value(draft.name)
        self._email.set_value(draft.email)
        self._office.set_value(draft.office or None)
        self._each_time.set_value(draft.ask_each_time)

    def _focus_first(self, step: Step) -> None:
        first: dict[Step, QWidget] = {
            Step.LANGUAGE: self.next_button,
            Step.WAY: self._server
            if self._draft.way is Way.JOIN
            else self._cards.get(self._draft.way, self.next_button),
            Step.PASSPHRASE: self._secret if self._draft.way is Way.JOIN else self._name,
            Step.SHEET: self.next_button,
        }
        first[step].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problem(self, problem: UserError) -> None:
        self._problem.show_parts([(problem.what(), problem.what_now())])

    def show_busy(self, is_busy: bool) -> None:
        self.next_button.setDisabled(is_busy)
        self.back_button.setText(_("Cancel") if is_busy else _("Back"))
        if is_busy:
            self._problem.hide()
            self._progress = ProgressPanel("ph.hourglass", _("Making the store"))
            self._pages.addWidget(self._progress)
            self._pages.setCurrentWidget(self._progress)
            self.back_button.show()
        elif self._progress is not None:
            self._pages.removeWidget(self._progress)
            self._progress.deleteLater()
            self._progress = None
            self._pages.setCurrentWidget(self._by_step[self._step])

    def show_progress(self, done: int, total: int, what: str) -> None:
        if self._progress is not None:
            self._progress.show_progress(done, total, what)

    def show_sheet(self, begun: Begun, is_kept: bool) -> None:
        self._begun = begun
        self._sheet_code.setText(begun.recovery_secret)
        kept = _("Saved. Print it, and keep it away from this laptop.")
        self._sheet_state.setText(kept if is_kept else "")

    def ask_without_sheet(self, then: Callable[[], None]) -> None:
        confirm(
            self,
            _("Go on without the recovery sheet?"),
            _(
                "If the passphrase is lost, nobody can open this store without the sheet. It is shown only now."
            ),
            _("Go on without it"),
            then,
        )

    # What the person does

    def _next(self) -> None:
        if self._presenter is None:
            return
        for field in (self._server, self._code, self._name, self._email):
            field.flush()
        if self._step is Step.PASSPHRASE:
            self._presenter.passphrase_typed(self._secret.line.text(), self._again.line.text())
        else:
            self._presenter.next()

    def _back(self) -> None:
        if self._presenter is not None and self.back_button.isVisible():
            self._presenter.back()

    def _choose_way(self, way: Way) -> None:
        if self._presenter is not None:
            self._presenter.way_chosen(way)

    def _save_sheet(self) -> None:
        from desktop.ui.screens.first_start.recovery_sheet import write_sheet

        self._save(_("milepost-recovery-sheet.pdf"), lambda path, secret: write_sheet(path, secret))

    def _save_file(self) -> None:
        from desktop.services.accounts.service import write_recovery_file

        self._save(_("milepost-recovery.json"), write_recovery_file)

    def _save(self, suggested: str, write: Callable[[Path, str], object]) -> None:
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Where to keep the recovery sheet"), str(Path.home() / suggested)
        )
        if not name or self._presenter is None:
            return
        try:
            write(Path(name), self._begun.recovery_secret)
        except OSError:
            self._problem.show_parts([(_("The file could not be written."), _("Choose another folder."))])
            return
        except UserError as problem:
            self.show_problem(problem)
            return
        self._problem.hide()
        self._presenter.sheet_kept()

    # Words

    def _titles(self, way: Way) -> dict[Step, tuple[str, str]]:
        who = _("Who are you, and what locks the data?")
        return {
            Step.LANGUAGE: (_("Which language?"), _("You can change it at any time, in Settings.")),
            Step.WAY: (_("How do you want to start?"), _("You can do the others later, in Settings.")),
            Step.PASSPHRASE: (
                _("What locks the data?") if way is Way.JOIN else who,
                _("The data on this laptop is encrypted. The passphrase opens it; nobody else knows it."),
            ),
            Step.SHEET: (
                _("Keep the recovery sheet"),
                _(
                    "With this code a lost passphrase can be set anew. Print it and keep it at the office, away from this laptop."
                ),
            ),
        }

    def _steps_in_words(self) -> list[tuple[str, str]]:
        names = dict(self._languages)
        return [
            (_("Language"), names.get(self._language, "English")),
            (_("How you start"), _("Join, begin empty, or look around")),
            (_("Passphrase"), _("Locks the data on this laptop")),
            (_("Recovery sheet"), _("Print it, keep it at the office")),
        ]

    def _next_word(self, step: Step, draft: Draft) -> str:
        if step is Step.LANGUAGE:
            return _("Next: how you start")
        if step is Step.WAY:
            return _("Make the demo") if draft.way is Way.DEMO else _("Next: passphrase")
        if step is Step.PASSPHRASE:
            return _("Join and make the store") if draft.way is Way.JOIN else _("Make the store")
        return _("Open Milepost")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._side.setVisible(self.width() / theme().scale >= 900)
