"""What `milepost forms import`, `list` and `show` print for people."""

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.app.wiring import Milepost
from desktop.cli.main import run
from tests.conftest import PASSPHRASE, StandingClock
from tests.makers import FORM_CHOICES, make_form_file

Printed = Callable[..., tuple[int, str, str]]
SURVEY = (
    ("type", "name", "label", "appearance"),
    ("note", "intro", "# Ask the **respondent**\n\n*before* you begin", ""),
    ("integer", "age", "Age", ""),
    ("text", "why", "Why is ${age} years too old?", ""),
    ("begin_group", "gate", "Gate", ""),
    ("select_one seen", "open", "Open?", ""),
    ("begin_group", "ground", "", ""),
    ("text", "soil", "Soil", ""),
    ("end_group", "", "", ""),
    ("begin_group", "habits", "Habits", "table-list"),
    ("select_one seen", "smoke", "Smoke", ""),
    ("end_group", "", "", ""),
    ("end_group", "", "", ""),
)


@pytest.fixture
def milepost(
    profile_folder: Path,
    clock: StandingClock,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Printed:
    """Runs one command; answers exit code, what was printed, and what was said beside it."""
    monkeypatch.setenv("MILEPOST_PASSPHRASE", PASSPHRASE)

    def command(*words: str) -> tuple[int, str, str]:
        code = run([*words, "--store", str(profile_folder)], Milepost(clock))
        return code, *capsys.readouterr()

    return command


@pytest.fixture
def take(milepost: Printed, tmp_path: Path) -> Callable[..., str]:
    def take(survey=SURVEY, choices=FORM_CHOICES, **parts: str) -> str:
        path = tmp_path / "form.xlsx"
        path.write_bytes(make_form_file(survey, choices, **parts))
        return milepost("forms", "import", str(path))[1]

    return take


def test_a_file_that_is_here_already_is_said_so_and_not_told_again(
    milepost: Printed, take: Callable[..., str], tmp_path: Path
) -> None:
    first = take((*SURVEY, ("string", "rest", "Anything else?", "")))
    again = milepost("forms", "import", str(tmp_path / "form.xlsx"))[1]

    assert "R-TYPE" in first
    assert "(centre_check)" in first
    assert "is here already; nothing changed" in again
    assert "R-TYPE" not in again


def test_a_form_is_shown_without_marks_with_its_groups_and_blanks(milepost: Printed, take) -> None:
    take()
    lines = [line.strip() for line in milepost("forms", "show", "centre_check")[1].splitlines()]

    assert "Ask the respondent before you begin  [note]  /data/intro" in lines
    assert "Why is … years too old?  [text]  /data/why" in lines
    assert lines.index("ground  [group]  /data/gate/ground") + 1 == next(
        at for at, line in enumerate(lines) if line.startswith("Soil")
    )
    assert not any("generated_table" in line or "reserved_name" in line for line in lines)
    assert "Habits  [group]  /data/gate/habits" in lines


def test_every_version_is_shown_with_the_id_that_tells_it_apart(milepost: Printed, take) -> None:
    take()
    take((*SURVEY, ("text", "more", "More", "")))
    lines = milepost("forms", "show", "centre_check")[1].splitlines()

    at = lines.index("Versions: 2")
    ids = [line.split()[1] for line in lines[at + 3 :]]
    assert len(set(ids)) == 2
    assert milepost("forms", "diff", *ids)[0] == 0


def test_a_form_is_found_by_the_beginning_of_its_id_and_a_ready_made_one_by_its_name(
    milepost: Printed, take
) -> None:
    take()
    assert milepost("forms", "show", "centre")[0] == 0
    code, _out, said = milepost("forms", "show", "site_monitoring")
    assert (code, "forms import --template site_monitoring" in said) == (2, True)

    assert "milepost_site_monitoring" in milepost("forms", "import", "--template", "site_monitoring")[1]
    assert milepost("forms", "show", "site_monitoring")[0] == 0


def test_an_unknown_order_of_the_list_is_refused(milepost: Printed, take) -> None:
    take()
    code, _out, said = milepost("forms", "list", "--sort", "nonsense")
    assert code == 2
    assert "cannot be sorted by nonsense" in said


def test_repairs_show_their_place_and_what_was_before(milepost: Printed, take) -> None:
    said = take(
        (
            ("type", "name", "label", "relevant", "media::image"),
            ("text", "a", "A", "nothing(", "nothere.png"),
            ("text", "b", "B", "${a}\u00a0= 'x'", ""),
        )
    )
    lines = [" ".join(line.split()) for line in said.splitlines()]

    assert any(line.startswith("A-FILE survey 2 media::image") and "nothere.png" in line for line in lines)
    assert any(
        line.startswith("A-FUNC survey 2 relevant") and line.endswith("nothing( > -") for line in lines
    )
    assert any(
        line.startswith("R-TRIM survey 3 relevant") and "${a}␣= 'x' > ${a} = 'x'" in line for line in lines
    )


def test_an_upgrade_says_whether_it_was_done_and_between_which_versions(
    milepost: Printed, take, clock: StandingClock, tmp_path: Path
) -> None:
    needed = ("type", "name", "label", "required"), ("text", "a", "A", "yes"), ("text", "b", "B", "")
    take(needed)
    answers = tmp_path / "answers.json"
    answers.write_text('[{"set": "/data/b", "value": "x"}]')
    draft = milepost("forms", "fill", "centre_check", "--answers", str(answers))[1].split()[2]
    clock.move(hours=1)
    assert "A-VERSION" in take((*needed, ("text", "c", "C", "")))

    rehearsed = milepost("forms", "upgrade", draft, "--dry-run")[1].splitlines()
    done = milepost("forms", "upgrade", draft)[1].splitlines()

    assert rehearsed[0] == "Rehearsal: nothing was changed."
    assert done[0] == "The draft was moved."
    assert rehearsed[1] == done[1]
    before, after = done[1].partition("  ")[0].split(" > ")
    assert before.startswith("4 (")
    assert after.startswith("4 (")
    assert before != after
