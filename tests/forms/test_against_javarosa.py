"""Random answers, seeded, judged by JavaRosa - the engine of ODK Collect - node by node."""

import os
import random
import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pyxform

from desktop.forms import Definition, Filling, ItemView, QuestionView, RepeatView, load_definition

JAR = Path(pyxform.__file__).parent / "validators/odk_validate/bin/ODK_Validate.jar"
SCRIPTS_A_FORM = int(os.environ.get("MILEPOST_FORM_SCRIPTS", "2"))
STEPS = 60
CHANCE_OR_TIME = re.compile(r"uuid|instanceID|instance_name|person_id|/start$|/end$|begin_time")
# JavaRosa ends the evaluation here ("multiple nodes"); Milepost compares with any of them.
MANY_NODES = re.compile(r'(nodeset="/data/consented/demographics/ind_potentially_hoh"[^>]*calculate=")[^"]*"')

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
    if question.name == "hh_size":
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
    xform = MANY_NODES.sub(r'\g<1>0"', real_form(name).xform_xml)
    (tmp_path / "form.xml").write_text(xform, encoding="utf-8")
    definition = load_definition(xform)
    while True:
        day = clock()
        ours, results = _played(definition, judge, tmp_path)
        if day == clock():  # else a midnight lay between the two engines
            break

    compared = 0
    for filling, result in zip(ours, results, strict=True):
        theirs = _nodes_of(result.read_text(encoding="utf-8"))
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
    print(f"{name}: {compared} nodes compared")
    assert compared > 10


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
