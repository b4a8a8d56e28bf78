"""The schema that the server reads is the one of today's models and rules."""

from desktop.models import Base
from desktop.storage.schema_file import present_schema, schema_path
from sync.messages.schema import read_schema, roles_for, write_schema


def test_the_schema_file_is_current() -> None:
    # python -m desktop.storage.schema_file writes it
    assert schema_path().read_bytes() == write_schema(present_schema())


def test_every_synced_table_says_who_may_change_it() -> None:
    schema = read_schema(schema_path().read_bytes())

    synced = {table.name for table in Base.metadata.sorted_tables if table.info.get("synced")}
    assert set(schema.tables) == synced
    assert set(schema.rights) == synced


def test_a_reviewer_endorses_a_project_but_does_not_change_its_title() -> None:
    schema = present_schema()

    assert "reviewer" in (roles_for(schema, "projects", "stage") or ())
    assert "reviewer" not in (roles_for(schema, "projects", "title") or ())


def test_a_monitor_does_not_bring_in_an_approved_figure() -> None:
    first = present_schema().transitions["indicator_values"]["status"][""]

    assert first["draft"] == ["manager", "monitor"]
    assert "monitor" not in first["approved"]


def test_nobody_but_an_admin_renames_an_office() -> None:
    schema = present_schema()

    assert roles_for(schema, "offices", "names") == ["admin"]
    assert "monitor" in (roles_for(schema, "offices", "*") or ())
