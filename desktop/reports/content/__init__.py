"""What a visit report prints: frozen values a service fills in and `render_visit` sets on paper.

Every text is ready to read, in the language of the report; counts, figures and dates are plain values that
this room writes in the manner of that language. What an audience may not see must be absent here already.
Only `reference`, `title`, `made_at` and `zone` are required: an empty field or tuple leaves its section out.
"""

from desktop.reports.content.counts import Count, Hidden
from desktop.reports.content.evidence import (
    Annex,
    Answer,
    AnsweredForm,
    DocumentSeen,
    Photo,
    Revision,
    Signature,
)
from desktop.reports.content.findings import ContextFigure, Finding, Narrative
from desktop.reports.content.page_one import (
    Decision,
    KeyFigure,
    Message,
    OverallRating,
    RatedResult,
    SiteRating,
    Unsent,
)
from desktop.reports.content.project_state import ActionPoint, BudgetLine, PlannedWork, SeenRisk
from desktop.reports.content.verification import DataQuality, DifferencePart, Verification, VerificationTotal
from desktop.reports.content.visit_and_methods import EarlierAction, KnownIssue, PeopleGroup, Site, Terms
from desktop.reports.content.visit_report import VisitReport

__all__ = [
    "ActionPoint",
    "Annex",
    "Answer",
    "AnsweredForm",
    "BudgetLine",
    "ContextFigure",
    "Count",
    "DataQuality",
    "Decision",
    "DifferencePart",
    "DocumentSeen",
    "EarlierAction",
    "Finding",
    "Hidden",
    "KeyFigure",
    "KnownIssue",
    "Message",
    "Narrative",
    "OverallRating",
    "PeopleGroup",
    "Photo",
    "PlannedWork",
    "RatedResult",
    "Revision",
    "SeenRisk",
    "Signature",
    "Site",
    "SiteRating",
    "Terms",
    "Unsent",
    "Verification",
    "VerificationTotal",
    "VisitReport",
]
