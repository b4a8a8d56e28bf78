"""What each audience may see of a visit (design: domain 9, 10); the office sees all of it."""

from dataclasses import dataclass

from desktop.rules.vocabulary import Audience, Sensitivity


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What an edition may show. What it may not is absent from it, in the data file as on the page."""

    small_counts: bool
    """Counts below five persons."""
    confidential: bool
    """Records marked so."""
    follow_up: bool
    """Earlier actions, known issues, what partners and office settle between them."""
    money: bool
    internal_words: bool
    """Logistics, distribution, the team, what is asked of the office."""


_VIEWS = {
    Audience.OFFICE: View(
        small_counts=True, confidential=True, follow_up=True, money=True, internal_words=True
    ),
    Audience.DONOR: View(
        small_counts=False, confidential=False, follow_up=True, money=True, internal_words=False
    ),
    Audience.PARTNER: View(
        small_counts=False, confidential=False, follow_up=True, money=False, internal_words=False
    ),
    Audience.PUBLIC: View(
        small_counts=False, confidential=False, follow_up=False, money=False, internal_words=False
    ),
}


def view_of(audience: Audience) -> View:
    return _VIEWS[audience]


def marking(audience: Audience, own: Sensitivity) -> Sensitivity:
    """What stands on the edition: without its confidential records it is no more than internal."""
    if audience is Audience.OFFICE:
        return own
    return Sensitivity.PUBLIC if audience is Audience.PUBLIC else Sensitivity.INTERNAL
