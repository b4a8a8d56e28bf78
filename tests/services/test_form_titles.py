"""The title of a form is read in the person's language: of the ready-made ones, and where its author wrote several."""

import pytest

from desktop.i18n import speaking
from desktop.reference import form_templates
from desktop.services.form_library.templates import template_file, template_rows
from tests.makers import make_project, make_visit

SHEETS = """survey
,type,name,label::English (en),label::Русский (ru),label::Français (fr)
,text,q,Question,Вопрос,Question
settings
,form_title,{column},title::fr,form_id,version
,Centre check,Проверка центра & <места>,Contrôle,centre,1
"""


def _taken(services, column="form_title::Русский (ru)"):
    report = services.form_library.import_form(SHEETS.format(column=column).encode(), "centre.csv")
    assert report.errors == ()
    return report


@pytest.mark.parametrize("name", form_templates.NAMES)
def test_a_ready_made_form_bears_the_words_it_was_offered_with(services, name):
    form = services.form_library.import_form(*template_file(name)).id

    assert services.form_library.get(form).row.shown_title == services.form_library.get(form).row.title
    with speaking("ru"):
        offered = {one.name: one.title for one in template_rows()}[name]
        assert services.form_library.get(form).row.shown_title == offered
        assert services.form_library.get(form).row.title != offered


@pytest.mark.parametrize("column", ["form_title::Русский (ru)", "Form title : ru", "title::Русский (ru)"])
def test_titles_an_author_wrote_in_several_languages_are_read_in_the_persons(services, column):
    report = _taken(services, column)
    shown = {}
    for code in ("en", "ru", "tr"):
        with speaking(code):
            shown[code] = services.form_library.get(report.id).row.shown_title

    assert shown == {"en": "Centre check", "ru": "Проверка центра & <места>", "tr": "Centre check"}
    assert report.title == "Centre check"


def test_a_title_in_a_language_the_form_does_not_speak_is_left_out_and_told(services):
    report = _taken(services, "form_title::Deutsch (de)")

    assert [(one.code, one.column) for one in report.repairs] == [("R-COLUMN", "form_title::Deutsch (de)")]


def test_submissions_and_visits_show_it_and_a_search_finds_both(services):
    project = make_project(services)
    visit = make_visit(services, project)
    report = _taken(services)
    begun = services.submissions.start(report.id, visit_id=visit)
    with speaking("ru"):
        assert services.submissions.get(begun.record.id).shown_title == "Проверка центра & <места>"
        (row,) = services.visits.get(visit).submissions
        assert (row.title, row.shown_title) == ("Centre check", "Проверка центра & <места>")
        assert [one.id for one in services.form_library.list("проверка")] == [report.id]
        assert [one.id for one in services.form_library.list("centre check")] == [report.id]
