"""The map of an open form: its ground is read once in the background, and points set on it answer. Knows no Qt."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from desktop.i18n import _
from desktop.services.chosen_files import read_chosen
from desktop.services.form_library.filling import OpenForm
from desktop.services.form_library.map_ground import MapGround
from desktop.services.form_library.map_shapes import MapShape, shapes_in
from desktop.ui.screens.form.files import GROUND_FILES, joined
from desktop.ui.screens.form.on_screen import FormOnScreen


class Mapping:
    def __init__(self, form: FormOnScreen) -> None:
        self._form, self._screen, self._shell = form, form.screen, form.shell
        self._drawn: tuple[MapShape, ...] = ()
        """Lines of files the person chose, for as long as the program runs."""

    def ground_wanted(self, then: Callable[[MapGround], None]) -> None:
        """Read what lies around the open form, and hand it on."""
        opened, grounds = self._form.opened, self._shell.services.map_grounds
        record = opened.record
        self._shell.jobs.start(
            lambda _progress: grounds.of_submission(record.visit_id, record.version_id),
            done=lambda ground: self._ready(opened, ground, then),
            failed=self._shell.show_problem,
            title=_("Drawing the map"),
        )

    def _ready(self, opened: OpenForm, ground: MapGround, then: Callable[[MapGround], None]) -> None:
        if opened is self._form.open:
            then(replace(ground, shapes=(*ground.shapes, *self._drawn)))

    def map_wanted(self, path: str) -> None:
        """Open the map on which a question is answered."""
        question = self._form.opened.question(path)
        self.ground_wanted(lambda ground: self._screen.show_map(question, ground))

    def file_wanted(self) -> None:
        """Borders, roads or a camp's blocks from a file, drawn below the points."""
        kinds = ((_("Map files"), GROUND_FILES),)
        for file in self._shell.choose_files(_("What is to be drawn on the map?"), kinds)[:1]:
            self.file_chosen(file)

    def file_chosen(self, file: Path) -> None:
        self._shell.jobs.start(
            lambda _progress: shapes_in(read_chosen(file), file.name),
            done=lambda shapes: self._file_read(file.name, shapes),
            failed=self._shell.show_problem,
            title=_("Reading {name}").format(name=file.name),
        )

    def _file_read(self, name: str, shapes: tuple[MapShape, ...]) -> None:
        if not shapes:
            self._shell.notice(_("There is nothing to draw in {name}.").format(name=name))
            return
        self._drawn = (*self._drawn, *shapes)
        if self._form.open is not None:
            self.ground_wanted(self._screen.show_ground)

    def points_set(self, path: str, points: Sequence[str]) -> None:
        """The points of the map are the answer."""
        opened = self._form.opened
        is_area = opened.question(path).type == "geoshape"
        self._form.do(lambda: opened.set(path, joined(points, is_area=is_area)))
