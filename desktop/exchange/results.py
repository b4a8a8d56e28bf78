"""Rows of published results: an indicator with baseline, target and actual value for a period."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from desktop.exchange.cells import CellReader
from desktop.exchange.grid import Row, Table
from desktop.exchange.mapping import ColumnMap, Field, map_table
from desktop.exchange.parts import read_period, read_project_ref
from desktop.exchange.remarks import Remark
from desktop.exchange.rows import ImportedRow, Reading, leave_duplicates
from desktop.reference.countries import find_country
from desktop.rules.vocabulary import Direction, Measure, ResultLevel

_P = "result_indicator_"
FIELDS = (
    Field(
        key="project_ref",
        aliases=("iati_identifier", "iati identifier", "project", "project code", "iati_id"),
        needed=True,
        example="XM-DAC-47066-LM.0465",
    ),
    Field(key="level", aliases=("result_type", "result type", "result level"), example="output"),
    Field(key="result", aliases=("result_title", "result title", "statement"), needed=True),
    Field(
        key="indicator",
        aliases=(_P + "title", "indicator title"),
        needed=True,
        example="# of persons trained",
    ),
    Field(key="measure", aliases=(_P + "measure", "indicator measure"), example="1"),
    Field(key="ascending", aliases=(_P + "ascending",)),
    Field(key="unit", aliases=("indicator unit",), example="persons"),
    Field(key="baseline", aliases=(_P + "baseline_value", "baseline value"), example="0"),
    Field(key="baseline_year", aliases=(_P + "baseline_year", "baseline year")),
    Field(key="baseline_date", aliases=(_P + "baseline_date", "baseline date"), example="2026-01-01"),
    Field(key="baseline_place", aliases=(_P + "baseline_location_ref",)),
    Field(key="period_start", aliases=(_P + "period_start", "period start"), example="2026-01-01"),
    Field(key="period_end", aliases=(_P + "period_end", "period end"), example="2026-12-31"),
    Field(key="target", aliases=(_P + "target_value", "target value"), example="500"),
    Field(key="target_place", aliases=(_P + "target_location_ref",)),
    Field(key="actual", aliases=(_P + "actual_value", "actual value", "value"), example="120"),
    Field(key="actual_place", aliases=(_P + "actual_location_ref",)),
    *(
        Field(key=f"{what}_{part}_{at}", aliases=(f"{_P}{what}_{published}_{at}",))
        for what, value in (("baseline", "dimension_value"), ("target", "value"), ("actual", "value"))
        for at in (1, 2)
        for part, published in (("dimension", "dimension"), ("cell", value))
    ),
    Field(key="reference_code", aliases=(_P + "reference_code",)),
)
_LEVELS = {"1": ResultLevel.OUTPUT, "2": ResultLevel.OUTCOME, "3": ResultLevel.OBJECTIVE, "9": None}
_MEASURES = dict(zip("12345", Measure, strict=True))
_WORDS = {level.value: level for level in ResultLevel} | {"impact": ResultLevel.OBJECTIVE}

Cells = tuple[tuple[str, str], ...]
"""Dimension and its value, as published: `("Population targeted", "Stateless persons")`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow(ImportedRow):
    project_ref: str = ""
    level: ResultLevel = ResultLevel.OUTPUT
    result: str = ""
    indicator: str = ""
    measure: Measure = Measure.UNIT
    direction: Direction = Direction.UP
    unit: str | None = None
    baseline: Decimal | None = None
    baseline_year: int | None = None
    baseline_date: date | None = None
    baseline_cells: Cells = ()
    period_start: date | None = None
    period_end: date | None = None
    target: Decimal | None = None
    target_cells: Cells = ()
    actual: Decimal | None = None
    actual_cells: Cells = ()
    place_name: str | None = None
    country: str | None = None
    reference_code: str | None = None

    @property
    def cells(self) -> Cells:
        """For whom the figures stand; part of what makes an indicator this one and no other."""
        return self.actual_cells or self.target_cells or self.baseline_cells


def read_results(table: Table, chosen: dict[str, str] | None = None) -> Reading[ResultRow]:
    columns = map_table(table, FIELDS, chosen)
    rows = (_result(row, columns) for row in table.rows)
    return Reading(rows=leave_duplicates(rows, key_of), columns=columns)


def key_of(row: ResultRow) -> tuple[object, ...]:
    """What makes a figure the same one in a later file."""
    return (
        row.project_ref,
        row.level,
        row.result,
        row.indicator,
        row.cells,
        row.place_name,
        row.period_start,
    )


def _result(row: Row, columns: ColumnMap) -> ResultRow:
    cells = CellReader(row, columns)
    project_ref, result, indicator = (
        read_project_ref(cells, "project_ref"),
        cells.text("result"),
        cells.text("indicator"),
    )
    level, measure = _level(cells), _measure(cells)
    start, end = read_period(cells, "period_start", "period_end")
    place = cells.text("actual_place") or cells.text("target_place") or cells.text("baseline_place")
    figures = {key: cells.amount(key) for key in ("baseline", "target", "actual")}
    if not cells.text("target", note_blanks=False):
        cells.doubted("missing_target", "target")
    if measure is Measure.PERCENTAGE:
        _doubt_percentages(cells, figures)
    ascending = cells.yes_no("ascending")
    return ResultRow(
        row_number=row.number,
        ref=project_ref,
        project_ref=project_ref,
        level=level,
        result=result,
        indicator=indicator,
        measure=measure,
        direction=Direction.DOWN if ascending is False else Direction.UP,
        unit=cells.text("unit") or None,
        baseline=figures["baseline"],
        baseline_year=_year(cells, "baseline_year"),
        baseline_date=cells.day("baseline_date"),
        baseline_cells=_cells(cells, "baseline"),
        period_start=start,
        period_end=end,
        target=figures["target"],
        target_cells=_cells(cells, "target"),
        actual=figures["actual"],
        actual_cells=_cells(cells, "actual"),
        place_name=place or None,
        country=find_country(place) if place else None,
        reference_code=cells.text("reference_code") or None,
        repairs=tuple(cells.repairs),
        problems=tuple(cells.problems),
        left_reason=_reason(cells, project_ref, result, indicator),
    )


def _reason(cells: CellReader, project_ref: str, result: str, indicator: str) -> Remark | None:
    if not project_ref:
        return Remark(code="no_reference", column=cells.title("project_ref"))
    if not result:
        return Remark(code="no_result", column=cells.title("result"))
    return None if indicator else Remark(code="no_indicator", column=cells.title("indicator"))


def _level(cells: CellReader) -> ResultLevel:
    """By IATI number or by its word; an unknown one counts as output, and is doubted."""
    text = cells.text("level").casefold()
    level = _LEVELS.get(text) or _WORDS.get(text)
    if level is None:
        cells.doubted("unknown_result_type", "level", text)
        return ResultLevel.OUTPUT
    return level


def _measure(cells: CellReader) -> Measure:
    text = cells.text("measure").casefold()
    if text in _MEASURES:
        return _MEASURES[text]
    words = {measure.value: measure for measure in Measure}
    if text and text not in words:
        cells.doubted("unknown_measure", "measure", text)
    return words.get(text, Measure.UNIT)


def _doubt_percentages(cells: CellReader, figures: dict[str, Decimal | None]) -> None:
    for key, figure in figures.items():
        if figure is not None and not 0 <= figure <= 100:
            cells.doubted("percentage_out_of_range", key, str(figure))


def _year(cells: CellReader, key: str) -> int | None:
    text = cells.text(key, note_blanks=False)
    if not text:
        return None
    if len(text) == 4 and text.isascii() and text.isdecimal() and 1900 <= int(text) <= 2100:
        return int(text)
    cells.doubted("bad_date", key, text)
    return None


def _cells(cells: CellReader, what: str) -> Cells:
    pairs = ((cells.text(f"{what}_dimension_{at}"), cells.text(f"{what}_cell_{at}")) for at in (1, 2))
    return tuple((name, value) for name, value in pairs if name or value)
