"""A ZIP of submissions made to hurt: each file of it is told of, or the whole is refused in a sentence; twice adds nothing."""

import random
import warnings
import zipfile
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.errors import UserError
from desktop.services.form_library.incoming.records import SubmissionsReport
from desktop.services.roster import Services
from tests.makers import make_form, make_photo
from tests.services.incoming.test_submission_imports import ONE, TWO, answers, collected

NAMES = [
    "one/one.xml", "two/two.xml", "../../out.xml", "/abs.xml", "C:\\x.xml", "a\\b.xml", ".xml", "x" * 300 + ".xml", "ключ.xml", "one/photo.jpg",
    "photo.jpg", "../photo.jpg", "data.csv", "data-courses.csv", "one/one.xml/inner.xml", "\u202egpj.xml", "new\nline.xml", "__MACOSX/._one.xml",
]  # fmt: skip
DEEP = b"<data id='centre_check'>" + b"<a>" * 250 + b"</a>" * 250 + b"</data>"
CONTENTS = [
    collected(), collected(TWO, "Naryn"), collected(photo="photo.jpg"), collected(photo="../photo.jpg"), collected(photo="x\\..\\photo.jpg"),
    collected(version="999"), collected("not a uuid"), collected(form="another"), collected(more="<new><q>1</q></new>" * 40),
    collected(centre="\ufffe"), collected(centre="x" * 70_000), collected(centre="&#0;"), collected(centre="&#x202e;&#10;"),
    collected().replace(b"<people>12<", b"<people>" + b"9" * 5_000 + b"<"), collected().replace(b"<people>12<", b"<people>1e999999999<"),
    collected().replace(b"<people>12<", b"<people>NaN<"), collected().replace(b"<courses>", b"<courses><courses/>"), DEEP,
    collected().replace(b"<data ", b"<data encrypted='yes' "), collected().replace(b"utf", b"x").decode().encode("utf-16"),
    collected().replace(b"</orx:instanceID>", b"</orx:instanceID><orx:deprecatedID>uuid:" + ONE.encode() + b"</orx:deprecatedID>"),
    collected().replace(b"</orx:meta>", b"<entity dataset='x' id='y' create='1'/></orx:meta>"),
    b"", b"<", b"\0" * 99, b"PK\x03\x04", b"<!DOCTYPE data [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><data>&a;</data>", make_photo(),
    b"SubmissionDate,arrival-centre,KEY\n,Osh,uuid:1\n,Naryn,uuid:1\n", b"KEY,PARENT_KEY\n" + b"x,x\n" * 50, b"a,b\n\0,\xff\n",
]  # fmt: skip
METHODS = [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
entries = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(CONTENTS), st.sampled_from(METHODS)),
    min_size=1,
    max_size=5,
)
damages = st.one_of(st.just(0), st.integers(1, 1 << 32))


def packed(files: list[tuple[str, bytes, int]]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of two files of one name, which is meant
        for name, content, method in files:
            archive.writestr(name, content, method)
    return out.getvalue()


def damaged(content: bytes, seed: int) -> bytes:
    chance, hurt = random.Random(seed), bytearray(content)
    for _byte in range(chance.randint(1, 4)):
        hurt[chance.randrange(len(hurt))] = chance.randrange(256)
    return bytes(hurt)


def taken(services: Services, form: UUID, path: Path) -> SubmissionsReport | None:
    try:
        source = services.submission_imports.read(path)
        services.submission_imports.preview(form, source)
        return services.submission_imports.run(form, source)
    except UserError:
        return None


@pytest.fixture
def form(services: Services) -> UUID:
    return make_form(services)


@given(files=entries, damage=damages)
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_zip_is_taken_as_far_as_it_can_be_and_twice_adds_nothing(
    services: Services, form: UUID, tmp_path: Path, files: list[tuple[str, bytes, int]], damage: int
) -> None:
    path = tmp_path / "submissions.zip"
    path.write_bytes(damaged(packed(files), damage) if damage else packed(files))

    first = taken(services, form, path)
    held = answers(services, form)
    again = taken(services, form, path)

    assert (first is None) == (again is None)
    assert answers(services, form) == held
    assert {one.name for one in tmp_path.iterdir()} == {"profile", "submissions.zip"}
    if first is not None:
        assert all(row.message for row in first.rows if row.action.value == "left")
