"""Saving one field of a visit, beside a bare encrypted commit with synchronous=FULL."""

from pathlib import Path

from desktop.services.visits.records import VisitFilter
from tools.bench.measuring import Outcome, alternate, seconds
from tools.bench.stores import bare_copy, make_store

_SAVES = 40


def run(folder: Path, rounds: int, *, quick: bool) -> list[Outcome]:
    services = make_store(folder / "saving", projects=10, visits=20 if quick else 150)
    visits = services.visits.page(VisitFilter(mine=True), limit=200)
    visit = next(services.visits.get(row.id) for row in visits if services.visits.get(row.id).may_edit)
    count = [0]

    def product() -> float:
        def save() -> None:
            for _save in range(_SAVES):
                count[0] += 1
                services.visits.set_fields(visit.row.id, {"purpose": f"Recount the figures {count[0]}"})

        return seconds(save) / _SAVES

    try:
        with bare_copy(services, folder / "saving-limit") as bare:

            def limit() -> float:
                def save() -> None:
                    for _save in range(_SAVES):
                        count[0] += 1
                        bare.execute("BEGIN IMMEDIATE")
                        bare.execute(
                            "UPDATE visits SET purpose = ? WHERE id = ?",
                            (f"Recount the figures {count[0]}", str(visit.row.id)),
                        )
                        bare.execute("COMMIT")

                return seconds(save) / _SAVES

            limits, products = alternate(rounds, limit, product)
    finally:
        services.close()
    note = "purpose of a visit; 40 saves a round"
    return [Outcome(name="saving one field", unit="s", product=products, limit=limits, reach=2.0, note=note)]
