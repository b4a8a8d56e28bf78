"""Failing histories as files that a person can read and a test runs again."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from tools.simulate.plan import Plan, Step
from tools.simulate.runs import Runner

FOLDER = Path(__file__).with_name("kept")


@dataclass(frozen=True, slots=True)
class Kept:
    """A history, the promise that it broke, and what was wrong; `is_open` while it still breaks it."""

    name: str
    invariant: str
    why: str
    is_open: bool
    plan: Plan


def keep(plan: Plan, runner: Runner) -> str:
    """Write down a failing history; answers the file's name."""
    broken = runner.run(plan).broken
    invariant = broken.invariant if broken else "none"
    said = broken.sentence[:300] if broken else ""
    path = FOLDER / f"{invariant}-{plan.seed}.json"
    head = {"invariant": invariant, "why": said, "is_open": True}
    rest = {field.name: getattr(plan, field.name) for field in fields(plan) if field.name != "steps"}
    steps = ",\n  ".join(json.dumps(_short(step)) for step in plan.steps)
    lines = [f'"{name}": {json.dumps(value)}' for name, value in (head | rest).items()]
    path.write_text("{" + ",\n ".join([*lines, f'"steps": [\n  {steps}\n ]']) + "}\n", "utf-8")
    return path.name


def kept() -> Iterator[Kept]:
    for path in sorted(FOLDER.glob("*.json")):
        said = json.loads(path.read_text("utf-8"))
        steps = tuple(Step(**step) for step in said.pop("steps"))
        head = {name: said.pop(name) for name in ("invariant", "why", "is_open")}
        yield Kept(name=path.stem, plan=Plan(**said, steps=steps), **head)


def _short(step: Step) -> dict[str, object]:
    return {
        name: value for name, value in asdict(step).items() if value not in ("",) and (name != "at" or value)
    }
