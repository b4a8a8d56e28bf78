"""A thousand laptops through a morning on one server, and a soak of two processes on one PostgreSQL.

Laptops come when their time is there, whether or not the server has answered those before, and what is measured counts
from that time on: a server that falls behind shows it.
"""

import asyncio
import os
import random
import statistics
import subprocess
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from sync.server.store.database import Database
from tools.bench.devices import Device, Faulty, enrolled
from tools.bench.measuring import Outcome
from tools.bench.serving import SERVER, fresh, postgres

OFFICES = 40
IDLE_SYNCS = 400
SAMPLE_EVERY_S = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How many laptops, for how long, how often each comes; one call in four brings changes."""

    devices: int
    seconds: float
    calls_a_device: int
    processes: int
    name: str


@dataclass(slots=True)
class Seen:
    """What happened."""

    waits: list[float] = field(default_factory=list)
    idle: list[float] = field(default_factory=list)
    quiet: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    at_once: list[int] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)
    running: int = 0


def run(folder: Path, rounds: int, *, quick: bool) -> list[Outcome]:
    """The morning: four hours in four minutes, a server process for each of two cores."""
    plan = Plan(
        devices=40 if quick else 1000,
        seconds=5 if quick else 240,
        calls_a_device=2 if quick else 16,
        processes=2,
        name="a morning",
    )
    return _measured(folder, plan)


def soak(folder: Path, *, quick: bool) -> list[Outcome]:
    """`MILEPOST_SOAK_MINUTES` minutes (30) of the same with two processes."""
    minutes = float(os.environ.get("MILEPOST_SOAK_MINUTES", "30"))
    plan = Plan(
        devices=40 if quick else 1000,
        seconds=5 if quick else minutes * 60,
        calls_a_device=2 if quick else max(2, round(minutes * 2)),
        processes=2,
        name="a soak",
    )
    return _measured(folder, plan)


def _measured(folder: Path, plan: Plan) -> list[Outcome]:
    with ExitStack() as ending:
        url = fresh(ending.enter_context(postgres()))
        folder.mkdir(exist_ok=True)
        database = Database.open(folder, url)
        devices = enrolled(database, OFFICES, plan.devices)
        servers = [_server(folder, url, ending) for _ in range(plan.processes)]
        seen = asyncio.run(
            _morning(plan, devices, [port for _, port in servers], [one for one, _ in servers])
        )
        kept = _kept(database)
        database.close()
    if kept != sum(one.acknowledged for one in devices):
        seen.faults.append(f"{kept} changes kept")
    return _rows(plan, devices, seen)


def _kept(database: Database) -> int:
    from sqlalchemy import text

    with database.reading() as connection:
        return int(connection.execute(text("SELECT count(*) FROM operations")).scalar_one())


def _server(folder: Path, url: str, ending: ExitStack) -> tuple[int, int]:
    process = subprocess.Popen(
        [*SERVER, "run", "--data", str(folder), "--database", url, "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
    )

    def end() -> None:
        process.terminate()
        process.wait(30)
        if process.stdout is not None:
            process.stdout.close()

    ending.callback(end)
    assert process.stdout is not None
    return process.pid, int(process.stdout.readline().rpartition(":")[2])


async def _morning(
    plan: Plan, devices: Sequence[Device], ports: Sequence[int], servers: Sequence[int]
) -> Seen:
    seen, chance = Seen(), random.Random(20261126)
    for device in devices:  # everybody has synced before
        await device.sync(ports[0])
    for device in devices[:100]:
        begun = time.perf_counter()
        await device.sync(ports[0])
        seen.quiet.append(time.perf_counter() - begun)
    for device in chance.sample(devices, min(len(devices), IDLE_SYNCS)):  # the same mix, nobody else there
        changes = _changes(chance)
        begun = time.perf_counter()
        await device.sync(ports[0], changes)
        seen.idle.append(time.perf_counter() - begun)
    start = time.perf_counter() + 0.5
    async with asyncio.TaskGroup() as group:
        watching = group.create_task(_watch(seen, servers))
        days = [
            group.create_task(
                _day_of(device, plan, start, random.Random(chance.random()), ports[n % len(ports)], seen)
            )
            for n, device in enumerate(devices)
        ]
        await asyncio.wait(days)
        watching.cancel()
    return seen


async def _day_of(
    device: Device, plan: Plan, start: float, chance: random.Random, port: int, seen: Seen
) -> None:
    times = sorted(start + chance.random() * plan.seconds for _ in range(plan.calls_a_device))
    for planned in times:
        await asyncio.sleep(max(0.0, planned - time.perf_counter()))
        seen.running += 1
        try:
            await device.sync(port, _changes(chance))
            seen.waits.append(time.perf_counter() - planned)
        except (Faulty, OSError, asyncio.IncompleteReadError) as fault:
            seen.faults.append(str(fault))
        finally:
            seen.running -= 1


def _changes(chance: random.Random) -> int:
    """One sync in four brings some."""
    return chance.randint(1, 20) if chance.random() < 0.25 else 0


async def _watch(seen: Seen, servers: Sequence[int]) -> None:
    while True:
        seen.at_once.append(seen.running)
        seen.memory.append(sum(map(_resident_bytes, servers)))
        await asyncio.sleep(SAMPLE_EVERY_S)


def _resident_bytes(process: int) -> int:
    pages = Path(f"/proc/{process}/statm").read_text().split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def _rows(plan: Plan, devices: Sequence[Device], seen: Seen) -> list[Outcome]:
    idle, waits = statistics.median(seen.idle), sorted(seen.waits)
    p99 = waits[int(len(waits) * 0.99)]
    half = len(seen.at_once) // 2
    queues = max(seen.at_once[:half] or [0]), max(seen.at_once[half:] or [0])
    changes = sum(one.acknowledged for one in devices)
    name = f"server: {plan.name} of {plan.devices:,} laptops, {plan.processes} on PostgreSQL"
    facts = {
        "syncs": len(waits), "changes": changes, "faults": seen.faults[:20], "queue_halves": queues,
        "memory_mib": [round(one / 2**20, 1) for one in seen.memory[:: max(1, len(seen.memory) // 20)]],
    }  # fmt: skip
    settled = seen.memory[len(seen.memory) // 4]
    return [
        Outcome(
            name=f"{name}: slowest of a hundred",
            unit="s",
            product=(p99,),
            limit=(idle,),
            reach=10.0,
            note=f"{len(waits):,} syncs in {plan.seconds:,.0f} s, {changes:,} changes, {len(seen.faults)} errors;"
            f" at once at most {queues[0]}, then {queues[1]}; "
            f" a sync without news {statistics.median(seen.quiet) * 1000:.1f} ms, the middle one {waits[len(waits) // 2] * 1000:.0f} ms;"
            " the limit: the median of the same syncs on an idle server",
            facts=facts,
        ),
        Outcome(
            name=f"{name}: memory at its end",
            unit="MiB",
            product=(seen.memory[-1] / 2**20,),
            limit=(settled / 2**20,),
            reach=1.1,
            note="the limit: after a quarter of the time",
        ),
    ]
