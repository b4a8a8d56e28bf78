"""A disk that takes nothing more in the middle of a save: half a save is never kept, and what was there stays."""

from pathlib import Path

import pytest

from desktop.clock import Clock
from desktop.errors import StoreProblem
from desktop.models import Partner
from desktop.models.ids import REGION_SCOPE, new_id
from desktop.services.accounts.service import unlock
from desktop.services.roster import Services
from tests.conftest import PASSPHRASE
from tests.failing_disk import a_disk_that_stops_at
from tests.makers import make_project, make_visit

PAGE = 4096


def write(services: Services, name: str, count: int = 60) -> None:
    with services.database.writing("test.partners") as work:
        for at in range(count):
            work.add(Partner(id=new_id(), scope_id=REGION_SCOPE, name=f"{name}.{at} " + "x" * 2000))


def names(services: Services) -> set[str]:
    with services.database.reading() as work:
        return {partner.name.partition(".")[0] for partner in work.people.partners()}


def log_of(services: Services) -> Path:
    store = services.database.profile.store
    return store.with_name(f"{store.name}-wal")


@pytest.mark.parametrize("pages", [0, 1, 7, 40])
def test_a_disk_that_stops_in_the_middle_of_a_save_keeps_none_of_it(
    services: Services, clock: Clock, pages: int
) -> None:
    write(services, "before", 2)
    room = log_of(services).stat().st_size + pages * PAGE + 100

    with a_disk_that_stops_at(room), pytest.raises(StoreProblem) as problem:
        write(services, "during")

    assert "does not answer as it should" in problem.value.what()
    assert names(services) == {"before"}
    write(services, "after")  # the disk is itself again
    assert names(services) == {"before", "after"}
    services.close()
    again = Services(unlock(services.database.profile.folder, passphrase=PASSPHRASE, clock=clock), clock)
    assert names(again) == {"before", "after"}
    again.close()


def files_in(folder: Path) -> list[Path]:
    return [one for one in folder.rglob("*") if one.is_file()]


def test_a_file_that_the_disk_refuses_is_attached_to_nothing(services: Services) -> None:
    visit = make_visit(services, make_project(services))

    with a_disk_that_stops_at(4 << 20), pytest.raises(StoreProblem) as problem:
        services.attachments.attach(visit, b"minutes " * (1 << 20), "minutes.txt")

    assert problem.value.what_now()
    assert services.attachments.of_visit(visit) == ()
    assert files_in(services.database.profile.attachments) == []
    services.attachments.attach(visit, b"minutes", "minutes.txt")  # the disk is itself again


@pytest.mark.parametrize("size", [0, 100, PAGE, 40 * PAGE])
def test_a_backup_that_the_disk_refuses_leaves_nothing_behind(services: Services, size: int) -> None:
    with a_disk_that_stops_at(size), pytest.raises(StoreProblem) as problem:
        services.upkeep.back_up()

    assert problem.value.what_now()
    assert files_in(services.database.profile.backups) == []
    services.upkeep.back_up()
    services.upkeep.verify()
