"""A file a person chose is read up to a bound, whichever screen or command asks for it."""

import ast
import os
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from desktop.errors import BadInput
from desktop.services.chosen_files import LARGEST_MEGABYTES, MEGABYTE, read_chosen, read_chosen_table

ROOT = Path(__file__).parents[2]


def test_a_file_within_the_bound_is_read_whole(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_bytes(b"x" * MEGABYTE)

    assert read_chosen(file, 1) == b"x" * MEGABYTE


def test_a_file_beyond_the_bound_is_told_with_its_name_and_the_bound(tmp_path: Path) -> None:
    file = tmp_path / "film.mov"
    with file.open("wb") as film:
        film.truncate(LARGEST_MEGABYTES * MEGABYTE + 1)

    with pytest.raises(BadInput, match=rf"film\.mov is larger than {LARGEST_MEGABYTES} MB"):
        read_chosen(file)


def _peak_of_a_refusal(file: Path) -> int:
    tracemalloc.start()
    try:
        with pytest.raises(BadInput, match="larger than 64 MB"):
            read_chosen_table(file)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_table_that_is_too_large_is_refused_without_being_read(tmp_path: Path) -> None:
    file = tmp_path / "registers.csv"
    with file.open("wb") as table:
        table.truncate(206 * MEGABYTE)

    assert _peak_of_a_refusal(file) < MEGABYTE


def test_a_small_file_takes_the_memory_of_a_small_file(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_bytes(b"code,title\n")

    tracemalloc.start()
    content = read_chosen(file)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert content == b"code,title\n"
    assert peak < MEGABYTE


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a pipe with a name")
def test_a_pipe_is_read_to_its_end(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    content = b"a,b\n" * MEGABYTE

    with ThreadPoolExecutor() as pool:
        writing = pool.submit(pipe.write_bytes, content)
        assert read_chosen(pipe) == content
        writing.result()


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a device without end")
def test_a_device_without_end_is_not_read_to_its_end() -> None:
    with pytest.raises(BadInput, match="larger than 1 MB"):
        read_chosen(Path("/dev/zero"), 1)


def test_what_is_gone_or_a_folder_or_no_name_cannot_be_read(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.jpg", tmp_path, tmp_path / "a\0b"):
        with pytest.raises(BadInput, match="cannot be read"):
            read_chosen(path)


def test_no_screen_and_no_command_reads_a_whole_file_by_itself() -> None:
    whole = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for room in ("desktop/ui/screens", "desktop/cli")
        for path in sorted((ROOT / room).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "read_bytes"
    ]

    assert whole == []
