"""Rows of a project list as plain projects."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from desktop.exchange.cells import CellReader
from desktop.exchange.grid import Row, Table
from desktop.exchange.mapping import ColumnMap, Field, map_table
from desktop.exchange.parts import read_currency, read_iati_id, read_period, resolve_country
from desktop.exchange.remarks import Remark
from desktop.exchange.rows import ImportedRow, Reading, leave_duplicates
from desktop.reference.project_types import find_project_type
from desktop.reference.sectors import find_sector
from desktop.rules.codes import is_own_iati_id, is_prima_id, is_project_code, project_code_of
from desktop.rules.project_stages import find_stage
from desktop.rules.shares import WHOLE, missing_to_whole, sum_to_whole
from desktop.rules.vocabulary import ProjectKind, ProjectStage

FIELDS = (
    Field(
        key="iati_id",
        aliases=("iati_identifier", "iati identifier", "iati", "идентификатор iati"),
        example="XM-DAC-47066-LM.0465",
    ),
    Field(key="code", aliases=("project code", "project", "код проекта", "код"), example="LM.0465"),
    Field(key="prima_id", aliases=("prima id", "prima", "prima code"), example="LM10P0465"),
    Field(
        key="title",
        aliases=("project title", "name", "project name", "title en", "название", "наименование"),
        example="Safe labour migration",
    ),
    Field(key="description", aliases=("summary", "abstract", "описание")),
    Field(
        key="country", aliases=("countries", "recipient country", "country code", "страна"), example="KG; TJ"
    ),
    Field(key="status", aliases=("activity status", "iati status", "статус"), example="2"),
    Field(
        key="planned_start",
        aliases=("start_planned", "start planned", "start", "start date", "начало"),
        example="2026-01-01",
    ),
    Field(
        key="planned_end",
        aliases=("end_planned", "end planned", "end", "end date", "окончание"),
        example="2027-12-31",
    ),
    Field(key="actual_start", aliases=("start_actual", "start actual"), example="2026-01-15"),
    Field(key="actual_end", aliases=("end_actual", "end actual")),
    Field(key="type_code", aliases=("iom_type", "project type", "type"), example="LM"),
    Field(key="type_name", aliases=("iom_type_desc", "project type name", "type name")),
    Field(key="thematic_area", aliases=("iom_area", "area", "theme")),
    Field(key="sector", aliases=("crs", "sectors", "sector code", "dac sector", "crs code"), example="15190"),
    Field(key="sector_name", aliases=("crs_desc", "sector description")),
    Field(
        key="budget",
        aliases=("budget_usd", "total budget", "amount", "budget usd", "бюджет"),
        example="250000.00",
    ),
    Field(key="currency", aliases=("budget_currency", "валюта"), example="USD"),
    Field(key="donors", aliases=("donor", "донор")),
)
_USD_COLUMNS = frozenset({"budget usd"})
_STAGES = frozenset(stage.value for stage in ProjectStage)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A country or sector and its part of the whole; None where the file does not say."""

    code: str
    share: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRow(ImportedRow):
    iati_id: str | None = None
    code: str | None = None
    prima_id: str | None = None
    title: str = ""
    description: str = ""
    kind: ProjectKind = ProjectKind.OWN
    stage: ProjectStage | None = None
    countries: tuple[Share, ...] = ()
    sectors: tuple[Share, ...] = ()
    planned_start: date | None = None
    planned_end: date | None = None
    actual_start: date | None = None
    actual_end: date | None = None
    project_type: str | None = None
    project_type_name: str | None = None
    thematic_area: str | None = None
    budget: Decimal | None = None
    currency: str | None = None
    donors: tuple[str, ...] = ()


def read_projects(table: Table, chosen: dict[str, str] | None = None) -> Reading[ProjectRow]:
    """Every row of the table, each with what was repaired and what a person should look at."""
    columns = map_table(table, FIELDS, chosen)
    rows = (_project(row, columns) for row in table.rows)
    unique = leave_duplicates(rows, lambda project: project.iati_id or project.code or project.prima_id)
    return Reading(rows=_with_title_doubts(unique, columns), columns=columns)


def _project(row: Row, columns: ColumnMap) -> ProjectRow:
    cells = CellReader(row, columns)
    iati_id = read_iati_id(cells, "iati_id")
    code = _code(cells) or project_code_of(iati_id)
    prima_id = _prima_id(cells)
    ref = iati_id or code or prima_id or ""
    title = _title(cells, ref)
    planned = read_period(cells, "planned_start", "planned_end")
    actual = read_period(cells, "actual_start", "actual_end")
    type_code, type_name, area = _kind_of_work(cells)
    stage = _stage(cells)
    if stage is ProjectStage.CLOSED and actual[1] is None:
        cells.doubted("missing_end", "actual_end")
    budget, currency = _budget(cells)
    countries = _countries(cells)
    sectors = _sectors(cells)
    return ProjectRow(
        row_number=row.number,
        ref=ref or title,
        iati_id=iati_id or None,
        code=code,
        prima_id=prima_id,
        title=title,
        description=cells.text("description"),
        kind=ProjectKind.EXTERNAL if iati_id and not is_own_iati_id(iati_id) else ProjectKind.OWN,
        stage=stage,
        countries=countries,
        sectors=sectors,
        planned_start=planned[0],
        planned_end=planned[1],
        actual_start=actual[0],
        actual_end=actual[1],
        project_type=type_code,
        project_type_name=type_name,
        thematic_area=area,
        budget=budget,
        currency=currency,
        donors=_listed(cells.text("donors"), ";|"),
        repairs=tuple(cells.repairs),
        problems=tuple(cells.problems),
        left_reason=None if ref or title else Remark(code="no_identifier"),
    )


def _code(cells: CellReader) -> str | None:
    text = cells.text("code")
    if not text or is_project_code(text):
        return text or None
    if is_project_code(text.upper()):
        cells.repaired("code_form", "code", text, text.upper())
        return text.upper()
    cells.doubted("bad_ref", "code", text)
    return text


def _prima_id(cells: CellReader) -> str | None:
    text = cells.text("prima_id")
    if text and not is_prima_id(text):
        cells.doubted("bad_ref", "prima_id", text)
    return text or None


def _title(cells: CellReader, ref: str) -> str:
    title = cells.text("title")
    if not title and ref:
        cells.doubted("missing_title", "title")
        cells.repaired("title_from_ref", "title", after=ref)
        return ref
    return title


def _stage(cells: CellReader) -> ProjectStage | None:
    """From the IATI status, or from a stage by its own name."""
    text = cells.text("status")
    if not text:
        cells.doubted("missing_status", "status")
        return None
    word = text.casefold().replace(" ", "_")
    if word in _STAGES:
        return ProjectStage(word)
    stage = find_stage(int(text)) if text in "123456" and len(text) == 1 else None
    if stage is None:
        cells.doubted("unknown_status", "status", text)
    return stage


def _countries(cells: CellReader) -> tuple[Share, ...]:
    parts = _shared(cells, "country")
    if not parts:
        cells.doubted("missing_country", "country")
    found = [(resolve_country(cells, "country", name), share) for name, share in parts]
    return tuple(Share(code=code, share=share) for code, share in found if code is not None)


def _sectors(cells: CellReader) -> tuple[Share, ...]:
    """Sectors the list does not have are kept as written, and doubted."""
    parts = _shared(cells, "sector")
    for code, _share in parts:
        if find_sector(code) is None:
            cells.doubted("unknown_sector", "sector", code)
    return tuple(Share(code=code, share=share) for code, share in parts)


def _shared(cells: CellReader, key: str) -> tuple[tuple[str, Decimal | None], ...]:
    """`KG; TJ` or `KG: 60; TJ: 40`; one alone has the whole."""
    parts: list[tuple[str, Decimal | None]] = []
    whole = cells.text(key)
    for part in _listed(whole, ";|") if (";" in whole or "|" in whole) else _comma_codes(whole):
        name, colon, share = part.rpartition(":")
        number = share.strip().rstrip("%").strip()
        if colon and number.replace(".", "", 1).isdecimal() and number.isascii():
            parts.append((name.strip(), Decimal(number)))
        else:
            parts.append((part, None))
    if len(parts) == 1 and parts[0][1] is None:
        return ((parts[0][0], WHOLE),)
    shares = [share for _name, share in parts if share is not None]
    if shares and (len(shares) < len(parts) or not sum_to_whole(shares)):
        cells.doubted("shares_not_whole", key, format(WHOLE - missing_to_whole(shares), "f"))
    return tuple(parts)


def _comma_codes(text: str) -> tuple[str, ...]:
    """`KG, TJ` are two codes, `Moldova, Republic of` is one name."""
    parts = _listed(text, ",")
    return parts if all(len(part) <= 5 for part in parts) else _listed(text, ";")


def _listed(text: str, marks: str) -> tuple[str, ...]:
    for mark in marks[1:]:
        text = text.replace(mark, marks[0])
    return tuple(part.strip() for part in text.split(marks[0]) if part.strip())


def _kind_of_work(cells: CellReader) -> tuple[str | None, str | None, str | None]:
    code, name, area = cells.text("type_code"), cells.text("type_name"), cells.text("thematic_area")
    known = find_project_type(code.upper()) if code else None
    if known is None:
        if code:
            cells.doubted("unknown_type", "type_code", code)
        return code or None, name or None, area or None
    if known.code != code:
        cells.repaired("code_form", "type_code", code, known.code)
    return known.code, name or known.name, area or known.area


def _budget(cells: CellReader) -> tuple[Decimal | None, str | None]:
    amount = cells.amount("budget")
    currency = read_currency(cells, "currency")
    if amount is None:
        return None, currency
    if amount < 0:
        cells.doubted("negative_amount", "budget", str(amount))
    if currency is None and cells.title("budget").casefold().replace("_", " ") in _USD_COLUMNS:
        currency = "USD"  # the column says so in its name
    if currency is None:
        cells.doubted("missing_currency", "currency")
    return amount, currency


def _with_title_doubts(rows: tuple[ProjectRow, ...], columns: ColumnMap) -> tuple[ProjectRow, ...]:
    """Two projects under one title are both taken; the later one says so."""
    first: dict[str, int] = {}
    checked = []
    for row in rows:
        title = row.title.casefold()
        if row.left_reason is None and title:
            if title in first:
                remark = Remark(code="same_title", column=columns.title("title"), before=str(first[title]))
                row = replace(row, problems=(*row.problems, remark))
            first.setdefault(title, row.row_number)
        checked.append(row)
    return tuple(checked)
