"""A full disk costs what could not be written, never what was there."""

import pytest

from desktop.errors import StoreProblem
from desktop.models import Partner
from desktop.models.ids import REGION_SCOPE, new_id


def fill_the_disk(services):
    """The store may not grow by a page more, which SQLite reports as it does a full disk."""
    with services.database.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")


def write_a_megabyte(services):
    with services.database.writing("test.partner") as work:
        for at in range(200):
            work.add(Partner(id=new_id(), scope_id=REGION_SCOPE, name=f"Partner {at} " + "x" * 5000))


def test_what_does_not_fit_is_refused_with_a_sentence_and_the_rest_stays(services):
    services.database.engine.dispose()
    fill_the_disk(services)

    with pytest.raises(StoreProblem) as problem:
        write_a_megabyte(services)

    assert "disk is full" in problem.value.what()
    with services.database.reading() as work:
        assert work.people.partners() == []
        assert [person.name for person in work.people.people()] == ["Aigul Example"]
