"""Draws the first start: steps at the side, one page each, and the way on at the foot."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFileDialog, QFrame, QLayout, QStackedWidget, QWidget

from desktop.errors import UserError
from desktop.i18n import _
from desktop.ui.screens.first_start.passphrase_page import PassphrasePage
from desktop.ui.screens.first_start.presenter import STEPS, Begun, Draft, FirstStartPresenter, Step, Way
from desktop.ui.screens.first_start.ring import RING, Choices
from desktop.ui.screens.first_start.sheet_page import SheetPage
from desktop.ui.screens.first_start.step_list import StepList
from desktop.ui.screens.first_start.way_page import WayPage
from desktop.ui.screens.first_start.words import next_word, steps_in_words, titles
from desktop.ui.theme.tokens import Tone, theme
from desktop.ui.widgets import (
    Button,
    ChoiceField,
    IconLabel,
    NoticeStrip,
    ProgressPanel,
    ScrollPage,
    TextField,
    column,
    confirm,
    label,
    line,
    row,
    surface,
)


class FirstStartView(QFrame):
    """A FirstStartScreen."""

    language_asked = Signal(str)
    text_size_asked = Signal()

    def __init__(self, *, languages: Choices, language: str, offices: Choices, ways: Sequence[Way]) -> None:
        super().__init__()
        self.setObjectName("first_start")
        self.setProperty("surface", "panel")
        self._languages, self._language = languages, language
        self._ways = tuple(ways)
        self._presenter: FirstStartPresenter | None = None
        self._step = Step.LANGUAGE
        self._draft = Draft()
        self._steps = StepList()
        self._place, self._title = label("", "small"), label("", "page", wrap=True)
        self._sentence = label("", "secondary", wrap=True)
        self._problem = NoticeStrip("first_start_problem", Tone.OFF_TRACK, "ph.warning-circle-fill")
        self._problem.hide()
        self._pages = QStackedWidget()
        self._pages.setMaximumWidth(theme().px(828))
        self._way_page, self._passphrase_page = WayPage(ways), PassphrasePage(offices)
        self._sheet_page = SheetPage(save_sheet=self._save_sheet, save_file=self._save_file)
        self._by_step: dict[Step, QWidget] = {}
        self._progress: ProgressPanel | None = None
        self.next_button = Button(
            "", "first_start_next", kind="primary", icon="ph.arrow-right", trailing=True, press=self._next
        )
        self.back_button = Button(_("Back"), "first_start_back", icon="ph.arrow-left", press=self._back)
        self._lay_out()
        self._add_pages()
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

    def _add_pages(self) -> None:
        self._by_step = {
            Step.LANGUAGE: self._make_language_page(),
            Step.WAY: self._way_page,
            Step.PASSPHRASE: self._passphrase_page,
            Step.SHEET: self._sheet_page,
        }
        for page in self._by_step.values():
            self._pages.addWidget(page)
        self._way_page.way_chosen.connect(self._choose_way)

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

    def _add_keys(self) -> None:
        for at, way in enumerate(self._ways):
            key = QShortcut(QKeySequence(str(at + 1)), self._by_step[Step.WAY])
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(lambda way=way: self._choose_way(way))
        QShortcut(QKeySequence("Alt+Left"), self).activated.connect(self._back)
        for field in (*self._typed_fields(), *self._passphrase_page.secret_fields):
            field.line.returnPressed.connect(self._next)

    def _typed_fields(self) -> tuple[TextField, ...]:
        return self._way_page.fields + self._passphrase_page.fields

    # What the presenter tells

    def connect_to(self, presenter: FirstStartPresenter) -> None:
        self._presenter = presenter

    def show_step(self, step: Step, draft: Draft) -> None:
        self._show(step, draft)

    def _show(self, step: Step, draft: Draft) -> None:
        self._step, self._draft = step, draft
        draft.step = step
        at = STEPS.index(step)
        title, sentence = titles(draft.way)[step]
        self._steps.show_steps(steps_in_words(dict(self._languages).get(self._language, "English")), at)
        self._place.setText(_("Step {n} of {count}").format(n=at + 1, count=len(STEPS)))
        self._title.setText(title)
        self._sentence.setText(sentence)
        self._problem.hide()
        self._way_page.fill(draft)
        self._passphrase_page.fill(draft)
        self._pages.setCurrentWidget(self._by_step[step])
        self.back_button.setVisible(step not in (Step.LANGUAGE, Step.SHEET))
        word = next_word(step, draft.way)
        self.next_button.setText(word)
        self.next_button.setAccessibleName(word)
        self._focus_first(step)

    def _focus_first(self, step: Step) -> None:
        first = {Step.WAY: self._way_page.first(), Step.PASSPHRASE: self._passphrase_page.first()}.get(step)
        (first or self.next_button).setFocus(Qt.FocusReason.OtherFocusReason)

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
        self._sheet_page.show_code(begun.recovery_secret, is_kept=is_kept)

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
        for field in self._typed_fields():
            field.flush()
        if self._step is Step.PASSPHRASE:
            self._presenter.passphrase_typed(*self._passphrase_page.typed())
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._side.setVisible(self.width() / theme().scale >= 900)
