"""The library takes in forms as versions that never change, and says what they ask."""

import pytest

from desktop.errors import BadInput, NotFound, Refused
from desktop.services.form_languages import choose_language, code_of, reads_right_to_left
from desktop.services.form_library.records import RepeatView
from tests.makers import FORM_SURVEY, make_form, make_form_file


def test_the_same_file_twice_is_one_version(services):
    content = make_form_file()
    first = services.form_library.import_form(content, "centre.xlsx")
    second = services.form_library.import_form(content, "again.xlsx")

    assert (first.action, second.action) == ("taken", "unchanged")
    assert first.version_id == second.version_id
    assert len(services.form_library.get(first.id).versions) == 1
    assert (first.form_id, first.version, first.title) == ("centre_check", "4", "Skills centre check")
    assert first.questions == 6


def test_a_changed_file_is_a_new_version_and_the_old_one_stays(services, clock):
    form = make_form(services)
    clock.move(hours=1)
    make_form(services, version="5")

    record = services.form_library.get(form)
    assert [one.version for one in record.versions] == ["5", "4"]
    assert record.row.version == "5"


def test_a_file_that_is_no_form_is_reported_and_nothing_is_kept(services):
    report = services.form_library.import_form(b"\x00\x01 not a form", "holiday.xlsx")

    assert report.action == "left"
    assert report.errors
    assert services.form_library.list() == ()


def test_repairs_are_kept_with_the_version(services):
    survey = (("Type ", "Name", "Label"), ("string", "a", "A"), ("select one missing", "b", "B"))
    report = services.form_library.import_form(make_form_file(survey, ()), "dirty.xlsx")

    assert report.repairs
    assert services.form_library.get(report.id).versions[0].repairs == report.repairs


def test_a_retired_form_is_not_offered_until_it_is_taken_back(services):
    form = make_form(services)
    services.form_library.retire(form)

    assert services.form_library.list() == ()
    assert len(services.form_library.list(retired=True)) == 1
    with pytest.raises(Refused):
        services.submissions.start(form)

    services.form_library.retire(form, retired=False)
    assert services.form_library.list()[0].id == form


def test_forms_are_found_by_words_and_named_by_id_or_prefix(services):
    form = make_form(services)
    make_form(services, form_id="other", title="Ménage")

    assert [row.title for row in services.form_library.list("menage")] == ["Ménage"]
    assert services.form_library.named("centre_check").row.id == form
    assert services.form_library.named(str(form)[:13]).row.id == form
    with pytest.raises(NotFound):
        services.form_library.named("nothing_like_it")


def test_the_preview_shows_every_question_also_those_within_lists(services):
    preview = services.form_library.preview(services.form_library.get(make_form(services)).row.version_id)

    labels = [item.label for section in preview.sections for item in section.items]
    assert [section.title for section in preview.sections] == ["Arrival", "Courses held"]
    assert {"Which centre is this?", "Women", "Photo of the register"} <= set(labels)


def test_a_definition_is_loaded_once(services):
    version = services.form_library.get(make_form(services)).row.version_id

    assert services.form_library.definition(version) is services.form_library.definition(version)


@pytest.mark.parametrize(
    ("offered", "wanted", "chosen"),
    [
        (("English", "Dari"), "en", "English"),
        (("English (en)", "Русский (ru)"), "ru", "Русский (ru)"),
        (("French", "Dari"), "en", "Dari"),
        ((), "en", ""),
    ],
)
def test_a_form_opens_in_the_language_of_the_person_where_it_has_it(offered, wanted, chosen):
    assert choose_language(offered, wanted, "Dari" if offered else "") == chosen


def test_the_way_a_language_is_written_is_known_by_code_name_or_script():
    assert code_of("Dari (prs)") == "prs"
    assert reads_right_to_left("Dari (prs)")
    assert reads_right_to_left("Dari")
    assert reads_right_to_left("default", ["معلومات عمومی"])
    assert not reads_right_to_left("English", ["name"])


def test_the_real_form_in_english_and_dari_is_taken_in(services, real_form_file):
    report = services.form_library.import_form(
        real_form_file("unhcr_koboloader_template_en_dari.xlsx"), "unhcr_koboloader_template_en_dari.xlsx"
    )

    assert report.action == "taken"
    assert report.languages == ("English", "Dari")
    assert services.form_library.preview(report.version_id, "Dari").right_to_left


def test_lists_within_a_preview_begin_with_one_entry(services):
    survey = (*FORM_SURVEY[:1], *(row for row in FORM_SURVEY[1:] if row[0] != "image"))
    form = services.form_library.get(make_form(services, survey=survey))
    opened = services.submissions.start(form.row.id)

    lists = [
        item
        for section in opened.sections()
        for item in opened.items(section)
        if isinstance(item, RepeatView)
    ]
    assert [one.path for one in lists] == ["/data/courses_held/courses"]


def test_an_order_that_is_none_is_told(services):
    with pytest.raises(BadInput, match="nonsense"):
        services.form_library.list(sort="nonsense")
