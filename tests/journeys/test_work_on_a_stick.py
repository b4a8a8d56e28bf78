"""Two people without a line: their work goes to the office's server and to each other on a stick."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import PASSPHRASE
from tests.journeys.conftest import Laptop, Office

pytestmark = pytest.mark.slow
Two = tuple[Laptop, Laptop]

TAKER = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import Engine, event
from desktop.app.wiring import Milepost
from desktop.clock import system_clock
from desktop.credentials import keys

keys.MEMORY_KIB, keys.TIME_COST = 64, 1
services = Milepost(system_clock).open_services(Path(sys.argv[1]), sys.argv[2])
left = [int(sys.argv[4])]

@event.listens_for(Engine, "commit")
def count(connection):
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)

services.bundles.take(Path(sys.argv[3]))
services.close()
"""


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def unanswered(laptop: Laptop) -> list[int]:
    return [one["unanswered"] for one in laptop.type("bundle", "list")["items"] if one["direction"] == "out"]


def attach_photo(laptop: Laptop, file: Path) -> None:
    visit = laptop.type(
        "visits", "new", "--project", "LM.0465", "--start", "2026-11-20", "--end", "2026-11-21"
    )
    laptop.type("visits", "attach", visit["id"], str(file), "--caption", "Ramp", "--class", "document")


def test_from_a_laptop_over_the_server_to_a_laptop_and_the_receipt_back(
    two: Two, office: Office, stick: Path, tmp_path: Path
) -> None:
    aigul, beka = two
    office.stop()
    note = tmp_path / "ramp.txt"
    note.write_text("The ramp is too steep. " * 50_000)
    aigul.type("projects", "set", "LM.0465", "title=Skills and jobs in Osh")
    attach_photo(aigul, note)

    week = stick / "week.milepost"
    made = aigul.type("bundle", "export", "--to", "server", "--out", str(week))
    assert (made["files"], made["to"][0]["kind"]) == (1, "server")
    assert made["changes"] > 1
    arrived = office.type("bundle", "import", str(week))
    assert (arrived["changes"], arrived["files"], arrived["complete"]) == (made["changes"], 1, True)
    assert unanswered(aigul) != [0]

    answer = stick / "answer.milepost"
    office.type("bundle", "export", "--to", "A1", "--to", "A2", "--out", str(answer))
    look = beka.type("bundle", "show", str(answer))
    assert look["for_this_laptop"]
    assert (look["new"], look["kinds"]["visits"]) == (made["changes"], 1)
    came = beka.type("bundle", "import", str(answer))
    assert (came["taken"], came["files"], came["conflicts"]) == (made["changes"], 1, 0)
    aigul.type("bundle", "import", str(answer))

    assert unanswered(aigul) == [0]
    assert aigul.content() == beka.content()
    assert aigul.type("projects", "show", "LM.0465")["title"] == "Skills and jobs in Osh"
    again = beka.type("bundle", "import", str(answer))
    assert (again["taken"], again["files"]) == (0, 0)
    assert "Server of the office" in beka.tell("bundle", "list")


def test_straight_from_one_to_the_other_with_a_conflict_and_the_server_s_order_later(
    two: Two, office: Office, stick: Path
) -> None:
    aigul, beka = two
    office.stop()
    aigul.type("projects", "set", "LM.0465", "title=Skills for Osh")
    beka.type("projects", "set", "LM.0465", "title=Skills for Batken")
    for number, (one, other) in enumerate(((aigul, "A2"), (beka, "A1"))):
        one.type("bundle", "export", "--to", other, "--out", str(stick / f"{number}.milepost"))
    assert beka.type("bundle", "import", str(stick / "0.milepost"))["conflicts"] == 1
    assert aigul.type("bundle", "import", str(stick / "1.milepost"))["conflicts"] == 1
    assert aigul.content() == beka.content()

    office.start()
    for laptop in (beka, aigul, beka):
        laptop.sync()

    assert aigul.content() == beka.content()
    (conflict,) = aigul.type("conflicts", "list")["items"]
    assert [side["value"] for side in conflict["sides"]] == ["Skills for Batken", "Skills for Osh"]


def test_two_who_have_no_server_at_all_add_each_other_by_hand(
    newcomer: Laptop, another: Laptop, stick: Path
) -> None:
    key = stick / "aigul.key"
    key.write_text(newcomer.tell("bundle", "key"))
    assert another.type("bundle", "add-key", str(key))["name"] == "Aigul"
    line = another.type("bundle", "key")
    added = newcomer.type("bundle", "add-key", line["key"], "--name", "Beka in Batken")
    assert added["fingerprint"] == line["fingerprint"]
    newcomer.type("projects", "new", "--title", "Wells", "--country", "KG")

    file = stick / "first.milepost"
    newcomer.type("bundle", "export", "--to", "Beka in Batken", "--out", str(file))
    assert another.type("bundle", "import", str(file))["taken"] > 0

    assert newcomer.type("projects", "list") == another.type("projects", "list")
    another.type("bundle", "forget-key", "Aigul")
    another.type("bundle", "import", str(file), code=5)
    assert "does not know: Aigul" in another.said


def test_what_is_for_another_is_refused_carried_and_handed_on_as_it_is(
    two: Two, office: Office, stick: Path
) -> None:
    aigul, beka = two
    sealed = stick / "for-the-office.milepost"
    aigul.type("projects", "set", "LM.0465", "title=Skills for Osh")
    aigul.type("bundle", "export", "--to", "server", "--out", str(sealed))

    look = beka.type("bundle", "show", str(sealed))
    assert (look["for_this_laptop"], look["to"][0]["name"], look["from"]) == (False, "server", None)
    beka.type("bundle", "import", str(sealed), code=2)
    assert "sealed for somebody else" in beka.said
    name = beka.type("bundle", "carry", str(sealed))["name"]
    assert beka.type("bundle", "carry", str(sealed))["name"] == name
    out = stick / "handed-on.milepost"
    beka.type("bundle", "hand-on", name, "--out", str(out))

    assert out.read_bytes() == sealed.read_bytes()
    assert beka.type("bundle", "carried")["items"] == []
    assert office.type("bundle", "import", str(out))["changes"] == 1


def test_a_file_that_breaks_off_says_what_is_missing_and_goes_on_when_it_comes_again(
    two: Two, office: Office, stick: Path, tmp_path: Path
) -> None:
    aigul, beka = two
    film = tmp_path / "film.bin"
    film.write_bytes(os.urandom(4 << 20))
    attach_photo(aigul, film)
    file = stick / "cut.milepost"
    aigul.type("bundle", "export", "--to", "A2", "--out", str(file))
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) * 2 // 3])

    look = beka.type("bundle", "show", str(file), code=1)
    cut = beka.type("bundle", "import", str(file), code=1)
    assert look["missing"] == cut["missing"]
    assert (cut["complete"], cut["files"]) == (False, 0)
    assert cut["missing"]["chunks"] > 0
    file.write_bytes(whole)
    assert beka.type("bundle", "import", str(file))["files"] == 1
    assert aigul.content() == beka.content()


@pytest.mark.parametrize("commit", [1, 2, 3, 5, 8])
def test_the_power_goes_while_a_bundle_is_taken_in(
    two: Two, office: Office, stick: Path, tmp_path: Path, commit: int
) -> None:
    aigul, beka = two
    film = tmp_path / "film.bin"
    film.write_bytes(os.urandom(1 << 20))
    attach_photo(aigul, film)
    file = stick / "week.milepost"
    aigul.type("bundle", "export", "--to", "A2", "--out", str(file))

    done = subprocess.run(
        [sys.executable, "-c", TAKER, str(beka.folder), PASSPHRASE, str(file), str(commit)],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"},
        check=False,
    )
    assert done.returncode == -9
    assert beka.type("doctor")["ok"]

    beka.type("bundle", "import", str(file))
    assert aigul.content() == beka.content()
    assert beka.type("bundle", "import", str(file))["taken"] == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("export", "--to", "nobody", "--out", "{new}"), "knows nobody called nobody"),
        (("export", "--to", "A1", "--out", "{new}"), "knows nobody called A1"),
        (("export", "--to", "A2", "--out", "{old}"), "exists already"),
        (("export", "--to", "A2", "--out", "{gone}"), "There is no folder"),
        (("import", "{old}"), "is no bundle of Milepost"),
        (("import", "{new}"), "cannot be read"),
        (("show", "{old}"), "is no bundle of Milepost"),
        (("carry", "{old}"), "is no bundle of Milepost"),
        (("hand-on", "nothing", "--out", "{new}"), "carries nothing called nothing"),
        (("add-key", "milepost-key AAAA"), "This is no key of Milepost"),
        (("add-key", "{old}"), "This is no key of Milepost"),
        (("forget-key", "A2"), "knows nobody called A2"),
    ],
)
def test_mistakes_are_answered_with_a_sentence_and_change_nothing(
    two: Two, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    aigul, _ = two
    old = tmp_path / "old"
    old.write_text("not a bundle")
    places: dict[str, Any] = {"new": tmp_path / "new", "old": old, "gone": tmp_path / "none" / "file"}

    assert aigul.type("bundle", *(word.format(**places) for word in words), code=2) is None

    assert said in aigul.said
    assert old.read_text() == "not a bundle"
    assert not (tmp_path / "new").exists()
    assert aigul.type("bundle", "list")["items"] == []
