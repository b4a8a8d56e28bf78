"""What the form library returns; the questions of an open form are handed on from the forms room."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from desktop.errors import Refused
from desktop.forms import (
    OTHER_CALENDARS,
    AnswerRemark,
    Choice,
    GroupView,
    InstanceView,
    ItemView,
    NodeTrace,
    Problem,
    Progress,
    QuestionView,
    RepeatView,
    SectionView,
    with_entry,
)
from desktop.i18n import ngettext
from desktop.rules.vocabulary import SubmissionState

__all__ = [
    "OTHER_CALENDARS",
    "AnswerRemark",
    "Choice",
    "FillReport",
    "FormFileRecord",
    "FormIncomplete",
    "FormRecord",
    "FormRow",
    "FormVersionRecord",
    "GroupView",
    "ImportReport",
    "InstanceView",
    "ItemView",
    "MediaRecord",
    "NodeTrace",
    "PreviewItem",
    "PreviewRecord",
    "PreviewSection",
    "Problem",
    "Progress",
    "QuestionView",
    "Remark",
    "RepeatView",
    "SectionView",
    "SubmissionRecord",
    "with_entry",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One repair or error of an import, with its place in the file; `row` 0 is the sheet as a whole."""

    code: str
    sheet: str
    row: int
    column: str
    message: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What became of a file. `action`: taken, unchanged, or left where `errors` say why; checks are `checked`."""

    form_id: str
    version: str
    title: str
    questions: int
    languages: tuple[str, ...]
    repairs: tuple[Remark, ...]
    errors: tuple[Remark, ...]
    action: str
    id: UUID | None = None
    version_id: UUID | None = None
    file_places: Mapping[str, tuple[str, int, str]] = field(default_factory=dict)
    """Sheet, row and column of the first cell that names each file."""
    missing_files: tuple[str, ...] = ()
    """Lists, pictures and sounds the form names that were not given with it, and are not here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormVersionRecord:
    id: UUID
    version: str
    title: str
    source_name: str
    source_sha256: str
    languages: tuple[str, ...]
    questions: int
    repairs: tuple[Remark, ...]
    at: datetime
    author: str | None
    submissions: int
    """Finished ones, as they are summed up and exported."""
    unfinished: int
    """Drafts, and those sent back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFileRecord:
    """A file the form names; `kind` is list, image, audio or video."""

    name: str
    kind: str
    size_bytes: int
    is_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """A form in a list, as its newest version has it."""

    id: UUID
    form_id: str
    title: str
    shown_title: str
    """In the person's language, where there is one in it."""
    version: str
    version_id: UUID
    languages: tuple[str, ...]
    questions: int
    submissions: int
    """Finished ones, as they are summed up and exported."""
    unfinished: int
    """Drafts, and those sent back."""
    retired: bool
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRecord:
    row: FormRow
    versions: tuple[FormVersionRecord, ...]
    """Newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewItem:
    """A line of a preview: a question, or a heading where `type` is group or repeat; a group may have no label."""

    path: str
    label: str
    hint: str
    type: str
    required: bool
    depth: int
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewSection:
    title: str
    items: tuple[PreviewItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewRecord:
    """What a form asks, in one of its languages."""

    title: str
    language: str
    languages: tuple[str, ...]
    right_to_left: bool
    sections: tuple[PreviewSection, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormLook:
    """A file before it is taken in: what an import would say, and what the form asks."""

    report: ImportReport
    """`action` is checked, unchanged, or left where `errors` say why."""
    preview: PreviewRecord | None
    """None where the file cannot be used, or is here already."""
    known_version: str | None
    """The newest version of the form that is here; None where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionRecord:
    """A filled form, or one being filled."""

    id: UUID
    form: UUID | None
    version_id: UUID
    title: str
    shown_title: str
    """In the person's language, where there is one in it."""
    version: str
    instance_name: str | None
    visit_id: UUID | None
    visit_code: str | None
    site_id: UUID | None
    site: str | None
    state: SubmissionState
    state_reason: str | None
    missing: int
    language: str
    at: datetime
    author: str | None
    origin: Mapping[str, str]
    """What a file it came by says of it: `id`, `submitted_at` and `submitted_by` elsewhere."""
    may_edit: bool
    may_reopen: bool
    """Finished or handed in, and its visit open to changes (again)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaRecord:
    """The file of a picture question. `thumbnail` is base64 JPEG, None for what is no picture."""

    attachment_id: UUID
    file_name: str
    media_type: str
    size_bytes: int
    thumbnail: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FillReport:
    """What a filling by script came to."""

    submission_id: UUID
    state: SubmissionState
    problems: tuple[Problem, ...]

    @property
    def valid(self) -> bool:
        return not self.problems


class FormIncomplete(Refused):
    """Finishing was refused; `problems` has every answer that stands in the way, in the order of the form."""

    def __init__(self, title: str, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        listed = "; ".join(f"{one.words}: {one.message}" for one in problems[:5])
        more = len(problems) - 5
        what = ngettext(
            "{count} answer stands in the way of finishing {title}.",
            "{count} answers stand in the way of finishing {title}.",
            len(problems),
        ).format(count=len(problems), title=title)
        super().__init__(what, f"{listed} … (+{more})" if more > 0 else listed)
