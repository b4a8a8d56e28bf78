"""`python -m tools.bench [NAME ...] [--quick] [--rounds N]`: measures, prints the table, writes bench-out/bench.json."""

import argparse
import json
import os
import platform
import sys
import tempfile
from importlib import import_module
from pathlib import Path

os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

from tools.bench.measuring import Outcome
from tools.bench.stores import write_json

BENCHES = {
    "start": "tools.bench.starting",
    "import": "tools.bench.importing",
    "save": "tools.bench.saving",
    "typing": "tools.bench.keystrokes",
    "list": "tools.bench.listing",
    "pdf": "tools.bench.printing",
    "sync": "tools.bench.syncing",
    "server": "tools.bench.serving",
    "compact": "tools.bench.compacting",
    "forms": "tools.bench.forms",
    "morning": "tools.bench.mornings",
    "soak": "tools.bench.soaking",
}
LONG = ("morning", "soak")
"""Minutes each: only where they are named."""

OUT = Path("bench-out")


def main(words: list[str]) -> int:
    asked = _read(words)
    outcomes: list[Outcome] = []
    for name in asked.names or [one for one in BENCHES if one not in LONG]:
        print(f"measuring {name} ...", file=sys.stderr, flush=True)
        with tempfile.TemporaryDirectory(prefix="milepost-bench-") as folder:
            rounds = asked.rounds or (1 if asked.quick else 5)
            outcomes += import_module(BENCHES[name]).run(Path(folder), rounds, quick=asked.quick)
    print("\n".join(table(outcomes)))
    document = {
        "command": " ".join(["./run bench", *words]),
        "quick": asked.quick,
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "rows": [outcome.as_data() for outcome in outcomes],
    }
    write_json(OUT / "bench.json", json.loads(json.dumps(document, default=str)))
    return 0


def _read(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHES))
    parser.add_argument("--quick", action="store_true", help="small data, one round: does it run at all")
    parser.add_argument("--rounds", type=int, default=0, help="rounds of each (5, or 1 with --quick)")
    asked = parser.parse_args(words)
    unknown = sorted(set(asked.names) - set(BENCHES))
    if unknown:
        parser.error(f"there is no bench {unknown[0]}; there are: {', '.join(BENCHES)}")
    return asked


def table(outcomes: list[Outcome]) -> list[str]:
    """Markdown, so that it can stand in docs/performance.md as it is."""
    lines = [
        "| measure | product | limit | ratio (smallest - largest) | reach | reached | note |",
        "|---|---|---|---|---|---|---|",
    ]
    for one in outcomes:
        product, limit = _middle(one.product), _middle(one.limit)
        shown = f"{one.median:.2f} ({min(one.ratios):.2f} - {max(one.ratios):.2f})"
        unit = one.unit
        reach = "" if one.reach is None else f"{one.reach:g}{'' if one.limit else f' {unit}'}"
        verdict = {True: "yes", False: "NO", None: ""}[one.reached]
        lines.append(
            f"| {one.name} | {_said(product, unit)} | {_said(limit, unit)} | {shown} | {reach} | {verdict} | {one.note} |"
        )
    return lines


def _middle(values: tuple[float, ...]) -> float | None:
    return sorted(values)[len(values) // 2] if values else None


def _said(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    if unit == "s":
        return f"{value * 1000:.1f} ms" if value < 1 else f"{value:.2f} s"
    return f"{value:.2f} {unit}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
