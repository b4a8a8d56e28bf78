"""Fills a form question by question; decides what is shown, where the keyboard goes, when it may be finished."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol
from uuid import UUID

from desktop.errors import BadInput, StoreProblem, UserError
from desktop.i18n import _, ngettext
from desktop.services.chosen_files import read_chosen
from desktop.services.form_library.filling import KeptFile, OpenForm
from desktop.services.form_library.positions import points_in
from desktop.services.form_library.records import (
    FormIncomplete,
    MediaRecord,
    Problem,
    Progress,
)
from desktop.services.form_library.steps import Step
from desktop.ui.screens.form.files import POINT_FILES, file_kinds, with_points
from desktop.ui.screens.form.outline import Outline
from desktop.ui.screens.form.pages import (
    ContentsLine,
    Heading,
    Shown,
    Target,
    table_key,
)
from desktop.ui.shell import Change, Shell

AREAS = frozenset({"answers", "submissions", "visits"})
MOST_AT_ONCE = 150
"""Questions in the whole form; more would make it slow, and nobody reads them at once."""


class FormScreen(Protocol):
    def show_nothing(self) -> None: ...

    def show_problem(self, problem: UserError) -> None: ...

    def show_heading(self, heading: Heading) -> None: ...

    def show_progress(self, progress: Progress) -> None: ...

    def show_contents(self, lines: Sequence[ContentsLine], current: str) -> None: ...

    def show_page(
        self, title: str, items: Sequence[Shown], *, may_edit: bool, whole: bool, zone: str
    ) -> None: ...

    def show_ways(self, back: str, onward: str, *, is_last: bool) -> None: ...

    def show_missing(self, problems: Sequence[Problem]) -> None: ...

    def show_media(self, media: dict[str, MediaRecord]) -> None: ...

    def focus_question(self, path: str) -> None: ...

    def flush(self) -> None: ...


class FormPresenter:
    def __init__(self, screen: FormScreen, shell: Shell) -> None:
        self._screen, self._shell = screen, shell
        self._open: OpenForm | None = None
        self._section = ""
        self._whole = False
        self._tables: dict[str, bool] = {}
        self._marks_missing = False
        self._media: dict[str, MediaRecord] = {}

    # Opening and leaving

    def open(self, submission_id: UUID) -> None:
        """Show a submission where it was left. Its first gap has the keyboard."""
        self._screen.flush()
        try:
            self._open = self._shell.services.submissions.open(submission_id)
        except UserError as problem:
            self._open = None
            self._screen.show_problem(problem)
            return
        self._marks_missing = self._whole = False
        self._section = ""
        self._media = self._open.media()
        self._show_everything()
        first = self._outline().first_in(self._section)
        if first:
            self._screen.focus_question(first)

    def back(self) -> None:
        self._screen.flush()
        visit_id = self._open.record.visit_id if self._open is not None else None
        if visit_id is not None:
            self._shell.go_to("visits", visit_id, part="forms")
        else:
            self._shell.go_to("library")

    def changed(self, changed: Change) -> None:
        """Someone wrote to the store; undo and sync change answers too, then the form is opened anew."""
        if self._open is None or not AREAS & changed.areas or self._open.has_unsaved:
            return
        if self._open.is_current():
            return
        submission_id, spoken = self._open.record.id, self._open.language
        try:
            self._open = self._shell.services.submissions.open(submission_id)
        except UserError:
            self._open = None
            self._screen.show_nothing()
            return
        if spoken != self._open.language and spoken in self._open.languages:
            self._open.show_language(spoken)
        self._media = self._open.media()
        self._show_everything()
        if changed.origin == "sync":
            self._shell.notice(_("Answers of a colleague arrived in this form; both are in its history."))

    # Answers

    def answered(self, path: str, value: str) -> None:
        opened = self._open
        if opened is None or self._present(path) == value:
            return
        self._do(lambda: opened.set(path, value))
        removed = opened.removed_answers()
        if removed:
            self._shell.notice(
                ngettext(
                    "{count} answer was taken out, because its list does not offer it any more.",
                    "{count} answers were taken out, because their lists do not offer them any more.",
                    len(removed),
                ).format(count=len(removed))
            )

    def _present(self, path: str) -> str | None:
        try:
            return self._open.question(path).value if self._open is not None else None
        except UserError:
            return None

    def add_entry(self, repeat_path: str) -> None:
        made: list[str] = []
        self._do(lambda: made.append(self._opened().add(repeat_path)))
        if made:
            self._screen.focus_question(self._outline().first_below(made[0]))

    def duplicate_entry(self, path: str) -> None:
        made: list[str] = []
        self._do(lambda: made.append(self._opened().duplicate(path)))
        if made:
            self._screen.focus_question(self._outline().first_below(made[0]))

    def remove_entry(self, path: str) -> None:
        if self._do(lambda: self._opened().remove(path)):
            self._shell.toast(_("Entry taken out."), undo=self._undo)

    def pasted(self, repeat_path: str, column: int, row: int, lines: Sequence[Sequence[str]]) -> None:
        """Cells from a sheet go into the table from there on; entries are added as needed."""
        shown = self._outline().repeat(repeat_path)
        if shown is None:
            return
        names, length = shown.columns, shown.instances
        steps: list[Step] = []
        for at, line in enumerate(lines, row + 1):
            if at > length:
                steps.append(Step("add", repeat_path))
            steps += [
                Step("set", f"{repeat_path}[{at}]/{names[column + n]}", text.strip())
                for n, text in enumerate(line)
                if column + n < len(names)
            ]
        self._do(lambda: self._opened().take(steps))

    def file_chosen(self, path: str, file: Path) -> None:
        """Seal the file in the background, then answer with it."""
        opened = self._opened()
        is_picture = opened.question(path).type == "image"

        def keep(_progress: object) -> KeptFile:
            return opened.keep_file(read_chosen(file), file.name, is_picture=is_picture)

        self._shell.jobs.start(
            keep,
            done=lambda kept: self._file_kept(opened, path, kept),
            failed=self._shell.show_problem,
            title=_("Taking in {name}").format(name=file.name),
        )

    def choose_file(self, path: str) -> None:
        question = self._opened().question(path)
        kinds = file_kinds(question.type)
        for file in self._shell.choose_files(
            _("Choose a file for: {label}").format(label=question.label), kinds
        )[:1]:
            self.file_chosen(path, file)

    def picture_under(self, path: str) -> bytes | None:
        """What is drawn upon: the picture of the answer, where marks are put on one."""
        question = self._opened().question(path)
        return self.picture(question.value) if "annotate" in question.appearance and question.value else None

    def drawn(self, path: str, content: bytes) -> None:
        """Answer with a drawing or a signature."""
        opened = self._opened()
        name = opened.question(path).name + ".png"

        def keep(_progress: object) -> KeptFile:
            return opened.keep_file(content, name, is_picture=True)

        self._shell.jobs.start(
            keep,
            done=lambda kept: self._file_kept(opened, path, kept),
            failed=self._shell.show_problem,
            title=_("Taking in {name}").format(name=name),
        )

    def points_wanted(self, path: str) -> None:
        """Points of a track, a map file or a photo: the first for a position, all of them for a line."""
        kinds = ((_("Tracks, map files and photos"), POINT_FILES),)
        for file in self._shell.choose_files(_("Where are the points?"), kinds)[:1]:
            self.points_chosen(path, file)

    def points_chosen(self, path: str, file: Path) -> None:
        try:
            points = points_in(read_chosen(file), file.name)
        except UserError as problem:
            self._shell.show_problem(problem)
            return
        question = self._opened().question(path)
        self._do(lambda: self._opened().set(path, with_points(question, points)))

    def _file_kept(self, opened: OpenForm, path: str, kept: KeptFile) -> None:
        if opened is not self._open:
            return  # another form is open by now
        if self._do(lambda: opened.attach_kept(path, kept)):
            self._media = opened.media()
            self._screen.show_media(self._media)
            self._refresh()

    def picture(self, name: str) -> bytes | None:
        """The picture of an answer, for looking at it large; None while it is not on this laptop."""
        media = self._media.get(name)
        try:
            return (
                self._shell.services.attachments.picture(media.attachment_id) if media is not None else None
            )
        except UserError as problem:
            self._shell.show_problem(problem)
            return None

    # Finding the way

    def section_chosen(self, section_id: str) -> None:
        self._screen.flush()
        if self._whole:
            first = self._outline().first_in(section_id)
            self._section = section_id
            self._refresh()
            if first:
                self._screen.focus_question(first)
            return
        self._show_section(section_id)

    def next_section(self) -> None:
        self._step_section(1)

    def previous_section(self) -> None:
        self._step_section(-1)

    def onward(self) -> None:
        """The one primary button: the next section, and after the last one the end."""
        ids = self._outline().section_ids()
        if self._whole or (ids and self._section == ids[-1]):
            self.finish()
        else:
            self.next_section()

    def _step_section(self, by: int) -> None:
        self._screen.flush()
        ids = self._outline().section_ids()
        at = ids.index(self._section) + by if self._section in ids else 0
        if 0 <= at < len(ids):
            self._show_section(ids[at])

    def _show_section(self, section_id: str) -> None:
        self._section = section_id
        self._refresh()
        first = self._outline().first_in(section_id)
        if first:
            self._screen.focus_question(first)

    def next_missing(self, after: str = "") -> None:
        """Go to the next required question without an answer, round the end of the form."""
        self._screen.flush()
        targets = self.targets()
        paths = [one.path for one in targets]
        start = paths.index(after) + 1 if after in paths else 0
        ordered = [*targets[start:], *targets[:start]]
        found = next((one for one in ordered if one.missing), None)
        if found is None:
            self._shell.notice(_("Nothing is missing in this form."))
            return
        self._go(found)

    def go_to(self, path: str) -> None:
        found = next((one for one in self.targets() if one.path == path), None)
        if found is not None:
            self._go(found)

    def _go(self, target: Target) -> None:
        if target.section != self._section and not self._whole:
            self._section = target.section
        self._refresh()
        self._screen.focus_question(target.path)

    def targets(self) -> tuple[Target, ...]:
        """Every question that is asked now, for going to it by its words."""
        return tuple(self._outline().targets()) if self._open is not None else ()

    def whole_chosen(self, whole: bool) -> None:
        self._screen.flush()
        if whole and len(self.targets()) > MOST_AT_ONCE:
            self._shell.notice(_("This form is long: one section at a time keeps it quick."))
            whole = False
        self._whole = whole
        self._refresh()

    def table_chosen(self, repeat_path: str, is_table: bool) -> None:
        self._screen.flush()
        self._tables[table_key(repeat_path)] = is_table
        self._refresh()

    def language_chosen(self, language: str) -> None:
        self._screen.flush()
        if self._open is not None and language != self._open.language:
            opened = self._open
            self._do(lambda: opened.use_language(language), repaint=False)
            self._show_everything()

    # Finishing

    def finish(self) -> None:
        """Finish the form, or say everything that stands in the way and go to the first of it."""
        self._screen.flush()
        opened = self._opened()
        try:
            self._shell.services.submissions.finalise(opened.record.id)
        except FormIncomplete as incomplete:
            self._marks_missing = True
            self._refresh()
            self._screen.show_missing(incomplete.problems)
            self.first_problem()
            return
        except UserError as problem:
            self._shell.show_problem(problem)
            return
        self._shell.toast(_("{title} is finished.").format(title=opened.record.title), undo=self._undo)
        self._reload()

    def first_problem(self) -> None:
        for problem in self._opened().problems()[:1]:
            self.go_to(problem.path)

    def reopen(self, reason: str) -> None:
        """Raises UserError; the dialog that asked shows it and stays."""
        self._shell.services.submissions.reopen(self._opened().record.id, reason)
        self._reload()

    def copy_last(self) -> None:
        opened = self._opened()
        copied: list[int] = []
        self._do(lambda: copied.append(self._shell.services.submissions.copy_last(opened)))
        if copied:
            self._shell.toast(
                ngettext("{count} answer taken over.", "{count} answers taken over.", copied[0]).format(
                    count=copied[0]
                ),
                undo=self._undo if copied[0] else None,
            )

    def delete(self) -> None:
        opened = self._opened()
        try:
            self._shell.services.submissions.delete(opened.record.id)
        except UserError as problem:
            self._shell.show_problem(problem)
            return
        self._open = None
        self._shell.toast(_("{title} deleted.").format(title=opened.record.title), undo=self._undo)
        self._screen.show_nothing()
        visit_id = opened.record.visit_id
        if visit_id is not None:
            self._shell.go_to("visits", visit_id, part="forms")
        else:
            self._shell.go_to("library")

    def export(self) -> None:
        record = self._opened().record
        target = self._shell.choose_target(
            _("Where to write the submission"), f"{record.title}.xml", ((_("Submissions"), ("*.xml",)),)
        )
        if target is None:
            return
        try:
            target.write_text(self._shell.services.submissions.xml(record.id), "utf-8")
        except OSError as problem:
            self._shell.show_problem(
                BadInput(
                    _("{name} could not be written.").format(name=target.name),
                    _("Choose another folder: {reason}").format(reason=problem.strerror or ""),
                )
            )
            return
        self._shell.exported(target)

    def _undo(self) -> None:
        try:
            self._shell.services.history.undo()
        except UserError as problem:
            self._shell.show_problem(problem)

    # Within

    def _opened(self) -> OpenForm:
        assert self._open is not None
        return self._open

    def _do(self, step: Callable[[], object], *, repaint: bool = True) -> bool:
        """Take a step; what could not be kept stays on the screen and is tried again."""
        if self._open is None:
            return False
        self._shell.saving()
        try:
            step()
        except StoreProblem as problem:
            self._shell.not_saved(problem, self._save_again)
            return False
        except UserError as problem:
            self._shell.show_problem(problem)
            return False
        finally:
            if repaint:
                self._refresh()
        return True

    def _save_again(self) -> None:
        self._do(lambda: self._opened().save())

    def _reload(self) -> None:
        self._open = self._shell.services.submissions.open(self._opened().record.id)
        self._marks_missing = False
        self._screen.show_missing(())
        self._show_everything()

    def _show_everything(self) -> None:
        self._screen.show_heading(self._outline().heading())
        self._screen.show_media(self._media)
        self._refresh()

    def _refresh(self) -> None:
        """Paint what changed: contents, progress, the questions of the page."""
        opened = self._open
        if opened is None:
            return
        outline = self._outline()
        ids = outline.section_ids()
        if self._section not in ids and ids:
            self._section = ids[0]
        self._screen.show_progress(opened.progress())
        self._screen.show_contents(outline.contents(), self._section)
        title, shown = outline.page(
            self._section, whole=self._whole, tables=self._tables, mark_missing=self._marks_missing
        )
        self._screen.show_page(
            title, shown, may_edit=opened.record.may_edit, whole=self._whole, zone=self._zone()
        )
        back, onward, is_last = outline.ways(self._section, whole=self._whole)
        self._screen.show_ways(back, onward, is_last=is_last)

    def _outline(self) -> Outline:
        return Outline(self._opened())

    def _zone(self) -> str:
        """The offset of this laptop's clock as times of day bear it: +06:00."""
        moment: datetime = self._shell.services.clock().astimezone()
        return moment.isoformat()[-6:]
