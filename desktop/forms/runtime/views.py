"""What a window or a script sees of a submission: frozen pictures of questions, sections and problems."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.i18n import _


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    media: Mapping[str, str] = field(default_factory=dict)
    geometry: str = ""
    """Where it lies, as a geopoint, geotrace or geoshape: only of a list that is shown on a map."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRemark:
    """What stands beside an answer: a comment, and in the place of an answer why there is none.

    `mark` is dont_know, not_applicable, refused or nothing.
    """

    mark: str = ""
    comment: str = ""

    def __bool__(self) -> bool:
        return bool(self.mark or self.comment)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """A question as it stands now. `label`, `hint` and `guidance` may carry markdown."""

    path: str
    name: str
    type: (
        str  # text integer decimal date time dateTime select_one select_multiple rank range note acknowledge
    )
    #            image audio video file barcode geopoint geotrace geoshape
    appearance: tuple[str, ...]
    label: str
    hint: str
    guidance: str
    value: str
    choices: tuple[Choice, ...]
    relevant: bool
    required: bool
    readonly: bool
    valid: bool
    missing: bool
    messages: tuple[str, ...]
    media: Mapping[str, str]  # image, big-image, audio, video: file names
    parameters: Mapping[str, str]  # start, end, step, max-pixels, accuracyThreshold ...
    depth: int
    remark: AnswerRemark = AnswerRemark()


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """A heading between questions; what follows with a greater depth belongs to it."""

    path: str
    label: str
    hint: str
    appearance: tuple[str, ...]
    relevant: bool
    depth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatView:
    """A repeat as a whole; its instances follow, each begun by an `InstanceView`."""

    path: str
    label: str
    appearance: tuple[str, ...]
    relevant: bool
    instances: int
    can_add: bool
    can_remove: bool
    is_table: bool  # questions only, no groups or repeats within
    columns: tuple[str, ...]
    depth: int
    warning: str = ""
    """That it is shorter than an answer wants it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceView:
    path: str
    label: str
    number: int
    relevant: bool
    can_remove: bool
    depth: int


ItemView = QuestionView | GroupView | RepeatView | InstanceView


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """A part of the form that is filled as one page."""

    id: str
    title: str
    depth: int
    relevant: bool
    answered: int
    total: int
    missing: int
    invalid: int


@dataclass(frozen=True, slots=True)
class Progress:
    answered: int
    total: int
    missing: int
    invalid: int


@dataclass(frozen=True, slots=True)
class Problem:
    """What stands in the way of finishing: `kind` is required, constraint, type, or file where one is missing."""

    path: str
    kind: str
    message: str
    label: str

    @property
    def words(self) -> str:
        """The question, and in a list the number of its entry."""
        return with_entry(self.label, self.path)


def with_entry(label: str, path: str) -> str:
    """The words of a question with the number of its entry: 2, or of a list within a list 2.1."""
    numbers = ".".join(_ENTRY.findall(path))
    return _("{label} (entry {number})").format(label=label, number=numbers) if numbers else label


_ENTRY = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class NodeTrace:
    """One node for comparison with other clients."""

    path: str
    value: str
    relevant: bool
    required: bool
    readonly: bool
    valid: bool


@dataclass(frozen=True, slots=True)
class RemovedAnswer:
    """An answer taken away because the list no longer offers it."""

    path: str
    value: str
