"""A list of 100,000 visits: first paint, filter, search, beside the bare keyset or FTS5 query and the same painting."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from desktop.rules.vocabulary import VisitState
from desktop.services.visits.records import VisitFilter, VisitRow
from desktop.ui.item_models import PagedListModel, RecordList, Row
from desktop.ui.screens.visits.list_pane import visit_row
from desktop.ui.theme import Appearance, visit_mark
from tools.bench.measuring import Outcome, alternate, seconds
from tools.bench.stores import add_visits, bare_copy, make_store

_COLUMNS = (
    "SELECT v.id, v.code, v.title, v.state, v.start, v.end, p.title, "
    "(SELECT group_concat(s.name, ', ') FROM visit_sites AS s WHERE s.visit_id = v.id AND s.deleted_at IS NULL)"
    " FROM visits AS v JOIN projects AS p ON p.id = v.project_id WHERE v.deleted_at IS NULL"
)
_ORDER = " ORDER BY v.start DESC, v.id DESC LIMIT ?"

_MATCHING = (
    " AND v.id IN (SELECT e.record_id FROM search_words JOIN search_entries AS e ON e.row = search_words.rowid"
    """ WHERE search_words MATCH '"round"* "12"*')"""
)


def run(folder: Path, rounds: int, *, quick: bool) -> list[Outcome]:
    app = QApplication.instance() or QApplication(["bench"])
    appearance = Appearance(app)  # type: ignore[arg-type]
    appearance.apply("light", 1.0)
    count = 5_000 if quick else 100_000
    services = make_store(folder / "listing", projects=1, visits=0)
    add_visits(services, count)
    services.search.catch_up()
    outcomes = []
    try:
        with bare_copy(services, folder / "listing-limit") as bare:
            for name, wanted, condition in (
                ("first paint", VisitFilter(), ""),
                ("filter", VisitFilter(states=frozenset({VisitState.PLANNED})), " AND +v.state = 'planned'"),
                ("search", VisitFilter(text="round 12"), _MATCHING),
            ):

                def page(after: Any, limit: int, wanted: VisitFilter = wanted) -> Sequence[VisitRow]:
                    return services.visits.page(wanted, after=after, limit=limit)

                def product(page: Any = page, wanted: VisitFilter = wanted) -> float:
                    def show() -> None:
                        services.visits.count(wanted)
                        _paint(PagedListModel(page, lambda row: row.id), visit_row)

                    # Other words in between: those of the round before would still be known.
                    services.visits.count(VisitFilter(text="round 7 skills"))
                    return seconds(show)

                def limit(condition: str = condition) -> float:
                    def rows(_after: Any, limit: int) -> Sequence[Any]:
                        return bare.execute(_COLUMNS + condition + _ORDER, (limit,)).fetchall()

                    return seconds(lambda: _paint(PagedListModel(rows, lambda row: row[0]), _bare_row))

                limits, products = alternate(rounds, limit, product)
                outcomes.append(
                    Outcome(
                        name=f"list of {count:,} visits: {name}",
                        unit="s",
                        product=products,
                        limit=limits,
                        reach=1.5,
                        note="keyset page of 50 and painting it; the product also counts",
                    )
                )
    finally:
        services.close()
    return outcomes


def _bare_row(row: Any) -> Row:
    _id, code, title, state, start, end, _project, sites = row
    return Row(
        code=code, title=title, chip=visit_mark(VisitState(state)), meta=(f"{start} {end}", sites or "")
    )


def _paint(model: Any, describe: Any) -> None:
    view = RecordList(model, describe, "bench", "bench")
    view.resize(520, 900)
    view.grab()
    view.deleteLater()
