"""What comes by a file and had not seen what is here: both values stay, and a person decides or is told."""

import pytest

from desktop.services.fates import Fate
from tests.entity_forms import (
    ADDS,
    ADDS_MEMBERS,
    CHANGES,
    CHECK,
    MEMBERS,
    REGISTER,
    check,
    make_entity_form,
    register,
)

NAME = "0c2b8a8e-4f0e-4a5c-9a4a-3b1f7c9d2e10"


@pytest.fixture
def adding(services):
    return make_entity_form(services, "register", REGISTER, ADDS)


@pytest.fixture
def changing(services):
    return make_entity_form(services, "check", CHECK, CHANGES)


@pytest.fixture
def take(services, tmp_path):
    """Takes a submission of a form in; what is said of it."""

    def taken(form, xml):
        file = tmp_path / "submission.xml"
        file.write_text(xml)
        (row,) = services.submission_imports.run(form, services.submission_imports.read(file)).rows
        return row

    return taken


def filled(number, centre, base, *, places="", head=""):
    """As a phone fills the form `check`."""
    answers = f"<centre>{centre}</centre><places>{places}</places><head>{head}</head>"
    block = f'<entity dataset="centres" id="{centre}" update="1" baseVersion="{base}"/>'
    return f'<data id="check" version="">{answers}<meta><instanceID>uuid:{number}</instanceID>{block}</meta></data>'


def centre(services, name="centres"):
    (one,) = services.entities.rows(name)
    return one


def test_an_older_submission_stands_beside_the_newer_value(services, adding, changing, take):
    register(services, adding, "Osh centre", "20")
    name = centre(services).name
    check(services, changing, name, places="24")

    row = take(changing, filled(1, name, 1, places="9", head="Nino"))

    assert (row.action, row.code) == (Fate.TAKEN, "entity_newer")
    assert "Osh centre" in row.message
    assert centre(services).values == {"title": "Osh centre", "places": "24", "head": "Nino"}
    (conflict,) = services.syncing.conflicts()
    assert {part.value for side in conflict.sides for part in side.parts if part.field == "value"} == {
        "24",
        "9",
    }
    theirs = next(side.number for side in conflict.sides if any(part.value == "9" for part in side.parts))
    services.syncing.resolve(conflict.id, keep=theirs)
    assert centre(services).values["places"] == "9"


def test_an_import_that_waits_for_a_decision_is_taken_back_as_any(services, adding, changing, take):
    register(services, adding, "Osh centre", "20")
    name = centre(services).name
    check(services, changing, name, places="24")
    take(changing, filled(1, name, 1, places="9", head="Nino"))

    services.history.undo()

    assert centre(services).values == {"title": "Osh centre", "places": "24"}
    assert services.syncing.conflicts() == ()


def test_a_submission_that_had_seen_what_is_here_changes_it(services, adding, changing, take):
    register(services, adding, "Osh centre", "20")
    name = centre(services).name
    check(services, changing, name, places="24")

    row = take(changing, filled(1, name, 2, places="9"))

    assert (row.action, row.code) == (Fate.TAKEN, "")
    assert centre(services).values["places"] == "9"
    assert services.syncing.conflicts() == ()


@pytest.mark.parametrize("base", ["", "1", "many"])
def test_of_an_older_submission_what_nobody_changed_since_is_taken(services, adding, changing, take, base):
    register(services, adding, "Osh centre", "20")
    name = centre(services).name
    check(services, changing, name, head="Nino", places="20")

    row = take(changing, filled(1, name, base, places="9"))

    assert row.code == ""
    assert centre(services).values == {"title": "Osh centre", "places": "9", "head": "Nino"}
    assert services.syncing.conflicts() == ()


def test_two_phones_that_had_not_seen_each_other_both_stay(services, adding, changing, take):
    register(services, adding, "Osh centre", "20")
    name = centre(services).name

    rows = [take(changing, filled(number, name, 1, places=f"3{number}")) for number in (1, 2)]

    assert [row.code for row in rows] == ["", "entity_newer"]
    assert centre(services).values["places"] == "31"
    assert len(services.syncing.conflicts()) == 1


def test_two_phones_of_one_import_both_stay(services, adding, changing, tmp_path):
    register(services, adding, "Osh centre", "20")
    name = centre(services).name
    for number in (1, 2):
        (tmp_path / f"{number}").mkdir()
        (tmp_path / f"{number}" / "submission.xml").write_text(filled(number, name, 1, places=f"3{number}"))

    report = services.submission_imports.run(changing, services.submission_imports.read(tmp_path))

    assert sorted(row.code for row in report.rows) == ["", "entity_newer"]
    (conflict,) = services.syncing.conflicts()
    values = {part.value for side in conflict.sides for part in side.parts if part.field == "value"}
    assert values == {"31", "32"}


def test_a_property_that_was_first_said_here_since_is_kept_and_said(services, adding, changing, take):
    register(services, adding, "Osh centre", "20")
    name = centre(services).name
    check(services, changing, name, places="20", head="Nino")

    row = take(changing, filled(1, name, 1, places="20", head="Beka"))

    assert row.code == "entity_left"
    assert "head" in row.message
    assert centre(services).values["head"] == "Nino"


MADE = """<data id="register" version=""><title>{title}</title><places>{places}</places>
<meta><instanceID>uuid:{number}</instanceID>{old}
<entity dataset="centres" id="{name}" create="1"><label>{title}</label></entity></meta></data>"""


def made(number, places, title="Osh centre", old=""):
    old = f"<deprecatedID>uuid:{old}</deprecatedID>" if old else ""
    return MADE.format(number=number, places=places, title=title, old=old, name=NAME)


def test_a_second_submission_that_makes_the_same_entity_changes_nothing(services, adding, take):
    take(adding, made(1, "20"))

    row = take(adding, made(2, "30"))

    assert row.code == "entity_known"
    assert "Osh centre" in row.message
    assert (centre(services).values["places"], centre(services).version) == ("20", 1)


def test_a_newer_edition_says_only_what_it_changed(services, adding, changing, take):
    take(adding, made(1, "20"))
    check(services, changing, NAME, places="24")

    take(adding, made(2, "20", title="Osh city", old=1))

    assert centre(services).values == {"title": "Osh city", "places": "24"}
    assert centre(services).label == "Osh city"


def test_an_entity_without_a_label_bears_its_identifier(services, take):
    asks_no_title = tuple(tuple("" if cell == "yes" else cell for cell in row) for row in REGISTER)
    adding = make_entity_form(services, "register", asks_no_title, ADDS)

    row = take(adding, made(1, "20", title=""))

    assert row.code == "entity_unlabelled"
    assert centre(services).label == NAME


def test_an_entity_that_was_taken_out_is_told_to_be_back(services, adding, changing, take):
    register(services, adding, "Osh centre", "20")
    one = centre(services)
    services.entities.delete(one.id)

    row = take(changing, filled(1, one.name, 1, places="9"))

    assert row.code == "entity_back"
    assert centre(services).values["places"] == "9"


def test_one_identifier_in_two_entries_takes_the_first_and_says_so(services, take):
    form = make_entity_form(services, "household", MEMBERS, ADDS_MEMBERS)
    entries = "".join(
        f'<member><full_name>{name}</full_name><meta><entity dataset="members" id="{NAME}" create="1">'
        f"<label>{name}</label></entity></meta></member>"
        for name in ("Ana", "Beka", "Ana")
    )
    row = take(form, f'<data id="household">{entries}<meta><instanceID>uuid:1</instanceID></meta></data>')

    assert row.code == "entity_twice"
    assert "Beka" in row.message
    assert centre(services, "members").label == "Ana"


def test_a_newer_edition_does_not_argue_with_its_own_earlier_one(services, adding, changing, take):
    register(services, adding, "Osh centre", "20")
    name = centre(services).name
    take(changing, filled(1, name, 1, places="24"))

    newer = filled(2, name, 1, places="26").replace(
        "</instanceID>", "</instanceID><deprecatedID>uuid:1</deprecatedID>"
    )
    row = take(changing, newer)

    assert row.code == "newer_edition"
    assert centre(services).values["places"] == "26"
    assert services.syncing.conflicts() == ()


def test_a_label_that_was_changed_since_stays_beside_the_older_word(services, take):
    upsert = (
        ("list_name", "label", "entity_id", "create_if", "update_if"),
        ("centres", "${title}", "${code}", "1 = 1", "1 = 1"),
    )
    form = make_entity_form(
        services, "register", (*REGISTER[:2], ("text", "code", "Code", "", ""), *REGISTER[2:]), upsert
    )

    def said(number, title, base):
        block = (
            f'<entity dataset="centres" id="K-1" create="1" update="1" baseVersion="{base}">'
            f"<label>{title}</label></entity>"
        )
        return (
            f'<data id="register"><title>{title}</title><code>K-1</code>'
            f"<meta><instanceID>uuid:{number}</instanceID>{block}</meta></data>"
        )

    for number, title in enumerate(("Osh", "Osh centre")):
        assert take(form, said(number, title, number)).code == ""

    assert take(form, said(5, "Osh city", 1)).code == "entity_newer"

    assert centre(services).label == "Osh centre"
    assert {one.field for conflict in services.syncing.conflicts() for one in conflict.sides} == {
        "label",
        "value",
    }


def test_a_base_version_without_end_counts_as_the_first(services, adding, changing, take):
    register(services, adding, "Osh centre", "20")
    name = centre(services).name
    check(services, changing, name, places="24")

    assert take(changing, filled(1, name, "9" * 5000, places="9")).code == "entity_newer"


def test_a_line_of_a_file_that_is_changed_first_from_elsewhere_needs_no_label(services, changing, take):
    assert take(changing, filled(1, "old", "", places="9")).code == ""
    assert centre(services).values == {"places": "9"}


def test_a_rehearsal_foretells_what_will_be_said_of_entities_and_writes_nothing(
    services, adding, changing, tmp_path
):
    register(services, adding, "Osh centre", "20")
    name = centre(services).name
    check(services, changing, name, places="24")
    for number, places in ((1, "9"), (2, "30")):
        (tmp_path / f"{number}.xml").write_text(filled(number, name, 1, places=places, head="Nino"))
    imports = services.submission_imports
    before = services.entities.rows("centres")

    foretold = imports.run(changing, imports.read(tmp_path), dry_run=True)

    assert services.entities.rows("centres") == before
    assert services.syncing.conflicts() == ()
    assert services.history.next_undo() != "import.submissions"
    taken = imports.run(changing, imports.read(tmp_path))
    assert [one.code for one in foretold.rows] == ["entity_newer", "entity_newer"]
    assert [(one.action, one.code, one.message) for one in foretold.rows] == [
        (one.action, one.code, one.message) for one in taken.rows
    ]
