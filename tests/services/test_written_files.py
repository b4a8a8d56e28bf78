"""A file that a person lets be written is whole or not there; what had its name before stays until then."""

import os
import stat
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


def _rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.skipif(os.name == "nt", reason="rights are another matter there")
def test_who_may_read_a_file_is_as_with_any_other_and_a_secret_is_its_owners(tmp_path: Path) -> None:
    plain, made, kept, secret = (tmp_path / name for name in ("plain", "made", "kept", "secret"))
    plain.write_bytes(b"")
    kept.write_bytes(b"before")
    kept.chmod(0o640)

    replace_file(made, b"x")
    replace_file(kept, b"after")
    replace_file(secret, b"x", is_secret=True)

    assert [_rights(one) for one in (made, kept, secret)] == [_rights(plain), 0o640, 0o600]


@pytest.mark.skipif(os.name == "nt", reason="making a link takes a right of its own there")
def test_a_link_goes_on_pointing_to_the_file(tmp_path: Path) -> None:
    file, link = tmp_path / "file", tmp_path / "link"
    file.write_bytes(b"before")
    link.symlink_to(file)

    replace_file(link, b"after")

    assert (link.is_symlink(), file.read_bytes()) == (True, b"after")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["file", "link"]
