"""What Milepost writes out it reads back: the same answers, whatever they are (Hypothesis)."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.app.wiring import Milepost
from desktop.forms import answers_in, read_document, settled
from desktop.services.form_library.export_records import ExportKind, WantedSubmissions
from desktop.services.form_library.steps import Step
from tests.conftest import PASSPHRASE, StandingClock
from tests.makers import make_form

SURVEY = (
    ("type", "name", "label"),
    ("begin_group", "g", "Group"),
    ("text", "t", "Text"),
    ("select_one seen", "one", "One"),
    ("select_multiple seen", "many", "Many"),
    ("end_group", "", ""),
    ("integer", "i", "Whole"),
    ("decimal", "d", "Number"),
    ("date", "day", "Day"),
    ("geopoint", "p", "Place"),
    ("begin_repeat", "r", "List"),
    ("text", "x", "X"),
    ("begin_repeat", "s", "Inner"),
    ("integer", "y", "Y"),
    ("end_repeat", "", ""),
    ("end_repeat", "", ""),
)
CHOICES = (
    ("list_name", "name", "label"),
    ("seen", "a", "Yes, all"),
    ("seen", "b", "No"),
    ("seen", "c", "No; none"),
)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12)
LINES = st.one_of(
    WORDS, st.sampled_from(["=1+1", "'=1", "-5", "007", "1e5", "a\nb", "true", "2026-11-03", "\ufeffx"])
)
ENTRY = st.tuples(LINES, st.lists(st.integers(-99, 10**9), max_size=2))
FILLED = st.fixed_dictionaries(
    {},
    optional={
        "/data/g/t": LINES,
        "/data/g/one": st.sampled_from(["a", "b", "c"]),
        "/data/g/many": st.lists(st.sampled_from(["a", "b", "c"]), unique=True).map(" ".join),
        "/data/i": st.integers(-(10**18), 10**18).map(str),
        "/data/d": st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-10**6, max_value=10**6).map(str),
        "/data/day": st.dates().map(str),
        "/data/p": st.sampled_from(["42.5 74.1 0 0", "-1.25 0", "0.0000001 3 700 4.5"]),
    },
)  # fmt: skip


def _steps(answers: dict[str, str], entries: list[tuple[str, list[int]]]) -> list[Step]:
    steps = [Step("set", path, value) for path, value in answers.items()]
    for number, (text, inner) in enumerate(entries, 1):
        steps += [Step("add", "/data/r")] if number > 1 else []
        steps.append(Step("set", f"/data/r[{number}]/x", text))
        for turn, value in enumerate(inner, 1):
            steps += [Step("add", f"/data/r[{number}]/s")] if number > 1 or turn > 1 else []
            steps.append(Step("set", f"/data/r[{number}]/s[{turn}]/y", str(value)))
    return steps


def _sent(services, form) -> list[dict[str, str]]:  # type: ignore[no-untyped-def]
    """Every submission as it would be sent, in its settled form."""
    definition = services.form_library.definition(services.form_library.get(form).row.version_id)
    with services.database.reading() as work:
        ids = work.forms.all_filled_with([one.id for one in services.form_library.get(form).versions])
    documents = [read_document(services.submissions.xml(one, final=True).encode()) for one in ids]
    return sorted(
        ({"id": one.instance_id, **settled(definition, answers_in(definition, one.element).by_path)} for one in documents),
        key=lambda one: one["id"],
    )  # fmt: skip


@pytest.fixture(scope="module")
def two_stores(_new_store):  # type: ignore[no-untyped-def]
    """Two laptops with the form; each example undoes what it did."""
    folder = Path(tempfile.mkdtemp())
    stores = []
    for name in ("one", "two"):
        shutil.copytree(_new_store, folder / name)
        with pytest.MonkeyPatch.context() as cheap:
            from desktop.credentials import keys

            cheap.setattr(keys, "MEMORY_KIB", 64)
            cheap.setattr(keys, "TIME_COST", 1)
            services = Milepost(StandingClock()).open_services(folder / name, PASSPHRASE)
        stores.append((services, make_form(services, survey=SURVEY, choices=CHOICES, form_id="round")))
    yield folder, stores
    for services, _form in stores:
        services.close()
    shutil.rmtree(folder)


@pytest.mark.slow
@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    filled=st.lists(st.tuples(FILLED, st.lists(ENTRY, max_size=3)), min_size=1, max_size=3),
    kind=st.sampled_from(ExportKind),
    by_label=st.booleans(),
)
def test_our_own_exports_come_back_equal(two_stores, filled, kind, by_label) -> None:  # type: ignore[no-untyped-def]
    folder, ((ours, form), (theirs, their_form)) = two_stores
    try:
        _there_and_back(folder, ours, form, theirs, their_form, filled, kind, by_label)
    finally:
        for services, one in ((ours, form), (theirs, their_form)):
            with services.database.reading() as work:
                ids = work.forms.all_filled_with([v.id for v in services.form_library.get(one).versions])
            for submission in ids:
                services.submissions.delete(submission)


def _there_and_back(folder, ours, form, theirs, their_form, filled, kind, by_label) -> None:  # type: ignore[no-untyped-def]
    for answers, entries in filled:
        assert ours.submissions.fill(form, _steps(answers, entries)).valid
    path = folder / f"out{ours.submission_exports.ending(form, kind)}"
    path.unlink(missing_ok=True)
    if kind is ExportKind.OPENROSA:
        ours.submission_exports.export_openrosa(form, path, WantedSubmissions())
    else:
        ours.submission_exports.export_tables(form, path, kind, by_label=by_label)
    source = theirs.submission_imports.read(path)

    report = theirs.submission_imports.run(their_form, source)

    assert report.left == 0, report.rows
    assert _sent(theirs, their_form) == _sent(ours, form)
    again = theirs.submission_imports.run(their_form, source)
    assert again.unchanged == len(again.rows)
    at_home = ours.submission_imports.run(form, source)
    assert at_home.unchanged == len(at_home.rows), at_home.rows
