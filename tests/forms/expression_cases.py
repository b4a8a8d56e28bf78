"""Expressions and what they come to: judged by the tests, shown in docs/forms.md."""

PLAIN: list[tuple[str, object]] = [
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
    # Signatures and crossings
    ("extract-signed('pVTcOGt9S6lspaFB/PpPfgEEelYSq6eEQ78sLdXUE2A906x2isstMhdZBEde3NIPIW/GbywP8D7ObFDRzCsvCklEIDQ3MTE=', 'A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=')", "ID 4711"),
    ("extract-signed('pVTcOGt9S6lspaFB/PpPfgEEelYSq6eEQ78sLdXUE2A906x2isstMhdZBEde3NIPIW/GbywP8D7ObFDRzCsvCklEIDQ3MTg=', 'A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=')", ""), ("extract-signed('no base64', 'nor this')", ""),
    ("intersects('0 0;1 1;1 0;0 1')", True), ("intersects('0 0;0 1;1 1;0 0')", False), ("intersects('0 0;1 1')", False), ("intersects('')", False),
    # The rest of XPath 1.0
    ("string(5)", "5"), ("false()", False), ("position()", 1.0), ("last()", 1.0), ("normalize-space(' ')", ""),
    ("string-length('')", 0.0), ("number('7')", 7.0), ("date('2026-02-03T10:00:00Z')", "2026-02-03"), ("name(/r)", "r"),
]  # fmt: skip
"""On the XML of test_expressions.py, by the letter of the specification."""

FORM = """
type                 | name   | label::English (en)  | label::Русский (ru)    | default | calculation
select_one colours   | colour | Colour               | Цвет                   | red     |
select_multiple colours | several | Several           | Несколько              | red blue |
text                 | kept   | Kept                 | Хранится               | old     |
begin_repeat         | member | Member               | Участник               |         |
text                 | name   | Name                 | Имя                    |         |
integer              | years  | Age                  | Возраст                |         |
calculate            | place  |                      |                        |         | position(..)
calculate            | double |                      |                        |         | current()/../years * 2
end_repeat           |        |                      |                        |         |
integer              | none   | None                 | Нет                    |         |
"""
CHOICES = """
list_name | name | label::English (en) | label::Русский (ru)
colours   | red  | Red                 | Красный
colours   | blue | Blue                | Синий
"""
IN_FORM: list[tuple[str, str]] = [
    ("jr:choice-name(${colour}, '${colour}')", "Red"),
    ("jr:choice-name(selected-at(${several}, 1), '${several}')", "Blue"),
    ("jr:choice-name('green', '${colour}')", ""),
    ("jr:itext('/data/kept:label')", "Kept"),
    ("pulldata('prices', 'price', 'item', 'rice')", "12.5"), ("pulldata('prices', 'price', 'item', 'gold')", ""),
    ("instance('prices')/root/item[item = 'oil' and price > 1]/price", "30"),
    ("count(instance('prices')/root/item)", "2"),
    ("sum(instance('prices')/root/item[item = current()/../kept]/price)", "0"),
    ("count(search('prices'))", "2"), ("join('', search('prices', 'startswith', 'item', 'OI')/price)", "30"),
    ("count(search('prices', 'contains', 'item, price', 'i', 'price', '12.5'))", "1"), ("count(search('prices', 'matches', 'item', 'ric'))", "0"),
    ("indexed-repeat(${name}, ${member}, 2)", "Ben"), ("indexed-repeat(${name}, ${member}, 9)", ""),
    ("position(${member}[2])", "2"), ("count(${member})", "2"), ("sum(${years})", "70"), ("min(${years})", "30"),
    ("max(${years})", "40"), ("join(', ', ${name})", "Ana, Ben"), ("sum(${double})", "140"), ("join('', ${place})", "12"),
    ("once('new')", "new"), ("property('username')", "Aigul"), ("version()", "7"), ("coalesce(${none}, ${kept})", "old"),
    ("sum(${none})", "0"), ("round(-2.5)", "-2"), ("selected(${several}, 'blue')", "1"), ("count-non-empty(${years})", "2"),
    ("last()", "1"), ("if(${none} = '', 'nothing', 'something')", "nothing"), ("format-date(today(), '%e %b')", "25 Nov"),
]  # fmt: skip
"""As calculations of a form with two members and a price list beside it, as ODK Collect computes."""
