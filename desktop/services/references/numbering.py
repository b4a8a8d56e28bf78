"""Codes for new records: numbers never used before by this laptop, under its own tag."""

from desktop.models import Project, Visit
from desktop.rules.codes import make_visit_code, next_number, short_code
from desktop.services.steps import countries_of
from desktop.storage.work import Work

NO_COUNTRY = "XX"
"""User-assigned in ISO 3166: a project without any country yet."""


def new_visit_code(work: Work, project: Project, *, country: str | None, year: int) -> str:
    """`CC/PROJECT/YYYY/NNN`, with the device's tag before the number once it has one."""
    land = country or next(iter(countries_of(project)), NO_COUNTRY)
    short = short_project_code(project)
    tag = device_tag(work) or None
    number = next_number(
        tuple(work.visits.codes_like(f"{land}/{short}/{year:04d}/%")),
        country=land,
        project=short,
        year=year,
        tag=tag,
    )
    return make_visit_code(country=land, project=short, year=year, number=number, tag=tag)


def new_action_code(work: Work, project: Project, visit: Visit | None) -> str:
    """`KG/LM.0465/2026/007/A2` on a visit, `LM.0465/A12` on a project as a whole."""
    tag = device_tag(work)
    lead = f"{visit.code if visit else short_project_code(project)}/A{tag}{'-' if tag else ''}"
    taken = [code.removeprefix(lead) for code in work.actions.codes_like(f"{_escaped(lead)}%")]
    highest = max((int(rest) for rest in taken if rest.isdecimal()), default=0)
    return f"{lead}{highest + 1}"


def short_project_code(project: Project) -> str:
    """The code people know a project by, fit to stand between slashes."""
    return short_code(project.id, project.code, project.iati_id, project.prima_id)


def device_tag(work: Work) -> str:
    """Given at enrolment, so that two laptops never make the same code; empty before."""
    return str(work.settings.find("device_tag") or "")


def _escaped(text: str) -> str:
    # `_` and `%` are wildcards of LIKE; a wider match is filtered by the prefix afterwards
    return text.replace("%", "_")
