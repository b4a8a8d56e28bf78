"""The sync centre: progress, pause, schedule, proxy, problems and the table of projects; typed and clicked."""

import pytest
from PySide6.QtWidgets import QApplication

from desktop.settings.sync_settings import SMALL_FILE_BYTES, SyncSettings
from desktop.ui.background import BackgroundJobs
from desktop.ui.jobs import JobsAtOnce
from desktop.ui.screens.sync.words import moved_words
from desktop.ui.sync_run import SyncRun
from desktop.ui.sync_schedule import SyncSchedule
from tests.journeys.conftest import Office
from tests.journeys.hotel import Hotel
from tests.journeys.sync_screen import Pair
from tests.makers import make_project, make_visit
from tests.mute_server import MuteServer

pytestmark = pytest.mark.slow


class Listener:
    """Remembers what a run told."""

    def __init__(self, run: SyncRun) -> None:
        self._run = run
        self.seen: list[tuple[str, int]] = []
        self.ends: list[tuple[bool, bool, bool]] = []
        run.watch(self)

    def run_moved(self) -> None:
        moved = self._run.moved
        self.seen.append((self._run.standing, moved.bytes_sent if moved else 0))

    def run_ended(self, report, problem, *, was_asked: bool) -> None:
        self.ends.append((report is not None, problem is not None, was_asked))


def test_a_run_counts_its_bytes_and_ends_once(pair: Pair) -> None:
    pair[0].projects.create({"title": "Wells", "countries": "KG"})
    run = SyncRun(pair[0], JobsAtOnce())
    told = Listener(run)

    assert run.start()

    assert told.ends == [(True, False, True)]
    assert told.seen[0] == ("running", 0)
    assert run.moved is not None
    assert run.moved.bytes_sent > 200
    assert not run.is_under_way


def test_a_mute_server_is_told_of_and_a_press_of_cancel_ends_the_wait(
    office: Office, pair: Pair, qtbot
) -> None:
    office.stop()
    mute, jobs = MuteServer(office.port), BackgroundJobs()
    run = SyncRun(pair[0], jobs)
    told = Listener(run)
    try:
        run.start()
        qtbot.waitUntil(lambda: run.moved is not None and run.moved.silent_s >= 5, timeout=10_000)
        words = moved_words(run.moved, is_paused=False)
        run.cancel()
        qtbot.waitUntil(lambda: bool(told.ends), timeout=1_500)
    finally:
        jobs.wait()
        mute.close()

    assert words.startswith("The server has not answered for ")
    assert told.ends == [(False, False, True)]


def test_the_schedule_begins_a_run_when_it_is_due_and_not_where_bytes_are_paid_for(pair: Pair) -> None:
    aigul, _beka = pair
    run = SyncRun(aigul, JobsAtOnce())
    told = Listener(run)
    paid = [True]
    schedule = SyncSchedule(aigul, run, is_paid_for=lambda: paid[0])
    assert not schedule.look()  # off until someone says when

    aigul.syncing.set_settings(SyncSettings(schedule="every", every_minutes=30, only_unmetered=True))
    assert not schedule.look()  # it ran just now
    aigul.clock.move(minutes=31)  # type: ignore[attr-defined]
    assert not schedule.look()
    paid[0] = False
    assert schedule.look()
    assert told.ends == [(True, False, False)]
    assert not schedule.look()


def test_a_schedule_that_fails_waits_for_its_next_turn(office: Office, pair: Pair) -> None:
    aigul, _beka = pair
    aigul.syncing.set_settings(SyncSettings(schedule="every", every_minutes=30))
    aigul.clock.move(minutes=31)  # type: ignore[attr-defined]
    office.stop()
    run = SyncRun(aigul, JobsAtOnce())
    told = Listener(run)
    schedule = SyncSchedule(aigul, run)

    assert schedule.look()
    assert not schedule.look()
    assert told.ends == [(False, True, False)]


def test_a_clock_that_was_years_ahead_does_not_silence_the_schedule(pair: Pair) -> None:
    aigul, _beka = pair
    aigul.syncing.set_settings(SyncSettings(schedule="every", every_minutes=30))
    aigul.clock.move(days=800)  # type: ignore[attr-defined]
    aigul.syncing.sync()
    aigul.clock.move(days=-800)  # type: ignore[attr-defined]
    schedule = SyncSchedule(aigul, SyncRun(aigul, JobsAtOnce()))

    assert schedule.look()
    assert not schedule.look()


def test_problems_are_told_with_their_remedy_and_copied_without_names(
    office: Office, pair: Pair, open_desk
) -> None:
    desk = open_desk(pair[0])
    office.stop()
    hotel = Hotel(office.port)
    try:
        desk.click("sync_primary")
        desk.turn_to("connection")
        assert "“Welcome to Hotel Ala-Too” answers instead of the server" in desk.words()
        assert "Open a browser" in desk.words()
        desk.click("sync_look")
        assert "Hotel Ala-Too" in desk.text("sync_looked_server")
    finally:
        hotel.close()

    desk.click("sync_copy_diagnosis")
    copied = QApplication.clipboard().text()
    assert "not_milepost Welcome to Hotel Ala-Too" in copied
    assert "ILL server" in copied
    assert "Aigul" not in copied


def test_settings_take_effect_as_they_are_chosen(pair: Pair, open_desk) -> None:
    aigul = pair[0]
    desk = open_desk(aigul)
    desk.turn_to("connection")
    assert "when you press Sync now" in desk.words()

    desk.click("sync_schedule_2")
    assert aigul.syncing.settings().schedule == "every"
    assert "every 30 minutes while Milepost is open" in desk.words()
    desk.click("sync_schedule_3")
    desk.type("sync_times", "8:15, 17:00")
    desk.screen.connection._times.flush()
    assert aigul.syncing.settings().times == ("08:15", "17:00")
    desk.type("sync_times", "late")
    desk.screen.connection._times.flush()
    assert "late is no time of day" in desk.text("sync_settings_problem")
    assert aigul.syncing.settings().times == ("08:15", "17:00")


def test_a_proxy_is_written_kept_and_its_password_is_not_in_the_store(pair: Pair, open_desk) -> None:
    aigul = pair[0]
    desk = open_desk(aigul)
    desk.turn_to("connection")
    assert not desk.there_is("sync_proxy_address")
    desk.click("sync_proxy_3")
    assert aigul.syncing.settings().proxy == "system"  # without an address there is nothing to keep

    desk.type("sync_proxy_address", "proxy.example.org:3128")
    desk.type("sync_proxy_user", "aigul")
    desk.type("sync_proxy_password", "a secret word")
    desk.click("sync_proxy_test")

    kept = aigul.syncing.settings()
    assert (kept.proxy, kept.proxy_address, kept.proxy_user) == (
        "manual",
        "http://proxy.example.org:3128",
        "aigul",
    )
    with aigul.database.reading() as work:
        assert "a secret word" not in repr(work.settings.find("sync.settings"))


def test_each_project_says_how_it_stands(pair: Pair, open_desk) -> None:
    made = pair[0].projects.create({"title": "Wells", "code": "WA.0101", "countries": "KG"})
    desk = open_desk(pair[0])
    desk.turn_to("scopes")
    model = desk.screen.scopes.model
    first = model.record(0)
    assert (first.code, first.unsent) == ("WA.0101", 1)

    desk.screen.scopes.table.opened.emit(first)
    assert desk.shell.went_to[-1] == ("projects", made.id, "")
    desk.click("sync_primary")
    assert model.record(0).unsent == 0
    assert {one.position for one in model.records if one.code == "WA.0101"} != {0}


def test_large_files_wait_where_bytes_are_paid_for_until_they_are_asked_for(pair: Pair) -> None:
    aigul, _beka = pair
    visit = make_visit(aigul, make_project(aigul))
    aigul.attachments.attach(visit, bytes(SMALL_FILE_BYTES + 1), "walk.bin", kind="document")
    run = SyncRun(aigul, JobsAtOnce(), is_paid_for=lambda: True)

    assert run.start()
    assert aigul.syncing.state().files_pending == 1
    assert run.start(all_files=True)
    assert aigul.syncing.state().files_pending == 0


def test_the_ladder_ends_in_a_backup_of_the_server(office: Office, pair: Pair, open_desk, tmp_path) -> None:
    aigul, _beka = pair
    make_project(aigul)
    aigul.syncing.sync()
    desk = open_desk(aigul)
    assert not desk.there_is("sync_step_secured")

    office.type("backup", str(tmp_path / "server.tar"))
    make_visit(aigul, make_project(aigul, code="LM.0999"))
    desk.click("sync_primary")

    ladder = aigul.syncing.ladder()
    assert (ladder.secured > 0, ladder.stored > 0) == (True, True)
    assert desk.text("sync_count_secured") == str(ladder.secured)
    assert {one.rung for one in aigul.syncing.whereabouts("secured")} == {"secured"}
