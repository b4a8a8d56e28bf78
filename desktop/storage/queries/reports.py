"""What a report asks of the store beside its content: earlier issues, the newest change, what is here alone."""

import json
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import Table

from desktop.models import Attachment, Expenditure, IssuedReport
from desktop.models.base import Base
from desktop.storage.queries.base import Queries, living

_AMONG = "IN (SELECT value FROM json_each(?))"


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
            f"SELECT record_id, max(at) FROM journal WHERE sealed IS NULL AND record_id {_AMONG}"
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
            f"SELECT record_id FROM journal WHERE sealed IS NULL AND record_id {_AMONG}"
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
