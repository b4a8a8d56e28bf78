"""What a presenter of the form may tell the window. Knows no Qt."""

from collections.abc import Sequence
from typing import Protocol

from desktop.errors import UserError
from desktop.services.form_library.form_drawings import FormDrawing
from desktop.services.form_library.map_ground import MapGround
from desktop.services.form_library.records import MediaRecord, Problem, Progress, QuestionView
from desktop.ui.screens.form.pages import ContentsLine, Heading, Shown
from desktop.ui.screens.form.reviewing import Review


class FormScreen(Protocol):
    def show_nothing(self) -> None: ...

    def show_problem(self, problem: UserError) -> None: ...

    def show_heading(self, heading: Heading) -> None: ...

    def show_versions(self, newer: str | None, retired: int) -> None:
        """The newer version that is here, and how many answers are asked for no more."""

    def show_progress(self, progress: Progress) -> None: ...

    def show_contents(self, lines: Sequence[ContentsLine], current: str) -> None: ...

    def show_page(
        self, title: str, items: Sequence[Shown], *, may_edit: bool, whole: bool, zone: str
    ) -> None: ...

    def show_review(self, review: Review) -> None: ...

    def show_to_do(self) -> None:
        """Of the review only what stops finishing; the keyboard goes to the first of it."""

    def show_ways(self, back: str, onward: str, *, is_last: bool) -> None: ...

    def show_missing(self, problems: Sequence[Problem]) -> None: ...

    def show_media(self, media: dict[str, MediaRecord]) -> None: ...

    def show_drawing(self, path: str, drawing: FormDrawing) -> None:
        """The drawing whose parts are the options of a question."""

    def show_ground(self, ground: MapGround) -> None:
        """What maps are drawn on, those of the page and one that is open."""

    def show_map(self, question: QuestionView, ground: MapGround) -> None:
        """Points are set on a map for this question."""

    def focus_question(self, path: str) -> None: ...

    def is_written_in(self, path: str) -> bool:
        """Whether the keyboard still writes the answer to a question; then it is told again on leaving."""

    def flush(self) -> None: ...
