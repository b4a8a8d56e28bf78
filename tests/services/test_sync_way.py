"""Settings of sync, and a look at the way to the server."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from desktop.errors import BadInput, Refused
from desktop.progress import Cancelled, Progress
from desktop.services.roster import Services
from desktop.services.syncing.gate import Gate
from desktop.services.syncing.look import first_hop, look
from desktop.services.syncing.moving import Moving
from desktop.services.syncing.sentences import problem_of
from desktop.services.syncing.troubles import note_trouble, troubles
from desktop.settings.sync_settings import SyncSettings, read_sync_settings
from sync.client.transport import HttpTransport
from tests.mute_server import MuteServer


def test_settings_are_kept_and_damaged_ones_are_as_at_the_beginning(services: Services) -> None:
    assert services.syncing.settings() == SyncSettings()
    wanted = SyncSettings(
        schedule="at",
        times=("17:30", "9:00"),
        only_unmetered=True,
        limit_kbps=256,
        proxy="manual",
        proxy_address="proxy.example.org:3128",
        proxy_user=" aigul ",
    )

    services.syncing.set_settings(wanted)

    kept = services.syncing.settings()
    assert (kept.times, kept.limit_kbps, kept.only_unmetered) == (("09:00", "17:30"), 256, True)
    assert (kept.proxy_address, kept.proxy_user) == ("http://proxy.example.org:3128", "aigul")
    assert read_sync_settings({"schedule": "now", "limit_kbps": -1, "times": "x"}) == SyncSettings()


@pytest.mark.parametrize(
    "settings",
    [
        SyncSettings(limit_kbps=-5),
        SyncSettings(schedule="at", times=("9:00", "25:00")),
        SyncSettings(proxy="manual", proxy_address=""),
        SyncSettings(proxy="manual", proxy_address="ftp://x"),
        SyncSettings(proxy="manual", proxy_address="http://me:word@proxy.example.org"),
        SyncSettings(proxy="manual", proxy_address="http://a\nb"),
        SyncSettings(proxy="manual", proxy_address="x:99999"),
    ],
)
def test_what_is_no_setting_is_told_and_nothing_is_kept(services: Services, settings: SyncSettings) -> None:
    with pytest.raises(BadInput) as told:
        services.syncing.set_settings(settings)

    assert told.value.what_now()
    assert services.syncing.settings() == SyncSettings()


def test_a_password_stands_neither_in_the_settings_nor_in_the_store(services: Services) -> None:
    settings = SyncSettings(proxy="manual", proxy_address="proxy.example.org", proxy_user="aigul")

    services.syncing.set_settings(settings, "a secret word")

    with services.database.reading() as work:
        assert "a secret word" not in repr(work.settings.find("sync.settings"))


def test_a_look_before_joining_an_office_says_where_to_begin(services: Services) -> None:
    with pytest.raises(Refused):
        services.syncing.look_at_the_way()


def test_the_last_failed_tries_are_told_newest_first_and_repeats_once(services: Services) -> None:
    at = services.clock()
    with services.database.local() as work:
        for code, detail in (("dns", "x"), ("not_milepost", "Hotel"), ("not_milepost", "Hotel")):
            note_trouble(work, at, code, detail)
        for _more in range(30):
            note_trouble(work, at, "busy", str(_more))
        told = troubles(work)

    assert len(told) == 20
    assert told[0].code == "busy"
    assert all(one.what and one.what_now for one in told)


@pytest.mark.parametrize(
    ("code", "detail", "word"),
    [
        ("no_network", "", "no network"),
        ("dns", "x", "name of the server is not known"),
        ("not_milepost", "Hotel Ala-Too", "“Hotel Ala-Too” answers instead of the server"),
        ("not_milepost", "302", "login page"),
        ("clock", "2027-05-03T10:00:00+00:00", "The server says it is 2027-05-03"),
        ("clock", "", "clock is wrong"),
        ("expired", "", "has run out"),
        ("other_name", "", "another name"),
        ("proxy", "", "proxy"),
        ("proxy_login", "", "name and a password"),
        ("revoked", "", "may no longer sync"),
        ("too_old", "", "too old for the server"),
    ],
)
def test_what_stopped_a_sync_is_told_apart(code: str, detail: str, word: str) -> None:
    assert word in problem_of(code, detail).what()


def test_a_busy_server_is_asked_again_when_it_said() -> None:
    assert "in 30 seconds" in problem_of("busy", "30").what_now()
    assert "USB bundle" in problem_of("clock", "").what_now()


class Time:
    def __init__(self) -> None:
        self.now = 0.0


def test_the_time_left_is_told_once_it_can_be_known() -> None:
    time, told = Time(), []
    moving = Moving(Progress(), Gate(), told.append, 1_000_000, clock=lambda: time.now)

    class Line:
        bytes_sent, bytes_received = 100_000, 0

    moving.watch(Line())  # type: ignore[arg-type]
    time.now = 1.0
    moving.within_message()
    time.now = 10.0
    moving.between_messages(1, 4)

    assert [one.seconds_left for one in told] == [None, 90]
    assert (told[-1].files_done, told[-1].files_total, told[-1].bytes_sent) == (1, 4, 100_000)


def test_a_shut_gate_holds_until_it_is_opened_and_a_stop_is_heard_meanwhile() -> None:
    waits: list[float] = []
    gate = Gate(wait=lambda seconds: (waits.append(seconds), gate.open() if len(waits) == 3 else None)[0])
    gate.shut()
    gate.passed(lambda: None)
    assert len(waits) == 3
    assert not gate.is_shut

    progress = Progress()
    gate.shut()
    progress.stop()
    with pytest.raises(Cancelled):
        gate.passed(lambda: progress.step(0, 0))


def test_a_message_that_outlasts_its_run_tells_nobody() -> None:
    told, said = [], []
    progress = Progress(lambda _done, _total, what: said.append(what))
    with Moving(progress, Gate(), told.append, 0) as moving:
        moving.while_quiet(7.0)
    moving.while_quiet(8.0)
    moving.within_message()

    assert [one.silent_s for one in told] == [7]
    assert len(said) == 1


def test_a_server_that_takes_the_connection_and_no_handshake_is_not_secured() -> None:
    mute = MuteServer()
    try:
        with HttpTransport(mute.url.replace("http:", "https:"), timeout_s=0.5) as transport:
            hop = first_hop(transport.url, SyncSettings())
            looked = look(hop, transport, "token", lambda: datetime.now(UTC))
    finally:
        mute.close()

    assert [(one.step, one.state) for one in looked] == [
        ("name", "ok"),
        ("connection", "ok"),
        ("tls", "failed"),
        ("server", "not_looked"),
        ("place", "not_looked"),
        ("clock", "not_looked"),
    ]


def test_scopes_name_projects_and_what_is_shared_with_what_is_unsent(services: Services) -> None:
    services.projects.create({"title": "Wells", "code": "WA.0101", "countries": "KG"})

    (first, *_rest) = services.syncing.scopes()

    assert (first.kind, first.code, first.title) == ("project", "WA.0101", "Wells")
    assert first.unsent == 1
    assert first.oldest is not None


def test_a_setting_changes_nothing_else(services: Services) -> None:
    services.syncing.set_settings(replace(services.syncing.settings(), limit_kbps=64))

    assert services.history.next_undo() is None


def test_a_silent_server_is_told_of_and_a_stop_is_heard_meanwhile() -> None:
    told, said = [], []
    progress = Progress(lambda _done, _total, what: said.append(what))
    moving = Moving(progress, Gate(), told.append, 0)

    moving.while_quiet(1.0)
    assert said == []
    moving.while_quiet(4.9)
    moving.while_quiet(9.7)

    assert [one.silent_s for one in told] == [0, 9]
    assert said == ["Syncing", "The server has not answered for 5 seconds."]
    moving.within_message()
    assert told[-1].silent_s == 0
    progress.stop()
    with pytest.raises(Cancelled):
        moving.while_quiet(10.0)


def test_a_proxy_that_is_written_wrongly_is_a_step_that_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://proxy..example:port")

    hop = first_hop("https://sync.example.org", SyncSettings())

    assert (hop.host, hop.port, hop.is_proxy) == ("proxy..example", 0, True)
