"""ZIPs may be packed in ways that no office program writes, and that unpack to any size at once: none is taken at its word."""

import tracemalloc
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from desktop.errors import BadInput
from desktop.exchange.tables import read_table
from desktop.forms import import_form
from desktop.services.form_library.incoming.files import read_source

SIZE = 32 << 20
RARE = [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]


def form(content: bytes, _folder: Path) -> None:
    assert [fault.code for fault in import_form(content, "form.xlsx").errors] == ["E-CORRUPT"]


def table(content: bytes, _folder: Path) -> None:
    with pytest.raises(BadInput, match="damaged"):
        read_table(content, "table.xlsx")


def submissions(content: bytes, folder: Path) -> None:
    path = folder / "submissions.zip"
    path.write_bytes(content)
    (document,) = read_source(path).documents
    tracemalloc.reset_peak()  # the packed file itself is read into a buffer of its largest size
    with pytest.raises(BadInput, match="damaged"):
        document.content()


def packed(method: int, content: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr("xl/workbook.xml", content)
    return out.getvalue()


@pytest.fixture(scope="module")
def bomb() -> bytes:
    """Says of itself that it is small."""
    whole = packed(zipfile.ZIP_BZIP2, b"\0" * SIZE)
    return whole.replace(SIZE.to_bytes(4, "little"), (1000).to_bytes(4, "little"))


@pytest.mark.parametrize("read", [form, table, submissions])
def test_a_bomb_of_a_rare_packing_takes_no_memory(
    bomb: bytes, tmp_path: Path, read: Callable[[bytes, Path], None]
) -> None:
    read(packed(zipfile.ZIP_BZIP2, b"<x/>"), tmp_path)  # what is loaded once is not counted
    tracemalloc.start()
    try:
        read(bomb, tmp_path)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert most < SIZE // 4


@pytest.mark.parametrize("read", [form, table, submissions])
@pytest.mark.parametrize("method", RARE)
def test_a_damaged_rare_packing_is_a_sentence(
    tmp_path: Path, method: int, read: Callable[[bytes, Path], None]
) -> None:
    content = bytearray(packed(method, b"<workbook/>" * 40))
    for at in range(60, 75):
        content[at] ^= 0x5A

    read(bytes(content), tmp_path)
