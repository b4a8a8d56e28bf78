"""What lies in the file or folder a person chose: submissions as XML with their files, or tables."""

import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from desktop.errors import BadInput
from desktop.exchange.grid import Table
from desktop.exchange.tables import read_table
from desktop.i18n import _
from desktop.services.chosen_files import MEGABYTE, read_chosen

MOST_FILES = 100_000
LARGEST_XML_MEGABYTES = 32
LARGEST_PART_MEGABYTES = 200
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What is packed by the rarer ways comes out at once, in any size."""
_TABLES = frozenset({".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods"})
_DAMAGE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError)


@dataclass(frozen=True, slots=True)
class IncomingFile:
    """One submission's XML; `media` gives the bytes of a file that lies beside it, or None."""

    name: str
    content: Callable[[], bytes]
    media: Callable[[str], bytes | None]


@dataclass(frozen=True, slots=True)
class IncomingSource:
    """Either documents or tables."""

    name: str
    documents: tuple[IncomingFile, ...] = ()
    tables: tuple[Table, ...] = ()


def read_source(path: Path) -> IncomingSource:
    """Raises BadInput where there is neither a submission nor a table to be read."""
    if path.is_dir():
        found = _of_folder(path)
    elif path.suffix.lower() == ".xml":
        found = IncomingSource(path.name, (_document(path, path.name),))
    else:
        content = read_chosen(path)
        is_zip = content.startswith(b"PK\x03\x04") and path.suffix.lower() not in _TABLES
        found = _of_zip(path) if is_zip else IncomingSource(path.name, (), _tables(content, path.name))
    if not found.documents and not found.tables:
        raise BadInput(
            _("There are no submissions in {name}.").format(name=path.name),
            _(
                "Choose a folder of ODK Collect, an OpenRosa ZIP, or a table exported from Kobo or ODK Central."
            ),
        )
    return found


def _of_folder(folder: Path) -> IncomingSource:
    files: list[Path] = []
    for one in folder.rglob("*"):
        if one.is_file() and not one.name.startswith((".", "~$")):
            files.append(one)
        if len(files) > MOST_FILES:
            raise BadInput(
                _("{name} holds more than {limit} files.").format(name=folder.name, limit=MOST_FILES),
                _("Choose the folder of the submissions alone."),
            )
    files.sort()
    documents = [one for one in files if one.suffix.lower() == ".xml" and not _is_form(one)]
    if documents:
        return IncomingSource(
            folder.name, tuple(_document(one, str(one.relative_to(folder))) for one in documents)
        )
    tables: list[Table] = []
    for one in files:
        if one.suffix.lower() in _TABLES:
            tables += _tables(read_chosen(one), one.name)
    return IncomingSource(folder.name, (), tuple(tables))


def _is_form(path: Path) -> bool:
    """Collect keeps the blank form beside what was filled."""
    with open(path, "rb") as file:
        head = file.read(2_000)
    return b"<h:html" in head or b"www.w3.org/1999/xhtml" in head


def _document(path: Path, name: str) -> IncomingFile:
    return IncomingFile(
        name, partial(read_chosen, path, LARGEST_XML_MEGABYTES), partial(_beside, path.parent)
    )


def _beside(folder: Path, name: str) -> bytes | None:
    plain = name.replace("\\", "/").rpartition("/")[2]
    path = folder / plain
    return (
        read_chosen(path, LARGEST_PART_MEGABYTES) if plain not in ("", ".", "..") and path.is_file() else None
    )


def _of_zip(path: Path) -> IncomingSource:
    try:
        with zipfile.ZipFile(path) as packed:
            names = [name for name in packed.namelist() if name and not name.endswith("/")]
    except _DAMAGE as problem:
        raise _damaged(path.name) from problem
    if len(names) > MOST_FILES:
        raise BadInput(_("{name} holds more than {limit} files.").format(name=path.name, limit=MOST_FILES))
    known = frozenset(names)
    documents = tuple(
        IncomingFile(
            name,
            partial(_part, path, name, LARGEST_XML_MEGABYTES),
            partial(_part_beside, path, name.rpartition("/")[0], known),
        )
        for name in sorted(names)
        if name.lower().endswith(".xml")
    )
    tables: list[Table] = []
    for name in () if documents else names:
        if name.lower().endswith((".csv", ".tsv")):
            tables += _tables(_part(path, name, LARGEST_PART_MEGABYTES), name.rpartition("/")[2])
    return IncomingSource(path.name, documents, tuple(tables))


def _part(path: Path, name: str, megabytes: int) -> bytes:
    """A file of a ZIP within a bound, whatever its head promises."""
    try:
        with zipfile.ZipFile(path) as packed:
            if packed.getinfo(name).compress_type not in _PACKINGS:
                raise _damaged(name)
            with packed.open(name) as part:
                content = part.read(megabytes * MEGABYTE + 1)
    except (*_DAMAGE, KeyError) as problem:
        raise _damaged(name) from problem
    if len(content) > megabytes * MEGABYTE:
        raise BadInput(_("{name} is larger than {limit} MB.").format(name=name, limit=megabytes))
    return content


def _part_beside(path: Path, folder: str, known: frozenset[str], name: str) -> bytes | None:
    plain = name.replace("\\", "/").rpartition("/")[2]
    whole = f"{folder}/{plain}" if folder else plain
    return _part(path, whole, LARGEST_PART_MEGABYTES) if whole in known else None


def _tables(content: bytes, name: str) -> tuple[Table, ...]:
    """Every sheet that holds something."""
    first = read_table(content, name)
    return (first, *_other_sheets(first, content, name))


def _other_sheets(first: Table, content: bytes, name: str) -> Iterator[Table]:
    for sheet in first.sheets:
        if sheet == first.sheet:
            continue
        try:
            yield read_table(content, name, sheet)
        except BadInput:
            continue  # an empty sheet; the first one could be read


def _damaged(name: str) -> BadInput:
    return BadInput(
        _("{file} is damaged and cannot be unpacked.").format(file=name), _("Copy it again from its source.")
    )
