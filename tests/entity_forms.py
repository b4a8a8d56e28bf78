"""Forms that add to an entity list, change it and choose from it, for tests."""

import io
from uuid import UUID

from openpyxl import Workbook

from desktop.services.form_library.steps import Step
from desktop.services.roster import Services

Rows = tuple[tuple[str, ...], ...]

REGISTER = (
    ("type", "name", "label", "required", "save_to"),
    ("text", "title", "Name of the centre", "yes", "title"),
    ("integer", "places", "Places", "", "places"),
    ("text", "remarks", "Remarks", "", ""),
)
ADDS = (("list_name", "label"), ("centres", "${title}"))
CHECK = (
    ("type", "name", "label", "calculation", "save_to"),
    ("select_one_from_file centres.csv", "centre", "Which centre?", "", ""),
    ("calculate", "known", "", "instance('centres')/root/item[name = ${centre}]/places", ""),
    ("note", "told", "It has ${known} places", "", ""),
    ("integer", "places", "Places now", "", "places"),
    ("text", "head", "Who leads it", "", "head"),
)
CHANGES = (("list_name", "entity_id"), ("centres", "${centre}"))
MEMBERS = (
    ("type", "name", "label", "save_to"),
    ("begin_repeat", "member", "Member", ""),
    ("text", "full_name", "Name", "full_name"),
    ("end_repeat", "", "", ""),
)
ADDS_MEMBERS = (("list_name", "label"), ("members", "${full_name}"))


def entity_form_file(form_id: str, survey: Rows, entities: Rows) -> bytes:
    """An XLSForm with a sheet `entities`."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheets = {
        "survey": survey,
        "entities": entities,
        "settings": (("form_id", "form_title"), (form_id, form_id)),
    }
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def make_entity_form(services: Services, form_id: str, survey: Rows, entities: Rows) -> UUID:
    """The same in the library."""
    report = services.form_library.import_form(entity_form_file(form_id, survey, entities), f"{form_id}.xlsx")
    assert report.id is not None, report.errors
    assert report.repairs == (), report.repairs
    return report.id


def register(services: Services, form: UUID, title: str, places: str, visit_id: UUID | None = None) -> UUID:
    """A centre more; the filling that added it."""
    steps = [Step("set", "/data/title", title), Step("set", "/data/places", places)]
    report = services.submissions.fill(form, steps, visit_id=visit_id)
    assert report.problems == ()
    return report.submission_id


def check(
    services: Services,
    form: UUID,
    centre: str,
    places: str = "",
    head: str = "",
    visit_id: UUID | None = None,
) -> UUID:
    """A visit to a centre that is known, with what changed."""
    answers = {"centre": centre, "places": places, "head": head}
    steps = [Step("set", f"/data/{name}", text) for name, text in answers.items() if text]
    return services.submissions.fill(form, steps, visit_id=visit_id).submission_id
