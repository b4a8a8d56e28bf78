"""What a report asks of the store beside its content: earlier issues, the newest change, what is here alone."""

import json
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import Table, select

from desktop.models import Attachment, Expenditure, Finding, IssuedReport, QualityCheck, Visit
from desktop.models.base import Base
from desktop.storage.queries.base import Queries, living
from sync.client.unsealed import UNSEALED

_AMONG = "IN (SELECT value FROM json_each(?))"
_OF_PROJECT = frozenset(
    {
        "projects",
        "budget_lines",
        "expenditures",
        "framework_links",
        "results",
        "indicators",
        "targets",
        "indicator_values",
        "visits",
        "visit_narratives",
        "visit_sites",
        "result_ratings",
        "findings",
        "verifications",
        "quality_checks",
        "action_points",
    }
)


class ReportQueries(Queries):
    def issued_of(self, visit_id: UUID) -> Sequence[IssuedReport]:
        """Of a visit, the first revision first."""
        return self._all(
            living(IssuedReport)
            .where(IssuedReport.visit_id == visit_id, IssuedReport.kind == "visit")
            .order_by(IssuedReport.revision, IssuedReport.issued_at, IssuedReport.id)
        )

    def issued_with(self, file_sha256: str, data_sha256: str) -> Sequence[IssuedReport]:
        """Issues whose file or whose data has this hash."""
        return self._all(
            living(IssuedReport)
            .where((IssuedReport.file_sha256 == file_sha256) | (IssuedReport.data_sha256 == data_sha256))
            .order_by(IssuedReport.issued_at, IssuedReport.id)
        )

    def file_of(self, issued_id: UUID) -> Attachment | None:
        """The kept PDF of an issue."""
        return self._session.scalars(
            living(Attachment).where(Attachment.owner_id == issued_id).order_by(Attachment.id)
        ).first()

    def records_of_visit(self, visit_id: UUID) -> frozenset[UUID]:
        """Every record that hangs on the visit, the deleted ones too: taking one away changes the report."""
        connection = self._session.connection()
        found = {visit_id}
        for table in _tables_of_visit():
            rows = connection.exec_driver_sql(
                f'SELECT id FROM "{table.name}" WHERE visit_id = ?', (str(visit_id),)
            )
            found |= {UUID(row[0]) for row in rows}
        return frozenset(found)

    def confidential_on(self, visit_id: UUID, project_id: UUID) -> frozenset[UUID]:
        """Records of the visit and the project's follow-up that only the office may read."""
        connection = self._session.connection()
        places = [(table.name, "visit_id", visit_id) for table in _tables_of_visit()]
        places += [(name, "project_id", project_id) for name in ("known_issues", "action_points")]
        found: set[UUID] = set()
        for table, column, owner in places:
            rows = connection.exec_driver_sql(
                f"SELECT id FROM \"{table}\" WHERE {column} = ? AND sensitivity = 'confidential'",
                (str(owner),),
            )
            found |= {UUID(row[0]) for row in rows}
        return frozenset(found)

    def records_of_project(self, project_id: UUID) -> frozenset[UUID]:
        """Every record a project report is made from, the deleted ones too: taking one away changes the report."""
        connection = self._session.connection()
        found = {project_id}
        for table in _tables_of_project():
            rows = connection.exec_driver_sql(
                f'SELECT id FROM "{table.name}" WHERE scope_id = ?', (str(project_id),)
            )
            found |= {UUID(row[0]) for row in rows}
        return frozenset(found)

    def confidential_in(self, project_id: UUID) -> frozenset[UUID]:
        """Records of the project that only the office may read, and all that hangs on one of them."""
        hidden: set[UUID] = set()
        for table in _tables_of_project():
            # A result may hang on another result: once more for as long as that hides one more.
            while (found := self._hidden_rows(table, project_id, hidden)) - hidden:
                hidden |= found
        return frozenset(hidden)

    def _hidden_rows(self, table: Table, project_id: UUID, hidden: Collection[UUID]) -> set[UUID]:
        above = [name for name in table.info.get("parents", ()) if name in table.columns]
        marked = ["sensitivity = 'confidential'", *(f'"{name}" {_AMONG}' for name in above)]
        listed = json.dumps(sorted(map(str, hidden)))
        rows = self._session.connection().exec_driver_sql(
            f'SELECT id FROM "{table.name}" WHERE scope_id = ? AND ({" OR ".join(marked)})',
            (str(project_id), *(listed for _name in above)),
        )
        return {UUID(row[0]) for row in rows}

    def quality_checks_in(self, project_id: UUID) -> Sequence[QualityCheck]:
        """Of all visits of a project, the oldest visit first."""
        return self._all(
            living(QualityCheck)
            .join(Visit, Visit.id == QualityCheck.visit_id)
            .where(Visit.project_id == project_id, Visit.deleted_at.is_(None))
            .order_by(Visit.start, Visit.id, QualityCheck.id)
        )

    def findings_in(self, project_id: UUID) -> Sequence[tuple[Finding, Visit]]:
        """Of all visits of a project, the newest visit first."""
        rows = self._session.execute(
            select(Finding, Visit)
            .join(Visit, Visit.id == Finding.visit_id)
            .where(Visit.project_id == project_id, Finding.deleted_at.is_(None), Visit.deleted_at.is_(None))
            .order_by(Visit.start.desc(), Visit.id.desc(), Finding.position, Finding.id)
        )
        return [(finding, visit) for finding, visit in rows]

    def spending_of(self, project_id: UUID) -> Sequence[Expenditure]:
        return self._all(
            living(Expenditure)
            .where(Expenditure.project_id == project_id)
            .order_by(Expenditure.month, Expenditure.id)
        )

    def changed_at(self, ids: Collection[UUID]) -> Mapping[UUID, str]:
        """When each record last changed: ISO instants in UTC, as the change log and the server tell them."""
        listed = json.dumps(sorted(map(str, ids)))
        connection = self._session.connection()
        newest: dict[UUID, str] = {}
        for question in (
            f"SELECT record_id, max(at) FROM journal WHERE {UNSEALED} AND record_id {_AMONG}"
            " GROUP BY record_id",
            "SELECT o.record_id, max(t.at) FROM sync_operations AS o"
            f" JOIN sync_transactions AS t ON t.id = o.transaction_id WHERE o.record_id {_AMONG}"
            " GROUP BY o.record_id",
        ):
            for record_id, at in connection.exec_driver_sql(question, (listed,)):
                key = UUID(record_id)
                newest[key] = max(newest.get(key, ""), at)
        return newest

    def unsent_among(self, ids: Collection[UUID]) -> frozenset[UUID]:
        """Those with a change that the server has not answered for."""
        listed = json.dumps(sorted(map(str, ids)))
        rows = self._session.connection().exec_driver_sql(
            f"SELECT record_id FROM journal WHERE {UNSEALED} AND record_id {_AMONG}"
            " UNION SELECT o.record_id FROM sync_operations AS o"
            " JOIN sync_transactions AS t ON t.id = o.transaction_id"
            f" WHERE t.own = 1 AND t.outcome IS NULL AND o.record_id {_AMONG}",
            (listed, listed),
        )
        return frozenset(UUID(row[0]) for row in rows)


def _tables_of_visit() -> list[Table]:
    return [
        table
        for table in Base.metadata.sorted_tables
        if table.info.get("synced") and "visit_id" in table.columns and table.name != "issued_reports"
    ]


def _tables_of_project() -> list[Table]:
    """What others hang on comes first."""
    return [table for table in Base.metadata.sorted_tables if table.name in _OF_PROJECT]
