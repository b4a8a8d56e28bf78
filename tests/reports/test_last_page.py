"""What closes a visit report - signatures, revisions, the hash of its data - stays on one page."""

from dataclasses import replace
from datetime import date

import pytest

from desktop.reports.content import DocumentSeen, Revision, Signature, VisitReport
from desktop.reports.visit import render_visit
from tests.reports.reading import pdfium_pages
from tests.reports.sample import make_small_visit


def _signed(rows_before: int, revisions: int = 2) -> VisitReport:
    return replace(
        make_small_visit(),
        documents=tuple(DocumentSeen(title=f"Register {number}") for number in range(rows_before)),
        signatures=(Signature(role="Visit lead", name="N. Kobalia"), Signature(role="Approved by")),
        revisions=tuple(
            Revision(number=number, day=date(2026, 11, 17), author="N. Kobalia", changed=f"Change {number}.")
            for number in range(revisions, 0, -1)
        ),
    )


@pytest.mark.parametrize("rows_before", range(36))
def test_revisions_never_stand_without_the_signatures(rows_before: int) -> None:
    pages = pdfium_pages(render_visit(_signed(rows_before), language="en").pdf)

    (signed,) = [page for page in pages if "Approved by" in page]
    assert signed is pages[-1]
    for said in (
        "Signatures and revisions",
        "Visit lead",
        "What changed",
        "Change 1.",
        "Frozen data of this",
    ):
        assert said in signed


def test_revisions_longer_than_a_page_begin_below_the_signatures_and_lose_none() -> None:
    pages = pdfium_pages(render_visit(_signed(12, revisions=120), language="en").pdf)

    (signed,) = [page for page in pages if "Approved by" in page]
    assert "Change 120." in signed
    assert all(f"Change {number}." in "".join(pages) for number in range(1, 121))


def test_what_has_room_below_the_text_begins_no_page_of_its_own() -> None:
    assert len(pdfium_pages(render_visit(_signed(0), language="en").pdf)) == 1
