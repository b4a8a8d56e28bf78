"""Tables that are damaged, empty, huge or in another encoding, by the command line: a sentence, exit code 2, nothing taken in."""

import io
import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from desktop.app.wiring import Milepost
from desktop.cli.main import run
from desktop.errors import LONGEST_SENTENCE
from tests.conftest import PASSPHRASE, StandingClock

Command = Callable[..., tuple[int, str, str]]
HEAD = "country,pcode,name,level\n"
GOOD = HEAD + "KG,KG06,Osh,1\nKG,KG03,Джалал-Абад,1\n"


@pytest.fixture
def milepost(
    profile_folder: Path,
    clock: StandingClock,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Command:
    monkeypatch.setenv("MILEPOST_PASSPHRASE", PASSPHRASE)

    def command(*words: str) -> tuple[int, str, str]:
        code = run([*words, "--store", str(profile_folder)], Milepost(clock))
        out, said = capsys.readouterr()
        return code, out, said

    return command


def workbook() -> bytes:
    book = Workbook()
    for line in GOOD.splitlines():
        book.active.append(line.split(","))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


REFUSED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "empty csv": ("t.csv", lambda: b""),
    "only blanks": ("t.csv", lambda: b" \n\n \n"),
    "empty xlsx": ("t.xlsx", lambda: b""),
    "half an xlsx": ("t.xlsx", lambda: workbook()[: len(workbook()) // 2]),
    "random xlsx": ("t.xlsx", lambda: random.Random(1).randbytes(9_000)),
    "a picture": ("t.csv", lambda: b"\x89PNG\r\n\x1a\n" + random.Random(2).randbytes(3_000)),
    "zero bytes": ("t.csv", lambda: bytes(50_000)),
    "one line of 20 MB": ("t.csv", lambda: b"x" * 20_000_000),
    "20,000 columns": ("t.csv", lambda: (",".join(f"c{at}" for at in range(20_000)) + "\n").encode()),
    "columns of nothing known": ("t.csv", lambda: b"a,b\n1,2\n"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_table_that_is_none_is_refused_and_nothing_is_taken_in(
    milepost: Command, tmp_path: Path, name: str
) -> None:
    file_name, make = REFUSED[name]
    path = tmp_path / file_name
    path.write_bytes(make())
    for kind in ("places", "projects"):
        code, out, said = milepost("import", kind, str(path))
        assert code == 2, (kind, out[:300], said[:300])
        assert "Traceback" not in said
        assert "inside Milepost" not in said
        assert 0 < len(said + out) < 6 * LONGEST_SENTENCE

    assert json.loads(milepost("projects", "list", "--json")[1])["total"] == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_a_table_in_any_usual_encoding_is_read(milepost: Command, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "places.csv"
    path.write_bytes(GOOD.encode(encoding))

    code, out, said = milepost("import", "places", str(path))

    assert code in (0, 1), (out, said)
    found = milepost("search", "Джалал", "--json")[1]
    assert json.loads(found)["total"] == 1, found


def test_a_broken_letter_spoils_no_row(milepost: Command, tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_bytes(GOOD.encode() + b"KG,KG09,Ba\xfftken,1\n")

    code, out, said = milepost("import", "places", str(path))

    assert code in (0, 1, 2), (out, said)
    assert "inside Milepost" not in out + said


def test_what_was_left_is_read_before_hundreds_of_repairs(milepost: Command, tmp_path: Path) -> None:
    table = tmp_path / "places.csv"
    repaired = "".join(f"KG,KG{at:04},  Village {at},1\n" for at in range(1000, 1250))
    table.write_text(f"{HEAD}{repaired}KG,,,1\n", "utf-8")

    code, out, _said = milepost("import", "places", str(table), "--dry-run")

    assert code == 1
    assert " left " in out.splitlines()[3]
    assert "51 more rows; --json lists all." in out
