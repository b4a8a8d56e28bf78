"""What an import would write: drafts held against the store, so that only differences are written."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from desktop.exchange.remarks import Remark
from desktop.exchange.rows import ImportedRow
from desktop.i18n import _
from desktop.models import (
    BudgetLine,
    Indicator,
    IndicatorValue,
    Place,
    Project,
    ProjectLocation,
    Result,
    Target,
)
from desktop.models.base import Record
from desktop.progress import Progress
from desktop.services.fates import Fate, RowReport
from desktop.storage.work import Work

ORDER: tuple[type[Record], ...] = (
    Place,
    Project,
    ProjectLocation,
    BudgetLine,
    Result,
    Indicator,
    Target,
    IndicatorValue,
)
"""Parents before children."""

STEP = 250
"""Rows between two looks at Cancel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One record a row asks for. What the file does not say is left as it is in the store."""

    model: type[Record]
    id: UUID
    scope_id: UUID
    values: Mapping[str, Any]
    at_birth: Mapping[str, Any] = field(default_factory=dict)
    """Set only when the record is new: a person moves these on afterwards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A row with the records it asks for, or why it is left."""

    row: ImportedRow
    drafts: tuple[Draft, ...] = ()
    left: tuple[str, str] | None = None
    """Code and sentence."""
    remark: tuple[str, str] | None = None
    """Something to say of a row that is taken."""


class Plan:
    """Inserts and updates of one import, and the report of every row."""

    def __init__(self) -> None:
        self.reports: list[RowReport] = []
        self._inserts: dict[type[Record], list[dict[str, Any]]] = defaultdict(list)
        self._updates: list[tuple[Record, dict[str, Any]]] = []
        self._drafted: dict[tuple[type[Record], UUID], bool] = {}
        self._revived: set[UUID] = set()
        """Taken back with an earlier import; taking the file in again brings them back."""

    def make(self, work: Work, asked: Sequence[Asked], progress: Progress) -> None:
        """Hold every draft against the store; nothing is written yet."""
        known = _load_known(work, asked)
        binned = [record.id for record in known.values() if record.deleted_at is not None]
        self._revived = work.history.binned_by_undo(binned) if binned else set()
        for done, one in enumerate(asked):
            if done % STEP == 0:
                progress.step(done, len(asked), _("Comparing"))
            self.reports.append(self._judge(one, known))

    def write(self, work: Work, progress: Progress) -> None:
        """All of it, parents before children."""
        total = sum(len(rows) for rows in self._inserts.values()) + len(self._updates)
        done = 0
        for model in ORDER:
            rows = self._inserts.get(model, [])
            for start in range(0, len(rows), 20 * STEP):
                progress.step(done, total, _("Saving"))
                part = rows[start : start + 20 * STEP]
                work.add_many(model, part)
                done += len(part)
        for record, values in self._updates:
            if done % STEP == 0:
                progress.step(done, total, _("Saving"))
            for name, value in values.items():
                setattr(record, name, value)
            done += 1

    def projects_with(self, model: type[Record]) -> set[UUID]:
        """Projects that got new records of a table."""
        return {row["project_id"] for row in self._inserts.get(model, [])}

    def _judge(self, asked: Asked, known: Mapping[UUID, Record]) -> RowReport:
        row = asked.row
        if row.left_reason is not None:
            return _report(row, Fate.LEFT, row.left_reason.code, row.left_reason.message())
        if asked.left is not None:
            return _report(row, Fate.LEFT, *asked.left)
        if any(_is_binned(known.get(one.id)) and one.id not in self._revived for one in asked.drafts):
            return _report(row, Fate.LEFT, "in_bin", _("It lies in the bin; restore it there to update it."))
        changes = [self._keep(draft, known.get(draft.id)) for draft in asked.drafts]
        changed = sorted({name for names in changes if names for name in names} - {"deleted_at"})
        if all(names is not None and not names for names in changes):
            return _report(row, Fate.UNCHANGED, "", "")
        if changed and all(names is not None for names in changes):
            said = _("Changed: {fields}").format(fields=", ".join(changed))
            return _of_taken(row, asked.remark or ("changed", said))
        return _of_taken(row, asked.remark)

    def _keep(self, draft: Draft, record: Record | None) -> list[str] | None:
        """None where the record is new, else the names of what differs."""
        key = (draft.model, draft.id)
        if key in self._drafted:
            return []  # an earlier row of the file has asked for it already
        self._drafted[key] = True
        said = {name: value for name, value in draft.values.items() if value not in (None, "", [])}
        if record is None:
            self._inserts[draft.model].append(
                {"id": draft.id, "scope_id": draft.scope_id, **draft.at_birth, **said}
            )
            return None
        differing: dict[str, Any] = {
            name: value for name, value in said.items() if getattr(record, name) != value
        }
        if record.deleted_at is not None:
            differing["deleted_at"] = None
        if differing:
            self._updates.append((record, differing))
        return list(differing)


def _load_known(work: Work, asked: Iterable[Asked]) -> dict[UUID, Record]:
    ids: dict[type[Record], list[UUID]] = defaultdict(list)
    for one in asked:
        for draft in one.drafts:
            ids[draft.model].append(draft.id)
    return {record.id: record for model, wanted in ids.items() for record in work.with_ids(model, wanted)}


def _is_binned(record: Record | None) -> bool:
    return record is not None and record.deleted_at is not None


def _of_taken(row: ImportedRow, remark: tuple[str, str] | None) -> RowReport:
    """Repairs make a row `repaired`; doubts are said beside it and change nothing about its being taken."""
    said: list[Remark] = [*row.repairs, *row.problems]
    sentences = [one.message() for one in said] + ([remark[1]] if remark else [])
    code = said[0].code if said else (remark[0] if remark else "")
    return _report(row, Fate.REPAIRED if row.repairs else Fate.TAKEN, code, " ".join(sentences))


def _report(row: ImportedRow, fate: Fate, code: str, message: str) -> RowReport:
    return RowReport(row=row.row_number, ref=row.ref, action=fate, code=code, message=message)
