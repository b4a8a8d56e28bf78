"""The expression language, function by function, on plain XML."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.forms import ExpressionError, evaluate

NOW = datetime(2026, 11, 25, 10, 30, tzinfo=UTC)
ZONE = timezone(timedelta(hours=2))
XML = """<r xmlns:p="urn:p"><a>1</a><a>2</a><a n="x">3</a><b p:at="q">hi<c/>there</b><!--note--><?go now?>
<p:d>7</p:d><when>2026-03-04</when><empty/></r>"""


def value(expression: str, context: str | None = None) -> object:
    return evaluate(expression, XML, context, {"p": "urn:p"}, NOW, ZONE)[1]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        # Operators
        ("1 + 2 * 3", 7.0), ("7 mod -3", 1.0), ("-7 mod 3", -1.0), ("5.5 mod 2", 1.5), ("1 div 0", "Infinity"),
        ("-1 div 0", "-Infinity"), ("0 div 0", "NaN"), ("1 - -1", 2.0), ("--1", 1.0), ("8 div 2 div 2", 2.0),
        ("1 < 2 and 2 <= 2 and 3 > 2 and 3 >= 3", True), ("1 = 1 or 1 div 0", True), ("'a' != 'b'", True),
        # NaN
        ("number('')", "NaN"), ("number('') = number('')", False), ("number('') != number('')", True),
        ("number('') < 1", False), ("number('1e6')", "NaN"), ("number('Infinity')", "NaN"), ("number(' 5 ')", 5.0),
        ("sum(//empty)", "NaN"), ("min(//nothing)", "NaN"), ("max(//nothing)", "NaN"), ("max(1, '')", "NaN"),
        # Numbers as text
        ("string(-0)", "0"), ("string(1000000 * 10000000)", "10000000000000"), ("string(0.0000001)", "0.0000001"),
        ("string(5 div 2)", "2.5"), ("string(1 div 0)", "Infinity"),
        # Paths
        ("count(//a)", 3.0), ("//a[2]", ["2"]), ("//a[last()]", ["3"]), ("//a[@n]", ["3"]), ("/r/a[. > 1][1]", ["2"]),
        ("//a[1]/following-sibling::a", ["2", "3"]), ("//a[3]/preceding-sibling::a[1]", ["2"]), ("name(//p:d)", "p:d"),
        ("local-name(//p:d)", "d"), ("namespace-uri(//p:d)", "urn:p"), ("//b/@p:at", ["q"]), ("count(//comment())", 1.0),
        ("count(//processing-instruction('go'))", 1.0), ("string(//b)", "hithere"), ("//b/text()", ["hi", "there"]),
        ("//a[1] | //b | //a[1]", ["1", "hithere"]), ("count(//b/ancestor::*)", 1.0), ("count(//@*)", 2.0),
        ("//c/parent::b/child::node()[1]", ["hi"]), ("count(/r/descendant-or-self::*)", 9.0), ("//nothing = ''", False),
        ("//a = 3", True), ("//a != 3", True), ("count(//a[1]/following::*)", 7.0), ("count(//when/preceding::*)", 6.0),
        ("boolean(//empty)", True), ("boolean(//nothing)", False), ("position(//a[2])", 2.0), ("//p:*", ["7"]),
        # Strings
        ("concat('a', 1, true())", "a1true"), ("concat(//a)", "123"), ("contains('abc', 'b')", True),
        ("starts-with('abc', 'ab')", True), ("ends-with('abc', 'bc')", True), ("substring-before('1999/04', '/')", "1999"),
        ("substring-after('1999/04', '/')", "04"), ("substring('12345', 1.5, 2.6)", "234"),
        ("substring('12345', 0 div 0, 3)", ""), ("substring('12345', -42, 1 div 0)", "12345"), ("substring('12345', 2)", "2345"),
        ("substr('hello', 1, 3)", "el"), ("substr('hello', -3)", "llo"), ("string-length('héllo')", 5.0),
        ("normalize-space('  a   b ')", "a b"), ("translate('bar', 'abc', 'AB')", "BAr"), ("join(', ', //a)", "1, 2, 3"),
        ("join('-', 'a', '', 'b')", "a--b"), ("regex('abc', '[a-c]+')", True), ("regex('abcd', '[a-c]+')", False),
        ("regex('Ծառ', '\\p{L}+')", True), ("boolean-from-string('1')", True), ("boolean-from-string('yes')", False),
        # Truth
        ("not('')", True), ("boolean('false')", True), ("boolean(0)", False), ("if(1 = 1, 'y', 'n')", "y"), ("true() = 1", True),
        ("coalesce('', 'x')", "x"), ("coalesce(//empty, //a)", "1"), ("once('z')", "7"),
        # Numbers
        ("round(2.5)", 3.0), ("round(-2.5)", -3.0), ("round(1234.567, 2)", 1234.57), ("round(1234.567, -2)", 1200.0),
        ("round(1.005, 2)", 1.01), ("int(-2.9)", -2.0), ("int('')", "NaN"), ("floor(-2.5)", -3.0), ("ceiling(2.1)", 3.0),
        ("abs(-3)", 3.0), ("pow(2, 10)", 1024.0), ("pow(-8, 0.5)", "NaN"), ("log(1)", 0.0), ("log10(1000)", 3.0), ("exp(0)", 1.0),
        ("exp10(2)", 100.0), ("sqrt(9)", 3.0), ("sqrt(-1)", "NaN"), ("sin(0)", 0.0), ("cos(0)", 1.0), ("tan(0)", 0.0),
        ("asin(0)", 0.0), ("acos(1)", 0.0), ("atan(0)", 0.0), ("atan2(0, 1)", 0.0), ("round(pi(), 4)", 3.1416), ("log(0)", "-Infinity"),
        ("sum(//a)", 6.0), ("min(//a)", 1.0), ("max(//a, 9)", 9.0), ("count-non-empty(//empty | //a)", 3.0),
        # Selects
        ("selected('a  b', 'b')", True), ("selected('ab', 'a')", False), ("selected-at('a b', 1)", "b"), ("selected-at('a b', 2)", ""),
        ("selected-at('a b', -1)", ""), ("count-selected(' a  b ')", 2.0), ("checklist(1, 2, 1, 0, 1)", True),
        ("checklist(-1, 1, 1, 1)", False), ("weighted-checklist(3, 5, 1, 2, 1, 2)", True),
        # Dates
        ("today()", "2026-11-25"), ("now()", "2026-11-25T12:30:00.000+02:00"), ("today() + 7", 20789.0 - 0.0), ("date(today() + 7)", "2026-12-02"),
        ("date('2012-02-30')", ""), ("date-time('2026-01-01T00:00:00Z')", "2026-01-01T02:00:00.000+02:00"),
        ("decimal-date-time('1970-01-02T00:00:00Z')", 1.0), ("decimal-date-time('2026-13-01')", "NaN"), ("decimal-time('06:00:00.000+02:00')", 0.25),
        ("format-date('2020-02-03', '%Y %y %m %n %b %d %e %a')", "2020 20 02 2 Feb 03 3 Mon"),
        ("format-date-time('2020-02-03T04:05:06.007+02:00', '%H %h %M %S %3')", "04 4 05 06 007"), ("format-date('', '%Y')", ""),
        ("date('2020-02-29') - date('2020-02-28')", 1.0), ("//when < today()", True),
        # Geography
        ("area('0 0;0 1')", 0.0), ("round(area('0 0;0 1;1 1;0 0'))", 6195942628.0), ("distance('0 0')", 0.0), ("round(distance('0 0;0 1'))", 111319.0),
        ("geofence('0.5 0.5', '0 0;0 1;1 1;1 0;0 0')", True), ("geofence('2 2', '0 0;0 1;1 1;1 0;0 0')", False),
        # Text tools, chance, tree
        ("digest('abc', 'SHA-256', 'hex')", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        ("digest('abc', 'MD5')", "kAFQmDzST7DWlj99KOF/cg=="), ("base64-decode('aGVsbG8=')", "hello"), ("base64-decode('!')", ""),
        ("string-length(uuid())", 36.0), ("string-length(uuid(5))", 5.0), ("random() < 1", True), ("randomize(//a, 42)", ["1", "2", "3"]), ("randomize(//a, -5)", ["2", "3", "1"]),
        ("indexed-repeat(/r/a, /r/a, 2)", ["2"]), ("indexed-repeat(/r/a, /r/a, 9)", []), ("count(id('nobody'))", 0.0), ("lang('en')", False),
    ],
)  # fmt: skip
def test_an_expression_has_the_value_of_the_specification(expression: str, expected: object) -> None:
    assert value(expression, "/r/p:d" if expression.startswith("once") else None) == expected


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
