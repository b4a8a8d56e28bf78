"""How what a person types names a record."""

import pytest

from desktop.errors import BadInput
from desktop.models import Person, Visit
from desktop.services.references.resolve import find_place
from desktop.services.roster import Services
from tests.makers import make_place, make_project, make_visit


@pytest.mark.parametrize(
    ("name", "typed"), [("Osh", "osh"), ("Ош", "ош"), ("Ош", "ОШ"), ("Karakol", " Karakol ")]
)
def test_a_place_is_found_by_its_name_however_many_others_hold_it(
    services: Services, name: str, typed: str
) -> None:
    for number in range(30):
        make_place(services, code=f"KG{number}", name=f"{name}-{number:02}")
    make_place(services, code="KGX", name=name)

    with services.database.reading() as work:
        found = find_place(work, typed)

    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("typed", ["%", "O_h", "%%%%", "____"])
def test_signs_that_a_query_would_read_as_anything_name_nothing(services: Services, typed: str) -> None:
    make_place(services, name="Osh")

    with services.database.reading() as work:
        assert find_place(work, typed) is None


def test_a_project_is_named_by_the_code_that_lists_show(services: Services) -> None:
    known = services.projects.create({"title": "Returns", "iati_id": "XM-DAC-41121-2018-ASO-KGZ"})

    shown = services.projects.find("XM-DAC-41121-2018-ASO-KGZ").short_code

    assert shown == "KGZ"
    assert services.projects.find(shown).id == known.id


def test_a_code_that_two_laptops_gave_before_they_met_names_both_ids(services: Services) -> None:
    project = make_project(services)
    ours, theirs = (make_visit(services, project) for _laptop in range(2))
    with services.database.writing("test.same_code") as work:
        code = work.get(Visit, ours).code
        work.get(Visit, theirs).code = code

    with pytest.raises(BadInput) as refused:
        services.references.visit(code)

    assert str(ours) in refused.value.what_now()
    assert str(theirs) in refused.value.what_now()


def test_a_colleague_in_the_bin_comes_back_when_added_again(services: Services) -> None:
    first = services.accounts.add_person("Bakyt", email="bakyt@example.org")
    with services.database.writing("test.bin") as work:
        work.get(Person, first.id).deleted_at = services.clock()

    again = services.accounts.add_person("Bakyt", email="Bakyt@Example.org")

    assert again.id == first.id
    assert first.id in {person.id for person in services.accounts.people()}
