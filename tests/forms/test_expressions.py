"""The expression language, function by function, on plain XML."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.forms import ExpressionError, evaluate
from tests.forms.expression_cases import CHOICES, FORM, IN_FORM, PLAIN

NOW = datetime(2026, 11, 25, 10, 30, tzinfo=UTC)
ZONE = timezone(timedelta(hours=2))
XML = """<r xmlns:p="urn:p"><a>1</a><a>2</a><a n="x">3</a><b p:at="q">hi<c/>there</b><!--note--><?go now?>
<p:d>7</p:d><when>2026-03-04</when><empty/></r>"""


def value(expression: str, context: str | None = None) -> object:
    return evaluate(expression, XML, context, {"p": "urn:p"}, NOW, ZONE)[1]


@pytest.mark.parametrize(("expression", "expected"), PLAIN)
def test_an_expression_has_the_value_of_the_specification(expression: str, expected: object) -> None:
    assert value(expression, "/r/p:d" if expression.startswith("once") else None) == expected


@pytest.mark.parametrize(("expression", "expected"), IN_FORM)
def test_a_calculation_has_the_value_odk_collect_gives_it(fill, expression: str, expected: str) -> None:
    row = f"calculate | asked | | | | {expression}"
    pulled = "calculate | pulled | | | | pulldata('prices', 'price', 'item', 'oil')"
    filling = fill(
        f"{FORM}\n{pulled}\n{row}",
        CHOICES,
        "form_id | version\ncases | 7",
        files={"prices.csv": b"item,price\nrice,12.5\noil,30\n"},
        properties={"username": "Aigul"},
        language="English (en)",
    )
    for number, (name, years) in enumerate((("Ana", 30), ("Ben", 40)), 1):
        path = f"/data/member[{number}]" if number == 1 else filling.add("/data/member")
        filling.set(f"{path}/name", name)
        filling.set(f"{path}/years", years)

    assert {node.path: node.value for node in filling.nodes()}["/data/asked"] == expected


@pytest.mark.parametrize(
    ("expression", "code"),
    [("1 +", "ends_early"), ("foo(1)", "unknown_function"), ("if(1)", "arguments"), ("a[", "ends_early"), ("1 §", "unreadable"),
     ("x::y", "unknown_axis"), ("q:a", "unknown_prefix"), ("(1", "expected"), ("1 2", "unexpected")],
)  # fmt: skip
def test_a_wrong_expression_is_refused_with_its_place(expression: str, code: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        value(expression)
    assert caught.value.code == code


def test_broken_xml_and_missing_context_are_refused() -> None:
    with pytest.raises(ExpressionError):
        evaluate("1", "<a>", None, None, NOW, ZONE)
    with pytest.raises(ExpressionError):
        evaluate("1", "<a/>", "/b", None, NOW, ZONE)


def test_a_thousand_nested_brackets_are_refused_not_a_crash() -> None:
    with pytest.raises(ExpressionError):
        value("(" * 5000 + "1" + ")" * 5000)


@given(st.text(max_size=40))
def test_no_text_crashes_the_parser(text: str) -> None:
    with suppress(ExpressionError):
        value(text)


@given(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9))
def test_whole_numbers_are_computed_exactly(a: int, b: int) -> None:
    assert value(f"{a} + {b}" if b >= 0 else f"{a} - {-b}") == a + b


def test_one_seed_gives_the_order_of_odk_collect() -> None:
    xml = "<r>" + "".join(f"<i>{letter}</i>" for letter in "ABCDEFGH") + "</r>"
    orders = {
        42: "AFCBHEGD",
        0: "CBHAFDGE",
        1: "GFEACHBD",
        -5: "DCABFGEH",
        2147483647: "CBHAFDGE",
        99999999999: "BHGFDECA",
    }
    for seed, order in orders.items():
        assert evaluate(f"randomize(/r/i, {seed})", xml, None, None, NOW, ZONE) == ("node-set", list(order))


@given(st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8), st.integers(0, 2**31))
def test_randomize_keeps_every_item(items: list[str], seed: int) -> None:
    xml = "<r>" + "".join(f"<i>{item}</i>" for item in items) + "</r>"
    found = evaluate(f"randomize(/r/i, {seed})", xml, None, None, NOW, ZONE)[1]
    assert isinstance(found, list)
    assert sorted(found) == sorted(items)
