"""Files that a script names as answers: looked for where it says, and kept with the submission."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from desktop.errors import BadInput
from desktop.forms import NamedFile, Problem
from desktop.i18n import _
from desktop.models import Submission
from desktop.models.ids import new_id
from desktop.rules.vocabulary import AttachmentClass
from desktop.services.form_library.answer_files import KeptFile, attachment_of
from desktop.services.visits.attachments import look_at
from desktop.services.visits.photos import PhotoFacts
from desktop.storage.attachment_files import AttachmentFiles
from desktop.storage.work import Work

FindFile = Callable[[str], bytes | None]
"""The bytes of a file by its name, or None where there is none."""


@dataclass(frozen=True, slots=True)
class GivenFile:
    named: NamedFile
    content: bytes
    media_type: str
    facts: PhotoFacts | None


def no_file(_name: str) -> None:
    """Where nothing lies beside the answers."""
    return


def look_for(named: Iterable[NamedFile], find: FindFile) -> tuple[tuple[GivenFile, ...], tuple[Problem, ...]]:
    """What was found, and what stands in the way because it is not there or is no such file."""
    found: dict[str, GivenFile] = {}
    problems: list[Problem] = []
    for one in named:
        try:
            content = find(one.name)
            if content is None:
                problems.append(missing_file(one))
                continue
            kind = AttachmentClass.PHOTO if one.type == "image" else None
            facts, media_type = look_at(content, one.name, kind)
            found[one.name] = GivenFile(one, content, media_type, facts)
        except BadInput as problem:
            problems.append(Problem(one.path, "file", problem.sentence(), one.label))
    return tuple(found.values()), tuple(problems)


def missing_file(named: NamedFile) -> Problem:
    message = _("The file {name} is not here: put it beside the answers, or attach it in the form.")
    return Problem(named.path, "file", message.format(name=named.name), named.label)


def missing_files(named: Iterable[NamedFile], here: Iterable[str]) -> Iterator[Problem]:
    """Of what answers name, what was never attached."""
    names = set(here)
    return (missing_file(one) for one in named if one.name not in names)


def keep_given(
    work: Work, files: AttachmentFiles, submission: Submission, given: Iterable[GivenFile]
) -> None:
    for one in given:
        sha256 = files.put(work, submission.scope_id, one.content)
        name = one.named.name
        kept = KeptFile(
            name=name, sha256=sha256, size_bytes=len(one.content), media_type=one.media_type, facts=one.facts
        )
        attachment_id: UUID = new_id()
        work.add(attachment_of(submission, kept, attachment_id, name, one.named.label[:500]))
