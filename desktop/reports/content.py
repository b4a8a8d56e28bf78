"""What a visit report prints: frozen values a service fills in and `render_visit` sets on paper.

Every text is ready to read, in the language of the report; counts, figures and dates are plain values that
this room writes in the manner of that language. What an audience may not see must be absent here already.
Only `reference`, `title`, `made_at` and `zone` are required: an empty field or tuple leaves its section out.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from desktop.rules.vocabulary import (
    ActionState,
    DifferenceReason,
    Extent,
    IssueState,
    Priority,
    Rating,
    ResultLevel,
    Sensitivity,
    Severity,
    SiteState,
    SourcesSeen,
    VerificationMethod,
    VisitType,
)


class Hidden(Enum):
    """A count the audience may not know exactly."""

    BELOW_FIVE = "below five"


Count = int | Hidden | None
"""A number of persons or records: counted, hidden because it is below five, or not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OverallRating:
    """The lead's own rating of the whole visit, and why."""

    rating: Rating
    summary: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRating:
    """How one result stands at one site."""

    site: str
    rating: Rating
    summary: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedResult:
    """A result in the scope of the visit; `rating` None means it has not been rated yet."""

    number: str
    title: str = ""
    level: ResultLevel | None = None
    rating: Rating | None = None
    summary: str = ""
    by_site: tuple[SiteRating, ...] = ()
    below_target: str = ""
    unsent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """One of the large figures of page 1; a Decimal is written with its own number of decimals."""

    value: Decimal | int | str
    label: str
    note: str = ""
    percent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One thing the reader should know: a short bold sentence, then the detail."""

    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What the reader is asked to decide, who, by when."""

    text: str
    reference: str = ""
    who: str = ""
    by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsent:
    """How much of this report exists on this device alone."""

    records: int = 0
    of: int = 0
    findings: int = 0
    values: int = 0


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found; `result` is the number of a rated result, or empty for the whole visit."""

    statement: str
    result: str = ""
    evidence: str = ""
    severity: Severity | None = None
    site: str = ""
    criterion: str = ""
    tags: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    unsent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrative:
    """A headed passage of free text."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextFigure:
    """Displacement figures of a place, with their source."""

    place: str
    day: date | None = None
    individuals: int | None = None
    households: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferencePart:
    """One reason for the difference between reported and verified, with its amount."""

    reason: DifferenceReason
    amount: Decimal | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """A reported figure recounted; `verified` None means it was not verified and `note` says why.

    Factor and band are computed where they are printed.
    """

    indicator: str
    site: str = ""
    reported: Decimal | None = None
    checked: Decimal | None = None
    confirmed: Decimal | None = None
    verified: Decimal | None = None
    extent: Extent = Extent.CENSUS
    method: VerificationMethod | None = None
    sources: SourcesSeen | None = None
    differences: tuple[DifferencePart, ...] = ()
    note: str = ""
    unsent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationTotal:
    """The roll-up of the verified rows of one indicator."""

    indicator: str
    reported: Decimal
    verified: Decimal
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataQuality:
    """Scores 1 to 3 of an indicator's data; None is not applicable. The level follows from them."""

    indicator: str
    validity: int | None = None
    integrity: int | None = None
    precision: int | None = None
    reliability: int | None = None
    timeliness: int | None = None
    completeness: int | None = None
    action: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedWork:
    """An activity of the workplan and how far it is."""

    title: str
    start: date | None = None
    end: date | None = None
    percent_done: Decimal | None = None
    rating: Rating | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLine:
    """Planned and spent money of one line, in the report's currency."""

    title: str
    planned: Decimal | None = None
    spent: Decimal | None = None
    elapsed_percent: Decimal | None = None
    flag: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenRisk:
    """A risk looked at on this visit: likelihood times consequence before and now."""

    text: str
    before: int | None = None
    now: int | None = None
    treatment: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPoint:
    """An action agreed on this visit."""

    text: str
    reference: str = ""
    result: str = ""
    owner: str = ""
    due: date | None = None
    priority: Priority = Priority.NORMAL
    state: ActionState = ActionState.OPEN
    unsent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A photo, or with `left_out` the reason why its audience does not see it.

    `image` are the bytes of any picture file, already redacted where that was needed.
    """

    image: bytes | None = field(default=None, repr=False)
    caption: str = ""
    taken_on: date | None = None
    consent: str = ""
    left_out: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A question of a form and what was answered; groups have a question alone."""

    question: str
    answer: str = ""
    is_group: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredForm:
    """One filled-in form printed in the annex."""

    title: str
    version: str = ""
    site: str = ""
    day: date | None = None
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """A form or file that belongs to the report."""

    letter: str
    document: str
    records: Count = None
    held_in: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSeen:
    """A register or file the monitors looked at."""

    title: str
    period: str = ""
    seen_at: str = ""
    extent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A line to sign on, or the note of who signed when and how."""

    role: str
    name: str = ""
    day: date | None = None
    how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One edition of this report and what it changed."""

    number: int
    day: date | None = None
    author: str = ""
    changed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitReport:
    """The whole visit report, in the order of its pages."""

    # cover
    reference: str
    title: str
    made_at: datetime
    zone: str
    revision: int = 1
    short_title: str = ""
    offices: tuple[str, ...] = ()
    project: str = ""
    project_start: date | None = None
    project_end: date | None = None
    type: VisitType = VisitType.MONITORING
    start: date | None = None
    end: date | None = None
    lead: str = ""
    team: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    sensitivity: Sensitivity = Sensitivity.INTERNAL
    unsent: Unsent = Unsent()
    # what a head of office reads
    overall: OverallRating | None = None
    results: tuple[RatedResult, ...] = ()
    figures: tuple[KeyFigure, ...] = ()
    messages: tuple[Message, ...] = ()
    decisions: tuple[Decision, ...] = ()
    # the visit
    terms: Terms = Terms()
    sites: tuple[Site, ...] = ()
    people: tuple[PeopleGroup, ...] = ()
    people_total: PeopleGroup | None = None
    people_note: str = ""
    distribution: str = ""
    earlier_actions: tuple[EarlierAction, ...] = ()
    known_issues: tuple[KnownIssue, ...] = ()
    # what was found
    introduction: str = ""
    findings: tuple[Finding, ...] = ()
    partnership: str = ""
    context: str = ""
    context_figures: tuple[ContextFigure, ...] = ()
    challenges: tuple[str, ...] = ()
    verification_period: str = ""
    verifications: tuple[Verification, ...] = ()
    verification_totals: tuple[VerificationTotal, ...] = ()
    data_quality: tuple[DataQuality, ...] = ()
    cross_cutting: tuple[Narrative, ...] = ()
    reporting_channel: str = ""
    # how the project stands
    workplan: tuple[PlannedWork, ...] = ()
    currency: str = ""
    budget: tuple[BudgetLine, ...] = ()
    budget_total: BudgetLine | None = None
    risks: tuple[SeenRisk, ...] = ()
    lessons: tuple[Narrative, ...] = ()
    actions: tuple[ActionPoint, ...] = ()
    actions_note: str = ""
    # evidence
    photos: tuple[Photo, ...] = ()
    map_note: str = ""
    annexes: tuple[Annex, ...] = ()
    documents: tuple[DocumentSeen, ...] = ()
    forms: tuple[AnsweredForm, ...] = ()
    signatures: tuple[Signature, ...] = ()
    revisions: tuple[Revision, ...] = ()
