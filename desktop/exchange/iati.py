"""IATI 2.03 activity files as the same tables that spreadsheets give: projects, locations, budgets, results."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from desktop.errors import BadInput
from desktop.exchange.grid import Row, Table
from desktop.exchange.limits import MAX_BYTES, MAX_CELL_CHARS, MAX_ROWS, megabytes
from desktop.i18n import _

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DAC = ("", "1")
"""The sector vocabulary of the DAC, which is meant where none is named."""

_PROJECT = (
    "iati_id",
    "title",
    "description",
    "country",
    "status",
    "planned_start",
    "actual_start",
    "planned_end",
    "actual_end",
    "sector",
    "donors",
)
_DATES = {"1": "planned_start", "2": "actual_start", "3": "planned_end", "4": "actual_end"}
_LOCATION = (
    "project_ref",
    "ref",
    "reach",
    "name",
    "description",
    "place_code",
    "place_vocabulary",
    "place_level",
    "lat",
    "lon",
    "exactness",
    "location_class",
    "feature",
)
_BUDGET = (
    "project_ref",
    "line_type",
    "line_status",
    "period_start",
    "period_end",
    "currency",
    "value_date",
    "amount",
)
_RESULT = (
    "project_ref",
    "level",
    "result",
    "indicator",
    "measure",
    "ascending",
    "baseline",
    "baseline_year",
    "baseline_date",
    "baseline_place",
    "baseline_dimension_1",
    "baseline_cell_1",
    "baseline_dimension_2",
    "baseline_cell_2",
    "period_start",
    "period_end",
    "target",
    "target_place",
    "target_dimension_1",
    "target_cell_1",
    "target_dimension_2",
    "target_cell_2",
    "actual",
    "actual_place",
    "actual_dimension_1",
    "actual_cell_1",
    "actual_dimension_2",
    "actual_cell_2",
    "reference_code",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class IatiTables:
    """What an activity file holds; row numbers are lines of the file."""

    projects: Table
    locations: Table
    budgets: Table
    results: Table


def is_iati(content: bytes) -> bool:
    """Does it look like an activity file, whatever its name."""
    return b"<iati-activit" in content[:4000]


def read_iati(content: bytes, file_name: str) -> IatiTables:
    """All activities of a file; hand the tables to `read_projects` and its sisters."""
    if len(content) > MAX_BYTES:
        raise BadInput(
            _("{file} is larger than {limit} MB.").format(file=file_name, limit=megabytes(MAX_BYTES)),
            _("Split it into smaller files and import them one after another."),
        )
    projects: list[Row] = []
    locations: list[Row] = []
    budgets: list[Row] = []
    results: list[Row] = []
    for activity in _activities(content, file_name):
        ref = _child_text(activity, "iati-identifier")
        projects.append(_row(activity, _PROJECT, _project(activity, ref)))
        locations.extend(_row(one, _LOCATION, _location(one, ref)) for one in activity.findall("location"))
        budgets.extend(_row(one, _BUDGET, _budget(one, ref, activity)) for one in activity.findall("budget"))
        results.extend(_results(activity, ref))
        if len(projects) + len(locations) + len(budgets) + len(results) > MAX_ROWS:
            raise BadInput(
                _("{file} has more than {limit} rows.").format(file=file_name, limit=MAX_ROWS),
                _("Split it into smaller files and import them one after another."),
            )
    return IatiTables(
        projects=_table(file_name, _PROJECT, projects),
        locations=_table(file_name, _LOCATION, locations),
        budgets=_table(file_name, _BUDGET, budgets),
        results=_table(file_name, _RESULT, results),
    )


def _activities(content: bytes, file_name: str) -> Iterator[Any]:
    """One activity at a time; neither entities nor the network are touched."""
    from lxml import etree

    found = False
    try:
        steps = etree.iterparse(
            BytesIO(content),
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        for event, element in steps:
            if not found:
                _refuse_foreign(element, file_name)
                found = True
            if event == "end" and element.tag == "iati-activity":
                yield element
                element.clear()
    except etree.XMLSyntaxError as fault:
        raise BadInput(
            _("{file} is damaged: line {line} is not well-formed XML.").format(
                file=file_name, line=fault.lineno or 1
            ),
            _("Get the file again, or open it in a text editor and mend that line."),
        ) from fault


def _refuse_foreign(root: Any, file_name: str) -> None:
    if root.getroottree().docinfo.doctype:
        raise BadInput(
            _("{file} declares a document type, which an IATI file does not need.").format(file=file_name),
            _("Take the lines that begin with <!DOCTYPE or <!ENTITY out, then import again."),
        )
    if root.tag not in ("iati-activities", "iati-activity"):
        raise BadInput(
            _("{file} is not an IATI activity file.").format(file=file_name),
            _("Its first element must be <iati-activities>."),
        )


def _table(file_name: str, header: tuple[str, ...], rows: list[Row]) -> Table:
    return Table(file_name=file_name, header=header, rows=tuple(rows), encoding="xml")


def _row(element: Any, header: tuple[str, ...], values: dict[str, str]) -> Row:
    return Row(element.sourceline or 0, tuple(values.get(key, "")[:MAX_CELL_CHARS] for key in header))


def _child_text(element: Any, path: str) -> str:
    found = element.find(path)
    return "" if found is None else "".join(found.itertext()).strip()


def _narrative(element: Any, path: str) -> str:
    """The English text, else the one in the file's own language, else the first."""
    holder = element.find(path)
    if holder is None:
        return ""
    spoken = {
        (text.get(_LANG) or "").lower(): "".join(text.itertext()).strip()
        for text in holder.findall("narrative")
    }
    first = next(iter(spoken.values()), "")
    return spoken.get("en") or spoken.get("") or first


def _attribute(element: Any, path: str, name: str) -> str:
    found = element.find(path)
    return "" if found is None else (found.get(name) or "")


def _project(activity: Any, ref: str) -> dict[str, str]:
    dates = {
        _DATES[one.get("type")]: one.get("iso-date") or ""
        for one in activity.findall("activity-date")
        if one.get("type") in _DATES
    }
    sectors = [one for one in activity.findall("sector") if (one.get("vocabulary") or "") in _DAC]
    donors = [one for one in activity.findall("participating-org") if one.get("role") == "1"]
    return {
        "iati_id": ref,
        "title": _narrative(activity, "title"),
        "description": _narrative(activity, "description"),
        "country": _shares(activity.findall("recipient-country")),
        "status": _attribute(activity, "activity-status", "code"),
        "sector": _shares(sectors),
        "donors": "; ".join(filter(None, (_narrative(one, ".").replace(";", ",") for one in donors))),
        **dates,
    }


def _shares(elements: list[Any]) -> str:
    parts = []
    for one in elements:
        code, share = (one.get("code") or "").strip(), (one.get("percentage") or "").strip()
        if code:
            parts.append(f"{code}: {share}" if share else code)
    return "; ".join(parts)


def _location(location: Any, ref: str) -> dict[str, str]:
    lat, _blank, lon = _child_text(location, "point/pos").partition(" ")
    return {
        "project_ref": ref,
        "ref": location.get("ref") or "",
        "reach": _attribute(location, "location-reach", "code"),
        "name": _narrative(location, "name"),
        "description": _narrative(location, "activity-description"),
        "place_code": _attribute(location, "administrative", "code")
        or _attribute(location, "location-id", "code"),
        "place_vocabulary": _attribute(location, "administrative", "vocabulary")
        or _attribute(location, "location-id", "vocabulary"),
        "place_level": _attribute(location, "administrative", "level"),
        "lat": lat,
        "lon": lon.strip(),
        "exactness": _attribute(location, "exactness", "code"),
        "location_class": _attribute(location, "location-class", "code"),
        "feature": _attribute(location, "feature-designation", "code"),
    }


def _budget(budget: Any, ref: str, activity: Any) -> dict[str, str]:
    return {
        "project_ref": ref,
        "line_type": budget.get("type") or "1",
        "line_status": budget.get("status") or "1",
        "period_start": _attribute(budget, "period-start", "iso-date"),
        "period_end": _attribute(budget, "period-end", "iso-date"),
        "currency": _attribute(budget, "value", "currency") or activity.get("default-currency") or "",
        "value_date": _attribute(budget, "value", "value-date"),
        "amount": _child_text(budget, "value"),
    }


def _results(activity: Any, ref: str) -> Iterator[Row]:
    """A row for each period; an indicator without any gives one with its baseline alone."""
    for result in activity.findall("result"):
        for indicator in result.findall("indicator"):
            shared = {
                "project_ref": ref,
                "level": result.get("type") or "",
                "result": _narrative(result, "title"),
                "indicator": _narrative(indicator, "title"),
                "measure": indicator.get("measure") or "",
                "ascending": indicator.get("ascending") or "",
                "reference_code": _attribute(indicator, "reference", "code"),
                **_figure(indicator.find("baseline"), "baseline"),
            }
            periods = indicator.findall("period")
            if not periods:
                yield _row(indicator, _RESULT, shared)
            for period in periods:
                for target, actual in _pairs(period):
                    yield _row(period, _RESULT, shared | _period(period) | target | actual)


def _period(period: Any) -> dict[str, str]:
    return {
        "period_start": _attribute(period, "period-start", "iso-date"),
        "period_end": _attribute(period, "period-end", "iso-date"),
    }


def _pairs(period: Any) -> list[tuple[dict[str, str], dict[str, str]]]:
    """Targets beside the actual values of the same place and dimensions."""
    targets = [_figure(one, "target") for one in period.findall("target")]
    actuals = [_figure(one, "actual") for one in period.findall("actual")]
    pairs = []
    for target in targets:
        partner = next((one for one in actuals if _about(one) == _about(target)), None)
        if partner is None and len(targets) == len(actuals) == 1:
            partner = actuals[0]
        if partner is not None:
            actuals.remove(partner)
        pairs.append((target, partner or {}))
    pairs.extend(({}, one) for one in actuals)
    return pairs or [({}, {})]


def _about(figure: dict[str, str]) -> tuple[str, ...]:
    names = ("place", "dimension_1", "cell_1", "dimension_2", "cell_2")
    what = next(iter(figure)).partition("_")[0] if figure else ""
    return tuple(figure.get(f"{what}_{name}", "") for name in names)


def _figure(element: Any, what: str) -> dict[str, str]:
    if element is None:
        return {}
    figure = {what: element.get("value") or "", f"{what}_place": _attribute(element, "location", "ref")}
    if what == "baseline":
        figure["baseline_year"] = element.get("year") or ""
        figure["baseline_date"] = element.get("iso-date") or ""
    for at, dimension in enumerate(element.findall("dimension")[:2], 1):
        figure[f"{what}_dimension_{at}"] = dimension.get("name") or ""
        figure[f"{what}_cell_{at}"] = dimension.get("value") or ""
    return figure
