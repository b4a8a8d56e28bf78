"""Workbooks of random cells under the headings that forms have: a form that opens and counts, or errors in sentences."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from desktop.forms import Filling, import_form, load_definition

NAMES = ["a", "b", "c", "d", "list", "1x", "a b", "meta", "data", "instanceID", "A", "ключ"]
KINDS = [
    "text", "integer", "decimal", "note", "calculate", "date", "time", "dateTime", "geopoint", "image", "hidden",
    "begin group", "end group", "begin repeat", "end repeat", "begin_group", "end_repeat", "rank list", "range",
    "select_one list", "select_multiple list", "select_one_from_file f.csv", "select_one ${b}", "select_one",
    "start", "today", "deviceid", "audit", "acknowledge", "xml-external", "csv-external", "background-audio", "trigger",
    "select_one list or_other", "osm", "username", "nothing at all", "barcode", "file", "geotrace", "phonenumber",
]  # fmt: skip
EXPRESSIONS = [
    "${a}", "${b} + 1", "${c} > ${a}", "${d}", "${list}", "${nowhere}", ". > 0", "../a", "/data/a", "count(${c})", "1 div 0", "yes",
    "sum(${b})", "position(..)", "indexed-repeat(${a}, ${c}, 1)", "concat(${a}, ${b}, ${c})", "selected(${a}, 'x')", "once(random())",
    "if(${a} = '', ${b}, ${c})", "instance('list')/root/item[name = ${a}]/label", "pulldata('f', 'x', 'y', ${a})", "${last-saved#a}",
    "(((", "'", "${", "${}", "not(", "date('x')", "regex(., '(a+)+$')", "regex(., '(')", "coalesce(${a}, ${b})", "jr:choice-name(${a}, '${a}')",
    "substr(${a}, -1, 99)", "round(${a}, 400)", "pow(9, 999)", "format-date(${a}, '%')", "int(1e999)", "9" * 400,
]  # fmt: skip
HEADINGS = {
    "survey": [
        "type", "name", "label", "relevant", "calculation", "constraint", "required", "choice_filter", "repeat_count",
        "default", "readonly", "appearance", "parameters", "trigger", "label::English (en)", "label::ar", "media::image", "save_to", "hint",
        "constraint_message", "bind::x", "instance::y", "body::accuracyThreshold", "",
    ],
    "choices": ["list_name", "list name", "name", "label", "label::ar", "image", "geometry", "other", "name"],
    "settings": [
        "form_id", "form_title", "version", "default_language", "instance_name", "style", "public_key", "allow_choice_duplicates",
        "omit_instanceID", "namespaces", "name", "clean_text_values",
    ],
    "entities": ["dataset", "list_name", "label", "entity_id", "create_if", "update_if", "repeat"],
    "nonsense": ["x"],
}  # fmt: skip
LOOSE: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(date(1901, 1, 1), date(2100, 1, 1)),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8),
    st.sampled_from(
        [
            "#REF!",
            "=1/0",
            "  ",
            "\u00a0a",
            "yes",
            "TRUE()",
            "${a}",
            "<b>&",
            "start=1 end=0 step=0",
            "start=0 end=9e9 step=1e-9",
        ]
    ),
)
EXACT = {
    "type": st.sampled_from(KINDS),
    "name": st.sampled_from(NAMES),
    "list_name": st.sampled_from(["list", "a", "trees", ""]),
    "label": st.sampled_from(["A", "${a}", "", "*b*", "<output value='x'/>"]),
    **dict.fromkeys(
        ["relevant", "calculation", "constraint", "required", "choice_filter", "repeat_count", "default", "readonly", "trigger",
         "instance_name", "create_if", "update_if", "entity_id"],
        st.sampled_from(EXPRESSIONS),
    ),
}  # fmt: skip


@st.composite
def sheets(draw: st.DrawFn) -> dict[str, list[list[Any]]]:
    book = {}
    for name in ["survey", *draw(st.lists(st.sampled_from(sorted(HEADINGS)), max_size=3, unique=True))]:
        known = HEADINGS[name]
        headings = draw(st.lists(st.sampled_from(known), max_size=6)) if name != "survey" else []
        headings = (
            ["type", "name", "label", *draw(st.lists(st.sampled_from(known), max_size=5))]
            if name == "survey"
            else headings
        )
        rows = [
            [draw(EXACT.get(one, LOOSE) if draw(st.integers(0, 9)) else LOOSE) for one in headings]
            for _row in range(draw(st.integers(0, 6)))
        ]
        book[name] = [headings, *rows]
    return book


def written(book: dict[str, list[list[Any]]]) -> bytes:
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in book.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


@settings(max_examples=20)
@given(sheets())
def test_any_cells_make_a_form_that_opens_or_errors_in_sentences(book: dict[str, list[list[Any]]]) -> None:
    form = import_form(written(book), "form.xlsx")

    assert bool(form.errors) != bool(form.xform_xml)
    assert all(fault.code.startswith("E-") and fault.message for fault in form.errors)
    if form.errors:
        return
    filling = Filling(
        load_definition(form.xform_xml), clock=lambda: datetime(2026, 11, 25, 12, tzinfo=UTC), tz=UTC, seed=1
    )
    for section in filling.sections():
        filling.questions(section)
    filling.problems()
    filling.entities()
