"""What finishing a form here does to the entity lists: all of it, or a sentence that says why it cannot."""

from collections.abc import Callable, Sequence
from uuid import UUID

from desktop.errors import Refused
from desktop.exchange.remarks import Remark
from desktop.forms import EntityChange, Filling
from desktop.i18n import _
from desktop.services.accounts.access import Access
from desktop.services.form_library.entities.keeping import EntityKeeper, Filed
from desktop.storage.database import Database
from desktop.storage.work import Work


def keep_finished(
    work: Work,
    database: Database,
    access: Access,
    submission_id: UUID,
    scope_id: UUID,
    filling: Filling,
    *,
    seen: int | None = None,
    before: Sequence[EntityChange] = (),
) -> None:
    """`before` is what the submission said when it was finished earlier.

    Raises Refused where the person can put it right.
    """
    changes = filling.entities()
    if not changes:
        return
    filed = Filed(
        submission_id=submission_id,
        scope_id=scope_id,
        changes=changes,
        before=before,
        seen=seen,
    )
    for remark in EntityKeeper(work, database, access).keep(filed):
        if remark.code in _REFUSED:
            raise _REFUSED[remark.code](remark)


def _twice(remark: Remark) -> Refused:
    return Refused(
        _("The form says two things of “{label}” in the list {name}.").format(
            label=remark.before[:80], name=remark.column
        ),
        _("Name it in one entry only, or answer the same in both."),
    )


def _known(remark: Remark) -> Refused:
    return Refused(
        _("“{label}” is in the list {name} already, made by another form.").format(
            label=remark.before[:80], name=remark.column
        ),
        _("Give it another identifier, or change it with a form that may."),
    )


def _left(remark: Remark) -> Refused:
    return Refused(
        _("“{label}” in the list {name} was changed while this form was open: {properties}.").format(
            label=remark.before[:80], name=remark.column, properties=remark.after[:80]
        ),
        _("Open the form again, look at what came, and finish it then."),
    )


_REFUSED: dict[str, Callable[[Remark], Refused]] = {
    "entity_twice": _twice,
    "entity_known": _known,
    "entity_left": _left,
}
