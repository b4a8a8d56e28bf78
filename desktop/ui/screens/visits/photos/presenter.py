"""Decides what the photos of a visit show; attaches files in the background."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from desktop.errors import BadInput, UserError
from desktop.i18n import _, ngettext
from desktop.progress import Progress
from desktop.services.chosen_files import read_chosen
from desktop.services.visits.attachment_records import AttachmentRecord
from desktop.services.visits.records import VisitRecord
from desktop.services.written_files import replace_file
from desktop.ui.jobs import JobHandle
from desktop.ui.screens.visits.desk import VisitDesk

Incoming = tuple[str, bytes]
"""File name and content, such as a picture from the clipboard."""


class PhotosScreen(Protocol):
    def is_seen(self) -> bool:
        """Whether the tab is in front; one that is not is told when it comes forward."""

    def show_photos(self, visit: VisitRecord, removed: int) -> None: ...

    def show_picture(self, photo: AttachmentRecord, jpeg: bytes | None, note: str) -> None:
        """The chosen one, large; `note` says why it is not here."""

    def show_attaching(self, done: int, total: int, name: str) -> None: ...

    def show_attached(self) -> None: ...

    def choose(self, photo_id: UUID) -> None: ...


class PhotosPresenter:
    def __init__(self, screen: PhotosScreen, desk: VisitDesk) -> None:
        self._screen, self._desk = screen, desk
        self._job: JobHandle | None = None

    def begin(self) -> None:
        self._desk.watch(self._show, self._screen.is_seen)

    def _show(self, visit: VisitRecord) -> None:
        removed = self._desk.services.attachments.removed_of(visit.row.id)
        self._screen.show_photos(visit, len(removed))

    def files_chosen(self) -> None:
        kinds = ((_("Photos"), ("*.jpg", "*.jpeg", "*.png", "*.webp")), (_("All files"), ("*",)))
        self.files_given(self._desk.shell.choose_files(_("Photos and documents"), kinds, several=True))

    def files_given(self, paths: Sequence[Path]) -> None:
        """Dropped or chosen: read and attach them one after another, off the window's turn."""
        if paths:
            self._attach([(path.name, path) for path in paths])

    def picture_pasted(self, name: str, content: bytes) -> None:
        self._attach([(name, content)])

    def stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _attach(self, files: Sequence[tuple[str, Path | bytes]]) -> None:
        visit = self._desk.visit
        if visit is None:
            return
        attachments, visit_id = self._desk.services.attachments, visit.row.id

        def work(progress: Progress) -> tuple[list[UUID], list[UserError]]:
            kept: list[UUID] = []
            refused: list[UserError] = []
            for at, (name, source) in enumerate(files):
                progress.step(at, len(files), name)
                try:
                    content = source if isinstance(source, bytes) else read_chosen(source)
                    kept.append(attachments.attach(visit_id, content, name).id)
                except UserError as problem:
                    refused.append(problem)
            progress.step(len(files), len(files))
            return kept, refused

        self._screen.show_attaching(0, len(files), files[0][0])
        self._job = self._desk.shell.jobs.start(
            work,
            done=lambda answer: self._attached(*answer),
            failed=self._failed,
            progress=self._screen.show_attaching,
            cancelled=self._screen.show_attached,
            title=_("Attaching"),
        )

    def _attached(self, kept: Sequence[UUID], refused: Sequence[UserError]) -> None:
        self._screen.show_attached()
        self._desk.reload()
        if kept:
            self._screen.choose(kept[-1])
            words = ngettext("{count} file attached", "{count} files attached", len(kept))
            self._desk.shell.toast(words.format(count=len(kept)), undo=lambda: self._take_back(kept))
        if refused:
            self._desk.shell.show_problem(_together(refused))

    def _take_back(self, kept: Sequence[UUID]) -> None:
        for one in kept:
            self._remove(one)

    def _failed(self, problem: UserError) -> None:
        self._screen.show_attached()
        self._desk.shell.show_problem(problem)

    def chosen(self, photo: AttachmentRecord) -> None:
        """Read the picture off the window's turn; a late answer for another one is dropped by the view."""
        if not photo.media_type.startswith("image/"):
            self._screen.show_picture(photo, None, _("A document: open it outside to read it."))
            return
        attachments = self._desk.services.attachments

        self._desk.shell.jobs.start(
            lambda _progress: attachments.picture(photo.id),
            done=lambda jpeg: self._screen.show_picture(photo, jpeg, ""),
            failed=lambda problem: self._screen.show_picture(photo, None, problem.sentence()),
        )

    def edited(self, photo_id: UUID, field: str, value: Any) -> None:
        self._desk.keep(
            f"{photo_id}/{field}",
            lambda visit, token: self._desk.services.attachments.set_fields(
                photo_id, {field: value}, seen=visit.seen, editing=token
            ),
        )

    def turned(self, photo_id: UUID, degrees: int) -> None:
        self._desk.do(lambda _visit: self._desk.services.attachments.rotate(photo_id, degrees))

    def moved(self, photo_id: UUID, by: int) -> None:
        visit = self._desk.visit
        if visit is None:
            return
        order = [one.id for one in visit.attachments]
        at = order.index(photo_id)
        if 0 <= at + by < len(order):
            order[at], order[at + by] = order[at + by], order[at]
            self._desk.do(lambda visit: self._desk.services.attachments.reorder(visit.row.id, order))

    def removed(self, photo_id: UUID) -> None:
        if self._remove(photo_id):
            self._desk.shell.toast(_("Photo removed"), undo=lambda: self.restored(photo_id))

    def _remove(self, photo_id: UUID) -> bool:
        return self._desk.do(lambda _visit: self._desk.services.attachments.remove(photo_id))

    def restored(self, photo_id: UUID) -> None:
        self._desk.do(lambda _visit: self._desk.services.attachments.restore(photo_id))
        self._screen.choose(photo_id)

    def bin(self) -> Sequence[AttachmentRecord]:
        """What was removed and can come back."""
        visit = self._desk.visit
        return self._desk.services.attachments.removed_of(visit.row.id) if visit else ()

    def saved_outside(self, photo: AttachmentRecord) -> None:
        """A copy for another program; exports are plain, and that is said once more."""
        target = self._desk.shell.choose_target(_("Save a copy"), photo.file_name)
        if target is None:
            return
        try:
            write_copy(target, self._desk.services.attachments.content(photo.id))
        except UserError as problem:
            self._desk.shell.show_problem(problem)
            return
        self._desk.shell.exported(target)


def write_copy(target: Path, content: bytes) -> None:
    try:
        replace_file(target, content)
    except OSError as problem:
        raise BadInput(
            _("{name} cannot be written there.").format(name=target.name), _("Choose another folder.")
        ) from problem


def _together(refused: Sequence[UserError]) -> UserError:
    if len(refused) == 1:
        return refused[0]
    words = ngettext(
        "{count} file was not attached.", "{count} files were not attached.", len(refused)
    ).format(count=len(refused))
    return BadInput(words, " ".join(problem.what() for problem in refused[:5]))
