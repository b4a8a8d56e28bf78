"""What a submission said of entities when it was finished the last time."""

from uuid import UUID

from desktop.errors import BadInput
from desktop.forms import Definition, EntityChange, answers_in, entities_in, read_document
from desktop.models import Submission
from desktop.storage.work import Work

_REOPENED = "forms.reopen:"


def said_before(work: Work, definition: Definition, submission_id: UUID) -> tuple[EntityChange, ...]:
    """Nothing where it was never finished, or where that was taken back: then the list does not show it either."""
    row = work.get(Submission, submission_id)
    if row.xml is not None:
        return said_in(definition, row.xml)
    if row.state_by is None:
        return ()
    last = next(iter(work.history.changes_of(submission_id, "xml")), None)
    if last is None or not (last.action or "").startswith(_REOPENED):
        return ()
    return said_in(definition, (last.old or {}).get("xml"))


def said_in(definition: Definition, xml: str | None) -> tuple[EntityChange, ...]:
    """By the XML of a finished submission."""
    if not xml or not definition.entities:
        return ()
    try:
        document = read_document(xml.encode())
    except BadInput:
        return ()
    return tuple(entities_in(definition, answers_in(definition, document.element).by_path))
