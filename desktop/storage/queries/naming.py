"""What people know a record by, whatever its table: asked when a history or a conflict names one by id."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect

from desktop.models import Base
from desktop.storage.queries.base import Queries

AT_ONCE = 400
_RESULT = "(SELECT trim(number || ' ' || statement) FROM results WHERE id = t.result_id)"
_INDICATOR = "(SELECT coalesce(code || ' · ', '') || title FROM indicators WHERE id = t.indicator_id)"
_PERSON = "(SELECT name FROM people WHERE id = t.person_id)"
_VISIT = "(SELECT code FROM visits WHERE id = t.visit_id)"
_PROJECT = "(SELECT coalesce(code, iati_id, title) FROM projects WHERE id = t.scope_id)"

_TITLES = {
    "projects": "t.title",
    "project_locations": "t.name",
    "budget_lines": "t.description",
    "expenditures": "t.month",
    "framework_links": "upper(t.framework) || ' ' || t.item",
    "results": "trim(t.number || ' ' || t.statement)",
    "indicators": "coalesce(t.code || ' · ', '') || t.title",
    "targets": _INDICATOR,
    "indicator_values": f"{_INDICATOR} || coalesce(', ' || t.place_name, '')",
    "trips": "t.title",
    "visits": "coalesce(t.title, t.code)",
    "visit_results": _RESULT,
    "visit_team": _PERSON,
    "visit_sites": "t.name",
    "people_met": "coalesce(t.role, t.organisation)",
    "visit_groups": "t.title",
    "interviews": "t.source",
    "result_ratings": _RESULT,
    "findings": "t.statement",
    "known_issues": "t.statement",
    "verifications": _INDICATOR,
    "quality_checks": _INDICATOR,
    "action_points": "t.title",
    "action_comments": "t.text",
    "forms": "t.title",
    "form_versions": "trim(t.title || ' ' || t.version)",
    "submissions": "coalesce(t.instance_name, t.form_title)",
    "answers": "t.path",
    "entities": "t.label",
    "entity_values": "(SELECT e.label || ': ' FROM entities AS e WHERE e.id = t.entity_id) || t.name",
    "attachments": "coalesce(t.caption, t.file_name)",
    "places": "t.name",
    "partners": "t.name",
    "people": "t.name",
    "posts": f"coalesce(t.title, {_PERSON})",
    "offices": "t.code",
}
"""A column or an expression over the row `t`; a table that is not here has no words of its own."""

_CODES = {
    "projects": "coalesce(t.code, t.iati_id)",
    "visits": "t.code",
    "action_points": "t.code",
    "places": "t.code",
    "answers": "(SELECT v.code FROM submissions AS s JOIN visits AS v ON v.id = s.visit_id WHERE s.id = t.submission_id)",
    "action_comments": "(SELECT code FROM action_points WHERE id = t.action_id)",
}
_REFERRED = (
    "people", "places", "partners", "results", "indicators", "visit_sites", "visits", "projects",
    "attachments", "findings", "action_points", "forms", "form_versions", "submissions", "entities", "trips",
)  # fmt: skip
"""Where an id inside a record may point, the most frequent first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """`title` is what people call the record, `code` the visit or project it belongs to; either may be empty."""

    title: str
    code: str
    visit_id: str | None
    scope_id: str


class NamingQueries(Queries):
    def named(self, table: str, ids: Iterable[str]) -> dict[str, Named]:
        """Those of the records that are here, deleted ones included."""
        if table not in Base.metadata.tables:
            return {}
        visit = "t.visit_id" if "visit_id" in Base.metadata.tables[table].columns else "NULL"
        title = _TITLES.get(table, "NULL")
        sql = (
            f'SELECT t.id, {title}, {_code_of(table)}, {visit}, t.scope_id FROM "{table}" AS t WHERE t.id IN'
        )
        found: dict[str, Named] = {}
        for part in _parts(ids):
            rows = self._session.connection().exec_driver_sql(
                f"{sql} ({', '.join('?' * len(part))})", tuple(part)
            )
            for record_id, words, code, visit_id, scope_id in rows:
                found[record_id] = Named(
                    title=str(words or ""), code=str(code or ""), visit_id=visit_id, scope_id=scope_id
                )
        return found

    def names(self, ids: Iterable[str]) -> dict[str, str]:
        """The words for ids whose table the one who asks does not know."""
        wanted = set(ids)
        found: dict[str, str] = {}
        for table in _REFERRED:
            if wanted:
                found |= {key: one.title for key, one in self.named(table, sorted(wanted)).items()}
                wanted -= found.keys()
        return found


_KINDS = {
    "Id": "reference",
    "Number": "number",
    "Day": "day",
    "Instant": "moment",
    "Json": "list",
    "Boolean": "flag",
    "Integer": "whole",
}


def column_kind(table: str, name: str) -> str:
    """text, number, whole, day, moment, flag, reference or list; what this release does not know is text."""
    known = Base.metadata.tables.get(table)
    if known is None or name not in known.columns:
        return "text"
    return _KINDS.get(type(known.columns[name].type).__name__, "text")


def read_column(table: str, name: str, value: Any) -> Any:
    """What the database's text stands for; one that cannot be read stays as it is."""
    kind = column_kind(table, name)
    if kind in ("text", "whole") or value is None:
        return value
    if kind == "flag":
        return bool(value)
    read = Base.metadata.tables[table].columns[name].type.result_processor(sqlite_dialect(), None)
    try:
        return read(value) if read is not None else value
    except (ValueError, ArithmeticError, TypeError):
        return str(value)


def _code_of(table: str) -> str:
    columns = Base.metadata.tables[table].columns
    own = "visit_id" in columns
    return _CODES.get(table) or (f"coalesce({_VISIT}, {_PROJECT})" if own else _PROJECT)


def _parts(ids: Iterable[str]) -> Iterator[Sequence[str]]:
    listed = list(dict.fromkeys(ids))
    for start in range(0, len(listed), AT_ONCE):
        yield listed[start : start + AT_ONCE]
