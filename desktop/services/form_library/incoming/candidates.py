"""Submissions as they stand in a source, each with what had to be put right, before the store is asked."""

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from lxml import etree

from desktop.errors import BadInput
from desktop.exchange.remarks import Remark
from desktop.forms import (
    AnswerRemark,
    IncomingDocument,
    Problem,
    answers_in,
    compose,
    identify,
    media_names,
    read_document,
    text_of_document,
    without_positions,
)
from desktop.i18n import _
from desktop.models.ids import natural_id
from desktop.rules.vocabulary import SubmissionState
from desktop.services.form_library.companions import REMARKS_FILE, read_remarks
from desktop.services.form_library.incoming.cells import CellReader
from desktop.services.form_library.incoming.files import IncomingFile, IncomingSource
from desktop.services.form_library.incoming.headings import check_chosen
from desktop.services.form_library.incoming.records import Candidate
from desktop.services.form_library.incoming.sheets import JoinedRow, SheetReader
from desktop.services.form_library.incoming.versions import FormVersions
from desktop.services.form_library.plain_words import plain
from desktop.services.form_library.reading import FINISHED
from desktop.services.wording import word

_MOST_TOLD = 5
"""Sentences on one row; a long form may lack a hundred answers."""


def candidates_of(
    source: IncomingSource, versions: FormVersions, chosen: Mapping[str, str]
) -> Iterator[Candidate]:
    """Raises BadInput for a mapping that names what is not there; a bad submission is a candidate that is left."""
    if source.documents:
        judges: dict[UUID, CellReader] = {}
        for number, file in enumerate(source.documents, 1):
            yield _of_document(number, file, versions, judges)
    else:
        yield from _of_tables(source, versions, chosen)


def _of_document(
    number: int, file: IncomingFile, versions: FormVersions, judges: dict[UUID, CellReader]
) -> Candidate:
    try:
        document = read_document(file.content())
    except BadInput as problem:
        return Candidate(
            number=number, ref=file.name, left=Remark(code="no_submission", before=problem.sentence())
        )
    reason = _reason_against(document, versions.record.row.form_id)
    if reason is not None:
        return Candidate(number=number, ref=file.name, left=reason)
    version_id, remark = versions.named(document.version)
    definition = versions.definition(version_id)
    instance_id = identify(document.element, f"uuid:{_identity_of(document)}")
    answers = answers_in(definition, document.element)
    if version_id not in judges:
        judges[version_id] = CellReader(definition, versions.words(version_id))
    remarks = _remarks_beside(file)
    doubts: tuple[Remark, ...] = ()
    stopping = 0
    if remark is None:  # of a version that is not here it is not known what its questions took
        problems = versions.rules(version_id).problems(
            answers.by_path, remarks or {}, submitted_at=document.submitted_at
        )
        doubts = judges[version_id].judge(answers.by_path)
        stopping = len(doubts) + len(problems)
        doubts += told_of(problems, answers.by_path)
    foreign = [Remark(code="not_asked", before=", ".join(answers.foreign[:5]))] if answers.foreign else []
    return Candidate(
        number=number,
        ref=document.instance_name or instance_id,
        version_id=version_id,
        instance_id=instance_id,
        deprecated_id=document.deprecated_id,
        instance_name=document.instance_name,
        xml=text_of_document(document.element),
        answers=answers.by_path,
        media_names=media_names(definition, document.element),
        media=file.media,
        remarks=remarks,
        repairs=(*((remark,) if remark else ()), *foreign),
        doubts=doubts,
        stopping=stopping,
        origin={"submitted_at": document.submitted_at} if document.submitted_at else {},
        is_draft=bool(doubts),
    )


def _remarks_beside(file: IncomingFile) -> dict[str, AnswerRemark] | None:
    """What Milepost wrote beside the submission; None where it wrote nothing."""
    try:
        content = file.media(REMARKS_FILE)
    except BadInput:
        return None
    return read_remarks(content) if content is not None else None


def _reason_against(document: IncomingDocument, form_id: str) -> Remark | None:
    if document.is_encrypted:
        return Remark(code="encrypted")
    if document.form_id != form_id:
        return Remark(code="other_form", before=document.form_id)
    return None


def _identity_of(document: IncomingDocument) -> UUID:
    """The same for the same content, where nothing names it."""
    return natural_id("submission_content", document.form_id, etree.tostring(document.element, method="c14n"))


def _of_tables(
    source: IncomingSource, versions: FormVersions, chosen: Mapping[str, str]
) -> Iterator[Candidate]:
    newest = versions.record.versions[0].id
    check_chosen(versions.definition(newest), chosen, [table.header for table in source.tables])
    readers: dict[UUID, SheetReader] = {newest: _reader(newest, source, versions, chosen)}
    if not readers[newest].seen_paths:
        raise BadInput(
            _("No column of {name} answers a question of this form.").format(name=source.name),
            _("Choose the form it was made with, or name columns for its questions in a mapping."),
        )
    rows = {newest: {one.row.number: one for one in readers[newest].rows()}}
    twins: dict[str, int] = {}
    for joined in rows[newest].values():
        version_id, remark = versions.named(joined.version)
        if version_id not in readers:
            readers[version_id] = _reader(version_id, source, versions, chosen)
            rows[version_id] = {one.row.number: one for one in readers[version_id].rows()}
        row = rows[version_id].get(joined.row.number, joined)
        yield _of_row(row, version_id, remark, readers[version_id], versions, twins)
    for sheet, orphan in readers[newest].orphans():
        reason = Remark(code="no_parent", column=sheet)
        yield Candidate(number=orphan.number, ref=f"{sheet} {orphan.number}", left=reason)


def _reader(
    version_id: UUID, source: IncomingSource, versions: FormVersions, chosen: Mapping[str, str]
) -> SheetReader:
    return SheetReader(versions.definition(version_id), versions.words(version_id), source.tables, chosen)


def _of_row(
    joined: JoinedRow,
    version_id: UUID,
    remark: Remark | None,
    reader: SheetReader,
    versions: FormVersions,
    twins: dict[str, int],
) -> Candidate:
    definition = versions.definition(version_id)
    key = joined.key or _content_key(joined, versions.record.row.form_id, twins)
    element = compose(definition, joined.entry, key)
    instance_id = identify(element, key)
    answers = answers_in(definition, element).by_path
    was_unfinished = _was_unfinished(joined.state)
    problems = versions.rules(version_id).problems(
        answers, submitted_at=joined.origin.get("submitted_at", "")
    )
    if remark is not None:  # a version that is not here may have asked for less
        problems = tuple(one for one in problems if without_positions(one.path) in reader.seen_paths)
    doubts = tuple(joined.said.doubts)
    stopping = len(doubts) + len(problems)
    if not was_unfinished:
        doubts += told_of(problems, answers)
    name = answers.get(f"{definition.root.path}/meta/instanceName", "")
    return Candidate(
        number=joined.row.number,
        ref=name or instance_id,
        version_id=version_id,
        instance_id=instance_id,
        instance_name=name,
        xml=text_of_document(element),
        answers=answers,
        repairs=(*((remark,) if remark else ()), *joined.said.repairs),
        doubts=doubts,
        stopping=stopping,
        origin=joined.origin,
        is_draft=bool(doubts) or was_unfinished,
        seen_paths=reader.seen_paths,
    )


def told_of(problems: Sequence[Problem], answers: Mapping[str, str]) -> tuple[Remark, ...]:
    """What stands in the way of finishing, each with its place; of many the first."""
    told = [
        Remark(code="missing_answer", column=plain(one.words))
        if one.kind == "required"
        else Remark(
            code="answer_not_allowed",
            column=plain(one.words),
            before=answers.get(one.path, ""),
            after=plain(one.message),
        )
        for one in problems[:_MOST_TOLD]
    ]
    more = len(problems) - _MOST_TOLD
    return (*told, Remark(code="more_stand_in_the_way", before=str(more))) if more > 0 else tuple(told)


def _content_key(joined: JoinedRow, form_id: str, twins: dict[str, int]) -> str:
    """Rows without an identity are known by what they say; equal ones by their turn."""
    content = "\x1f".join(joined.row.cells)
    twins[content] = turn = twins.get(content, 0) + 1
    return f"uuid:{natural_id('submission_row', form_id, content, turn)}"


def _was_unfinished(state: str) -> bool:
    """As Milepost's own exports say it, by code or word."""
    return any(state in (one.value, word(one)) for one in SubmissionState if one not in FINISHED)
