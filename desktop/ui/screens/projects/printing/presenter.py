"""Decides how the report of the open project becomes a file."""

from pathlib import Path
from typing import Protocol

from desktop.errors import BadInput, UserError
from desktop.i18n import _
from desktop.rules.vocabulary import Audience
from desktop.services.reporting.records import ProjectPdf
from desktop.services.written_files import replace_file
from desktop.ui.jobs import JobHandle
from desktop.ui.screens.projects.desk import ProjectDesk


class PrintScreen(Protocol):
    def show_choice(self) -> None:
        """For whom it is made; also what is left after a job that was stopped."""

    def show_working(self, title: str) -> None: ...

    def show_progress(self, done: int, total: int, what: str) -> None: ...

    def show_problem(self, problem: UserError) -> None: ...

    def close_dialog(self) -> None: ...


class PrintPresenter:
    def __init__(self, screen: PrintScreen, desk: ProjectDesk) -> None:
        self._screen, self._desk = screen, desk
        self._job: JobHandle | None = None

    def save(self, audience: Audience) -> None:
        """Ask where to, then draw it off the window's turn."""
        self._desk.flush()
        project = self._desk.project
        if project is None:
            return
        target = self._desk.shell.choose_target(
            _("Save the report"), suggested_name(project.short_code, audience), ((_("PDF"), ("*.pdf",)),)
        )
        if target is None:
            return
        project_id, render = project.id, self._desk.services.project_reports.project_report
        title = _("Drawing the report of {code}").format(code=project.short_code)
        self._screen.show_working(title)
        self._job = self._desk.shell.jobs.start(
            lambda progress: render(project_id, audience=audience, progress=progress),
            done=lambda made: self._keep(target, made),
            failed=self._failed,
            progress=self._screen.show_progress,
            cancelled=self._screen.show_choice,
            title=title,
        )

    def cancel(self) -> None:
        """Stop the drawing; no file is written."""
        if self._job is not None:
            self._job.cancel()

    def _keep(self, target: Path, made: ProjectPdf) -> None:
        try:
            replace_file(target, made.report.pdf)
        except OSError:
            self._failed(
                BadInput(
                    _("{name} cannot be written there.").format(name=target.name), _("Choose another folder.")
                )
            )
            return
        self._screen.close_dialog()
        self._desk.shell.exported(target)

    def _failed(self, problem: UserError) -> None:
        self._screen.show_choice()
        self._screen.show_problem(problem)


def suggested_name(code: str, audience: Audience) -> str:
    """An edition for others says for whom it is, so that nobody sends the office's."""
    plain = "".join(one if one.isalnum() or one in ".-_" else "-" for one in code)
    return f"{plain}-report.pdf" if audience is Audience.OFFICE else f"{plain}-report-{audience.value}.pdf"
