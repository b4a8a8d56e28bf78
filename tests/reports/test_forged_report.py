"""A PDF that only pretends to be a report is a sentence."""

from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pytest

from desktop.errors import BadInput
from desktop.reports.data_file import attach_data
from desktop.reports.reading_back import read_report


def test_data_nested_without_end_are_no_report() -> None:
    blank = BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(blank)
    nested = b'{"revision": 1, "a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"

    with pytest.raises(BadInput, match="no report"):
        read_report(attach_data(blank.getvalue(), nested, "report.json", datetime(2026, 1, 1, tzinfo=UTC)))
