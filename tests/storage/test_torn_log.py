"""A power cut may leave the write-ahead log cut off or damaged: what was committed last may go, whole, and nothing else."""

import random
import shutil
from pathlib import Path

from desktop.clock import Clock
from desktop.models import Partner
from desktop.models.ids import REGION_SCOPE, new_id
from desktop.services.accounts.service import unlock
from desktop.services.roster import Services
from desktop.storage.folder import Profile
from tests.conftest import PASSPHRASE

COMMITS = 6
PARTNERS = 3
"""Written in each commit, so that half a commit would show."""


def commit(services: Services, number: int) -> None:
    with services.database.writing("test.partners") as work:
        for at in range(PARTNERS):
            work.add(Partner(id=new_id(), scope_id=REGION_SCOPE, name=f"{number}.{at} " + "x" * 900))


def commits_in(folder: Path, clock: Clock) -> list[int]:
    services = Services(unlock(folder, passphrase=PASSPHRASE, clock=clock), clock)
    try:
        with services.database.reading() as work:
            names = [partner.name for partner in work.people.partners()]
    finally:
        services.close()
    return sorted(int(name.partition(".")[0]) for name in names)


def test_a_log_cut_off_or_damaged_anywhere_gives_whole_commits_from_the_first_on(
    services: Services, clock: Clock, tmp_path: Path
) -> None:
    for number in range(COMMITS):
        commit(services, number)
    left = Profile(shutil.copytree(services.database.profile.folder, tmp_path / "left"))
    log = left.store.with_name(f"{left.store.name}-wal")
    whole, store = log.read_bytes(), left.store.read_bytes()
    chance, seen = random.Random(7), set()

    for turn in range(24):
        torn = bytearray(whole)
        at = chance.randrange(len(torn))
        if turn % 2:
            del torn[at:]
        else:
            torn[at] ^= 1 << chance.randrange(8)
        left.store.write_bytes(store)
        log.write_bytes(torn)
        left.store.with_name(f"{left.store.name}-shm").unlink(missing_ok=True)

        found = commits_in(left.folder, clock)

        kept = len(found) // PARTNERS
        assert found == sorted(number for number in range(kept) for _ in range(PARTNERS)), (turn, at)
        seen.add(kept)

    assert len(seen) > 2
