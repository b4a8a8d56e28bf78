"""Laptops, people and a server, and what happens to them step by step."""

import shutil
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random
from uuid import UUID, uuid5

from sqlalchemy.exc import IntegrityError

from tools.simulate.compactions import compact_all
from tools.simulate.disks import Shelf, empty_store
from tools.simulate.invariants.at_rest import while_it_happens
from tools.simulate.laptop import MISHAPS, Deed, Laptop, new_laptop
from tools.simulate.line import Line
from tools.simulate.office import Office
from tools.simulate.plan import CLOCKS, Plan, Step
from tools.simulate.scopes import PEOPLE, SCOPES
from tools.simulate.shapes import NEXT_SCHEMA
from tools.simulate.violation import PowerCut

Act = Callable[["World", Laptop, Step], object]


class World:
    """One history as it unfolds."""

    def __init__(self, shelf: Shelf, folder: Path, plan: Plan, source: Random) -> None:
        self.shelf = shelf
        self.plan = plan
        self._source = source
        self._words = 0
        self.folder = folder
        self.office = Office(shelf, folder, is_next=plan.is_server_next)
        self.laptops: list[Laptop] = []
        self.lost: dict[str, Deed] = {}  # done on a store that was put back to an earlier day
        self.faults: Counter[str] = Counter()
        self.operations = 0
        self.has_lost_a_store = self.has_lost_the_server = False
        self.sticks: list[Path] = []
        self.has_crossed = False  # work went straight from one laptop to another
        self._sticks = 0
        for number in range(plan.laptops):
            self.enrol(PEOPLE[number][0], number, is_next=number < plan.next_laptops)

    def enrol(self, name: str, person: int, *, is_next: bool) -> Laptop:
        who, office, role = PEOPLE[person]
        email = f"{who}@example.org"
        if not any(laptop.email == email for laptop in self.laptops):
            self.office.give_role(email, office, role)
        laptop = new_laptop(
            name, email, self.shelf.take(empty_store(is_next=is_next)), Line(self.office), is_next=is_next
        )
        laptop.set_up(self.office.code_for(email), self._source.randbytes(32))
        self.laptops.append(laptop)
        return laptop

    def close(self) -> None:
        self.shelf.give_back()
        shutil.rmtree(self.folder, ignore_errors=True)

    def new_stick(self) -> Path:
        """A file name that was not used before."""
        self._sticks += 1
        self.folder.mkdir(exist_ok=True)
        return self.folder / f"{self._sticks}.milepost"

    def new_id(self) -> str:
        return str(UUID(bytes=self._source.randbytes(16), version=4))

    def natural_id(self, scope: str, number: int) -> str:
        return str(uuid5(UUID(scope), str(number)))

    def word(self) -> str:
        self._words += 1
        return f"w{self._words:04d}w"

    def deed(
        self,
        laptop: Laptop,
        word: str,
        scope: str,
        table: str,
        record: str,
        atom: str,
        seen: tuple[int, frozenset[str]] | None = None,
    ) -> Deed:
        """What is about to be done, with what its author knows of the record now, or knew when it was opened."""
        own = frozenset(w for w, deed in laptop.deeds.items() if deed.record == record)
        now = laptop.dots(record)
        knew = seen[1] if seen else now
        prefix = laptop.own_prefix()
        unseen = frozenset(dot for dot in now - knew if not dot.startswith(prefix))
        return Deed(word, scope, table, record, atom, knew, own, unseen)

    def pick(self, laptop: Laptop, number: int) -> tuple[str, str] | None:
        """One of the projects on this laptop, and its scope; often the same one, so that people meet."""
        rows = laptop.rows("SELECT id, scope_id FROM projects ORDER BY id")
        return rows[number % min(3, len(rows))] if rows else None  # type: ignore[return-value]

    def scope_of(self, laptop: Laptop, record: str) -> str:
        return str(laptop.rows("SELECT scope_id FROM projects WHERE id = ?", record)[0][0])

    def writable(self, laptop: Laptop, number: int) -> str:
        access = self.office.access(laptop.email)
        scopes = [
            s
            for s, (kind, office) in SCOPES.items()
            if access.role_in(kind, office) in ("monitor", "manager")
        ]
        return scopes[number % len(scopes)] if scopes else next(iter(SCOPES))

    def do(self, step: Step) -> None:
        from tools.simulate.acts import ACTS
        from tools.simulate.meetings import MEETINGS
        from tools.simulate.sticks import STICKS

        laptop = self.laptops[step.who % len(self.laptops)]
        before = laptop.change()
        if step.kind == "sync":
            self.sync(laptop, step)
        elif step.kind == "compact":
            compact_all(self, step)
        elif step.kind in ACTS:
            self.act(laptop, ACTS[step.kind], step)
        elif step.kind in MEETINGS:
            MEETINGS[step.kind](self, laptop, step)
        elif step.kind in STICKS:
            STICKS[step.kind](self, laptop, step)
        else:
            self._around(laptop, step)
        self.operations += max(0, laptop.change() - before)
        for one in self.laptops if step.kind in MEETINGS.keys() | STICKS.keys() else (laptop,):
            while_it_happens(one)

    def act(self, laptop: Laptop, what: Act, step: Step) -> None:
        """What a person does; a service would refuse what the tables refuse."""
        try:
            what(self, laptop, step)
        except (*MISHAPS, IntegrityError):
            laptop.disk.mend()

    def sync(self, laptop: Laptop, step: Step) -> None:
        """With the fault that the step names."""
        if step.fault == "laptop_power_cut":
            laptop.disk.cut_power_after(1 + step.one % 60)
            self.faults[step.fault] += 1
        elif step.fault == "laptop_power_cut_at_commit":
            laptop.disk.cut_power_at_commit(1 + step.one % 14)
            self.faults[step.fault] += 1
        elif step.fault == "laptop_disk_full":
            laptop.disk.fill(step.one % 3)
            self.faults[step.fault] += 1
        elif step.fault:
            laptop.line.arm(step.fault, step.at, step.one, lambda: self._meanwhile(laptop, step))
        laptop.sync()
        laptop.line.fault = ""
        self.faults.update(laptop.line.struck)
        laptop.line.struck = []

    def _meanwhile(self, laptop: Laptop, step: Step) -> None:
        """While a request is on its way."""
        if step.fault.startswith("typing"):
            from tools.simulate.acts import edit

            edit(self, laptop, step)
        elif step.fault.startswith("two_syncs"):
            laptop.client().run()
        elif step.fault.startswith("revoked"):
            self._revoke(laptop)
        elif step.fault.startswith("role"):
            self.office.give_role(laptop.email, PEOPLE[self.laptops.index(laptop) % 4][1], "reader")
        else:
            self.restore_server()

    def _around(self, laptop: Laptop, step: Step) -> None:
        if step.kind == "role":
            role = ("monitor", "manager", "reader")[step.one % 3]
            person = next(p for p in PEOPLE if laptop.email.startswith(p[0]))
            self.office.give_role(laptop.email, person[1], role)
        elif step.kind == "judge_again":
            self.office.judge_again()
        elif step.kind == "back_up_server":
            self.office.back_up()
        elif step.kind == "restore_server":
            self.restore_server()
        elif step.kind == "back_up_laptop":
            laptop.save()
        elif step.kind == "restore_laptop":
            self._restore_laptop(laptop)
        elif step.kind == "clone_laptop":
            self.clone(laptop)
        elif step.kind == "revoke" and step.one % 3 == 0:
            self._revoke(laptop)
        elif step.kind == "clock":
            clocks = [one.disk.clock for one in self.laptops] + [self.office.clock]
            clocks[step.who % len(clocks)].kind = CLOCKS[step.one % len(CLOCKS)]
            self.faults["clock_wrong"] += 1
        elif step.kind == "upgrade_server":
            self.upgrade_server()
        elif step.kind == "upgrade_laptop" and self.plan.next_laptops:
            self._upgrade(laptop, step)

    def _upgrade(self, laptop: Laptop, step: Step) -> None:
        """The power may go in the middle of it; then it is done again."""
        if step.two % 3 == 0:
            laptop.disk.cut_power_after(1 + step.one % 40)
        with suppress(PowerCut):
            laptop.upgrade()
        laptop.disk.mend()
        self.faults["power_cut_while_upgrading"] += not laptop.is_next
        laptop.upgrade()
        self.faults["laptop_upgraded"] += 1

    def upgrade_server(self) -> None:
        if self.office.schema is not NEXT_SCHEMA and self.plan.next_laptops:
            self.office.schema = NEXT_SCHEMA
            self.office.judge_again()
            self.faults["server_upgraded"] += 1

    def restore_server(self) -> None:
        # With a laptop's store lost as well, what both held is on no one's disk that may send it.
        if not self.has_lost_a_store and self.office.restore():
            self.has_lost_the_server = True
            self.faults["server_restored"] += 1

    def _restore_laptop(self, laptop: Laptop) -> None:
        if self.has_lost_the_server:
            return
        before = dict(laptop.deeds)
        if laptop.restore():
            self.has_lost_a_store = True
            self.lost |= {w: deed for w, deed in before.items() if w not in laptop.deeds}
            self.faults["laptop_restored"] += 1

    def clone(self, laptop: Laptop) -> None:
        if len(self.laptops) < 5:
            disk = self.shelf.take(laptop.disk.image())
            twin = Laptop(f"{laptop.name}'s copy", laptop.email, disk, Line(self.office), laptop.is_next)
            twin.deeds, twin.is_revoked = dict(laptop.deeds), laptop.is_revoked
            twin.came_back = laptop.came_back = True
            twin.files.whole |= laptop.files.whole
            self.laptops.append(twin)
            self.faults["laptop_cloned"] += 1

    def witness(self) -> Laptop:
        """A new laptop of someone who reads everything, when all is over; it takes no part in the history."""
        made = self.enrol("witness", len(PEOPLE) - 1, is_next=self.office.schema is NEXT_SCHEMA)
        self.laptops.remove(made)
        return made

    def source(self) -> Random:
        return self._source

    def _revoke(self, laptop: Laptop) -> None:
        if sum(not one.is_revoked for one in self.laptops) < 2:
            return
        (device,) = laptop.rows("SELECT device_id FROM sync_replica")[0]
        self.office.revoke(device)
        for one in self.laptops:
            one.is_revoked |= one.own_prefix() == laptop.own_prefix()
        self.faults["device_revoked"] += 1
