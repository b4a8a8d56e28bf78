"""Draws a form being filled: contents at the side, one section, both ways on at the foot."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QMenu, QStackedWidget, QWidget

from desktop.errors import UserError
from desktop.i18n import _
from desktop.services.form_library.form_drawings import FormDrawing
from desktop.services.form_library.map_ground import MapGround
from desktop.services.form_library.records import MediaRecord, Problem, Progress, QuestionView
from desktop.ui.screens.form.asking import Ask
from desktop.ui.screens.form.bars import FormFoot, FormHead
from desktop.ui.screens.form.contents import ContentsPane
from desktop.ui.screens.form.form_actions import FOR_A_QUESTION, make_actions, show_fitting
from desktop.ui.screens.form.opening import FormDialogs
from desktop.ui.screens.form.pages import ContentsLine, Heading, Shown
from desktop.ui.screens.form.presenter import FormPresenter
from desktop.ui.screens.form.question_block import QuestionBlock
from desktop.ui.screens.form.review_page import ReviewPage
from desktop.ui.screens.form.reviewing import Review, Standing
from desktop.ui.screens.form.rich_text import plain
from desktop.ui.screens.form.section_page import SectionPage
from desktop.ui.screens.form.strips import FormStrips
from desktop.ui.shell import Change, Shell
from desktop.ui.theme import theme
from desktop.ui.widgets import (
    SHORT,
    EmptyState,
    StateStack,
    column,
    row,
    surface,
)

_NARROW = 820


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
        self.strips = FormStrips()
        self.head, self.foot = FormHead(), FormFoot()
        column(self.head, self.strips, self._pages, self.foot, gap=0, on=self._right)
        self._both = QWidget()
        self._side_by_side = row(self.contents, gap=0, on=self._both)
        self._side_by_side.addWidget(self._right, 1)
        self.stack = StateStack(self._both)
        column(self.stack, gap=0, on=self)
        self._actions = self._make_actions()

    def _make_actions(self) -> list[QAction]:
        return make_actions(
            self,
            asked=self._asked,
            next_missing=self._next_missing,
            dialog=lambda event: self._asked(lambda _form: event(self.dialogs)),
            for_the_question=lambda event: self._for_the_question(lambda path: event(self.dialogs, path)),
        )

    def connect_to(self, presenter: FormPresenter) -> None:
        self._presenter = presenter
        self.dialogs = FormDialogs(self, presenter)
        self.contents.back_asked.connect(presenter.back)
        self.contents.section_chosen.connect(presenter.section_chosen)
        self.contents.language_chosen.connect(presenter.language_chosen)
        self.head.whole.chosen.connect(lambda whole: presenter.whole_chosen(bool(whole)))
        self.foot.back.clicked.connect(lambda: presenter.previous_section())
        self.foot.onward.clicked.connect(lambda: presenter.onward())
        self.strips.missing.followed.connect(presenter.ending.first_problem)
        self.strips.finished.followed.connect(self.dialogs.reopen)
        self.strips.newer.followed.connect(self.dialogs.see_newer)
        self.strips.retired.followed.connect(self.dialogs.see_retired)
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
        page.picture_asked.connect(self.dialogs.look)
        page.ground_asked.connect(lambda: presenter.map.ground_wanted(self.show_ground))
        page.link_followed.connect(presenter.links.follow)
        page.menu_asked.connect(self._question_menu)

    # What the frame asks

    def show_record(self, record_id: object) -> None:
        if isinstance(record_id, UUID) and self._presenter is not None:
            self.page.forget_ground()
            self._presenter.open(record_id)
            # The frame puts the keyboard on the first thing of a new screen; the question asked for comes after it.
            QTimer.singleShot(0, self, lambda: self.page.focus_question(self._asked_path))

    def on_changed(self, changed: object) -> None:
        if self._presenter is not None:
            self._presenter.changed(cast(Change, changed))

    def flush(self) -> None:
        self.page.flush()

    def left(self) -> None:
        if self._presenter is not None:
            self._presenter.left()

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
        self.strips.show_heading(heading)
        show_fitting(self._actions, heading)
        self.head.more.set_actions([action for action in self._actions if action.isVisible()])

    def show_versions(self, newer: str | None, retired: int) -> None:
        self.strips.show_versions(newer, retired)

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
        self.head.whole.show()
        self.head.title.setText(plain(title))
        self.head.whole.set_value(whole)
        self.page.show_items(title, items, may_edit=may_edit, zone=zone)

    def show_review(self, review: Review) -> None:
        self.head.title.setText(_("Review"))
        self.head.whole.hide()
        if self._pages.currentWidget() is not self.review:
            self.review.show_all()
        self.review.show_review(review)
        self._pages.setCurrentWidget(self.review)

    def show_to_do(self) -> None:
        self.review.show_only(Standing.TO_DO)

    def show_ways(self, back: str, onward: str, *, is_last: bool) -> None:
        may_finish = self._heading is None or self._heading.may_edit
        self.foot.show_ways(plain(back), plain(onward), is_last=is_last, may_finish=may_finish)

    def show_missing(self, problems: Sequence[Problem]) -> None:
        self.strips.show_missing(problems)

    def show_media(self, media: dict[str, MediaRecord]) -> None:
        self.page.show_media(media)

    def show_drawing(self, path: str, drawing: FormDrawing) -> None:
        block = self.page.block(path)
        if isinstance(block, QuestionBlock):
            block.show_drawing(drawing)

    def show_ground(self, ground: MapGround) -> None:
        self.page.show_ground(ground)
        self.dialogs.show_ground(ground)

    def show_map(self, question: QuestionView, ground: MapGround) -> None:
        self.dialogs.map(question, ground)

    def focus_question(self, path: str) -> None:
        self._asked_path = path
        self.page.focus_question(path)

    def is_written_in(self, path: str) -> bool:
        return self.page.is_written_in(path)

    # What the person does

    def _asked(self, event: Callable[[FormPresenter], None]) -> None:
        if self._presenter is not None and self.stack.currentWidget() is self._both:
            event(self._presenter)

    def _next_missing(self) -> None:
        self._asked(lambda form: form.next_missing(self.page.current_path()))

    def _for_the_question(self, event: Callable[[str], None]) -> None:
        """The question whose menu is open, else the one the keyboard is in; none where it may not change."""
        path = self._asked_question or self.page.current_path()
        if path and self._heading is not None and self._heading.may_edit:
            event(path)

    def _question_menu(self, path: str, below: QWidget) -> None:
        """What can be done for one question, below its own button."""
        self._asked_question = path
        menu = QMenu(self)
        menu.addActions(
            [one for one in self._actions if one.objectName() in FOR_A_QUESTION and one.isVisible()]
        )
        menu.exec(below.mapToGlobal(below.rect().bottomLeft()))
        menu.deleteLater()
        self._asked_question = ""

    def _dropped(self, path: str, file: object) -> None:
        if self._presenter is not None and isinstance(file, Path):
            self._presenter.files.file_chosen(path, file)

    def _asked_for(self, path: str, what: Ask) -> None:
        """What the editor of a question cannot do by itself."""
        if self._presenter is not None:
            files = self._presenter.files
            {
                Ask.FILE: files.choose_file,
                Ask.FORM_DRAWING: files.form_drawing_wanted,
                Ask.POINTS: files.points_wanted,
                Ask.CODE: files.code_wanted,
                Ask.DRAWING: self.dialogs.draw,
                Ask.MAP: self._presenter.map.map_wanted,
            }[what](path)

    def _after_last(self) -> None:
        """Enter behind the last question: the way on has the keyboard."""
        self.foot.onward.setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < theme().px(_NARROW)
        way = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        self._side_by_side.setDirection(way)
        self.contents.set_narrow(is_narrow)
        self.head.title.setVisible(not is_narrow)
        is_short = is_narrow and self.window().height() < theme().px(SHORT)
        self.contents.set_short(is_short)
        if is_short:
            self.head.take_in(self.contents.language_line)
        for bar in (self.head, self.foot):
            bar.set_short(is_short)
