"""What the form screen shows: contents, items of a page, rows of a list; plain values between presenter and view."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.rules.calendars import CALENDARS
from desktop.rules.vocabulary import SubmissionState
from desktop.services.form_library.links import QuestionLink
from desktop.services.form_library.records import (
    GroupView,
    InstanceView,
    ItemView,
    QuestionView,
    RepeatView,
)
from desktop.ui.screens.form.reading import wrong_words

_IN_TABLES = frozenset(
    {"text", "integer", "decimal", "date", "time", "dateTime", "select_one", "barcode", "range"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What stands above the contents: which form, where, in which state."""

    title: str
    place: str
    state: SubmissionState
    state_reason: str
    may_edit: bool
    may_reopen: bool
    has_visit: bool
    back: str
    languages: tuple[str, ...]
    language: str
    right_to_left: bool


REVIEW = "#review"
"""The id of the last line of the contents: every answer in one list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentsLine:
    """One section in the contents, or the review behind them all, which bears no number."""

    id: str
    number: int
    title: str
    answered: int
    total: int
    missing: int
    invalid: int
    relevant: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownHeading:
    """A section's own title in the whole form, or a group's."""

    key: str
    title: str
    hint: str
    depth: int
    is_section: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownQuestion:
    """A question with its number; `message` is what is wrong with its answer."""

    view: QuestionView
    number: str
    message: str
    depth: int
    links: tuple[QuestionLink, ...] = ()
    """Findings and verified figures that came from it."""

    @property
    def key(self) -> str:
        return self.view.path


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One entry of a list shown as a table; `cells` by column, and what is wrong in each."""

    path: str
    number: int
    cells: tuple[QuestionView, ...]
    messages: tuple[str, ...]
    can_remove: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRepeat:
    """The head of a list: as a table its `rows`, else its entries follow one by one."""

    view: RepeatView
    number: str
    may_be_table: bool
    is_table: bool
    rows: tuple[TableRow, ...]
    depth: int

    @property
    def key(self) -> str:
        return self.view.path


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownEntry:
    """The head of one entry of a list."""

    view: InstanceView
    depth: int

    @property
    def key(self) -> str:
        return f"{self.view.path}#entry"


Shown = ShownHeading | ShownQuestion | ShownRepeat | ShownEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A question one can go to."""

    path: str
    number: str
    label: str
    section: str
    missing: bool


class Page:
    """Turns the items of a section into what is shown: only what is relevant, lists as tables where wanted."""

    def __init__(
        self,
        number: int,
        items: Sequence[ItemView],
        tables: dict[str, bool],
        *,
        mark_missing: bool,
        required: str,
        links: Sequence[QuestionLink] = (),
    ) -> None:
        self._links = tuple(links)
        self._number, self._items, self._tables = number, list(items), tables
        self._mark_missing, self._required = mark_missing, required
        self._count = 0

    def shown(self) -> list[Shown]:
        found: list[Shown] = []
        at = 0
        inside: list[int] = []
        """Depths of the entries around, whose questions bear no number of their own."""
        while at < len(self._items):
            item = self._items[at]
            at += 1
            inside = [depth for depth in inside if depth < item.depth]
            if not item.relevant:
                continue
            if isinstance(item, QuestionView):
                found.append(self._question(item, numbered=not inside))
            elif isinstance(item, GroupView):
                if item.label:
                    found.append(
                        ShownHeading(key=item.path, title=item.label, hint=item.hint, depth=item.depth)
                    )
            elif isinstance(item, InstanceView):
                inside.append(item.depth)
                found.append(ShownEntry(view=item, depth=item.depth))
            else:
                end = next(
                    (n for n in range(at, len(self._items)) if self._items[n].depth <= item.depth),
                    len(self._items),
                )
                shown = self._repeat(item, self._items[at:end], numbered=not inside)
                found.append(shown)
                if shown.is_table:
                    at = end
        return found

    def _question(self, item: QuestionView, *, numbered: bool) -> ShownQuestion:
        number = self._next() if numbered and item.type != "note" else ""
        links = tuple(link for link in self._links if link.path == item.path)
        return ShownQuestion(
            view=item, number=number, message=self._message(item), depth=item.depth, links=links
        )

    def _message(self, item: QuestionView) -> str:
        if item.messages:
            return wrong_words(item)
        return self._required if item.missing and self._mark_missing else ""

    def _next(self) -> str:
        self._count += 1
        return f"{self._number}.{self._count}"

    def _repeat(self, view: RepeatView, inner: Sequence[ItemView], *, numbered: bool) -> ShownRepeat:
        rows = tuple(self._rows(inner))
        may = view.is_table and all(_fits_a_cell(cell) for row in rows for cell in row.cells)
        is_table = may and self._tables.get(_unnumbered(view.path), True)
        return ShownRepeat(
            view=view,
            number=self._next() if numbered else "",
            may_be_table=may,
            is_table=is_table,
            rows=rows if is_table else (),
            depth=view.depth,
        )

    def _rows(self, inner: Sequence[ItemView]) -> Iterator[TableRow]:
        entry: InstanceView | None = None
        cells: list[QuestionView] = []
        for item in inner:
            if isinstance(item, InstanceView):
                if entry is not None:
                    yield self._row(entry, cells)
                entry, cells = item, []
            elif isinstance(item, QuestionView):
                cells.append(item)
        if entry is not None:
            yield self._row(entry, cells)

    def _row(self, entry: InstanceView, cells: Sequence[QuestionView]) -> TableRow:
        return TableRow(
            path=entry.path,
            number=entry.number,
            cells=tuple(cells),
            messages=tuple(self._message(cell) for cell in cells),
            can_remove=entry.can_remove,
        )


def stops(item: QuestionView) -> bool:
    """Whether it stands in the way of finishing."""
    return item.missing or not item.valid


def _fits_a_cell(cell: QuestionView) -> bool:
    """A day of another calendar needs its own editor, which tells the Gregorian day."""
    return cell.type in _IN_TABLES and not (cell.type == "date" and CALENDARS.keys() & set(cell.appearance))


def _unnumbered(path: str) -> str:
    """A list within a list is a table, or not, in all entries alike."""
    return "/".join(step.partition("[")[0] for step in path.split("/"))


def table_key(repeat_path: str) -> str:
    return _unnumbered(repeat_path)
