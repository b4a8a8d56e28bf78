"""Writes what is known of our tables without the models: `python -m desktop.storage.schema_file`.

That is sync/schema.json for the server, and the digest of the capture triggers for the opening of a store.
"""

from collections.abc import Mapping
from pathlib import Path

import sync
from desktop.models import Base
from desktop.rules import action_states, project_stages, submission_states, value_states, visit_states
from desktop.rules.roles import Deed, rights_of
from desktop.rules.vocabulary import Role, ValueStatus, VisitState
from desktop.storage.triggers import digest_of
from sync.client import capture
from sync.client.schema import describe, shapes_of
from sync.messages.schema import Rights, Schema, Transitions, write_schema

_DEEDS: Mapping[str, Deed] = {
    "projects": Deed.EDIT_PROJECT,
    "project_locations": Deed.EDIT_PROJECT,
    "budget_lines": Deed.EDIT_PROJECT,
    "expenditures": Deed.EDIT_PROJECT,
    "framework_links": Deed.EDIT_PROJECT,
    "results": Deed.EDIT_MATRIX,
    "indicators": Deed.EDIT_MATRIX,
    "targets": Deed.EDIT_MATRIX,
    "indicator_values": Deed.REPORT_FIGURE,
    "trips": Deed.RECORD_VISIT,
    "visits": Deed.RECORD_VISIT,
    "visit_narratives": Deed.RECORD_VISIT,
    "visit_results": Deed.RECORD_VISIT,
    "visit_team": Deed.RECORD_VISIT,
    "visit_sites": Deed.RECORD_VISIT,
    "people_met": Deed.RECORD_VISIT,
    "visit_groups": Deed.RECORD_VISIT,
    "interviews": Deed.RECORD_VISIT,
    "result_ratings": Deed.RECORD_FINDING,
    "findings": Deed.RECORD_FINDING,
    "known_issues": Deed.RECORD_FINDING,
    "verifications": Deed.VERIFY_FIGURE,
    "quality_checks": Deed.VERIFY_FIGURE,
    "action_points": Deed.WRITE_ACTION,
    "action_comments": Deed.WRITE_ACTION,
    "forms": Deed.PUBLISH_FORM,
    "form_versions": Deed.PUBLISH_FORM,
    "submissions": Deed.FILL_FORM,
    "answers": Deed.FILL_FORM,
    "entities": Deed.FILL_FORM,
    "entity_values": Deed.FILL_FORM,
    "attachments": Deed.WRITE_ACTION,
    "issued_reports": Deed.ISSUE_REPORT,
    "places": Deed.EDIT_REFERENCE,
    "partners": Deed.EDIT_REFERENCE,
    "posts": Deed.MANAGE_PEOPLE,
}
"""Which deed each table belongs to."""

_STATES = {
    "projects": ("stage", project_stages.transitions()),
    "indicator_values": ("status", value_states.transitions()),
    "visits": ("state", visit_states.transitions()),
    "action_points": ("state", action_states.transitions()),
    "submissions": ("state", submission_states.transitions()),
}
_OFFICE: list[str] = sorted(role.value for role in (Role.ADMIN, Role.MANAGER))
_WRITERS: list[str] = sorted(role.value for role in Role if role is not Role.READER)


def present_schema() -> Schema:
    """The schema of this program's models and rules."""
    return describe(Base.metadata, _rights(), _transitions())


def schema_path() -> Path:
    return Path(str(sync.__file__)).with_name("schema.json")


def _rights() -> Rights:
    rights: Rights = {table: {"*": rights_of(deed)} for table, deed in _DEEDS.items()}
    for table, (atom, steps) in _STATES.items():
        takers = {role for after in steps.values() for roles in after.values() for role in roles}
        rights[table][atom] = sorted(takers | set(rights[table]["*"]))
    # Whoever may write at all may ask a colleague; who decides is guarded at the field itself.
    rights["conflict_deciders"] = {"*": _WRITERS}
    # A new laptop brings its own office and its person along, a reader's too; what the office is, only its keepers
    # change, and what is said of a person only those who write.
    shapes, anybody = shapes_of(Base.metadata), sorted((*_WRITERS, Role.READER.value))
    rights["offices"] = {
        "*": anybody,
        **dict.fromkeys(shapes["offices"].atoms, rights_of(Deed.MANAGE_PEOPLE)),
    }
    rights["people"] = {"*": anybody, **dict.fromkeys(shapes["people"].atoms, _WRITERS)}
    return rights


def _transitions() -> Transitions:
    transitions: Transitions = {table: {atom: dict(steps)} for table, (atom, steps) in _STATES.items()}
    values, visits = rights_of(Deed.REPORT_FIGURE), rights_of(Deed.RECORD_VISIT)
    # A record begins at its first state; at a later one only where an office takes over what was done before.
    transitions["indicator_values"]["status"][""] = {
        state.value: values if state is ValueStatus.DRAFT else _OFFICE for state in ValueStatus
    }
    firsts = (visit_states.START, visit_states.UNPLANNED_START)
    transitions["visits"]["state"][""] = {
        state.value: visits if state in firsts else _OFFICE for state in VisitState
    }
    return transitions


def present_digest() -> str:
    """The digest of the capture triggers that this program's models ask for."""
    return digest_of(capture.wanted_triggers(Base.metadata))


def write_digest(path: Path) -> None:
    told = '"""Digest of the capture triggers; `python -m desktop.storage.schema_file` writes it."""'
    path.write_text(f'{told}\n\nDIGEST = "{present_digest()}"\n', "utf-8")


if __name__ == "__main__":
    schema_path().write_bytes(write_schema(present_schema()))
    write_digest(Path(__file__).with_name("capture_digest.py"))
