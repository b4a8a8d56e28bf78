"""Parts of a results matrix come out of the bin as they went in: a result with all that stood below it."""

from uuid import UUID

from desktop.errors import Refused
from desktop.i18n import _
from desktop.models import Indicator, Result
from desktop.services.results.ordering import renumber
from desktop.storage.work import Work

BRANCHING = frozenset({"results", "indicators"})


def bring_back_branch(work: Work, record_id: UUID) -> int:
    """Answers how many came back, 0 where it was not in the bin. Raises Refused while what bears it lies there."""
    row = work.find(Result, record_id, deleted=True) or work.find(Indicator, record_id, deleted=True)
    if row is None or row.deleted_at is None:
        return 0
    branch = work.results.deleted_with(row.project_id, row.deleted_at)
    for one in branch:
        one.deleted_at = None
    for one in branch:
        bearer = one.parent_id if isinstance(one, Result) else one.result_id
        if bearer is not None and work.find(Result, bearer) is None:
            raise Refused(
                _("The result it stood under lies in the bin."),
                _("Take that out first; this comes after it."),
            )
    work.flush()
    renumber(work, row.project_id)
    return len(branch)
