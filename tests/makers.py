"""Makers of records with good defaults, so that a test states only what matters to it."""

import io
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from PIL import Image

from desktop.models import Indicator, IndicatorValue, Person, Place, Project, Result
from desktop.models.ids import REGION_SCOPE, country_scope, natural_id, new_id
from desktop.rules.vocabulary import ProjectStage, ResultLevel, ValueStatus
from desktop.services.roster import Services


@dataclass(frozen=True, slots=True)
class MadeProject:
    """A project with a small matrix: 1 > 1.1 > 1.2 outputs, an indicator on 1.1."""

    id: UUID
    code: str
    results: dict[str, UUID]
    indicators: dict[str, UUID]


def make_project(
    services: Services,
    *,
    code: str = "LM.0465",
    title: str = "Skills and safe labour migration",
    countries: tuple[str, ...] = ("KG",),
    stage: str = ProjectStage.IMPLEMENTING,
    **fields: Any,
) -> MadeProject:
    project_id = new_id()
    results = {"1": new_id(), "1.1": new_id(), "1.2": new_id()}
    indicator_id = new_id()
    share = 100 // len(countries)
    with services.database.writing("test.project") as work:
        work.add(
            Project(
                id=project_id,
                scope_id=project_id,
                code=code,
                title=title,
                stage=stage,
                countries=[{"code": country, "share": share} for country in countries],
                planned_start=date(2026, 1, 1),
                planned_end=date(2027, 12, 31),
                **fields,
            )
        )
        work.flush()
        for number, statement in (
            ("1", "Young people gain skills employers ask for"),
            ("1.1", "Six skills centres run certified courses"),
            ("1.2", "Employers take part in course design and job fairs"),
        ):
            work.add(
                Result(
                    id=results[number],
                    scope_id=project_id,
                    project_id=project_id,
                    parent_id=None if number == "1" else results["1"],
                    level=ResultLevel.OUTCOME if number == "1" else ResultLevel.OUTPUT,
                    number=number,
                    position=len(number),
                    statement=statement,
                )
            )
            work.flush()
        work.add(
            Indicator(
                id=indicator_id,
                scope_id=project_id,
                project_id=project_id,
                result_id=results["1.1"],
                code="A",
                title="People trained and certified",
                unit="persons",
            )
        )
    return MadeProject(project_id, code, results, {"1.1/A": indicator_id})


def make_value(
    services: Services,
    project: MadeProject,
    *,
    value: str = "288",
    place: str | None = None,
    period: tuple[date, date] = (date(2026, 7, 1), date(2026, 12, 31)),
    status: str = ValueStatus.APPROVED,
    source: str | None = None,
) -> UUID:
    """A reported figure of the project's one indicator."""
    value_id = new_id()
    with services.database.writing("test.value") as work:
        known = work.places.by_code(place) if place else ()
        work.add(
            IndicatorValue(
                id=value_id,
                scope_id=project.id,
                project_id=project.id,
                indicator_id=project.indicators["1.1/A"],
                period_start=period[0],
                period_end=period[1],
                place_id=known[0].id if known else None,
                place_name=known[0].name if known else place,
                source=source,
                value=Decimal(value),
                status=status,
            )
        )
    return value_id


def make_place(
    services: Services,
    *,
    code: str = "KG06",
    name: str = "Osh",
    country: str = "KG",
    lat: str = "40.51",
    lon: str = "72.80",
) -> UUID:
    place_id = natural_id("place", country, "ocha_pcode", code)
    with services.database.writing("test.place") as work:
        work.add(
            Place(
                id=place_id,
                scope_id=country_scope(country),
                country=country,
                level=1,
                code=code,
                code_system="ocha_pcode",
                name=name,
                lat=Decimal(lat),
                lon=Decimal(lon),
            )
        )
    return place_id


def make_person(services: Services, name: str = "Bakyt Example", email: str = "bakyt@example.org") -> UUID:
    person_id = natural_id("person", email)
    with services.database.writing("test.person") as work:
        work.add(
            Person(
                id=person_id, scope_id=REGION_SCOPE, name=name, email=email, office_code="KG", languages=[]
            )
        )
    return person_id


def make_visit(
    services: Services,
    project: MadeProject,
    *,
    state: str = "draft",
    start: str = "2026-11-24",
    end: str = "2026-11-27",
    results: tuple[str, ...] = ("1.1", "1.2"),
    sites: tuple[str, ...] = ("Osh centre",),
    **fields: Any,
) -> UUID:
    """A complete plan, taken along its states up to `state`."""
    visit = services.visits.create(
        project_id=project.id, start=start, end=end, results=results, sites=sites, **fields
    )
    walk_to(services, visit.row.id, state)
    return visit.row.id


WAY = ("planned", "assigned", "accepted", "in_field", "reporting", "submitted")


def walk_to(services: Services, visit_id: UUID, state: str) -> None:
    """Take the usual steps from draft; on `submitted` the lead rates what is not rated yet."""
    if state not in WAY:
        return
    for step in WAY[: WAY.index(state) + 1]:
        if step == "submitted":
            rate_as_lead(services, visit_id)
        services.visits.move(visit_id, step)


def rate_as_lead(services: Services, visit_id: UUID) -> None:
    """So that whoever asks is free to judge the report."""
    visit, author = services.visits.get(visit_id), services.database.author
    services.database.author = replace(author, person_id=visit.row.lead_id)
    for result in visit.results:
        if result.rating is None:
            services.findings.rate(visit_id, result.result_id, "on_track")
    services.database.author = author


def make_photo(size: tuple[int, int] = (640, 480), *, exif: Image.Exif | None = None) -> bytes:
    """A JPEG drawn here."""
    out = io.BytesIO()
    picture = Image.linear_gradient("L").resize(size).convert("RGB")
    picture.save(out, "JPEG", quality=80, **({"exif": exif} if exif else {}))
    return out.getvalue()


FORM_SURVEY = (
    ("type", "name", "label", "required", "relevant", "constraint", "constraint_message", "calculation"),
    ("begin_group", "arrival", "Arrival", "", "", "", "", ""),
    ("text", "centre", "Which centre is this?", "yes", "", "", "", ""),
    ("select_one seen", "register", "Did you see the register?", "yes", "", "", "", ""),
    (
        "integer",
        "people",
        "How many people are in it?",
        "",
        "${register} = 'yes'",
        ". <= 500",
        "At most 500.",
        "",
    ),
    ("end_group", "", "", "", "", "", "", ""),
    ("begin_group", "courses_held", "Courses held", "", "", "", "", ""),
    ("begin_repeat", "courses", "Course", "", "", "", "", ""),
    ("text", "title", "Title", "yes", "", "", "", ""),
    ("integer", "women", "Women", "", "", "", "", ""),
    ("end_repeat", "", "", "", "", "", "", ""),
    ("calculate", "total", "", "", "", "", "", "sum(${women})"),
    ("image", "photo", "Photo of the register", "", "", "", "", ""),
    ("end_group", "", "", "", "", "", "", ""),
)
FORM_CHOICES = (
    ("list_name", "name", "label"),
    ("seen", "yes", "Yes, all of it"),
    ("seen", "some", "Some pages"),
    ("seen", "no", "No"),
)


def make_form_file(
    survey: tuple[tuple[str, ...], ...] = FORM_SURVEY,
    choices: tuple[tuple[str, ...], ...] = FORM_CHOICES,
    *,
    form_id: str = "centre_check",
    title: str = "Skills centre check",
    version: str = "4",
) -> bytes:
    """An XLSForm as a spreadsheet."""
    from openpyxl import Workbook

    book = Workbook()
    sheets = {
        "survey": survey,
        "choices": choices,
        "settings": (("form_id", "form_title", "version"), (form_id, title, version)),
    }
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.remove(book.worksheets[0])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def make_form(services: Services, **parts: Any) -> UUID:
    """A form in the library: two groups, a list of courses, a picture."""
    report = services.form_library.import_form(make_form_file(**parts), "centre_check.xlsx")
    assert report.id is not None, report.errors
    return report.id
