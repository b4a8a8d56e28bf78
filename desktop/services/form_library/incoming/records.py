"""What an import of submissions says: the fate of each, and which column was taken for which question."""

from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from desktop.errors import UserError
from desktop.exchange.remarks import Remark
from desktop.forms import AnswerRemark
from desktop.services.fates import FileReport


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionsReport(FileReport):
    """`rows` has each submission once; `media` counts the files kept with them."""

    form_id: str
    media: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnChoice:
    """A column of a table; `question` is the path of what it answers, empty where it was not understood."""

    sheet: str
    header: str
    sample: str
    question: str
    is_about: bool = False
    """It says something about the submission - its identity, its place in a list - and answers nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionChoice:
    """A question a column may be taken for; `sheet` is the path of its list, empty outside of lists."""

    path: str
    label: str
    sheet: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionsPreview:
    """A file looked at: its columns (none of XML), what they may answer, and what would become of each row."""

    columns: tuple[ColumnChoice, ...]
    questions: tuple[QuestionChoice, ...]
    report: SubmissionsReport | None
    problem: UserError | None = None
    """Why it cannot be taken as it stands; a mapping may mend it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A submission read from a file, before it is held against the store."""

    number: int
    ref: str
    left: Remark | None = None
    version_id: UUID | None = None
    instance_id: str = ""
    deprecated_id: str = ""
    instance_name: str = ""
    xml: str = ""
    answers: dict[str, str] | None = None
    media_names: tuple[str, ...] = ()
    media: Callable[[str], bytes | None] | None = None
    """The bytes of a file given with it, or None."""
    repairs: tuple[Remark, ...] = ()
    doubts: tuple[Remark, ...] = ()
    stopping: int = 0
    """How many answers stand in the way of finishing; `doubts` name the first of them."""
    is_draft: bool = False
    origin: dict[str, str] = field(default_factory=dict)
    """What the source says of where it comes from: `id`, `submitted_at`, `submitted_by`."""
    seen_paths: frozenset[str] | None = None
    """The questions a table has columns for; None: all."""
    remarks: dict[str, AnswerRemark] | None = None
    """What was said beside the answers; None where the source does not tell."""
