"""How the visit was made: its terms, places and people, and what was known before."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from desktop.reports.content.counts import Count
from desktop.rules.vocabulary import ActionState, IssueState, SiteState


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Terms of reference: why the visit was made, how, and what limited it."""

    purpose: str = ""
    questions: str = ""
    methods: str = ""
    limits: str = ""
    logistics: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A place of the visit; with latitude and longitude it appears on the sketch."""

    name: str
    state: SiteState = SiteState.VISITED
    day: date | None = None
    done: str = ""
    reason: str = ""
    partner: str = ""
    persons: Count = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleGroup:
    """Persons met of one group, by sex."""

    group: str
    female: Count = None
    male: Count = None
    other: Count = None
    unknown: Count = None
    total: Count = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierAction:
    """An action point of an earlier visit, and where it stands now."""

    text: str
    state: ActionState
    reference: str = ""
    owner: str = ""
    due: date | None = None
    days_overdue: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownIssue:
    """An issue of a site or project carried from brief to brief."""

    text: str
    state: IssueState = IssueState.OPEN
    reference: str = ""
    note: str = ""
