"""What may be shown, and which small counts may not."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from desktop.rules.consent import YES, Consent, Photo, PhotoUse, consent_faults, covers, photo_use
from desktop.rules.suppression import suppressed, suppressed_table
from desktop.rules.vocabulary import AttachmentClass, Audience, ConsentMode, ConsentPurpose

TODAY = date(2026, 7, 15)
AGREED = Consent(purposes=YES, mode=ConsentMode.WRITTEN)
FACE = Photo(identifiable=True)


def test_a_plain_yes_covers_all_but_publication():
    assert photo_use(FACE, AGREED, Audience.DONOR, TODAY) == (PhotoUse.AS_IT_IS, "")
    assert photo_use(FACE, AGREED, Audience.PUBLIC, TODAY) == (PhotoUse.LEFT_OUT, "no_consent")


def test_without_consent_a_redacted_copy_is_shown_or_nothing():
    redacted = Photo(identifiable=True, has_redacted_copy=True)

    assert photo_use(redacted, None, Audience.OFFICE, TODAY) == (PhotoUse.REDACTED, "no_consent")
    assert photo_use(FACE, None, Audience.OFFICE, TODAY) == (PhotoUse.LEFT_OUT, "no_consent")


def test_a_photo_without_people_needs_no_consent():
    assert photo_use(Photo(), None, Audience.PUBLIC, TODAY) == (PhotoUse.AS_IT_IS, "")


def test_a_personal_document_never_enters_a_report():
    page = Photo(attachment_class=AttachmentClass.PERSONAL)

    assert photo_use(page, AGREED, Audience.OFFICE, TODAY) == (PhotoUse.LEFT_OUT, "personal_document")


def test_withdrawal_and_expiry_end_consent():
    withdrawn = Consent(purposes=YES, withdrawn=True)
    expired = Consent(purposes=YES, expires=date(2026, 7, 14))

    assert photo_use(FACE, withdrawn, Audience.OFFICE, TODAY)[1] == "consent_withdrawn"
    assert not covers(expired, ConsentPurpose.INTERNAL, TODAY)


def test_a_child_needs_the_guardians_word():
    child = Photo(identifiable=True, minor=True)

    assert photo_use(child, AGREED, Audience.OFFICE, TODAY)[1] == "no_guardian"
    assert consent_faults(AGREED, minor=True, remote=False, purposes=YES) == ("no_guardian",)


def test_protected_people_are_never_shown_whatever_was_agreed():
    assert photo_use(Photo(identifiable=True, never_show_people=True), AGREED, Audience.OFFICE, TODAY) == (
        PhotoUse.LEFT_OUT,
        "protected_person",
    )


def test_a_paper_signed_from_afar_is_doubted():
    assert consent_faults(AGREED, minor=False, remote=True, purposes=YES) == ("mode_needs_presence",)
    assert consent_faults(Consent(), minor=False, remote=False, purposes=YES) == ("no_mode",)


def counts(*numbers):
    return [None if number is None else Decimal(number) for number in numbers]


def test_a_lone_small_cell_takes_the_next_smallest_with_it():
    assert suppressed(counts(3, 20, 8)) == (True, False, True)
    assert suppressed(counts(3, 2, 8)) == (True, True, False)
    assert suppressed(counts(0, 20, None)) == (False, False, False)


def test_a_lone_small_cell_without_a_total_is_hidden_alone():
    assert suppressed(counts(3, 20), total_shown=False) == (True, False)


cells = st.one_of(st.none(), st.integers(0, 30).map(Decimal))


@given(st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=5))
def test_no_row_and_no_column_of_a_table_leaves_a_hidden_cell_alone(numbers):
    rows = {str(at): dict(zip("abc", row, strict=True)) for at, row in enumerate(numbers)}

    hidden = suppressed_table(rows)

    assert all(
        (row, name) in hidden
        for row, its in rows.items()
        for name, count in its.items()
        if count and count < 5
    )
    lines = [[(row, name) for name in its] for row, its in rows.items()]
    lines += [[(row, name) for row in rows] for name in "abc"]
    for line in lines:
        shown = [
            rows[row][name] for row, name in line if (row, name) not in hidden and rows[row][name] is not None
        ]
        assert sum(cell in hidden for cell in line) != 1 or not shown
