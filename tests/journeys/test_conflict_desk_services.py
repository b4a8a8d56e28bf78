"""What the window asks of the syncing service, with two laptops and a server."""

from datetime import date
from decimal import Decimal

import pytest

from desktop.errors import Refused
from desktop.models import IndicatorValue
from desktop.progress import Cancelled, Progress
from desktop.services.history.words import told_undone
from desktop.services.roster import Services
from desktop.storage.changed import Changed
from tests.journeys.conftest import Office
from tests.makers import make_photo, make_project, make_value, make_visit

pytestmark = pytest.mark.slow
Pair = tuple[Services, Services]


def meet(*services: Services) -> None:
    for one in (*services, *services):
        one.syncing.sync()


def report_figure(services: Services, value_id: object, value: str) -> None:
    with services.database.writing("figures.set", reason=f"{value} in the register") as work:
        work.get(IndicatorValue, value_id).value = Decimal(value)  # type: ignore[arg-type]


def test_a_conflict_is_told_in_numbers_days_and_names(pair: Pair) -> None:
    aigul, beka = pair
    value = make_value(aigul, make_project(aigul, code="LM.0777"), value="264")
    meet(aigul, beka)
    report_figure(aigul, value, "288")
    report_figure(beka, value, "297.5")
    meet(aigul, beka)

    (conflict,) = aigul.syncing.conflicts()

    mine, theirs = conflict.sides
    assert conflict.words == "A · People trained and certified"
    assert conflict.code == "LM.0777"
    assert (mine.who, mine.is_mine, mine.is_this_laptop) == ("Aigul", True, True)
    assert (theirs.who, theirs.is_mine, theirs.is_this_laptop) == ("Beka", False, False)
    parts = {part.field: part.value for part in theirs.parts}
    assert parts["value"] == Decimal("297.5")
    assert parts["period_end"] == date(2026, 12, 31)
    assert {part.field: part.value for part in theirs.base_parts}["value"] == Decimal("264")
    assert theirs.reason == "297.5 in the register"
    assert [one.kind for one in conflict.columns if one.field == "value"] == ["number"]


def test_a_decision_taken_back_before_a_sync_is_open_again(pair: Pair) -> None:
    aigul, beka = pair
    for services, title in zip(pair, ("One", "Two"), strict=True):
        project = services.projects.find("LM.0465")
        services.projects.set_fields(project.id, {"title": title})
    meet(aigul, beka)
    (conflict,) = aigul.syncing.conflicts()

    for keep, shown in ((2, "Two"), (1, "One")):
        aigul.syncing.resolve(conflict.id, keep=keep)
        assert aigul.syncing.conflicts() == ()
        assert aigul.projects.find("LM.0465").title == shown

        taken = aigul.history.undo()

        assert taken is not None
        assert taken.action == "conflicts.decide"
        assert [one.id for one in aigul.syncing.conflicts()] == [conflict.id]
        assert aigul.projects.find("LM.0465").title == "One"
        assert aigul.history.redo() is None
    meet(aigul, beka)
    assert [one.id for one in beka.syncing.conflicts()] == [conflict.id]


def test_a_decision_that_went_out_is_taken_back_by_writing_the_other_value(pair: Pair) -> None:
    aigul, beka = pair
    for services, title in zip(pair, ("One", "Two"), strict=True):
        project = services.projects.find("LM.0465")
        services.projects.set_fields(project.id, {"title": title})
    meet(aigul, beka)
    aigul.syncing.resolve(aigul.syncing.conflicts()[0].id, keep=2)
    meet(aigul, beka)

    aigul.history.undo()
    meet(aigul, beka)

    for services in pair:
        assert services.projects.find("LM.0465").title == "One"
        assert services.syncing.conflicts() == ()


def test_a_decision_that_went_out_and_kept_what_was_shown_is_not_said_to_be_taken_back(pair: Pair) -> None:
    aigul, beka = pair
    for services, title in zip(pair, ("One", "Two"), strict=True):
        project = services.projects.find("LM.0465")
        services.projects.set_fields(project.id, {"title": title})
    meet(aigul, beka)
    aigul.syncing.resolve(aigul.syncing.conflicts()[0].id, keep=1)
    meet(aigul, beka)

    taken = aigul.history.undo()

    assert taken is not None
    assert (taken.action, taken.written, taken.left) == ("conflicts.decide", 0, 0)
    assert told_undone(taken).startswith("Nothing was taken back: the decision has been sent")
    assert aigul.projects.find("LM.0465").title == "One"


def test_who_may_not_change_a_field_may_not_decide_about_it(office: Office, pair: Pair) -> None:
    aigul, beka = pair
    for services, title in zip(pair, ("One", "Two"), strict=True):
        project = services.projects.find("LM.0465")
        services.projects.set_fields(project.id, {"title": title})
    meet(aigul, beka)
    office.type("user", "add", "aigul@example.org", "--office", "KG", "--role", "monitor")
    aigul.syncing.sync()

    (conflict,) = aigul.syncing.conflicts()

    assert not conflict.may_decide
    with pytest.raises(Refused):
        aigul.syncing.resolve(conflict.id, keep=1)


def test_the_ladder_counts_what_is_here_alone_and_what_is_stored(pair: Pair) -> None:
    aigul, _beka = pair
    before = aigul.syncing.ladder()
    visit = make_visit(aigul, make_project(aigul, code="LM.0778"))

    here = aigul.syncing.whereabouts("here")
    assert aigul.syncing.ladder().here == len(here) == aigul.syncing.state().unsent
    assert ("visits", visit) in {(one.table, one.record_id) for one in here}
    assert all(one.title for one in here)

    aigul.syncing.sync()

    after = aigul.syncing.ladder()
    assert (after.here, after.oldest) == (0, None)
    assert after.stored == before.stored + len(here)
    first = aigul.syncing.whereabouts("stored", limit=3)
    rest = aigul.syncing.whereabouts("stored", after=first[-1].key, limit=1000)
    assert len({one.record_id for one in (*first, *rest)}) == after.stored


def test_a_sync_that_is_stopped_leaves_nothing_half_done_and_the_next_one_ends_it(pair: Pair) -> None:
    aigul, beka = pair
    visit = make_visit(aigul, make_project(aigul, code="LM.0780"))
    attached = [aigul.attachments.attach(visit, make_photo((600, 400 + n)), f"{n}.jpg").id for n in range(4)]
    stopping = Progress(lambda _done, _total, _what: stopping.stop())

    with pytest.raises(Cancelled):
        aigul.syncing.sync(stopping)

    assert aigul.syncing.state().files_pending > 0
    assert aigul.syncing.sync().blobs_pending == 0
    beka.syncing.sync()
    assert [beka.attachments.content(one) for one in attached] == [
        aigul.attachments.content(one) for one in attached
    ]


def test_every_run_is_told_to_the_window_also_where_nothing_came(pair: Pair) -> None:
    aigul, _beka = pair
    aigul.projects.create({"title": "Wells", "countries": "KG"})
    told: list[Changed] = []
    aigul.database.subscribe(told.append)

    aigul.syncing.sync()

    assert [(one.origin, "sync_transactions" in one.areas) for one in told][-1] == ("sync", True)


def test_the_doctor_finds_a_history_that_was_altered(pair: Pair) -> None:
    aigul, _beka = pair
    assert all(check.ok for check in aigul.upkeep.examine() if check.name == "seal")

    with aigul.database.transaction() as connection:
        connection.exec_driver_sql(
            "UPDATE sync_transactions SET body = (SELECT body FROM sync_transactions WHERE own = 1"
            " ORDER BY id DESC LIMIT 1) WHERE id = (SELECT min(id) FROM sync_transactions WHERE own = 1)"
        )

    (seal,) = [check for check in aigul.upkeep.examine() if check.name == "seal"]
    assert not seal.ok
    assert "altered outside Milepost" in seal.sentence
