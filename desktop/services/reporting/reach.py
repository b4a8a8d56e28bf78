"""Who was reached: the figures of an indicator by sex, age and its other dimensions."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from desktop.i18n import _
from desktop.models import IndicatorValue
from desktop.reports.content import Count, Hidden
from desktop.reports.project_content import Breakdown, Dimension
from desktop.rules import arithmetic
from desktop.rules.suppression import suppressed
from desktop.rules.vocabulary import Aggregation, ValueMode
from desktop.services.reporting import words
from desktop.services.reporting.project_figures import Line
from desktop.services.reporting.project_source import ProjectSource
from desktop.services.results.grid import parse_cell
from desktop.services.results.standing import figure_of

_MOST = 3


def breakdowns(source: ProjectSource, lines: Sequence[Line]) -> tuple[Breakdown, ...]:
    """Of counts alone: parts of a percentage cannot be added up."""
    told = [
        line
        for line in lines
        if not line.is_small
        and line.indicator.place_aggregation == Aggregation.SUM
        and any(one.cells for one in line.values)
    ]
    made = (_breakdown(source, line) for line in told)
    return tuple(one for one in made if one.dimensions)[:_MOST]


def _breakdown(source: ProjectSource, line: Line) -> Breakdown:
    values = _standing_values(line)
    by_dimension = _summed(values)
    dimensions = tuple(
        Dimension(title=words.dimension(name), cells=_cells(source, name, by_dimension[name]))
        for name in sorted(by_dimension, key=words.dimension_order)
    )
    has_hidden = any(count is Hidden.BELOW_FIVE for one in dimensions for _name, count in one.cells)
    return Breakdown(
        title=f"{line.label} {line.indicator.title}",
        dimensions=dimensions,
        note=_note(source, values, by_dimension, has_hidden=has_hidden),
    )


def _standing_values(line: Line) -> list[IndicatorValue]:
    """The figures that the current value is made of."""
    mode = ValueMode(line.indicator.value_mode)
    if mode is ValueMode.PERIOD:
        kept = list(line.values)
    elif mode is ValueMode.SNAPSHOT:
        kept = [one for one in line.values if one.period_end == line.values[-1].period_end]
    else:
        kept = list({(figure_of(one).place, one.source or ""): one for one in line.values}.values())
    return [one for one in kept if not _stands_in_another(one, kept, mode)]


def _stands_in_another(one: IndicatorValue, kept: Iterable[IndicatorValue], mode: ValueMode) -> bool:
    """A figure of one place, where its source also gave one for all places of the same time."""
    return bool(figure_of(one).place) and any(
        not figure_of(other).place
        and other.source == one.source
        and (mode is ValueMode.CUMULATIVE or other.period_end == one.period_end)
        for other in kept
    )


def _summed(values: Iterable[IndicatorValue]) -> dict[str, dict[str, Decimal]]:
    """By dimension and word. A plain dimension stands before the margins of a cross-tab."""
    summed: dict[str, dict[str, Decimal]] = {}
    for one in values:
        for name, counts in _margins(one.cells or {}).items():
            into = summed.setdefault(name, {})
            for word, count in counts.items():
                into[word] = into.get(word, Decimal(0)) + count
    return summed


def _margins(cells: Mapping[str, object]) -> dict[str, dict[str, Decimal]]:
    tables: dict[tuple[str, ...], list[tuple[dict[str, str], Decimal]]] = {}
    for key, text in cells.items():
        cell, count = parse_cell(key), _number(text)
        if cell and count is not None:
            tables.setdefault(tuple(sorted(cell)), []).append((cell, count))
    found: dict[str, dict[str, Decimal]] = {}
    for keys in sorted(tables, key=lambda keys: (len(keys), keys)):
        for name in (name for name in keys if name not in found):
            counts: dict[str, Decimal] = {}
            for cell, count in tables[keys]:
                counts[cell[name]] = counts.get(cell[name], Decimal(0)) + count
            found[name] = counts
    return found


def _number(text: object) -> Decimal | None:
    try:
        number = Decimal(str(text))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _cells(source: ProjectSource, name: str, counts: Mapping[str, Decimal]) -> tuple[tuple[str, Count], ...]:
    ordered = sorted(counts, key=lambda word: words.cell_order(name, word))
    numbers = [counts[word] for word in ordered]
    hidden = (False,) * len(numbers) if source.view.small_counts else suppressed(numbers)
    return tuple(
        (words.cell(name, word), Hidden.BELOW_FIVE if is_hidden else int(count))
        for word, count, is_hidden in zip(ordered, numbers, hidden, strict=True)
    )


def _note(
    source: ProjectSource,
    values: Sequence[IndicatorValue],
    by_dimension: Mapping[str, Mapping[str, Decimal]],
    *,
    has_hidden: bool,
) -> str:
    said = []
    whole = arithmetic.total(one.value for one in values)
    short = [words.dimension(name) for name, counts in by_dimension.items() if sum(counts.values()) != whole]
    if whole is not None and not short:
        said.append(_("Each dimension sums to {total}.").format(total=source.formats.number(whole)))
    elif short:
        listed = source.formats.listed(sorted(short))
        said.append(_("Not every person is broken down: {dimensions}.").format(dimensions=listed))
    if has_hidden:
        said.append(_("Counts below five, and one that would give such a count away, are not shown."))
    return " ".join(said)
