"""Which attachments move first: the evidence of findings, then the newest visit's."""

from uuid import UUID

from desktop.services.roster import Services
from desktop.storage.files_in_order import files_in_order
from tests.makers import make_photo, make_project, make_visit


def attach(services: Services, visit: UUID, size: int, owner: UUID | None = None) -> str:
    photo = services.attachments.attach(visit, make_photo((size, size)), f"{size}.jpg", owner_id=owner)
    with services.store.database.transaction() as connection:
        sha256 = str(
            connection.exec_driver_sql(
                "SELECT sha256 FROM attachments WHERE id = ?", (str(photo.id),)
            ).scalar_one()
        )
        connection.exec_driver_sql(
            "INSERT INTO sync_blobs (scope_id, sha256, size_bytes, state) SELECT scope_id, sha256, size_bytes, 'here'"
            " FROM attachments WHERE id = ?",
            (str(photo.id),),
        )
    return sha256


def test_evidence_comes_first_and_then_the_newest_visit(services: Services) -> None:
    project = make_project(services)
    older = make_visit(services, project, start="2026-03-02", end="2026-03-03")
    newer = make_visit(services, project, start="2026-11-24", end="2026-11-27")
    finding = services.findings.add(older, statement="The register is kept twice")
    of_older = attach(services, older, 40)
    of_newer = attach(services, newer, 80)
    evidence = attach(services, older, 120, finding)

    with services.store.database.transaction() as connection:
        order = [sha256 for _scope, sha256 in files_in_order(connection)]

    assert order == [evidence, of_newer, of_older]
