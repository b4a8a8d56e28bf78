"""Taking in real projects and places; the reach is an absolute time."""

from pathlib import Path

from tools.bench.measuring import Outcome, seconds
from tools.bench.stores import make_empty

_DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
_FILES = (("places", "places/ocha_pcodes_region.csv"), ("projects", "projects/iom_seeeca_projects.csv"))


def run(folder: Path, rounds: int, *, quick: bool) -> list[Outcome]:
    contents = [(kind, _DATA / name) for kind, name in _FILES if (_DATA / name).exists()]
    if len(contents) < len(_FILES):
        return []
    times, taken = [], 0
    for number in range(1 if quick else rounds):
        services = make_empty(folder / f"importing-{number}", 0)
        try:

            def take_in(services=services) -> None:  # type: ignore[no-untyped-def]
                nonlocal taken
                reports = [
                    services.exchanging.run(kind, path.read_bytes(), path.name) for kind, path in contents
                ]
                taken = sum(report.taken + report.repaired for report in reports)

            times.append(seconds(take_in))
        finally:
            services.close()
    note = f"{taken} rows of real files into an empty store, journal included"
    name = "import of 248 projects and 2,347 places"
    return [Outcome(name=name, unit="s", product=tuple(times), reach=2.0, note=note)]
