"""Forms: taking one in beside pyxform, opening and answering one beside JavaRosa, and what a person waits for in the window."""

import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyxform
from pyxform.xls2xform import convert

from desktop.forms import Definition, Filling, QuestionView, import_form, load_definition
from tools.bench.expressions import expression_rows
from tools.bench.form_files import forms_to_measure, list_form, long_list_form
from tools.bench.measuring import Outcome, alternate, seconds
from tools.bench.stores import make_empty
from tools.bench.web_forms import web_forms_times

JAR = Path(pyxform.__file__).parent / "validators/odk_validate/bin/ODK_Validate.jar"
_SCRIPTS = 5
_FOR_WEB_FORMS = 2
"""It takes seconds to open a form of a thousand questions, and each script opens it twice."""
_STEPS = 80
_ENTRIES = 1_000
_CHOICES = 10_000
_SHARES = ((0.5, "median"), (0.95, "95 %"), (1.0, "worst"))


def run(folder: Path, rounds: int, *, quick: bool) -> list[Outcome]:
    outcomes: list[Outcome] = []
    for words, content, name in forms_to_measure()[: 1 if quick else None]:
        outcomes += _taking_in(words, content, name, rounds)
        outcomes += _beside_javarosa(words, content, name, folder, rounds)
        outcomes += _in_the_window(words, content, name, folder, rounds)
    return [*outcomes, _thousandth_entry(rounds), _long_list(rounds), *expression_rows(rounds)]


def _clock() -> datetime:
    return datetime.now(UTC)


def _taking_in(words: str, content: bytes, name: str, rounds: int) -> list[Outcome]:
    limits, products = alternate(
        rounds,
        lambda: _as_called(lambda: convert(content, warnings=[], validate=False, pretty_print=False)),
        lambda: _as_called(lambda: import_form(content, name)),
    )
    note = (
        "repairs and their report included; the limit: pyxform alone, both with the collector on as in life"
    )
    return [
        Outcome(name=f"{words}: taking in", unit="s", product=products, limit=limits, reach=1.3, note=note)
    ]


def _as_called(work: Callable[[], object]) -> float:
    """With the garbage collector as it is in life: the product lets it rest while it reads."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


# Beside JavaRosa


def _beside_javarosa(words: str, content: bytes, name: str, folder: Path, rounds: int) -> list[Outcome]:
    xform = import_form(content, name).xform_xml
    definition = load_definition(xform)
    scripts = [_script(definition, seed) for seed in range(_SCRIPTS)]
    spent = _answers(definition, scripts)
    opened = tuple(seconds(lambda: Filling(load_definition(xform), clock=_clock)) for _round in range(rounds))
    known = tuple(seconds(lambda: Filling(definition, clock=_clock)) for _round in range(rounds))
    theirs = _javarosa(xform, scripts, folder, rounds)
    beside = theirs["open"][-rounds:] if theirs else ()
    note = "XForm read and all rules run once; JavaRosa warm, in the same run"
    return [
        Outcome(name=f"{words}: opening, warm", unit="s", product=opened, limit=beside, reach=1.0 if beside else None, note=note),
        Outcome(name=f"{words}: opening again, rules run once", unit="s", product=known, limit=beside, note="the form is kept compiled"),
        *(_answer_row(words, share, label, spent, theirs["set"] if theirs else []) for share, label in _SHARES),
        *_beside_web_forms(words, xform, scripts[:_FOR_WEB_FORMS], folder, opened),
    ]  # fmt: skip


def _beside_web_forms(
    words: str,
    xform: str,
    scripts: list[list[tuple[str, str]]],
    folder: Path,
    opened: tuple[float, ...],
) -> list[Outcome]:
    """The same openings, and the answers of the scripts that the other engine is given, no others."""
    form, files = _written(xform, scripts, folder)
    theirs = web_forms_times(form, files, len(opened))
    if not theirs:
        return []
    spent = _answers(load_definition(xform), scripts)
    beside = "beside ODK's Web Forms engine in Node"
    taken = f"{len(spent)} random answers, of which it took {len(theirs['set'])}"
    return [
        Outcome(name=f"{words}: opening, warm, {beside}", unit="s", product=opened, limit=tuple(theirs["open"][-len(opened):]), reach=1.0),
        *(
            Outcome(name=f"{words}: one answer, {label}, {beside}", unit="s", product=(_part(spent, share),), limit=(_part(theirs["set"], share),), reach=1.0, note=taken)
            for share, label in _SHARES
        ),
    ]  # fmt: skip


def _written(xform: str, scripts: list[list[tuple[str, str]]], folder: Path) -> tuple[Path, list[Path]]:
    """The form, and a file of `set` steps for each script."""
    folder.mkdir(parents=True, exist_ok=True)
    form, files = folder / "form.xml", [folder / f"{number}.script" for number in range(len(scripts))]
    form.write_text(xform, encoding="utf-8")
    for file, script in zip(files, scripts, strict=True):
        file.write_text("\n".join(f"set\t{path}\t{value}" for path, value in script), encoding="utf-8")
    return form, files


def _answer_row(words: str, share: float, label: str, ours: list[float], theirs: list[float]) -> Outcome:
    return Outcome(
        name=f"{words}: one answer, rules only, {label}",
        unit="s",
        product=(_part(ours, share),),
        limit=(_part(theirs, share),) if theirs else (),
        reach=0.016 if not theirs else None,
        note=f"{len(ours)} random answers; beside JavaRosa's setValue"
        if theirs
        else f"{len(ours)} random answers",
    )


def _part(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def _script(definition: Definition, seed: int) -> list[tuple[str, str]]:
    """Answers each question at most once, as it is asked at that moment."""
    chance, filling = random.Random(seed), Filling(definition, clock=_clock)
    steps: list[tuple[str, str]] = []
    given: set[str] = set()
    while len(steps) < _STEPS:
        asked = [
            item
            for section in filling.sections()
            for item in filling.questions(section)
            if isinstance(item, QuestionView)
            and item.relevant
            and not item.readonly
            and item.path not in given
            and "[" not in item.path  # entries of lists come into being otherwise in each engine
        ]
        if not asked:
            break
        for item in chance.sample(asked, min(8, len(asked))):
            given.add(item.path)
            value = _value(item, chance)
            if value and filling.question(item.path).relevant:
                filling.set(item.path, value)
                steps.append((item.path, value))
    return steps


def _value(item: QuestionView, chance: random.Random) -> str:
    if item.choices:
        return chance.choice(item.choices).value
    return {
        "integer": str(chance.choice((0, 3, 17, 45))),
        "decimal": "2.5",
        "date": "2026-11-01",
        "text": "Osh",
    }.get(item.type, "")


def _answers(definition: Definition, scripts: list[list[tuple[str, str]]]) -> list[float]:
    spent: list[float] = []
    for script in scripts:
        filling = Filling(definition, clock=_clock)
        for path, value in script:
            begun = time.perf_counter()
            filling.set(path, value)
            spent.append(time.perf_counter() - begun)
    return spent


def _javarosa(
    xform: str, scripts: list[list[tuple[str, str]]], folder: Path, rounds: int
) -> dict[str, list[float]]:
    """Seconds of its openings and answers; nothing where there is no Java."""
    if shutil.which("javac") is None:
        return {}
    form, files = _written(xform, scripts, folder)
    source = Path(__file__).parent / "javarosa" / "Timing.java"
    subprocess.run(
        ["javac", "-nowarn", "-cp", str(JAR), "-d", str(folder), str(source)], check=True, capture_output=True
    )
    command = [
        "java",
        "-cp",
        f"{JAR}{os.pathsep}{folder}",
        "Timing",
        str(form),
        str(rounds + 5),
        *map(str, files),
    ]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    told: dict[str, list[float]] = {"open": [], "set": []}
    for line in done.stdout.splitlines():
        kind, _tab, nanoseconds = line.partition("\t")
        if kind in told:
            told[kind].append(int(nanoseconds) / 1e9)
    return told  # fmt: skip


# In the window


def _in_the_window(words: str, content: bytes, name: str, folder: Path, rounds: int) -> list[Outcome]:
    store = folder / f"store-{words.replace(' ', '-')}"
    services = make_empty(store, 0)
    try:
        report = services.form_library.import_form(content, name)
        assert report.id is not None, report.errors
        opened = services.submissions.start(report.id)
        saves = _saves(opened)
    finally:
        services.close()
    told = _told(store, str(opened.record.id), rounds)
    return [
        Outcome(name=f"{words}: open to the first painted section", unit="s", product=tuple(told["opened"]), reach=0.3, note="kept compiled, answers read from the store; offscreen"),
        Outcome(name=f"{words}: that opening in time of the window's thread", unit="s", product=tuple(told["opened_own"]), reach=0.3, note="without waiting for other programs"),
        Outcome(name=f"{words}: opening, first in the process", unit="s", product=(told["first"],), note="XForm read and compiled, widgets made the first time; no reach is set"),
        Outcome(name=f"{words}: one answer worked out, saved and painted, 95 %", unit="s", product=(_part(told["answered"], 0.95),), reach=0.026, note=f"{len(told['answered'])} answers, some in every section; both bounds together: 16 ms and 10 ms for the disk"),
        Outcome(name=f"{words}: the same in time of the window's thread", unit="s", product=(_part(told["worked"], 0.95),), reach=0.016, note="without waiting for the disk and for other programs"),
        Outcome(name=f"{words}: one answer worked out and saved, 95 %", unit="s", product=(_part([wall for wall, _own in saves], 0.95),), reach=0.01, note=f"{len(saves)} answers, a commit each"),
        Outcome(name=f"{words}: the same in time of the thread", unit="s", product=(_part([own for _wall, own in saves], 0.95),), reach=0.01, note="without waiting for the disk and for other programs"),
        Outcome(name=f"{words}: memory of the open form", unit="MiB", product=(told["mib"],), reach=60, note="private memory beyond the idle window"),
    ]  # fmt: skip


def _saves(opened: object) -> list[tuple[float, float]]:
    """One answer after another, each in the store before the next: seconds, and those of the thread itself."""
    from desktop.services.form_library.filling import OpenForm

    assert isinstance(opened, OpenForm)
    chance, spent = random.Random(1), []
    for section in opened.sections():
        for item in opened.items(section)[:12]:
            if not isinstance(item, QuestionView) or item.readonly or not opened.question(item.path).relevant:
                continue
            value = _value(item, chance)
            if value and value != item.value:
                begun, own = time.perf_counter(), time.thread_time()
                opened.set(item.path, value)
                spent.append((time.perf_counter() - begun, time.thread_time() - own))
    return spent


def _told(store: Path, submission: str, rounds: int) -> dict[str, Any]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tools.bench.forms_window", str(store), submission, str(rounds)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=300)
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if not lines:
        raise RuntimeError(f"the window told nothing: {done.stderr[-900:]}")
    return json.loads(lines[-1])


# Lists


def _thousandth_entry(rounds: int) -> Outcome:
    filling = Filling(load_definition(import_form(list_form(), "entries.xlsx").xform_xml), clock=_clock)
    for number in range(1, _ENTRIES):
        if number > 1:
            filling.add("/data/r")
        filling.set(f"/data/r[{number}]/x", str(number))
    times: list[float] = []

    def add() -> None:
        filling.add("/data/r")

    for _round in range(max(rounds, 5)):
        times.append(seconds(add))
        filling.remove(f"/data/r[{_ENTRIES}]")
    note = "its own rules, and the totals over all entries"
    return Outcome(
        name="adding the 1,000th entry of a list", unit="s", product=tuple(times), reach=0.01, note=note
    )


def _long_list(rounds: int) -> Outcome:
    definition = load_definition(import_form(long_list_form(_CHOICES), "places.xlsx").xform_xml)
    filling = Filling(definition, clock=_clock)
    times = [seconds(_choosing(filling, number)) for number in range(max(rounds, 5))]
    note = "another region is answered, and the 500 places it leaves are ready to be shown"
    return Outcome(
        name="filter of a list of 10,000 choices", unit="s", product=tuple(times), reach=0.02, note=note
    )


def _choosing(filling: Filling, number: int) -> Callable[[], None]:
    def choose() -> None:
        filling.set("/data/region", f"r{number % 20}")
        assert len(filling.question("/data/place").choices) == _CHOICES // 20

    return choose
