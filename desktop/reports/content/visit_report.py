"""The whole visit report."""

from dataclasses import dataclass, field
from datetime import date, datetime

from desktop.reports.content.evidence import Annex, AnsweredForm, DocumentSeen, Photo, Revision, Signature
from desktop.reports.content.findings import ContextFigure, Finding, Narrative
from desktop.reports.content.page_one import Decision, KeyFigure, Message, OverallRating, RatedResult, Unsent
from desktop.reports.content.project_state import ActionPoint, BudgetLine, PlannedWork, SeenRisk
from desktop.reports.content.verification import DataQuality, Verification, VerificationTotal
from desktop.reports.content.visit_and_methods import EarlierAction, KnownIssue, PeopleGroup, Site, Terms
from desktop.rules.vocabulary import Sensitivity, VisitType


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitReport:
    """The whole visit report, in the order of its pages."""

    # cover
    reference: str
    title: str
    made_at: datetime
    zone: str
    revision: int = 1
    is_issued: bool = True
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
    unsent: Unsent = field(default_factory=Unsent)
    # what a head of office reads
    overall: OverallRating | None = None
    results: tuple[RatedResult, ...] = ()
    figures: tuple[KeyFigure, ...] = ()
    messages: tuple[Message, ...] = ()
    decisions: tuple[Decision, ...] = ()
    # the visit
    terms: Terms = field(default_factory=Terms)
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
