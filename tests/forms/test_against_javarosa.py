"""Random answers, seeded, judged by JavaRosa - the engine of ODK Collect - node by node."""

import os
import random
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pyxform

from desktop.forms import (
    Definition,
    Filling,
    ImportedForm,
    ItemView,
    QuestionView,
    RepeatView,
    load_definition,
)

JAR = Path(pyxform.__file__).parent / "validators/odk_validate/bin/ODK_Validate.jar"
SCRIPTS_A_FORM = int(os.environ.get("MILEPOST_FORM_SCRIPTS", "2"))
STEPS = 60
CHANCE_OR_TIME = re.compile(r"uuid|instanceID|instance_name|person_id|/start$|/end$|begin_time")
# JavaRosa ends the evaluation here ("multiple nodes"); Milepost compares with any of them.
MANY_NODES = re.compile(r'(nodeset="/data/consented/demographics/ind_potentially_hoh"[^>]*calculate=")[^"]*"')

ENTRIES = """
type              | name   | label | relevant       | constraint            | required       | calculation                     | repeat_count
integer           | n      | N     |                |                       |                |                                 |
integer           | limit  | L     |                | . < 100               |                |                                 |
select_one yes_no | strict | S     |                |                       |                |                                 |
begin_repeat      | person | P     | ${limit} != 18 |                       |                |                                 |
text              | name   | N     |                | string-length(.) < 4  | yes            |                                 |
integer           | age    | A     | ${name} != '1' | . < ${limit}          | ${strict} = 'y' |                                |
integer           | other  | O     |                | ${limit} > 2          | position(..) > 1 |                               |
calculate         | place  |       |                | . < 1                 | yes            | position(..)                    |
text              | second | D     | ${place} = 2   | . != ${name}          | ${place} = 2   |                                 |
begin_group       | inner  | G     | ${age} > 3     |                       |                |                                 |
text              | many   | I     |                |                       | count(${person}) > 2 |                           |
begin_repeat      | item   | B     |                |                       |                |                                 |
text              | what   | B     |                |                       | ${age} > 1     |                                 |
decimal           | price  | P     |                | . >= 0                |                |                                 |
note              | stop   | Stop  | ${price} < 0   |                       | yes            |                                 |
end_repeat        |        |       |                |                       |                |                                 |
end_group         |        |       |                |                       |                |                                 |
end_repeat        |        |       |                |                       |                |                                 |
begin_repeat      | row    | R     |                |                       |                |                                 | ${n}
text              | cell   | C     |                | . != 'abc'            | yes            |                                 |
integer           | figure | F     | ${cell} = '12345' | . > 2              | true()         |                                 |
end_repeat        |        |       |                |                       |                |                                 |
integer           | total  | T     |                | . = sum(${age})       | sum(${age}) > 3 |                                |
"""
YES_NO = """
list_name | name | label
yes_no    | y    | Yes
yes_no    | n    | No
"""

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not shutil.which("javac"), reason="needs a Java compiler")]


def clock() -> datetime:
    """The day JavaRosa takes from the machine: it cannot be handed another."""
    return datetime.now(UTC).replace(hour=10, minute=30, second=0, microsecond=0)


@pytest.fixture(scope="session")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("javarosa")
    source = Path(__file__).parent / "javarosa" / "Trace.java"
    subprocess.run(
        ["javac", "-nowarn", "-cp", str(JAR), "-d", str(folder), str(source)], check=True, capture_output=True
    )
    return folder


def play(filling: Filling, seed: int) -> list[str]:
    """Answers each question at most once, so that no list shrinks and no filter takes an answer back."""
    chance = random.Random(seed)
    steps: list[str] = []
    given: set[str] = set()
    for _step in range(STEPS):
        items = [item for section in filling.sections() for item in filling.questions(section)]
        lists = [
            item.path for item in items if isinstance(item, RepeatView) and item.relevant and item.can_add
        ]
        if lists and chance.random() < 0.1:
            steps.append(f"add\t{chance.choice(lists)}")
            filling.add(steps[-1].split("\t")[1])
            continue
        asked = [item for item in items if _may_answer(item) and item.path not in given]
        if not asked:
            break
        question = chance.choice(asked)
        assert isinstance(question, QuestionView)
        given.add(question.path)
        answer = _answer(question, chance)
        filling.set(question.path, answer)
        steps.append(f"set\t{question.path}\t{answer}")
    return steps


def _may_answer(item: ItemView) -> bool:
    if not isinstance(item, QuestionView) or not item.relevant or item.readonly:
        return False
    return bool(item.choices) or "select" not in item.type


def _answer(question: QuestionView, chance: random.Random) -> str:
    if question.choices:
        values = [choice.value for choice in question.choices]
        return (
            chance.choice(values)
            if question.type == "select_one"
            else " ".join(chance.sample(values, min(2, len(values))))
        )
    if question.name in ("hh_size", "n"):
        return str(chance.randint(2, 4))
    return {
        "integer": str(chance.choice([0, 1, 3, 8, 17, 18, 30, 45, 121, -999])),
        "decimal": chance.choice(["0.5", "2.0", "-1.25"]),
        "date": "2026-11-01",
        "geopoint": "42.5 20.1 0.0 0.0",
        "acknowledge": "OK",
    }.get(question.type, chance.choice(["abc", "0790123456", "12345"]))


@pytest.mark.parametrize(
    "name",
    [
        "kobo_sample.xlsx",
        "unhcr_koboloader_template_en_dari.xlsx",
        "unhcr_demo.xlsx",
        "ifrc_distribution_site_assessment.xlsx",
        "reach_msna_2024.xlsx",
    ],
)
def test_every_node_is_as_javarosa_has_it(real_form, judge: Path, tmp_path: Path, name: str) -> None:
    compared = stopping = 0
    for filling, told in _both(MANY_NODES.sub(r'\g<1>0"', real_form(name).xform_xml), judge, tmp_path):
        stopping += _compare_problems(filling, told)
        theirs = _nodes_of(told)
        mine = {
            node.path: [
                node.value,
                *(str(flag).lower() for flag in (node.relevant, node.required, node.readonly, node.valid)),
            ]
            for node in filling.nodes()
        }
        assert set(mine) == set(theirs)
        for path, node in mine.items():
            if not CHANCE_OR_TIME.search(path) and path in theirs:
                if node[1] == theirs[path][1] == "false":
                    node[0] = theirs[path][0]  # what is hidden is read by nobody
                assert (path, node) == (path, theirs[path])
                compared += 1
    print(f"{name}: {compared} nodes compared, {stopping} that stop finishing")
    assert compared > 10


def test_what_stops_finishing_in_the_entries_of_lists_is_what_stops_javarosa(
    make_form: Callable[..., ImportedForm], judge: Path, tmp_path: Path
) -> None:
    stopping = 0
    for filling, told in _both(make_form(ENTRIES, YES_NO).xform_xml, judge, tmp_path):
        stopping += _compare_problems(filling, told)

    print(f"entries: {stopping} that stop finishing")
    assert stopping > 10


def _both(xform: str, judge: Path, tmp_path: Path) -> list[tuple[Filling, str]]:
    """The same scripts on Milepost and JavaRosa: a filling, and what the other wrote of it."""
    (tmp_path / "form.xml").write_text(xform, encoding="utf-8")
    definition = load_definition(xform)
    while True:
        day = clock()
        ours, results = _played(definition, judge, tmp_path)
        if day == clock():  # else a midnight lay between the two engines
            return [
                (filling, file.read_text(encoding="utf-8"))
                for filling, file in zip(ours, results, strict=True)
            ]


def _compare_problems(filling: Filling, told: str) -> int:
    """How many answers stop both from finishing."""
    problems = {one for one in _problems_of(told) if _is_counted(filling, one[1])}
    assert {(one.kind, one.path) for one in filling.problems() if one.kind != "type"} == problems
    return len(problems)


def _played(definition: Definition, judge: Path, folder: Path) -> tuple[list[Filling], list[Path]]:
    """Fillings as Milepost has them, and the files in which JavaRosa wrote its nodes after the same steps."""
    ours: list[Filling] = []
    files: list[str] = []
    for seed in range(SCRIPTS_A_FORM):
        filling = Filling(definition, clock=clock, tz=UTC)
        script, result = folder / f"{seed}.script", folder / f"{seed}.nodes"
        script.write_text("\n".join(play(filling, seed)), encoding="utf-8")
        ours.append(filling)
        files += [str(script), str(result)]
    jars = f"{JAR}:{judge}"
    command = ["java", "-Duser.timezone=UTC", "-cp", jars, "Trace", str(folder / "form.xml"), *files]
    subprocess.run(command, check=True, capture_output=True)
    return ours, [Path(file) for file in files[1::2]]


def _nodes_of(text: str) -> dict[str, list[str]]:
    return {path: rest for path, *rest in (line.split("\t") for line in text.splitlines() if "\t" in line)}


def _is_counted(filling: Filling, path: str) -> bool:
    """JavaRosa asks for the first entry of a list whose count is 0, which its makers call a defect (Collect #6945)."""
    return not any(
        path.startswith(f"{item.path}[")
        and int(path[len(item.path) + 1 :].partition("]")[0]) > item.instances
        for section in filling.sections()
        for item in filling.questions(section)
        if isinstance(item, RepeatView)
    )


def _problems_of(text: str) -> set[tuple[str, str]]:
    """What JavaRosa names when the form is to be finished: kind and path."""
    lines = [line.split(" ") for line in text.splitlines() if line.startswith("problem ")]
    return {(kind, path) for _word, kind, path in lines}
