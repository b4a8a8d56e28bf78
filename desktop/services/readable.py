"""Turns columns as the change log holds them into values people can read: names for ids, words for codes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from desktop.i18n import _, language
from desktop.reference.countries import country_name
from desktop.reference.sectors import find_sector
from desktop.rules import vocabulary as words
from desktop.services.wording import word
from desktop.storage.queries.naming import column_kind, read_column
from desktop.storage.work import Work

_CLOSED: Mapping[tuple[str, str], type[StrEnum]] = {
    ("projects", "stage"): words.ProjectStage,
    ("projects", "kind"): words.ProjectKind,
    ("projects", "gender_marker"): words.GenderMarker,
    ("framework_links", "weight"): words.LinkWeight,
    ("results", "level"): words.ResultLevel,
    ("indicators", "measure"): words.Measure,
    ("indicators", "value_mode"): words.ValueMode,
    ("indicators", "direction"): words.Direction,
    ("indicators", "time_aggregation"): words.Aggregation,
    ("indicators", "place_aggregation"): words.Aggregation,
    ("indicators", "frequency"): words.Frequency,
    ("targets", "basis"): words.TargetBasis,
    ("indicator_values", "status"): words.ValueStatus,
    ("visits", "type"): words.VisitType,
    ("visits", "state"): words.VisitState,
    ("visits", "overall_rating"): words.Rating,
    ("visit_sites", "state"): words.SiteState,
    ("people_met", "sex"): words.Sex,
    ("result_ratings", "rating"): words.Rating,
    ("findings", "severity"): words.Severity,
    ("findings", "criterion"): words.Criterion,
    ("findings", "tag"): words.FindingTag,
    ("known_issues", "state"): words.IssueState,
    ("verifications", "extent"): words.Extent,
    ("verifications", "method"): words.VerificationMethod,
    ("verifications", "sources_seen"): words.SourcesSeen,
    ("action_points", "state"): words.ActionState,
    ("action_points", "priority"): words.Priority,
    ("submissions", "state"): words.SubmissionState,
    ("answers", "mark"): words.AnswerMark,
    ("attachments", "kind"): words.AttachmentClass,
    ("posts", "role"): words.Role,
    ("offices", "type"): words.OfficeType,
    ("partners", "type"): words.PartnerType,
}
_BULKY = frozenset({"thumbnail", "xform", "xml", "sha256", "source_sha256", "file_sha256", "data_sha256"})
"""Read by programs; for people it is enough that they are there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One column. `value` is a Decimal, day, instant, number, yes or no, or a text that stands as it is; None is empty."""

    field: str
    value: Any


class Reader:
    """Reads values for people; asks for each name once."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._names: dict[str, str] = {}

    def prepare(self, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Look up the names in many rows at once."""
        ids = {str(row[name]) for row in rows for name in row if row[name] and is_reference(table, name)}
        self._names |= self._work.naming.names(ids - self._names.keys())

    def parts(self, table: str, row: Mapping[str, Any] | None) -> tuple[Part, ...]:
        """The columns of `row` in their order; those that are empty stay, as None."""
        if row is None:
            return ()
        self.prepare(table, [row])
        return tuple(Part(field=name, value=self._value(table, name, value)) for name, value in row.items())

    def _value(self, table: str, name: str, value: Any) -> Any:
        if value is None or value == "":
            return None
        if name in _BULKY:
            return _("kept")
        if is_reference(table, name):
            return self._names.get(str(value), _("not on this laptop"))
        closed = _CLOSED.get((table, name))
        if closed is not None:
            return word(closed(value)) if value in set(closed) else str(value)
        typed = read_column(table, name, value)
        return _flat(name, typed) if isinstance(typed, list | dict) else typed


def is_reference(table: str, name: str) -> bool:
    """Whether the column holds the id of another record."""
    return kind_of(table, name) == "reference"


def kind_of(table: str, name: str) -> str:
    """How a column is read and typed: as `column_kind` says, or `choice` where it holds one of a closed list."""
    return "choice" if (table, name) in _CLOSED else column_kind(table, name)


def choices_of(table: str, name: str) -> tuple[tuple[str, str], ...]:
    """The values of a closed list with their words."""
    closed = _CLOSED.get((table, name))
    return tuple((member.value, word(member)) for member in closed) if closed is not None else ()


def _flat(name: str, value: Any) -> str | None:
    """Lists and mappings in one line."""
    if isinstance(value, dict):
        pieces = [_pair(str(key), part) for key, part in value.items() if part not in (None, "", [], {})]
    else:
        pieces = [_item(name, part) for part in value]
    return ", ".join(piece for piece in pieces if piece) or None


def _item(name: str, part: Any) -> str:
    if isinstance(part, dict) and "code" in part:
        known = _coded(name, str(part["code"]))
        share = part.get("share")
        return f"{known} {share} %" if share is not None and str(share) != "100" else known
    return (_flat(name, part) or "") if isinstance(part, list | dict) else _coded(name, str(part))


def _coded(name: str, code: str) -> str:
    if name == "countries":
        return country_name(code, language())
    sector = find_sector(code) if name == "sectors" else None
    return getattr(sector, "name", None) or code


def _pair(key: str, part: Any) -> str:
    shown = _flat(key, part) if isinstance(part, list | dict) else str(part)
    return f"{key.replace('_', ' ').replace('|', ' · ')}: {shown}"
