"""Files, drawings and points as answers: sealed in the background, then answered with. Knows no Qt."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop.errors import UserError
from desktop.i18n import _
from desktop.services.chosen_files import read_chosen
from desktop.services.form_library.answer_files import KeptFile
from desktop.services.form_library.barcodes import codes_in
from desktop.services.form_library.filling import OpenForm
from desktop.services.form_library.form_drawings import read_drawing
from desktop.services.form_library.positions import points_in
from desktop.ui.screens.form.files import POINT_FILES, file_kinds, with_points
from desktop.ui.screens.form.on_screen import FormOnScreen


class Attaching:
    def __init__(self, form: FormOnScreen) -> None:
        self._form, self._screen, self._shell = form, form.screen, form.shell

    def file_chosen(self, path: str, file: Path) -> None:
        """Seal the file in the background, then answer with it."""
        opened = self._form.opened
        asked = opened.question(path).type

        def keep(_progress: object) -> KeptFile:
            return opened.keep_file(read_chosen(file), file.name, question_type=asked)

        title = _("Taking in {name}").format(name=file.name)
        self._beside(opened, keep, lambda kept: self._file_kept(opened, path, kept), title)

    def choose_file(self, path: str) -> None:
        question = self._form.opened.question(path)
        kinds = file_kinds(question.type)
        for file in self._shell.choose_files(
            _("Choose a file for: {label}").format(label=question.label), kinds
        )[:1]:
            self.file_chosen(path, file)

    def form_drawing_wanted(self, path: str) -> None:
        """The drawing a question's options are parts of, read and made harmless in the background."""
        opened, attachments = self._form.opened, self._shell.services.attachments
        name = opened.question(path).media.get("image", "")
        media = self._form.media.get(name)
        if media is not None:
            self._shell.jobs.start(
                lambda _progress: read_drawing(attachments.content(media.attachment_id), name),
                done=lambda drawing: self._screen.show_drawing(path, drawing),
                failed=self._shell.show_problem,
                title=_("Reading {name}").format(name=name),
            )

    def picture_under(self, path: str) -> bytes | None:
        """What is drawn upon: the picture of the answer, where marks are put on one."""
        question = self._form.opened.question(path)
        return self.picture(question.value) if "annotate" in question.appearance and question.value else None

    def drawn(self, path: str, content: bytes) -> None:
        """Answer with a drawing or a signature."""
        opened = self._form.opened
        name = opened.question(path).name + ".png"

        def keep(_progress: object) -> KeptFile:
            return opened.keep_file(content, name, question_type="image")

        title = _("Taking in {name}").format(name=name)
        self._beside(opened, keep, lambda kept: self._file_kept(opened, path, kept), title)

    def points_wanted(self, path: str) -> None:
        """Points of a track, a map file or a photo: the first for a position, all of them for a line."""
        kinds = ((_("Tracks, map files and photos"), POINT_FILES),)
        for file in self._shell.choose_files(_("Where are the points?"), kinds)[:1]:
            self.points_chosen(path, file)

    def code_wanted(self, path: str) -> None:
        """The code on a picture answers a bar code question."""
        question = self._form.opened.question(path)
        for file in self._shell.choose_files(
            _("Choose a picture of the code for: {label}").format(label=question.label), file_kinds("image")
        )[:1]:
            self.code_pictured(path, file)

    def code_pictured(self, path: str, file: Path) -> None:
        """Look for the code in the background: a large photo takes a second."""
        opened = self._form.opened
        self._beside(
            opened,
            lambda _progress: codes_in(read_chosen(file), file.name),
            lambda codes: self._code_read(opened, path, codes),
            _("Reading the code on {name}").format(name=file.name),
        )

    def _beside(
        self, opened: OpenForm, work: Callable[[Any], Any], done: Callable[[Any], None], title: str
    ) -> None:
        """In the background; until it ends the form counts as one that something was put into."""
        awaited = self._form.awaited
        awaited.append(opened)

        def ended(then: Callable[[Any], None]) -> Callable[[Any], None]:
            def end(outcome: Any) -> None:
                awaited.remove(opened)
                then(outcome)

            return end

        self._shell.jobs.start(work, done=ended(done), failed=ended(self._shell.show_problem), title=title)

    def _code_read(self, opened: OpenForm, path: str, codes: tuple[str, ...]) -> None:
        if opened is not self._form.open:
            return  # another form is open by now
        self._form.do(lambda: opened.set(path, codes[0]))
        if len(codes) > 1:
            others = ", ".join(codes[1:])
            self._shell.notice(_("There are more codes on the picture: {codes}").format(codes=others))

    def points_chosen(self, path: str, file: Path) -> None:
        try:
            points = points_in(read_chosen(file), file.name)
        except UserError as problem:
            self._shell.show_problem(problem)
            return
        question = self._form.opened.question(path)
        self._form.do(lambda: self._form.opened.set(path, with_points(question, points)))

    def _file_kept(self, opened: OpenForm, path: str, kept: KeptFile) -> None:
        if opened is not self._form.open:  # another form is shown by now, which is no reason to lose the file
            try:
                opened.attach_kept(path, kept)
            except UserError as problem:
                self._shell.show_problem(problem)
            return
        if self._form.do(lambda: opened.attach_kept(path, kept)):
            self._form.media = opened.media()
            self._screen.show_media(self._form.media)
            self._form.refresh()

    def picture(self, name: str) -> bytes | None:
        """The picture of an answer, for looking at it large; None while it is not on this laptop."""
        media = self._form.media.get(name)
        try:
            return (
                self._shell.services.attachments.picture(media.attachment_id) if media is not None else None
            )
        except UserError as problem:
            self._shell.show_problem(problem)
            return None
