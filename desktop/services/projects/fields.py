"""Which fields of a project a person sets, and how what was typed becomes what is kept."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from desktop.errors import BadInput
from desktop.i18n import _
from desktop.models import Project
from desktop.reference.countries import find_country
from desktop.reference.currencies import is_currency
from desktop.reference.project_types import find_project_type
from desktop.reference.sectors import find_sector
from desktop.rules.codes import is_iati_id, is_prima_id, is_project_code
from desktop.rules.shares import even_shares, missing_to_whole, sum_to_whole
from desktop.rules.vocabulary import Driver, GenderMarker, ProjectKind, Sensitivity
from desktop.services.projects.records import Share
from desktop.services.references.resolve import person_named
from desktop.services.typed import (
    read_choice,
    read_day,
    read_line,
    read_number,
    read_text,
    required,
)
from desktop.storage.work import Work

Setter = Callable[[Work, Project, Any], None]


def apply_fields(work: Work, project: Project, changes: Mapping[str, Any]) -> None:
    """Set each named field; the names are known. Raises BadInput for what cannot be kept."""
    for name, value in changes.items():
        FIELDS[name](work, project, value)
    _in_order(project)


def _in_order(project: Project) -> None:
    for start, end in (
        (project.planned_start, project.planned_end),
        (project.actual_start, project.actual_end),
    ):
        if start is not None and end is not None and end <= start:
            raise BadInput(
                _("The end {end} does not lie after the start {start}.").format(end=end, start=start),
                _("Correct one of the two dates."),
            )


def _set(column: str, read: Callable[[Any], Any]) -> Setter:
    def setter(_work: Work, project: Project, value: Any) -> None:
        setattr(project, column, read(value))

    return setter


def _title(value: Any) -> str:
    return required(read_line(value), _("A project needs a title."))


def _code(valid: Callable[[str], bool], example: str) -> Callable[[Any], str | None]:
    def read(value: Any) -> str | None:
        text = read_line(value)
        if text is not None and not valid(text):
            raise BadInput(
                _("{text} is not an identifier of this kind.").format(text=text),
                _("Write it like {example}.").format(example=example),
            )
        return text

    return read


def _currency(value: Any) -> str | None:
    text = (read_line(value) or "").upper()
    if text and not is_currency(text):
        raise BadInput(
            _("No currency has the code {code}.").format(code=text), _("Use ISO 4217, such as USD.")
        )
    return text or None


def _amount(value: Any) -> Decimal | None:
    amount = read_number(value)
    if amount is not None and amount < 0:
        raise BadInput(_("A budget is not below zero."))
    return amount


def _words(value: Any) -> list[str]:
    """`a; b` as typed, or a list."""
    parts: Iterable[Any] = value.split(";") if isinstance(value, str) else value or ()
    return [text for part in parts if (text := read_line(part))]


def _drivers(value: Any) -> list[str]:
    return [str(read_choice(Driver, word)) for word in _words(value)]


def _country(text: str) -> str:
    found = find_country(text)
    if found is None:
        raise BadInput(
            _("No country has the code or name {text}.").format(text=text),
            _("Use the two letters of ISO 3166, such as KG."),
        )
    return found


def _sector(text: str) -> str:
    if find_sector(text) is None:
        raise BadInput(
            _("The list of sectors does not have {code}.").format(code=text),
            _("Use a DAC purpose code of five digits, such as 15190."),
        )
    return text


def shares_of(value: Any, known: Callable[[str], str]) -> list[dict[str, Any]]:
    """`KG: 60; TJ: 40`, `KG; TJ` (even parts) or shares, as kept; they sum to 100. Raises BadInput."""
    parts = [_share(part) for part in _parts(value)]
    codes = [known(code) for code, _number in parts]
    numbers = [number for _code, number in parts]
    if len(set(codes)) != len(codes):
        raise BadInput(_("The same code stands there twice."), _("Write each once, with its whole share."))
    if all(number is None for number in numbers):
        numbers = list(even_shares(len(codes)))
    given = [number for number in numbers if number is not None]
    if len(given) != len(numbers) or not sum_to_whole(given):
        raise BadInput(
            _("The shares do not sum to 100: {gap} is missing.").format(gap=missing_to_whole(given)),
            _("Write each share above zero, like KG: 60; TJ: 40."),
        )
    return [{"code": code, "share": format(number, "f")} for code, number in zip(codes, given, strict=True)]


def _parts(value: Any) -> list[Any]:
    if isinstance(value, str):
        marks = ";" if ";" in value else ","
        return [part for part in value.split(marks) if part.strip()]
    return list(value or ())


def _share(part: Any) -> tuple[str, Decimal | None]:
    if isinstance(part, Share):
        return part.code, part.share
    name, colon, number = str(part).rpartition(":")
    if not colon:
        return str(part).strip(), None
    return name.strip(), read_number(number.strip().rstrip("%"))


def _project_type(_work: Work, project: Project, value: Any) -> None:
    """The type's two letters bring its name, and its thematic area where none was set."""
    code = (read_line(value) or "").upper() or None
    known = find_project_type(code) if code else None
    if code and known is None:
        raise BadInput(_("The list of project types does not have {code}.").format(code=code))
    project.project_type = code
    project.project_type_name = known.name if known else None
    if known and not project.thematic_area:
        project.thematic_area = known.area


def _manager(work: Work, project: Project, value: Any) -> None:
    text = read_line(value)
    project.manager_id = person_named(work, text).id if text else None


def _gender(_work: Work, project: Project, value: Any) -> None:
    project.gender_marker = read_choice(GenderMarker, value)


FIELDS: Mapping[str, Setter] = {
    "title": _set("title", _title),
    "code": _set("code", _code(is_project_code, "LM.0465")),
    "prima_id": _set("prima_id", _code(is_prima_id, "LM10P0465")),
    "iati_id": _set("iati_id", _code(is_iati_id, "XM-DAC-47066-LM.0465")),
    "programme": _set("programme", read_line),
    "description": _set("description", read_text),
    "drivers": _set("drivers", _drivers),
    "project_type": _project_type,
    "thematic_area": _set("thematic_area", read_line),
    "planned_start": _set("planned_start", read_day),
    "planned_end": _set("planned_end", read_day),
    "actual_start": _set("actual_start", read_day),
    "actual_end": _set("actual_end", read_day),
    "countries": _set("countries", lambda value: shares_of(value, _country)),
    "sectors": _set("sectors", lambda value: shares_of(value, _sector)),
    "donors": _set("donors", _words),
    "target_groups": _set("target_groups", _words),
    "budget": _set("budget", _amount),
    "currency": _set("currency", _currency),
    "budget_date": _set("budget_date", read_day),
    "manager": _manager,
    "gender_marker": _gender,
    "gender_reason": _set("gender_reason", read_text),
    "kind": _set("kind", lambda value: read_choice(ProjectKind, value) or ProjectKind.OWN),
    "sensitivity": _set("sensitivity", lambda value: read_choice(Sensitivity, value) or Sensitivity.INTERNAL),
}
"""By the name that window and command line use for it."""
