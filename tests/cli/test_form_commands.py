"""`milepost forms`, as the contract of the command line writes it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from desktop.app.wiring import Milepost
from desktop.cli.main import run
from tests.conftest import PASSPHRASE, StandingClock
from tests.entity_forms import ADDS, REGISTER, entity_form_file
from tests.makers import make_form_file, make_photo, make_project, make_visit

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

    def command(*words: str) -> tuple[int, Any, str]:
        code = run([*words, "--json", "--store", str(profile_folder)], Milepost(clock))
        out, said = capsys.readouterr()
        return code, json.loads(out) if out else None, said

    return command


@pytest.fixture
def form_file(tmp_path: Path) -> Path:
    path = tmp_path / "centre_check.xlsx"
    path.write_bytes(make_form_file())
    return path


@pytest.fixture
def steps(tmp_path: Path) -> Callable[..., str]:
    def write(*listed: dict[str, Any]) -> str:
        path = tmp_path / "answers.json"
        path.write_text(json.dumps(listed), "utf-8")
        return str(path)

    return write


def test_people_read_the_paths_that_filling_asks_for(
    milepost: Command,
    form_file: Path,
    profile_folder: Path,
    clock: StandingClock,
    capsys: pytest.CaptureFixture[str],
) -> None:
    form = milepost("forms", "import", str(form_file))[1]["form_id"]
    questions = milepost("forms", "show", form)[1]["sections"][0]["items"]

    assert run(["forms", "show", form, "--store", str(profile_folder)], Milepost(clock)) == 0

    lines = capsys.readouterr().out.splitlines()
    assert all(any(line.endswith(one["path"]) for line in lines) for one in questions)


def test_a_form_is_checked_imported_listed_and_shown(milepost: Command, form_file: Path) -> None:
    code, checked, _ = milepost("forms", "check", str(form_file))
    assert (code, checked["questions"], checked["errors"]) == (0, 6, [])
    assert milepost("forms", "list")[1] == {"items": [], "total": 0}

    code, taken, _ = milepost("forms", "import", str(form_file))
    assert code == 0
    assert (taken["form_id"], taken["version"], taken["action"]) == ("centre_check", "4", "taken")
    assert milepost("forms", "import", str(form_file))[1]["action"] == "unchanged"

    listed = milepost("forms", "list", "--search", "skills")[1]
    assert listed["total"] == 1
    shown = milepost("forms", "show", "centre_check")[1]
    assert [one["version"] for one in shown["versions"]] == ["4"]
    assert "/data/arrival/centre" in [item["path"] for part in shown["sections"] for item in part["items"]]


def test_a_file_that_is_no_form_is_bad_input_with_its_reason(milepost: Command, tmp_path: Path) -> None:
    path = tmp_path / "photo.xlsx"
    path.write_bytes(b"\xff\xd8 a photo")
    code, document, _ = milepost("forms", "import", str(path))

    assert code == 2
    assert document["errors"][0]["message"]
    assert milepost("forms", "check", str(tmp_path / "missing.xlsx"))[0] == 2


def test_a_complete_filling_is_finished_and_written_as_xml(
    milepost: Command, form_file: Path, steps: Callable[..., str], tmp_path: Path
) -> None:
    milepost("forms", "import", str(form_file))
    out = tmp_path / "submission.xml"
    answers = steps(
        {"set": "/data/arrival/centre", "value": "Osh"},
        {"set": "/data/arrival/register", "value": "yes"},
        {"set": "/data/arrival/people", "value": 288},
        {"set": "/data/courses_held/courses[1]/title", "value": "Welding"},
        {"set": "/data/courses_held/courses[1]/women", "value": 4},
        {"add": "/data/courses_held/courses"},
        {"set": "/data/courses_held/courses[2]/title", "value": "Sewing"},
        {"set": "/data/courses_held/courses[2]/women", "value": 61},
        {"add": "/data/courses_held/courses"},
        {"remove": "/data/courses_held/courses[3]"},
    )
    code, filled, said = milepost("forms", "fill", "centre_check", "--answers", answers, "--out", str(out))

    assert (code, filled["valid"], filled["problems"]) == (0, True, []), said
    root = etree.fromstring(out.read_bytes())
    assert root.findtext("courses_held/total") == "65"


def test_an_incomplete_filling_is_a_draft_with_its_problems(
    milepost: Command, form_file: Path, steps: Callable[..., str]
) -> None:
    milepost("forms", "import", str(form_file))
    code, filled, _ = milepost(
        "forms", "fill", "centre_check", "--answers", steps({"set": "/data/arrival/register", "value": "no"})
    )

    assert (code, filled["valid"], filled["state"]) == (1, False, "draft")
    assert filled["problems"][0]["path"] == "/data/arrival/centre"
    assert filled["problems"][0]["kind"] == "required"


COMPLETE = (
    {"set": "/data/arrival/centre", "value": "Osh"},
    {"set": "/data/arrival/register", "value": "no"},
    {"set": "/data/courses_held/courses[1]/title", "value": "Welding"},
)
PHOTO = {"set": "/data/courses_held/photo", "value": "register.jpg"}


def test_a_file_that_an_answer_names_is_taken_from_beside_the_answers(
    milepost: Command, form_file: Path, steps: Callable[..., str], tmp_path: Path
) -> None:
    milepost("forms", "import", str(form_file))
    (tmp_path / "register.jpg").write_bytes(make_photo())
    code, filled, said = milepost("forms", "fill", "centre_check", "--answers", steps(*COMPLETE, PHOTO))
    assert (code, filled["valid"]) == (0, True), said

    out = tmp_path / "out.zip"
    report = milepost("forms", "export", "centre_check", "--out", str(out), "--as", "openrosa")[1]
    left = [(one["name"], one["reason"]) for one in report["left_out"]]
    assert left == [("register.jpg", "no_consent")]  # it is here, and waits for the consent of who is in it


@pytest.mark.parametrize("name", ["nowhere.jpg", "../answers.json", "answers.json"])
def test_a_file_that_is_not_there_or_no_picture_leaves_a_draft(
    milepost: Command, form_file: Path, steps: Callable[..., str], name: str
) -> None:
    milepost("forms", "import", str(form_file))
    answers = steps(*COMPLETE, {**PHOTO, "value": name})
    code, filled, _ = milepost("forms", "fill", "centre_check", "--answers", answers)

    assert (code, filled["valid"], filled["state"]) == (1, False, "draft")
    assert [(one["path"], one["kind"]) for one in filled["problems"]] == [
        ("/data/courses_held/photo", "file")
    ]
    assert filled["problems"][0]["message"]


def test_answers_by_command_are_judged_as_those_of_the_window(
    milepost: Command, form_file: Path, steps: Callable[..., str]
) -> None:
    milepost("forms", "import", str(form_file))
    answers = steps(*COMPLETE, {"set": "/data/arrival/register", "value": "zzz"})
    code, filled, _ = milepost("forms", "fill", "centre_check", "--answers", answers)

    assert (code, filled["state"]) == (1, "draft")
    assert [(one["path"], one["kind"]) for one in filled["problems"]] == [("/data/arrival/register", "type")]
    assert "does not offer zzz" in filled["problems"][0]["message"]


def test_a_calculation_is_not_set_by_command(
    milepost: Command, form_file: Path, steps: Callable[..., str]
) -> None:
    milepost("forms", "import", str(form_file))
    answers = steps(*COMPLETE, {"set": "/data/courses_held/total", "value": 9})
    code, _none, said = milepost("forms", "fill", "centre_check", "--answers", answers)

    assert code == 2
    assert "/data/courses_held/total is worked out" in said


def test_a_step_that_has_no_place_changes_nothing(
    milepost: Command, form_file: Path, steps: Callable[..., str]
) -> None:
    milepost("forms", "import", str(form_file))
    code, _, said = milepost(
        "forms", "fill", "centre_check", "--answers", steps({"set": "/data/nowhere", "value": 1})
    )

    assert code == 2
    assert "/data/nowhere" in said
    assert milepost("forms", "list")[1]["items"][0]["filled"] == 0


def test_a_form_filled_for_a_visit_stands_on_it(
    milepost: Command,
    form_file: Path,
    steps: Callable[..., str],
    profile_folder: Path,
    clock: StandingClock,
) -> None:
    with Milepost(clock).open(profile_folder, PASSPHRASE) as services:
        visit = str(make_visit(services, make_project(services), state="in_field"))
    milepost("forms", "import", str(form_file))
    code, filled, said = milepost(
        "forms",
        "fill",
        "centre_check",
        "--visit",
        visit,
        "--answers",
        steps({"set": "/data/arrival/centre", "value": "Osh"}),
    )

    assert code == 1, said
    forms = milepost("visits", "show", visit)[1]["forms"]
    assert [(one["id"], one["title"]) for one in forms] == [(filled["submission"], "Skills centre check")]


def test_trace_tells_every_node_in_the_order_of_the_form(
    milepost: Command, form_file: Path, steps: Callable[..., str]
) -> None:
    code, nodes, said = milepost(
        "forms", "trace", str(form_file), "--answers", steps({"set": "/data/arrival/register", "value": "no"})
    )

    assert code == 0, said
    by_path = {node["path"]: node for node in nodes}
    assert nodes[0]["path"] == "/data"
    assert by_path["/data/arrival/people"]["relevant"] is False
    assert by_path["/data/arrival/centre"] == {
        "path": "/data/arrival/centre",
        "value": "",
        "relevant": True,
        "required": True,
        "readonly": False,
        "valid": True,
    }


def test_expressions_are_evaluated_a_line_each(
    milepost: Command, tmp_path: Path, clock: StandingClock, capsys
) -> None:
    batch = tmp_path / "batch.jsonl"
    lines = [
        {"id": 1, "expr": "1 + 1"},
        {"id": "b", "expr": "concat(/a/b, '!')", "xml": "<a><b>x</b></a>"},
        {"id": 3, "expr": "1 +"},
        {"id": 4, "expr": "today()", "now": "2026-05-31T10:00:00Z", "tz": "Asia/Bishkek"},
        {"id": 5, "expr": "1", "tz": "Nowhere/City"},
    ]
    batch.write_text("\n".join([json.dumps(line) for line in lines] + ["{", ""]), "utf-8")
    run(["forms", "eval", "--batch", str(batch)], Milepost(clock))
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    assert told[0] == {"id": 1, "type": "number", "value": 2.0}
    assert told[1] == {"id": "b", "type": "string", "value": "x!"}
    assert told[2]["id"] == 3
    assert "error" in told[2]
    assert told[3]["value"].startswith("2026-05-31")
    assert "error" in told[4]
    assert "error" in told[5]
    assert milepost("forms", "eval", "--batch", str(batch))[1][0]["value"] == 2.0


@pytest.mark.parametrize(
    ("name", "language", "answers"),
    [
        ("kobo_sample.xlsx", "", 3),
        ("unhcr_koboloader_template_en_dari.xlsx", "Dari", 3),
    ],
)
def test_the_real_forms_fill_and_save(
    milepost: Command,
    real_form_file: Callable[[str], bytes],
    steps: Callable[..., str],
    tmp_path: Path,
    name: str,
    language: str,
    answers: int,
) -> None:
    path = tmp_path / name
    path.write_bytes(real_form_file(name))
    form_id = milepost("forms", "import", str(path))[1]["form_id"]
    shown = milepost("forms", "show", form_id)[1]
    texts = [
        item["path"]
        for part in shown["sections"]
        for item in part["items"]
        if item["type"] in ("text", "integer")
    ][:answers]
    given = steps(*({"set": text, "value": "7"} for text in texts))
    options = ["--language", language] if language else []
    code, filled, said = milepost("forms", "fill", form_id, "--answers", given, *options)

    assert code in (0, 1), said
    assert filled["submission"]
    assert {one["kind"] for one in filled["problems"]} <= {"required", "constraint"}


NEWER_SURVEY = (
    ("type", "name", "label"),
    ("text", "centre", "Name of the centre"),
    ("integer", "staff", "How many staff?"),
)
OLDER_SURVEY = (("type", "name", "label"), ("text", "centre", "Which centre?"), ("text", "gone", "Gone"))


@pytest.fixture
def two_files(tmp_path: Path) -> tuple[str, str]:
    older, newer = tmp_path / "older.xlsx", tmp_path / "newer.xlsx"
    older.write_bytes(make_form_file(OLDER_SURVEY, (), version="1"))
    newer.write_bytes(make_form_file(NEWER_SURVEY, (), version="2"))
    return str(older), str(newer)


def test_diff_tells_what_two_files_ask_otherwise_without_a_store(milepost, two_files):
    code, told, _said = milepost("forms", "diff", *two_files)

    assert code == 0
    assert (told["added"], told["retired"], told["changed"]) == (1, 1, 1)
    assert [(one["change"], one["name"]) for one in told["questions"]] == [
        ("changed", "centre"),
        ("added", "staff"),
        ("retired", "gone"),
    ]
    assert told["questions"][0]["parts"] == [
        {
            "part": "label",
            "language": "",
            "choice": "",
            "before": "Which centre?",
            "after": "Name of the centre",
        }
    ]


def test_a_draft_is_moved_to_the_newer_version_after_a_look(milepost, two_files, steps, clock):
    older, newer = two_files
    milepost("forms", "import", older)
    answers = steps({"set": "/data/centre", "value": "Osh"}, {"set": "/data/gone", "value": "kept"})
    filled = milepost("forms", "fill", "centre_check", "--answers", answers)[1]["submission"]
    clock.move(hours=1)
    milepost("forms", "import", newer)
    assert milepost("forms", "diff", "centre_check@1", "centre_check")[1]["added"] == 1

    code, _none, said = milepost("forms", "upgrade", filled)
    assert code == 5
    assert "finished" in said


def test_upgrade_says_what_stays_and_what_is_asked_no_more(milepost, two_files, steps, clock, tmp_path):
    older = tmp_path / "needed.xlsx"
    survey = (
        ("type", "name", "label", "required"),
        ("text", "centre", "Which centre?", ""),
        ("text", "gone", "Gone", ""),
        ("text", "needed", "Needed", "yes"),
    )
    older.write_bytes(make_form_file(survey, (), version="1"))
    milepost("forms", "import", str(older))
    answers = steps({"set": "/data/centre", "value": "Osh"}, {"set": "/data/gone", "value": "kept"})
    draft = milepost("forms", "fill", "centre_check", "--answers", answers)[1]["submission"]
    clock.move(hours=1)
    milepost("forms", "import", two_files[1])

    seen = milepost("forms", "upgrade", draft, "--dry-run")[1]
    assert (seen["done"], seen["retired"]) == (False, {"/data/gone": "kept"})
    code, done, _said = milepost("forms", "upgrade", draft, "--to", "centre_check@2")
    assert (code, done["done"], done["after"]["version"]) == (0, True, "2")
    assert milepost("forms", "upgrade", draft)[0] == 5


def test_diff_of_what_is_not_there_is_one_sentence(milepost, two_files):
    milepost("forms", "import", two_files[0])
    for words in (
        ("centre_check@9", "centre_check"),
        ("nowhere", "centre_check"),
        (two_files[0], "centre_check"),
    ):
        code, told, said = milepost("forms", "diff", *words)
        assert code == 2
        assert told is None
        assert len(said.strip().splitlines()) <= 2


def test_a_line_that_cannot_be_worked_out_says_why_and_keeps_its_id(
    milepost: Command, tmp_path: Path
) -> None:
    wrong = [
        ({"expr": "foo("}, "ends too early"),
        ({"expr": "foo()"}, "no function foo"),
        ({"expr": "q:b", "xml": "<r/>"}, "prefix q"),
        ({"expr": "1", "xml": "<broken"}, "XML cannot be read"),
        ({"expr": "1", "xml": "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>"}, "DOCTYPE"),
        ({"expr": "1", "xml": "<r/>", "context": "/nowhere"}, "/nowhere"),
        ({"expr": "(" * 200 + "1" + ")" * 200}, "too deeply"),
        ({"expr": "count(1, 2)"}, "count"),
        ({"expr": "1", "now": "yesterday"}, "yesterday"),
        ({"expr": "1", "namespaces": "x"}, "namespaces"),
        ({"expr": "1", "xml": 5}, "5"),
        ({"expr": "${people} + 1"}, "name the form with --form"),
        ({"expr": 5}, "no expr"),
        ({}, "no expr"),
    ]
    batch = tmp_path / "batch.jsonl"
    batch.write_text(
        "\n".join(json.dumps({"id": f"n{at}", **line}) for at, (line, _said) in enumerate(wrong))
    )

    code, told, _ = milepost("forms", "eval", "--batch", str(batch))

    assert code == 1
    for at, (one, (_line, said)) in enumerate(zip(told, wrong, strict=True)):
        assert one["id"] == f"n{at}"
        assert said in one["error"], one
        assert "_" not in one["error"].replace("/nowhere", "")


def test_expressions_name_the_questions_of_a_form(milepost: Command, form_file: Path, tmp_path: Path) -> None:
    xml = (
        "<data><arrival><people>3</people></arrival><courses_held>"
        "<courses><title>Welding</title><women>4</women></courses>"
        "<courses><title>Sewing</title><women>61</women></courses></courses_held></data>"
    )
    inside = "/data/courses_held/courses[2]/title"
    lines = [
        {"id": 1, "expr": "${people} + sum(${women})", "xml": xml},
        {"id": 2, "expr": "${women}", "xml": xml, "context": inside},
        {"id": 3, "expr": "${nobody}", "xml": xml},
        {"id": 4, "expr": "${people", "xml": xml},
        {"id": 5, "expr": "count(${women})"},
    ]
    batch = tmp_path / "batch.jsonl"
    batch.write_text("\n".join([*(json.dumps(line) for line in lines), "{"]))

    code, told, _ = milepost("forms", "eval", "--batch", str(batch), "--form", str(form_file))

    assert code == 1
    assert [one.get("value") for one in told] == [68, ["61"], None, None, 1, None]
    assert "There is no question nobody" in told[2]["error"]
    assert "${people is no whole reference" in told[3]["error"]
    assert (told[5]["id"], told[5]["line"]) == (None, 6)


def test_a_ready_made_form_is_listed_and_imported_by_its_name(milepost: Command, form_file: Path) -> None:
    listed = milepost("forms", "templates")[1]
    names = [one["name"] for one in listed["items"]]
    assert listed["total"] == len(names) >= 7

    code, taken, said = milepost("forms", "import", "--template", "training_evaluation")
    assert (code, taken["form_id"], taken["repairs"]) == (0, "milepost_training_evaluation", []), said
    assert milepost("forms", "import", "--template", "holiday")[0] == 2
    assert milepost("forms", "import", str(form_file), "--template", names[0])[0] == 2
    assert milepost("forms", "import")[0] == 2


def test_entity_lists_are_told_written_and_searched(
    milepost: Command, steps: Callable[..., str], tmp_path: Path
) -> None:
    form = tmp_path / "register.xlsx"
    form.write_bytes(entity_form_file("register", REGISTER, ADDS))
    assert milepost("forms", "import", str(form))[0] == 0
    assert milepost("forms", "entities")[1] == {"items": [], "total": 0}
    for title in ("Osh centre", "Batken centre"):
        answers = steps({"set": "/data/title", "value": title}, {"set": "/data/places", "value": "20"})
        assert milepost("forms", "fill", "register", "--answers", answers)[0] == 0

    lists = milepost("forms", "entities")[1]["items"]
    assert [(one["name"], one["count"]) for one in lists] == [("centres", 2)]
    found = milepost("forms", "entities", "centres", "--search", "osh")[1]
    assert found["total"] == 1
    assert found["items"][0]["properties"] == {"places": "20", "title": "Osh centre"}
    out = tmp_path / "centres.csv"
    assert milepost("forms", "entities", "centres", "--out", str(out))[0] == 0
    assert out.read_text("utf-8").splitlines()[0] == "name,label,__version,places,title"
    assert milepost("forms", "entities", "centres", "--out", str(out))[0] == 2
    assert milepost("forms", "entities", "schools")[0] == 2
