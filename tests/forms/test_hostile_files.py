"""Files made to hurt: cut off, packed to burst, with macros, entities, a hundred thousand rows. Each ends in a sentence."""

import io
import random
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop.forms import import_form, load_definition
from tests.makers import make_form_file

SEEDS = (0, 1, 7, 42, 99, 1009, 4711, 65_537)
"""Kept: each has made some reader of workbooks raise what it does not document."""
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
FORM = make_form_file()


def judged(content: bytes, name: str = "form.xlsx"):
    """Either a form that can be filled, or errors with a code and a sentence."""
    form = import_form(content, name)
    assert bool(form.errors) != bool(form.xform_xml)
    for fault in form.errors:
        assert fault.code.startswith("E-")
        assert fault.message
        assert "Traceback" not in fault.message
    if form.xform_xml:
        load_definition(form.xform_xml)
    return form


def repacked(change, form: bytes = FORM) -> bytes:
    """The workbook with `change(name, content)` made to each of its parts; None leaves a part out."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(form)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            content = change(name, source.read(name))
            if content is not None:
                target.writestr(name, content)
    return out.getvalue()


@settings(deadline=None, max_examples=150)
@given(
    st.binary(max_size=3000), st.sampled_from(["f.xlsx", "f.xls", "f.csv", "f.xml", "f", "f.xlsm", ".xlsx"])
)
@example(b"PK\x03\x04", "f.xlsx")
@example(b"PK\x05\x06" + b"\0" * 18, "f.xlsx")
@example(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 504, "f.xls")
@example(b"\x09\x08\x10\x00\x00\x06\x05\x00", "f.xls")
@example(b"<?xml version='1.0'?><xforms", "f.xml")
@example(b"\xff\xfes\0u\0r\0", "f.csv")
@example(b"survey,,\n,type,name\n,\0,\0", "f.csv")
def test_random_bytes_under_any_name(content: bytes, name: str) -> None:
    judged(content, name)


@pytest.mark.parametrize("tenth", range(10))
def test_a_workbook_that_breaks_off(tenth: int) -> None:
    assert judged(FORM[: len(FORM) * tenth // 10]).errors


@pytest.mark.parametrize("seed", SEEDS)
def test_a_workbook_with_damaged_parts(seed: int) -> None:
    """Whole as an archive, so that the damage reaches the readers of sheets, strings and styles."""
    chance = random.Random(seed)
    for _round in range(12):

        def damage(name: str, content: bytes) -> bytes | None:
            if chance.random() < 0.05:
                return None
            if chance.random() < 0.5:
                return content
            hurt = bytearray(content)
            for _byte in range(chance.randint(1, 8)):
                hurt[chance.randrange(len(hurt))] = chance.randrange(256)
            return bytes(hurt[: chance.randrange(len(hurt))] if chance.random() < 0.2 else hurt)

        judged(repacked(damage))


def test_a_workbook_with_macros_is_read_and_its_macros_are_not() -> None:
    def with_macros(name: str, content: bytes) -> bytes:
        if name == "[Content_Types].xml":
            return content.replace(
                b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
            )
        return content

    content = io.BytesIO(repacked(with_macros))
    with zipfile.ZipFile(content, "a") as packed:
        packed.writestr("xl/vbaProject.bin", b'Sub Auto_Open(): Shell "calc": End Sub' * 50)
    for name in ("form.xlsm", "form.xlsx"):
        form = judged(content.getvalue(), name)
        assert form.errors == ()
        assert "Auto_Open" not in form.xform_xml


@pytest.mark.parametrize("parts", [1, 600])
def test_a_bomb_is_not_unpacked(parts: int) -> None:
    """In one part, or in many of which each alone would be small enough."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for number in range(parts):
            packed.writestr(f"xl/worksheets/sheet{number}.xml", b"\0" * (60_000_000 // parts))
    assert [one.code for one in judged(out.getvalue(), "bomb.xlsx").errors] == ["E-LIMIT"]


def test_a_bomb_that_lies_about_its_size_is_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"<a>" + b" " * 5_000_000)
    small, large = (1_000).to_bytes(4, "little"), (5_000_003).to_bytes(4, "little")
    assert judged(out.getvalue().replace(large, small), "bomb.xlsx").errors


@pytest.mark.parametrize("lead", [b"", b"<!--" + b"x" * 6_000 + b"-->", b" " * 70_000])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_wherever_they_are_declared(lead: bytes, encoding: str) -> None:
    laughs = "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>]>"

    def with_entities(name: str, content: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return content
        body = content.decode().partition("?>")[2] if content.startswith(b"<?xml") else content.decode()
        return f"<?xml version='1.0' encoding='{encoding}'?>{lead.decode()}{laughs}{body}".encode(encoding)

    assert [one.code for one in judged(repacked(with_entities)).errors] == ["E-CORRUPT"]


def test_a_hundred_thousand_rows_are_refused_as_csv_and_as_workbook() -> None:
    lines = ["type,name,label", *(f"text,q{number},Question" for number in range(100_000))]
    assert [one.code for one in judged("\n".join(lines).encode(), "f.csv").errors] == ["E-LIMIT"]

    rows = "".join(
        f'<row r="{number}"><c r="A{number}" t="inlineStr"><is><t>text</t></is></c></row>'
        for number in range(1, 100_001)
    )

    def long(name: str, content: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return content
        return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()

    assert [one.code for one in judged(repacked(long)).errors] == ["E-LIMIT"]


@pytest.mark.parametrize("place", ["XFD1048576", "A1048576", "ZZZ99999999"])
def test_a_cell_far_out_takes_no_memory(place: str) -> None:
    row = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")

    def far(name: str, content: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return content
        cell = f'<row r="{row}"><c r="{place}" t="inlineStr"><is><t>x</t></is></c></row>'
        return content.replace(b"</sheetData>", f"{cell}</sheetData>".encode())

    judged(repacked(far))
    judged(repacked(lambda name, content: b"<" if name == "xl/styles.xml" else far(name, content)))


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=600), st.sampled_from(["s.xml", "s.zip", "s.xlsx", "s.csv", "s.xls", "s"]))
@example(b"PK\x03\x04", "s.zip")
@example(b"<data id='f'><meta/></data>", "s.xml")
@example(b"KEY,PARENT_KEY\nx,x\n", "s.csv")
def test_no_bytes_crash_the_import_of_submissions(tmp_path_factory, content: bytes, name: str) -> None:  # type: ignore[no-untyped-def]
    from desktop.errors import BadInput
    from desktop.services.form_library.incoming.files import read_source

    path = Path(tmp_path_factory.mktemp("s")) / name
    path.write_bytes(content)
    try:
        source = read_source(path)
    except BadInput:
        return
    for one in source.documents:
        one.content()


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b'<h:html xmlns:h="http://www.w3.org/1999/xhtml"><h:head>', "form.xml", "not a whole XForm"),
        (b"<!DOCTYPE html><html><body>Sign in to the hotel</body></html>", "form.xlsx", "not a whole XForm"),
        (b"%PDF-1.7\n1 0 obj", "form.xlsx", "printed page"),
    ],
)
def test_what_is_no_table_is_named_and_not_read_as_one(content: bytes, name: str, told: str) -> None:
    form = import_form(content, name)

    assert [fault.code for fault in form.errors] == ["E-CORRUPT"]
    assert told in form.errors[0].message
    assert form.repairs == ()


def test_a_csv_of_an_old_russian_excel_is_read_in_its_letters_and_says_so() -> None:
    table = "type;name;label\ntext;name;Фамилия\nnote;agree;Согласны ли вы?\n"

    form = import_form(table.encode("cp1251"), "form.csv")

    assert "Фамилия" in form.xform_xml
    assert "Согласны" in form.xform_xml
    assert [(one.code, one.before) for one in form.repairs] == [("R-LETTERS", "cp1251")]
