"""What reads foreign bytes ends well or says what is wrong; bytes that once brought out more stay here."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.fuzz.targets import TARGETS, kept


@pytest.mark.parametrize("target", TARGETS)
def test_noise_brings_nothing_else_out(target: str) -> None:
    @given(st.binary(max_size=400))
    def throw(data: bytes) -> None:
        TARGETS[target](data)

    throw()


@pytest.mark.parametrize(("target", "path"), kept(), ids=str)
def test_what_once_brought_out_a_defect_and_what_noise_begins_with_is_read(target: str, path: Path) -> None:
    TARGETS[target](path.read_bytes())
