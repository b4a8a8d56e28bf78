"""Who may do what, and where."""

from datetime import date
from uuid import UUID

from desktop.rules.roles import Deed, Grant, is_own, may, rights_of, roles_for
from desktop.rules.vocabulary import Role

TODAY = date(2026, 7, 15)


def test_a_role_reaches_its_project_its_country_or_the_region():
    grants = [
        Grant(role=Role.MONITOR, project_id="p1"),
        Grant(role=Role.MANAGER, country="KG"),
        Grant(role=Role.READER),
    ]

    assert roles_for(grants, today=TODAY, project_id="p1", countries=["TJ"]) == {Role.MONITOR, Role.READER}
    assert roles_for(grants, today=TODAY, project_id="p2", countries=["TJ", "KG"]) == {
        Role.MANAGER,
        Role.READER,
    }
    assert roles_for(grants, today=TODAY) == {Role.READER}


def test_a_post_gives_its_role_from_its_first_to_its_last_day():
    grant = Grant(role=Role.ADMIN, starts=TODAY, ends=TODAY)

    assert roles_for([grant], today=TODAY) == {Role.ADMIN}
    assert roles_for([grant], today=date(2026, 7, 16)) == frozenset()


def test_a_reader_only_reads():
    assert [deed for deed in Deed if may(deed, {Role.READER})] == [Deed.READ]


def test_nobody_reviews_own_work_whatever_roles_she_holds():
    assert not may(Deed.REVIEW_PROJECT, set(Role), own=True)
    assert may(Deed.REVIEW_PROJECT, {Role.REVIEWER})


def test_work_is_own_for_everybody_who_did_some_of_it():
    first, second, other = (UUID(int=number) for number in (1, 2, 3))

    assert is_own(first, {first, second})
    assert not is_own(other, {first, second})
    assert not is_own(None, {first})


def test_each_deed_has_roles_in_plain_words():
    assert all(rights_of(deed) for deed in Deed)
    assert rights_of(Deed.MANAGE_PEOPLE) == ["admin"]
