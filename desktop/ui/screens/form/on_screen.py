"""The open form as it stands on the screen: which section, what is painted anew, and how a step is taken."""

from collections.abc import Callable
from datetime import datetime

from desktop.errors import StoreProblem, UserError
from desktop.services.form_library.filling import OpenForm
from desktop.services.form_library.links import QuestionLink
from desktop.services.form_library.records import MediaRecord
from desktop.services.form_library.version_records import VersionMark
from desktop.ui.screens.form.form_screen import FormScreen
from desktop.ui.screens.form.outline import Outline
from desktop.ui.screens.form.pages import REVIEW, Target
from desktop.ui.screens.form.reviewing import review_of
from desktop.ui.shell import Shell


class FormOnScreen:
    """Shared by those who answer, attach, finish and find the way; each step ends in `refresh`."""

    def __init__(self, screen: FormScreen, shell: Shell) -> None:
        self.screen, self.shell = screen, shell
        self.open: OpenForm | None = None
        self.section = ""
        self.whole = False
        self.tables: dict[str, bool] = {}
        self.marks_missing = False
        self.media: dict[str, MediaRecord] = {}
        self.links: tuple[QuestionLink, ...] = ()
        self.awaited: list[OpenForm] = []
        """Forms for which something is still taken in in the background, once for each."""
        self._asks = False
        self._held: Callable[[], None] | None = None

    @property
    def opened(self) -> OpenForm:
        assert self.open is not None
        return self.open

    def outline(self) -> Outline:
        return Outline(self.opened)

    def show(self, opened: OpenForm) -> None:
        """Another form, or the same one read anew."""
        self.open = opened
        self.media = opened.media()
        self.read_links()
        self.show_everything()

    def read_links(self) -> None:
        """What the visit took from the questions of this form."""
        self.links = self.shell.services.form_links.of(self.opened)

    def reload(self) -> None:
        """Read it anew after it took a step; it is shown as it stands, without marks."""
        self.marks_missing = False
        self.screen.show_missing(())
        self.show(self.shell.services.submissions.open(self.opened.record.id))

    def do(self, step: Callable[[], object], *, repaint: bool = True) -> bool:
        """Take a step; what could not be kept stays on the screen and is tried again."""
        if self.open is None:
            return False
        self.shell.saving()
        try:
            step()
        except StoreProblem as problem:
            self.shell.not_saved(problem, self._save_again)
            return False
        except UserError as problem:
            self.shell.show_problem(problem)
            return False
        finally:
            if repaint:
                self.refresh()
        return True

    def flushed(self, then: Callable[[], None]) -> bool:
        """Keep what is still being typed; where that asks the person something, `then` is done once it is agreed to."""
        self._asks = False
        self.screen.flush()
        if self._asks:
            self._held = then
        return not self._asks

    def begin_to_ask(self) -> None:
        """Whether an answer is kept is for the person to say now."""
        self._asks, self._held = True, None

    def go_on(self) -> None:
        """With what waited for the answer."""
        held, self._held, self._asks = self._held, None, False
        if held is not None:
            held()

    def _save_again(self) -> None:
        self.do(lambda: self.opened.save())

    def undo(self) -> None:
        try:
            self.shell.services.history.undo()
        except UserError as problem:
            self.shell.show_problem(problem)

    # Painting

    def show_everything(self) -> None:
        self.screen.show_heading(self.outline().heading())
        self.show_versions()
        self.screen.show_media(self.media)
        self.refresh()

    def refresh(self) -> None:
        """Paint what changed: contents, progress, the questions of the page."""
        opened = self.open
        if opened is None:
            return
        outline = self.outline()
        ids = outline.section_ids()
        if self.section not in [*ids, REVIEW] and ids:
            self.section = ids[0]
        self.screen.show_progress(opened.progress())
        self.screen.show_contents(outline.contents(), self.section)
        if self.section == REVIEW:
            self.screen.show_review(review_of(opened))
        else:
            self._show_page(outline)
        back, onward, is_last = outline.ways(self.section, whole=self.whole)
        self.screen.show_ways(back, onward, is_last=is_last)

    def _show_page(self, outline: Outline) -> None:
        title, shown = outline.page(
            self.section,
            whole=self.whole,
            tables=self.tables,
            mark_missing=self.marks_missing,
            links=self.links,
        )
        may_edit = self.opened.record.may_edit
        self.screen.show_page(title, shown, may_edit=may_edit, whole=self.whole, zone=self._zone())

    def _zone(self) -> str:
        """The offset of this laptop's clock as times of day bear it: +06:00."""
        moment: datetime = self.shell.services.clock().astimezone()
        return moment.isoformat()[-6:]

    def newer(self) -> VersionMark | None:
        """The newest version of the form, where the open one is older and may still change."""
        record = self.opened.record
        return self.shell.services.form_versions.newer(record.version_id) if record.may_edit else None

    def show_versions(self) -> None:
        newer = self.newer()
        retired = self.shell.services.form_upgrades.retired(self.opened)
        self.screen.show_versions(newer.version if newer is not None else None, len(retired))

    # Going

    def go_to(self, path: str) -> None:
        """Show the section of a question, with the keyboard in it."""
        found = next((one for one in self.targets() if one.path == path), None)
        if found is not None:
            self.go(found)

    def go(self, target: Target) -> None:
        if target.section != self.section and (not self.whole or self.section == REVIEW):
            self.section = target.section
        self.refresh()
        self.screen.focus_question(target.path)

    def targets(self) -> tuple[Target, ...]:
        """Every question that is asked now, for going to it by its words."""
        return tuple(self.outline().targets()) if self.open is not None else ()
