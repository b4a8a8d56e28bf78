"""Every mapped class; importing this makes the metadata whole."""

from desktop.models.actions import ActionComment, ActionPoint
from desktop.models.attachments import Attachment, BlobKey
from desktop.models.base import Base
from desktop.models.deciders import ConflictDeciders
from desktop.models.entities import Entity, EntityValue
from desktop.models.findings import Finding, KnownIssue, QualityCheck, ResultRating, Verification
from desktop.models.forms import Answer, Form, FormVersion, Submission
from desktop.models.issued import IssuedReport
from desktop.models.local import LocalSetting, SearchEntry
from desktop.models.people import Office, Partner, Person, Post
from desktop.models.places import Place
from desktop.models.projects import BudgetLine, Expenditure, FrameworkLink, Project, ProjectLocation
from desktop.models.results import Indicator, IndicatorValue, Result, Target
from desktop.models.visits import (
    Interview,
    PersonMet,
    TeamMember,
    Trip,
    Visit,
    VisitGroup,
    VisitNarrative,
    VisitResult,
    VisitSite,
)

__all__ = [
    "ActionComment",
    "ActionPoint",
    "Answer",
    "Attachment",
    "Base",
    "BlobKey",
    "BudgetLine",
    "ConflictDeciders",
    "Entity",
    "EntityValue",
    "Expenditure",
    "Finding",
    "Form",
    "FormVersion",
    "FrameworkLink",
    "Indicator",
    "IndicatorValue",
    "Interview",
    "IssuedReport",
    "KnownIssue",
    "LocalSetting",
    "Office",
    "Partner",
    "Person",
    "PersonMet",
    "Place",
    "Post",
    "Project",
    "ProjectLocation",
    "QualityCheck",
    "Result",
    "ResultRating",
    "SearchEntry",
    "Submission",
    "Target",
    "TeamMember",
    "Trip",
    "Verification",
    "Visit",
    "VisitGroup",
    "VisitNarrative",
    "VisitResult",
    "VisitSite",
]
