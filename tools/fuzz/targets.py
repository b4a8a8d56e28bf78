"""What reads bytes that others made, each as one function: it ends well or with the error it promises, and nothing else.

A target may raise only what its reader documents; anything else that comes out is a defect, and the bytes that brought
it out are kept in `kept/TARGET/`, which a test reads again (`tests/tools/test_fuzz.py`). In `seeds/TARGET/` lies what its
reader takes: guided noise begins there, for no chance finds the first bytes of a message or an archive.
"""

import atexit
import csv
import io
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import zstandard

from desktop.errors import BadInput
from desktop.exchange.delimited import read_delimited
from desktop.exchange.iati import read_iati
from desktop.forms import Filling, ImportedForm, import_form, load_definition
from desktop.forms.incoming.documents import read_document
from desktop.forms.xpath.syntax import ExpressionError
from desktop.forms.xpath.trial import evaluate
from desktop.services.form_library.incoming.files import read_source
from sync.bundle.keys import DeviceKey
from sync.bundle.layout import MAGIC, BadBundle
from sync.bundle.reading import open_bundle
from sync.messages.packing import Unreadable, unpack
from sync.messages.prepared import read_prepared, transactions_of
from sync.messages.wire import Enrolment, Request, Response
from sync.server.access.devices import Admitted, admit, enrol, make_code
from sync.server.app.place import packaged_schema
from sync.server.rounds.door import Door
from sync.server.rounds.exchange import exchange
from sync.server.store.database import Database
from sync.server.store.registry import Office, Registry

KEPT = Path(__file__).with_name("kept")
SEEDS = Path(__file__).with_name("seeds")
_NOW = "2026-11-25T12:00:00.000Z"
_NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
_XFORM = (
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"'
    ' xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>t</h:title><model>{}</model></h:head>'
    '<h:body><input ref="/data/a"><label>A</label></input></h:body></h:html>'
)
_XML = "<data><a>3</a><b>x y</b><r><n>1</n></r><r><n>2</n></r></data>"


def request(data: bytes) -> None:
    """A laptop's call, all the way through the server."""
    with suppress(Unreadable):
        asked = unpack(_squeezed(data), Request)
        database, admitted = _server()
        exchange(database, packaged_schema(), Door(database).let_in(admitted), asked, _NOW)


def response(data: bytes) -> None:
    with suppress(Unreadable):
        unpack(_squeezed(data), Response)


def prepared(data: bytes) -> None:
    """A stretch that a server made ready."""
    with suppress(Unreadable):
        transactions_of(read_prepared(_squeezed(data)))


def bundle(data: bytes) -> None:
    with tempfile.NamedTemporaryFile() as file, suppress(BadBundle):
        file.write(MAGIC + data)
        file.flush()
        open_bundle(Path(file.name), _key())


def expression(data: bytes) -> None:
    """An expression of a form, on a small document."""
    text = data.decode("utf-8", "replace")
    with suppress(ExpressionError):
        evaluate(text, _XML, "/data/a", None, datetime(2026, 1, 1, tzinfo=UTC), UTC)


def table(data: bytes) -> None:
    with suppress(BadInput):
        read_delimited(data, "table.csv")


def iati(data: bytes) -> None:
    with suppress(BadInput):
        read_iati(data, "activities.xml")


def submission(data: bytes) -> None:
    with suppress(BadInput):
        read_document(data)


def archive(data: bytes) -> None:
    """A ZIP of submissions, each with the files it lies beside."""
    with tempfile.TemporaryDirectory() as folder, suppress(BadInput):
        path = Path(folder) / "submissions.zip"
        path.write_bytes(data)
        for one in read_source(path).documents:
            with suppress(BadInput):
                read_document(one.content())
                one.media("a.jpg")


def workbook(data: bytes) -> None:
    """A form as people have it: what it is made of decides, not its name; faults are told in the report."""
    _taken(import_form(data, "form.xlsx"))


def sheets(data: bytes) -> None:
    """The sheets of a form as lines of text: `survey`, then a line each for type, name, label and three rules."""
    lines = data.decode("utf-8", "replace").splitlines()
    rows = [["", *line.split("|")] for line in lines[:60]]
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerows(
        [["survey"], ["", "type", "name", "label", "relevant", "calculation", "constraint"], *rows]
    )
    _taken(import_form(stream.getvalue().encode(), "form.csv"))


def xform(data: bytes) -> None:
    """The body of an XForm's model."""
    _taken(import_form(_XFORM.format(data.decode("utf-8", "replace")).encode(), "form.xml"))


def _taken(form: ImportedForm) -> None:
    """What was taken in opens, and its questions can be drawn."""
    assert form.errors or form.xform_xml
    if form.errors:
        return
    filling = Filling(load_definition(form.xform_xml), clock=lambda: _NOON, tz=UTC, seed=1)
    for section in filling.sections():
        filling.questions(section)
    filling.entities()


TARGETS: dict[str, Callable[[bytes], None]] = {
    one.__name__: one
    for one in (
        request,
        response,
        prepared,
        bundle,
        expression,
        table,
        iati,
        submission,
        archive,
        workbook,
        sheets,
        xform,
    )
}


def kept() -> list[tuple[str, Path]]:
    """The bytes that once brought out a defect, and those that noise begins with, by target."""
    files = [*sorted(KEPT.glob("*/*")), *sorted(SEEDS.glob("*/*"))]
    return [(path.parent.name, path) for path in files if path.is_file()]


def _squeezed(data: bytes) -> bytes:
    return zstandard.ZstdCompressor(level=1, write_checksum=True).compress(data)


@cache
def _key() -> DeviceKey:
    return DeviceKey.make()


@cache
def _server() -> tuple[Database, Admitted]:
    folder = tempfile.TemporaryDirectory(prefix="milepost-fuzz-")
    database = Database.open(Path(folder.name), None)
    atexit.register(folder.cleanup)
    atexit.register(database.close)
    with database.writing() as connection:
        registry = Registry(connection)
        registry.put_office(Office(code="KG", name="Country", parent=None))
        registry.put_role("a@example.org", "KG", "manager")
        asked = Enrolment(code=make_code(registry, "a@example.org"), replica="0" * 16)
        token = enrol(registry, asked, database.epoch(), _NOW).token
        return database, admit(registry, token)
