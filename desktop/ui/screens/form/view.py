"""Draws a form being filled: contents at the side, one section, both ways on at the foot."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QMenu, QSizePolicy, QStackedWidget, QWidget

from desktop.errors import UserError
from desktop.i18n import _, ngettext
from desktop.services.form_library.records import MediaRecord, Problem, Progress
from desktop.ui.frame.commands import make_action
from desktop.ui.screens.form.asking import Ask
from desktop.ui.screens.form.audit_dialog import AuditDialog
from desktop.ui.screens.form.contents import ContentsPane
from desktop.ui.screens.form.copy_dialog import CopyDialog
from desktop.ui.screens.form.dialogs import GoToDialog, PictureDialog, ReopenDialog
from desktop.ui.screens.form.drawing import DrawingDialog
from desktop.ui.screens.form.finished_words import finished_words, returned_words
from desktop.ui.screens.form.link_dialogs import FigureDialog, FindingDialog
from desktop.ui.screens.form.pages import ContentsLine, Heading, Shown
from desktop.ui.screens.form.presenter import FormPresenter
from desktop.ui.screens.form.question_block import QuestionBlock
from desktop.ui.screens.form.remark_dialog import RemarkDialog
from desktop.ui.screens.form.review_page import ReviewPage
from desktop.ui.screens.form.reviewing import Review, Standing
from desktop.ui.screens.form.rich_text import plain
from desktop.ui.screens.form.section_page import SectionPage
from desktop.ui.screens.form.version_dialogs import RetiredDialog, UpgradeDialog
from desktop.ui.shell import Change, Shell
from desktop.ui.theme import Tone, theme
from desktop.ui.widgets import (
    Button,
    EmptyState,
    MoreButton,
    NoticeStrip,
    Segment,
    SegmentedChoice,
    StateStack,
    column,
    label,
    row,
    show_problem,
    surface,
)

_NARROW = 820
_FOR_A_QUESTION = frozenset({"form_remark", "form_finding", "form_figure"})


def make_screen(shell: Shell) -> QWidget:
    view = FormView()
    view.connect_to(FormPresenter(view, shell))
    view.show_nothing()
    return view


class FormView(QWidget):
    """A FormScreen."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("form_screen")
        self._presenter: FormPresenter | None = None
        self._heading: Heading | None = None
        self._asked_path = ""
        self._asked_question = ""
        self.contents = ContentsPane()
        self.page = SectionPage()
        self.review = ReviewPage()
        self._pages = QStackedWidget()
        self._pages.addWidget(self.page)
        self._pages.addWidget(self.review)
        self._right = surface("panel")
        column(self._make_head(), self._make_strips(), self._pages, self._make_foot(), gap=0, on=self._right)
        self._both = QWidget()
        self._side_by_side = row(self.contents, gap=0, on=self._both)
        self._side_by_side.addWidget(self._right, 1)
        self.stack = StateStack(self._both)
        column(self.stack, gap=0, on=self)
        self._actions = self._make_actions()

    def _make_head(self) -> QWidget:
        self._title = label("", "page", wrap=True)
        self.whole = SegmentedChoice(
            [Segment(False, _("One section")), Segment(True, _("Whole form"))], "form_whole", _("Show")
        )
        self.more = MoreButton(_("More actions"), "form_more")
        head = surface("bar")
        head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        layout = row(gap=12, margins=(20, 10, 20, 10), on=head)
        layout.addWidget(self._title, 1)
        layout.addStretch(0)
        layout.addWidget(self.whole)
        layout.addWidget(self.more)
        return head

    def _make_strips(self) -> QWidget:
        self.missing = NoticeStrip("form_problems", Tone.OFF_TRACK, "ph.warning-circle")
        self.finished = NoticeStrip("form_finished", Tone.ON_TRACK, "ph.check-circle")
        self._strips = QWidget()
        self.returned = NoticeStrip("form_returned", Tone.AT_RISK, "ph.arrow-counter-clockwise")
        self.newer = NoticeStrip("form_newer", Tone.INFO, "ph.info")
        self.retired = NoticeStrip("form_retired", Tone.NEUTRAL, "ph.archive-box")
        self._all_strips = (self.missing, self.finished, self.returned, self.newer, self.retired)
        column(*self._all_strips, gap=6, margins=(20, 8, 20, 0), on=self._strips)
        for strip in self._all_strips:
            strip.hide()
        self._strips.hide()
        return self._strips

    def _make_foot(self) -> QWidget:
        self.back = Button(_("Back"), "form_previous", icon="ph.arrow-left")
        self.onward = Button(
            "", "form_onward", kind="primary", icon="ph.arrow-right", trailing=True, elided=True
        )
        foot = surface("foot")
        row(None, self.back, self.onward, gap=8, margins=(20, 8, 20, 8), on=foot)
        return foot

    def _make_actions(self) -> list[QAction]:
        return [
            make_action(self, "form_next_missing", _("Next &missing answer"), self._next_missing,
                        keys="Alt+Down", icon="ph.asterisk", on=self),
            make_action(self, "form_go_to", _("&Go to a question"), self._go_to,
                        keys="Ctrl+G", icon="ph.magnifying-glass", on=self),
            make_action(self, "form_next_section", _("Ne&xt section"), lambda: self._asked(FormPresenter.next_section),
                        keys="Ctrl+PgDown", icon="ph.arrow-right", on=self),
            make_action(self, "form_previous_section", _("&Previous section"),
                        lambda: self._asked(FormPresenter.previous_section), keys="Ctrl+PgUp", icon="ph.arrow-left", on=self),
            make_action(self, "form_review", _("Re&view the answers"), lambda: self._asked(FormPresenter.review),
                        keys="Ctrl+Shift+R", icon="ph.clipboard-text", on=self),
            make_action(self, "form_finish", _("&Finish the form"), lambda: self._asked(lambda form: form.ending.finish()),
                        keys="Ctrl+Shift+Return", icon="ph.check", on=self),
            make_action(self, "form_remark", _("Re&mark on this question …"), self._remark,
                        keys="Ctrl+Shift+M", icon="ph.chat-text", on=self),
            make_action(self, "form_finding", _("Make a fin&ding of this question …"), self._make_finding,
                        keys="Ctrl+Shift+D", icon="ph.flag", on=self),
            make_action(self, "form_figure", _("Use as &verified figure …"), self._use_as_figure, icon="ph.check-square"),
            make_action(self, "form_copy_last", _("Take over the answers of the &last time …"),
                        self._copy_last, icon="ph.copy"),
            make_action(self, "form_reopen", _("&Reopen …"), self._reopen, icon="ph.arrow-counter-clockwise"),
            make_action(self, "form_audit", _("&Who answered what …"), self._audit, icon="ph.clock-counter-clockwise"),
            make_action(self, "form_export", _("&Write as XML …"), lambda: self._asked(lambda form: form.ending.export()), icon="ph.export"),
            make_action(self, "form_delete", _("&Delete"), lambda: self._asked(lambda form: form.ending.delete()), icon="ph.trash"),
        ]  # fmt: skip

    def connect_to(self, presenter: FormPresenter) -> None:
        self._presenter = presenter
        self.contents.back_asked.connect(presenter.back)
        self.contents.section_chosen.connect(presenter.section_chosen)
        self.contents.language_chosen.connect(presenter.language_chosen)
        self.whole.chosen.connect(lambda whole: presenter.whole_chosen(bool(whole)))
        self.back.clicked.connect(lambda: presenter.previous_section())
        self.onward.clicked.connect(lambda: presenter.onward())
        self.missing.followed.connect(presenter.ending.first_problem)
        self.finished.followed.connect(self._reopen)
        self.newer.followed.connect(self._see_newer)
        self.retired.followed.connect(self._see_retired)
        self.review.chosen.connect(presenter.go_to)
        page = self.page
        page.answered.connect(presenter.answers.answered)
        page.onward.connect(self._after_last)
        page.added.connect(presenter.answers.add_entry)
        page.removed.connect(presenter.answers.remove_entry)
        page.duplicated.connect(presenter.answers.duplicate_entry)
        page.pasted.connect(presenter.answers.pasted)
        page.table_chosen.connect(presenter.table_chosen)
        page.asked.connect(self._asked_for)
        page.file_dropped.connect(self._dropped)
        page.picture_asked.connect(self._look)
        page.link_followed.connect(presenter.links.follow)
        page.menu_asked.connect(self._question_menu)

    # What the frame asks

    def show_record(self, record_id: object) -> None:
        if isinstance(record_id, UUID) and self._presenter is not None:
            self._presenter.open(record_id)
            # The frame puts the keyboard on the first thing of a new screen; the question asked for comes after it.
            QTimer.singleShot(0, self, lambda: self.page.focus_question(self._asked_path))

    def on_changed(self, changed: object) -> None:
        if self._presenter is not None:
            self._presenter.changed(cast(Change, changed))

    def flush(self) -> None:
        self.page.flush()

    def panes(self) -> Sequence[QWidget]:
        shown = self.review if self._pages.currentWidget() is self.review else self.page.content
        return [shown, self.contents]

    def screen_actions(self) -> Sequence[QAction]:
        return self._actions

    # What the presenter tells

    def show_nothing(self) -> None:
        self.stack.show_state(
            EmptyState(
                "ph.note-pencil",
                _("No form is open"),
                _("Forms are begun on a visit, or in the library."),
                object_name="form_empty",
            )
        )

    def show_problem(self, problem: UserError) -> None:
        self.stack.show_problem(problem)

    def show_heading(self, heading: Heading) -> None:
        self._heading = heading
        self.stack.show_content()
        self.contents.show_heading(heading)
        direction = (
            Qt.LayoutDirection.RightToLeft if heading.right_to_left else Qt.LayoutDirection.LeftToRight
        )
        self.page.setLayoutDirection(direction)
        self.finished.show_parts(*finished_words(heading))
        self.returned.show_parts(returned_words(heading))
        self._show_strips()
        for action in self._actions:
            name = action.objectName()
            if name in ("form_copy_last", "form_finish", "form_remark"):
                action.setVisible(heading.may_edit)
            elif name in ("form_finding", "form_figure"):
                action.setVisible(heading.may_edit and heading.has_visit)
            elif name == "form_reopen":
                action.setVisible(heading.may_reopen)
        self.more.set_actions([action for action in self._actions if action.isVisible()])

    def show_versions(self, newer: str | None, retired: int) -> None:
        lead = _("Version {version} of this form is here.").format(version=newer or "")
        words = (
            [(lead, _("This draft stays with its own version until you move it."))]
            if newer is not None
            else []
        )
        self.newer.show_parts(words, _("See what changes") if words else "")
        counted = ngettext(
            "{count} answer belongs to a question this version asks no more.",
            "{count} answers belong to questions this version asks no more.",
            retired,
        ).format(count=retired)
        self.retired.show_parts([("", counted)] if retired else [], _("See them") if retired else "")
        self._show_strips()

    def show_progress(self, progress: Progress) -> None:
        self.contents.show_progress(progress)
        if not progress.missing and not progress.invalid:
            self.show_missing(())

    def show_contents(self, lines: Sequence[ContentsLine], current: str) -> None:
        self.contents.show_contents(lines, current)

    def show_page(
        self, title: str, items: Sequence[Shown], *, may_edit: bool, whole: bool, zone: str
    ) -> None:
        self._pages.setCurrentWidget(self.page)
        self.whole.show()
        self._title.setText(plain(title))
        self.whole.set_value(whole)
        self.page.show_items(title, items, may_edit=may_edit, zone=zone)

    def show_review(self, review: Review) -> None:
        self._title.setText(_("Review"))
        self.whole.hide()
        if self._pages.currentWidget() is not self.review:
            self.review.show_all()
        self.review.show_review(review)
        self._pages.setCurrentWidget(self.review)

    def show_to_do(self) -> None:
        self.review.show_only(Standing.TO_DO)

    def show_ways(self, back: str, onward: str, *, is_last: bool) -> None:
        self.back.setVisible(bool(back))
        self.back.setToolTip(plain(back))
        may_finish = self._heading is None or self._heading.may_edit
        words = _("Finish the form") if is_last else _("Next: {section}").format(section=plain(onward))
        self.onward.setText(words.replace("&", "&&"))
        self.onward.setAccessibleName(words)
        self.onward.setVisible(not is_last or may_finish)

    def show_missing(self, problems: Sequence[Problem]) -> None:
        if not problems:
            self.missing.show_parts([])
            self._show_strips()
            return
        counted = ngettext(
            "{count} answer stands in the way:", "{count} answers stand in the way:", len(problems)
        ).format(count=len(problems))
        listed = ", ".join(plain(one.label) for one in problems[:3])
        more = f" … (+{len(problems) - 3})" if len(problems) > 3 else ""
        self.missing.show_parts([(counted, listed + more)], _("Go to the first"))
        self._show_strips()

    def _show_strips(self) -> None:
        self._strips.setVisible(any(not strip.isHidden() for strip in self._all_strips))

    def show_media(self, media: dict[str, MediaRecord]) -> None:
        self.page.show_media(media)

    def focus_question(self, path: str) -> None:
        self._asked_path = path
        self.page.focus_question(path)

    # What the person does

    def _asked(self, event: Callable[[FormPresenter], None]) -> None:
        if self._presenter is not None and self.stack.currentWidget() is self._both:
            event(self._presenter)

    def _next_missing(self) -> None:
        if self._presenter is not None and self.stack.currentWidget() is self._both:
            self._presenter.next_missing(self.page.current_path())

    def _go_to(self) -> None:
        if self._presenter is not None and self.stack.currentWidget() is self._both:
            dialog = GoToDialog(self, self._presenter.targets(), self._presenter.go_to)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def _reopen(self) -> None:
        if self._presenter is not None and self._heading is not None:
            dialog = ReopenDialog(self, self._presenter.ending.reopen)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def _remark(self) -> None:
        path = self._question_path()
        question = self._presenter.question(path) if self._presenter is not None and path else None
        if self._presenter is None or question is None:
            return
        answers = self._presenter.answers
        dialog = RemarkDialog(
            self, plain(question.label), question.remark, lambda remark: answers.remark(path, remark)
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _question_path(self) -> str:
        """The question whose menu is open, else the one the keyboard is in; nothing where it may not change."""
        may_edit = self._heading is not None and self._heading.may_edit
        return (self._asked_question or self.page.current_path()) if may_edit else ""

    def _make_finding(self) -> None:
        path = self._question_path()
        if self._presenter is None or not path:
            return
        links = self._presenter.links
        dialog = FindingDialog(
            self,
            plain(links.evidence(path)),
            lambda statement, evidence, severity: links.make_finding(path, statement, evidence, severity),
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _use_as_figure(self) -> None:
        path = self._question_path()
        if self._presenter is None or not path:
            return
        links = self._presenter.links
        offer = links.figure_offer(path)
        if offer is not None:
            dialog = FigureDialog(self, offer, lambda choice, period: links.verify(path, choice, period))
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def _question_menu(self, path: str, below: QWidget) -> None:
        """What can be done for one question, below its own button."""
        self._asked_question = path
        menu = QMenu(self)
        menu.addActions(
            [one for one in self._actions if one.objectName() in _FOR_A_QUESTION and one.isVisible()]
        )
        menu.exec(below.mapToGlobal(below.rect().bottomLeft()))
        menu.deleteLater()
        self._asked_question = ""

    def _copy_last(self) -> None:
        if self._presenter is None or self.stack.currentWidget() is not self._both:
            return
        offer = self._presenter.ending.last_time()
        if offer is not None:
            dialog = CopyDialog(self, offer, self._presenter.ending.copy_last)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def _audit(self) -> None:
        if self._presenter is not None and self.stack.currentWidget() is self._both:
            audit = self._presenter.audit
            dialog = AuditDialog(self, audit.steps(), self._presenter.now(), audit.write)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def _see_newer(self) -> None:
        if self._presenter is None:
            return
        try:
            report, difference = self._presenter.versions.preview()
        except UserError as problem:
            show_problem(self, problem)
            return
        dialog = UpgradeDialog(self, report, difference, self._presenter.versions.upgrade)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _see_retired(self) -> None:
        if self._presenter is not None:
            dialog = RetiredDialog(self, self._presenter.versions.retired())
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def _dropped(self, path: str, file: object) -> None:
        if self._presenter is not None and isinstance(file, Path):
            self._presenter.files.file_chosen(path, file)

    def _look(self, name: str) -> None:
        content = self._presenter.files.picture(name) if self._presenter is not None else None
        if content is not None:
            dialog = PictureDialog(self, name, content)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def _asked_for(self, path: str, what: Ask) -> None:
        """What the editor of a question cannot do by itself."""
        if self._presenter is not None:
            files = self._presenter.files
            {
                Ask.FILE: files.choose_file,
                Ask.POINTS: files.points_wanted,
                Ask.CODE: files.code_wanted,
                Ask.DRAWING: self._draw,
            }[what](path)

    def _draw(self, path: str) -> None:
        block, presenter = self.page.block(path), self._presenter
        if presenter is not None and isinstance(block, QuestionBlock):
            ground = presenter.files.picture_under(path)
            dialog = DrawingDialog(self, block.spoken, lambda png: presenter.files.drawn(path, png), ground)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def _after_last(self) -> None:
        """Enter behind the last question: the way on has the keyboard."""
        self.onward.setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < theme().px(_NARROW)
        way = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        self._side_by_side.setDirection(way)
        self.contents.set_narrow(is_narrow)
        self._title.setVisible(not is_narrow)
