"""Ctrl-C in every long command, at its first moment, its last, and between: exit code 130, and nothing half done."""

import csv
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.app.wiring import Milepost
from tests.conftest import PASSPHRASE
from tests.journeys.stopping import run_until, spread
from tests.makers import make_form_file, make_photo, make_project, make_value, make_visit

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="signals as POSIX knows them"),
]
VISIT = "KG/LM.0465/2026/001"
Words = Callable[[Path], list[str]]


@pytest.fixture
def work(profile_folder: Path, tmp_path: Path) -> Path:
    """A folder to write into; the store holds a project with a figure, a visit with a photo, and a backup."""
    with Milepost().open(profile_folder, PASSPHRASE) as services:
        project = make_project(services)
        make_value(services, project)
        visit = make_visit(services, project, state="in_field")
        services.attachments.attach(visit, make_photo(), "first.jpg")
        services.upkeep.back_up()
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "photo.jpg").write_bytes(make_photo((1200, 900)))
    (folder / "form.xlsx").write_bytes(make_form_file())
    with (folder / "places.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("country", "pcode", "name", "level"))
        writer.writerows(("KG", f"KG{at:06}", f"Village {at}", 1) for at in range(300))
    return folder


LONG: dict[str, Words] = {
    "attach": lambda work: ["visits", "attach", VISIT, str(work / "photo.jpg")],
    "backup": lambda _work: ["backup"],
    "restore": lambda work: ["restore", str(next((work.parent / "profile" / "backups").glob("*.mpbackup")))],
    "verify": lambda _work: ["verify"],
    "doctor": lambda _work: ["doctor"],
    "search": lambda _work: ["search", "skills"],
    "import": lambda work: ["import", "places", str(work / "places.csv")],
    "form import": lambda work: ["forms", "import", str(work / "form.xlsx")],
    "template": lambda work: ["template", "places", "--out", str(work / "out.xlsx")],
    "visit report": lambda work: ["report", "visit", VISIT, "--out", str(work / "out.pdf"), "--issue"],
    "project report": lambda work: ["report", "project", "LM.0465", "--out", str(work / "out.pdf")],
}


@pytest.mark.parametrize("name", LONG)
@pytest.mark.parametrize("kind", ["file", "statement"])
def test_ctrl_c_ends_with_130_and_leaves_nothing_half(
    profile_folder: Path, work: Path, name: str, kind: str
) -> None:
    words = LONG[name](work)
    given = {path.name for path in work.iterdir()}
    watched = profile_folder.parent if kind == "file" else profile_folder
    total = run_until(watched, words, kind=kind, store=profile_folder).moments
    for path in work.glob("out*"):
        path.unlink()

    for at in spread(total, 3) if total else ():
        ended = run_until(watched, words, kind=kind, at=at, stop=signal.SIGINT, store=profile_folder)
        for path in work.glob("out*"):
            assert path.stat().st_size > 1000, (name, at)
            path.unlink()

        assert ended.code in (0, 130), (name, at, ended.said)
        assert "Traceback" not in ended.said, (name, at)
        if ended.code == 130:
            assert ended.said.strip().splitlines()[-1].startswith("Cancelled"), (name, at, ended.said)
        assert {path.name for path in work.iterdir()} == given, (name, at)
        _is_whole(profile_folder, name, at)


def _is_whole(folder: Path, name: str, at: int) -> None:
    assert not list((folder / "backups").glob("*.part*")), (name, at)
    with Milepost().open(folder, PASSPHRASE) as services:
        checks = services.upkeep.examine()
        assert [one.name for one in checks if not one.ok and one.name != "disk"] == [], (name, at)
        places = services.exchanging.run("places", _places(folder), "places.csv", dry_run=True)
        assert places.taken + places.repaired in (0, 300), (name, at)
        visit = services.visits.get(services.references.visit(VISIT))
        for attachment in visit.attachments:
            assert services.attachments.content(attachment.id)


def _places(folder: Path) -> bytes:
    return (folder.parent / "work" / "places.csv").read_bytes()


def test_ctrl_c_while_the_program_still_loads_is_answered_alike(profile_folder: Path, work: Path) -> None:
    import_heard = (
        "import sys as _sys\n"
        "seen = 0\n"
        "def _loading(event, arguments):\n"
        "    global seen\n"
        "    if event == 'import' and arguments[0].startswith('desktop.'):\n"
        "        seen += 1\n"
        "        if seen == AT:\n"
        "            os.kill(os.getpid(), signal.SIGINT)\n"
        "_sys.addaudithook(_loading)\n"
        "from desktop.app import main as _main\n"
    )
    for at in (3, 10, 30, 60):
        program = f"import os, signal, sys\n{import_heard.replace('AT', str(at))}"
        ended = run_until(
            work, ["visits", "list"], store=profile_folder, prepare=ONE_DOOR.format(program=program)
        )
        assert ended.code == 130, (at, ended.said)
        assert "Traceback" not in ended.said


ONE_DOOR = """
{program}
sys.argv = ["milepost", *sys.argv[5:]]
_main.main()
"""
