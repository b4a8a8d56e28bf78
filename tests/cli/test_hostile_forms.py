"""Form files that are none, or mean harm: one sentence with the place, exit code 2, and nothing is stored."""

import io
import json
import os
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.app.wiring import Milepost
from desktop.cli.main import run
from desktop.errors import LONGEST_SENTENCE
from tests.conftest import PASSPHRASE, StandingClock
from tests.makers import FORM_SURVEY, make_form_file

Command = Callable[..., tuple[int, str, str]]


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


def survey(*rows: tuple[str, ...]) -> bytes:
    return make_form_file((FORM_SURVEY[0], *rows))


def question(kind: str, name: str, **more: str) -> tuple[str, ...]:
    given = {"type": kind, "name": name, "label": name, **more}
    return tuple(given.get(column, "") for column in FORM_SURVEY[0])


def zip_bomb() -> bytes:
    """A workbook whose one sheet unpacks to 200 MB."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(make_form_file())) as honest,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb,
    ):
        for name in honest.namelist():
            content = honest.read(name)
            bomb.writestr(name, content + b" " * 200_000_000 if name.endswith("sheet1.xml") else content)
    return out.getvalue()


def many_rows() -> bytes:
    """A survey of 100,000 questions that states 14 rows, its sheet written by hand: openpyxl would need longer than the importer."""
    cells = "<row><c t='inlineStr'><is><t>text</t></is></c><c t='inlineStr'><is><t>q{0}</t></is></c></row>"
    heads = "<row><c t='inlineStr'><is><t>type</t></is></c><c t='inlineStr'><is><t>name</t></is></c></row>"
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(make_form_file())) as small,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as many,
    ):
        for name in small.namelist():
            content = small.read(name)
            if name.endswith("sheet1.xml"):
                rows = heads + "".join(cells.format(at) for at in range(100_000))
                content = re.sub(
                    rb"<sheetData>.*</sheetData>", b"<sheetData>" + rows.encode() + b"</sheetData>", content
                )
            many.writestr(name, content)
    return out.getvalue()


HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "zip bomb": ("form.xlsx", zip_bomb),
    "100,000 rows": ("form.xlsx", many_rows),
    "circular": (
        "form.xlsx",
        lambda: survey(
            question("calculate", "a", calculation="${b} + 1"),
            question("calculate", "b", calculation="${a} + 1"),
        ),
    ),
    "truncated zip": ("form.xlsx", lambda: make_form_file()[:-700]),
    "half a file": ("form.xlsx", lambda: make_form_file()[: len(make_form_file()) // 2]),
    "random bytes": ("form.xlsx", lambda: random.Random(7).randbytes(20_000)),
    "random bytes called xls": ("form.xls", lambda: random.Random(8).randbytes(20_000)),
    "random bytes called xml": ("form.xml", lambda: random.Random(9).randbytes(20_000)),
    "empty": ("form.xlsx", lambda: b""),
    "a picture": ("form.xlsx", lambda: b"\x89PNG\r\n\x1a\n" + bytes(500)),
    "no survey": ("form.xlsx", lambda: make_form_file(((),))),
    "a billion laughs": (
        "form.xml",
        lambda: b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><h>&b;</h>',
    ),
    "a file of the system": (
        "form.xml",
        lambda: b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><h:html xmlns:h="x">&a;</h:html>',
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_form_is_one_sentence_and_stores_nothing(
    milepost: Command, tmp_path: Path, name: str
) -> None:
    file_name, make = HOSTILE[name]
    path = tmp_path / file_name
    path.write_bytes(make())

    for verb in ("import", "check"):
        code, out, said = milepost("forms", verb, str(path))
        assert code == 2, (verb, out, said)
        assert "Traceback" not in said
        assert "inside Milepost" not in out + said
        assert re.search(r"^E-[A-Z]+ ", out, re.MULTILINE), out
        assert len(out + said) < 20 * LONGEST_SENTENCE
        assert "root:" not in out + said
    told = json.loads(milepost("forms", "check", str(path), "--json")[1])
    assert told["errors"]
    assert all(one["code"].startswith(("E-", "A-")) for one in told["errors"])
    if name == "circular":
        assert {"a", "b"} <= set(re.findall(r"\b[ab]\b", json.dumps(told["errors"])))

    assert json.loads(milepost("forms", "list", "--json")[1])["total"] == 0
    assert json.loads(milepost("bin", "list", "--json")[1])["total"] == 0


def test_an_unknown_function_names_its_row_and_the_question_stays(milepost: Command, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(
        survey(question("text", "a"), question("calculate", "b", calculation="frobnicate(${a})"))
    )

    code, out, said = milepost("forms", "import", str(path), "--json")

    assert code in (0, 1), said
    assert "frobnicate" in out + said
    assert "A-FUNC" in out + said


def test_a_workbook_with_macros_is_read_as_a_table_and_its_macros_never_kept_running(
    milepost: Command, tmp_path: Path
) -> None:
    """Its macros are bytes beside the sheets: they are not looked at."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(make_form_file())) as honest, zipfile.ZipFile(out, "w") as macro:
        for one in honest.namelist():
            content: Any = honest.read(one)
            if one == "[Content_Types].xml":
                content = content.replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")
            macro.writestr(one, content)
        macro.writestr("xl/vbaProject.bin", os.urandom(5000))
    for file_name in ("form.xlsm", "form.xlsx"):
        path = tmp_path / file_name
        path.write_bytes(out.getvalue())

        code, _out, said = milepost("forms", "import", str(path))

        assert code in (0, 1, 2), said
        assert "Traceback" not in said
        assert "inside Milepost" not in said


@pytest.mark.parametrize(
    ("row", "code", "sheet", "column"),
    [
        (question("select_one absent", "a"), "A-LIST", "survey", "type"),
        (question("select_one_from_file places.csv", "a"), "A-FILE", "survey", "type"),
    ],
)
def test_what_a_form_lacks_is_told_with_its_place_and_the_question_stays(
    milepost: Command, tmp_path: Path, row: tuple[str, ...], code: str, sheet: str, column: str
) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(survey(row))

    _code, out, _said = milepost("forms", "import", str(path), "--json")

    told = json.loads(out)
    assert told["questions"] == 1
    (repair,) = [one for one in told["repairs"] if one["code"] == code]
    assert (repair["sheet"], repair["column"]) == (sheet, column)
    assert repair["row"] > 1
    assert repair["message"]
