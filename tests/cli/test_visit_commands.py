"""`milepost visits` and `milepost actions`: the whole job of a visit, headless, as the contract writes it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.app.wiring import Milepost
from desktop.cli.main import run
from desktop.cli.words import spread
from tests.conftest import PASSPHRASE, StandingClock
from tests.makers import make_photo, make_place, make_project, make_value

Command = Callable[..., tuple[int, Any, str]]


@pytest.fixture
def milepost(
    profile_folder: Path,
    clock: StandingClock,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Command:
    """Runs one command; answers exit code, the JSON document (or None) and what was said beside it."""
    monkeypatch.setenv("MILEPOST_PASSPHRASE", PASSPHRASE)
    with Milepost(clock).open(profile_folder, PASSPHRASE) as services:
        make_place(services)
        make_value(services, make_project(services), value="288", place="KG06")

    def command(*words: str) -> tuple[int, Any, str]:
        code = run([*words, "--json", "--store", str(profile_folder)], Milepost(clock))
        out, said = capsys.readouterr()
        return code, json.loads(out) if out else None, said

    return command


def _new(milepost: Command, *words: str) -> str:
    code, made, said = milepost(
        "visits", "new", "--project", "LM.0465", "--start", "2026-11-24", "--end", "2026-11-27", *words
    )
    assert code == 0, said
    return str(made["code"])


def test_the_whole_job_of_a_visit_runs_headless(milepost: Command, tmp_path: Path) -> None:
    photo = tmp_path / "ramp.jpg"
    photo.write_bytes(make_photo())
    visit = _new(milepost, "--site", "KG06", "--result", "1.1", "1.2", "--purpose", "Recount")

    for state in ("planned", "assigned", "accepted", "in_field", "reporting"):
        assert milepost("visits", "move", visit, state)[0] == 0
    for result in ("1.1", "1.2"):
        code, *_ = milepost(
            "visits", "rate", visit, "--result", result, "--site", "KG06", "--rating", "at_risk"
        )
        assert code == 0
    _code, finding, _ = milepost(
        "visits", "finding", visit, "--result", "1.1", "--text", "37 names twice", "--severity", "major"
    )
    _code, recount, _ = milepost(
        "visits", "verify", visit, "--indicator", "1.1/A", "--period", "2026-H2", "--place", "KG06",
        "--verified", "251", "--method", "recount", "--note", "courses, not people",
    )  # fmt: skip
    code, attached, said = milepost(
        "visits", "attach", visit, str(photo), "--caption", "Ramp", "--consent", "yes"
    )
    assert code == 0, said
    milepost("actions", "new", "--visit", visit, "--title", "One register", "--due", "2026-12-15")
    code, moved, said = milepost("visits", "move", visit, "submitted")

    assert (code, moved["state"]) == (0, "submitted"), said
    assert finding["severity"] == "major"
    assert (round(recount["factor"], 2), recount["estimate"], recount["difference"]) == (0.87, False, -37)
    assert attached["consent"] == ["donor", "internal", "record"]
    _code, shown, _ = milepost("visits", "show", visit)
    assert shown["sites"][0]["code"] == "KG06"
    assert [one["rating"] for one in shown["results"]] == ["at_risk", "at_risk"]
    assert shown["actions"][0]["title"] == "One register"
    assert "seen" not in json.dumps(shown)


def test_a_step_that_lacks_something_ends_with_five_and_says_what(milepost: Command) -> None:
    visit = _new(milepost)

    code, document, said = milepost("visits", "move", visit, "planned")

    assert (code, document) == (5, None)
    assert "add at least one site" in said


def test_bad_input_ends_with_two_and_changes_nothing(milepost: Command) -> None:
    visit = _new(milepost)

    for words in (
        ("visits", "set", visit, "start=yesterday"),
        ("visits", "set", visit, "purpose"),
        ("visits", "rate", visit, "--result", "9.9", "--rating", "on_track"),
        ("visits", "rate", visit, "--result", "1.1", "--rating", "splendid"),
        ("visits", "attach", visit, "/nowhere/photo.jpg"),
        ("visits", "show", "KG/XX.0000/2026/009"),
        ("visits", "move", visit, "finished"),
    ):
        assert milepost(*words)[0] == 2, words

    assert milepost("visits", "show", visit)[1]["results"] == []


def test_a_sample_is_marked_as_estimate(milepost: Command) -> None:
    visit = _new(milepost)

    _code, row, _ = milepost(
        "visits", "verify", visit, "--indicator", "1.1/A", "--period", "2026-H2", "--place", "KG06",
        "--checked", "72", "--confirmed", "60",
    )  # fmt: skip

    assert (row["estimate"], row["verified"], row["difference"]) == (True, 240, -48)


def test_fields_and_words_of_the_report_are_set_by_name(milepost: Command) -> None:
    visit = _new(milepost)

    code, document, said = milepost(
        "visits", "set", visit, "title=Навыки в Баткене", "purpose=", "narrative.introduction=Six centres."
    )

    assert code == 0, said
    assert document["title"] == "Навыки в Баткене"
    assert document["narrative"] == {"introduction": "Six centres."}


def test_an_unknown_section_is_refused_before_any_field_is_set(milepost: Command) -> None:
    visit = _new(milepost)

    for section in ("foo", ""):
        code, _, said = milepost("visits", "set", visit, "title=Other", f"narrative.{section}=x")

        assert code == 2
        assert "introduction" in said

    assert milepost("visits", "show", visit)[1]["title"] != "Other"


def test_lists_answer_items_and_total_and_take_windows(milepost: Command) -> None:
    codes = [_new(milepost) for _ in range(3)]

    _code, page, _ = milepost("visits", "list", "--limit", "1", "--offset", "1", "--sort", "-code")

    assert (page["total"], [one["code"] for one in page["items"]]) == (3, [codes[1]])
    _code, found, _ = milepost("visits", "list", "--search", "skills", "--mine")
    assert found["total"] == 3
    assert milepost("visits", "list", "--state", "approved")[1] == {"items": [], "total": 0}


def test_an_action_point_goes_from_open_to_completed_but_not_to_own_verification(milepost: Command) -> None:
    _code, made, _ = milepost(
        "actions", "new", "--project", "LM.0465", "--title", "Hire", "--due", "2026-11-01"
    )
    action = made["code"]
    assert milepost("actions", "list", "--overdue")[1]["items"][0]["code"] == action

    milepost("actions", "set", action, "owner=Mayor's office", "priority=normal")
    milepost("actions", "move", action, "in_progress")
    code, done, said = milepost("actions", "move", action, "completed", "--done", "Hired two trainers")

    assert code == 0, said
    assert (done["state"], done["owner"], done["done"]) == (
        "completed",
        "Mayor's office",
        "Hired two trainers",
    )
    assert milepost("actions", "move", action, "verified")[0] == 5
    assert milepost("actions", "comment", action, "Well done")[1]["comments"][0]["text"] == "Well done"


def test_what_a_colleague_typed_does_not_drive_the_terminal(
    milepost: Command, profile_folder: Path, clock: StandingClock, capsys: pytest.CaptureFixture[str]
) -> None:
    visit = _new(milepost, "--result", "1.1")
    milepost("visits", "finding", visit, "--text", "Closed\x1b[31m on \x9bFridays")

    assert run(["visits", "show", visit, "--store", str(profile_folder)], Milepost(clock)) == 0

    out = capsys.readouterr().out
    assert "Closed␛[31m on \ufffdFridays" in out


def test_people_read_lines_instead_of_json(
    milepost: Command, profile_folder: Path, clock: StandingClock, capsys: pytest.CaptureFixture[str]
) -> None:
    visit = _new(milepost, "--result", "1.1", "--site", "Osh centre")
    milepost("visits", "finding", visit, "--text", "Closed on Fridays")
    milepost(
        "visits",
        "set",
        visit,
        "end=2026-11-28",
        "purpose=Recount the training",
        f"title={'Every centre of the valley ' * 3}",
    )

    for words in (["visits", "list"], ["visits", "show", visit], ["actions", "list"], ["history", visit]):
        assert run([*words, "--store", str(profile_folder)], Milepost(clock)) == 0

    out = capsys.readouterr().out
    assert "1 visit" in out
    assert "Sites: Osh centre (to be visited)" in out
    assert "Purpose: Recount the training" in out
    assert "Closed on Fridays" in out
    assert "No action points." in out
    assert "Every centre of the valley Every centre of the…" in out
    assert "First day: 2026-11-24; Last day: 2026-11-28" in out


@pytest.mark.parametrize(
    ("given", "read"),
    [
        (["--site", "A", "B", "--start", "x"], ["--site", "A", "--site", "B", "--start", "x"]),
        (["--site", "A", "--site", "B"], ["--site", "A", "--site", "B"]),
        (["ID", "F", "--start", "x"], ["ID", "F", "--start", "x"]),
    ],
)
def test_an_option_takes_all_words_that_follow(given: list[str], read: list[str]) -> None:
    assert spread(given, ("--site",), None) == read


def test_an_option_with_known_words_leaves_the_arguments_behind_it_alone() -> None:
    words = ["--consent", "record", "donor", "ID", "photo.jpg"]

    assert spread(words, ("--consent",), frozenset({"record", "donor"})) == [
        "--consent",
        "record",
        "--consent",
        "donor",
        "ID",
        "photo.jpg",
    ]


def test_whom_a_visit_met_and_what_they_said_is_recorded(milepost: Command) -> None:
    visit = _new(milepost, "--site", "KG06")
    for words in (
        ("met", visit, "--role", "Trainer", "--sex", "female", "--age", "18-59", "--site", "KG06"),
        ("met", visit, "--name", "Gulnara", "--role", "Director", "--consent", "record", "internal"),
        ("group", visit, "female.18-59=7", "male.18-59=2", "--title", "Learners"),
        (
            "interview",
            visit,
            "--method",
            "fgd",
            "--source",
            "Learners",
            "--notes",
            "Twice a day.",
            "--consent-read",
        ),
    ):
        code, made, said = milepost("visits", *words)
        assert (code, said) == (0, ""), words
        assert made["id"]

    shown = milepost("visits", "show", visit)[1]
    assert [one["role"] for one in shown["people_met"]] == ["Trainer", "Director"]
    assert shown["groups"] == [
        {"title": "Learners", "counts": {"female": {"18-59": 7}, "male": {"18-59": 2}}}
    ]
    assert shown["interviews"] == [{"method": "fgd", "source": "Learners", "notes": "Twice a day."}]


@pytest.mark.parametrize(
    "words",
    [
        ("met", "--name", "Gulnara"),
        ("met", "--sex", "tall"),
        ("group", "female.18-59=-1", "--title", "Learners"),
        ("group", "seven", "--title", "Learners"),
        ("interview", "--site", "Nowhere at all"),
    ],
)
def test_what_cannot_be_said_of_people_is_refused_and_nothing_kept(
    milepost: Command, words: tuple[str, ...]
) -> None:
    visit = _new(milepost)

    assert milepost("visits", words[0], visit, *words[1:])[0] == 2

    shown = milepost("visits", "show", visit)[1]
    assert (shown["people_met"], shown["groups"], shown["interviews"]) == ([], [], [])
