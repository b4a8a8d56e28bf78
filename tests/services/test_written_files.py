"""A file that a person lets be written is whole or not there; what had its name before stays until then."""

from pathlib import Path

import pytest

from desktop.errors import BadInput
from desktop.services.accounts.service import write_recovery_file
from desktop.services.written_files import replace_file
from tests.failing_disk import a_disk_that_stops_at


@pytest.mark.parametrize("size", [0, 10_000])
def test_a_disk_that_stops_leaves_the_file_of_before(tmp_path: Path, size: int) -> None:
    target = tmp_path / "report.pdf"
    target.write_bytes(b"the report of March")

    with a_disk_that_stops_at(size), pytest.raises(OSError):
        replace_file(target, b"x" * 20_000)

    assert [one.read_bytes() for one in tmp_path.iterdir()] == [b"the report of March"]


def test_what_is_written_stands_under_its_name_alone(tmp_path: Path) -> None:
    replace_file(tmp_path / "report.pdf", b"whole")

    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("report.pdf", b"whole")]


def test_a_recovery_file_of_before_survives_a_disk_that_stops(tmp_path: Path) -> None:
    target = tmp_path / "milepost-recovery.json"
    write_recovery_file(target, "the secret of another store")
    before = target.read_bytes()

    with a_disk_that_stops_at(5), pytest.raises(BadInput):
        write_recovery_file(target, "this one's")

    assert target.read_bytes() == before
