"""Draws the records of forms and submissions from their rows."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from desktop.errors import BadInput, NotFound
from desktop.i18n import _
from desktop.models import Form, FormVersion, Person, Project, Submission, Visit, VisitSite
from desktop.paths import this_program
from desktop.reference import form_templates
from desktop.rules import submission_states
from desktop.rules.vocabulary import SubmissionState, VisitState
from desktop.services.accounts.access import Access
from desktop.services.form_library.records import (
    FormRecord,
    FormRow,
    FormVersionRecord,
    Remark,
    SubmissionRecord,
)
from desktop.services.form_titles import shown_titles
from desktop.services.references.resolve import record_named
from desktop.services.visits.guard import may_write
from desktop.storage.work import Work

FINISHED = (SubmissionState.FINALISED, SubmissionState.SUBMITTED, SubmissionState.APPROVED)
"""States in which a submission counts: it is summed up, and goes out with exports."""


def form_rows(work: Work, forms: Sequence[Form]) -> tuple[FormRow, ...]:
    newest = work.forms.newest_versions()
    versions = {row.id: row for row in work.forms.versions_with(newest.values())}
    form_of = work.forms.version_forms()
    counts: dict[UUID | None, list[tuple[int, int]]] = {}
    for version_id, by_state in work.forms.submission_counts().items():
        counts.setdefault(form_of.get(version_id), []).append(_counted(by_state))
    shown = shown_titles(work, versions.values())
    return tuple(
        _form_row(form, versions[newest[form.id]], counts.get(form.id, []), shown)
        for form in forms
        if form.id in newest
    )


def _counted(by_state: Mapping[str, int]) -> tuple[int, int]:
    """Finished ones, and the others."""
    finished = sum(count for state, count in by_state.items() if state in FINISHED)
    return finished, sum(by_state.values()) - finished


def _form_row(
    form: Form, version: FormVersion, counts: Sequence[tuple[int, int]], shown: Mapping[UUID, str]
) -> FormRow:
    return FormRow(
        id=form.id,
        form_id=form.form_id,
        title=version.title or form.title,
        shown_title=shown[version.id] or form.title,
        version=version.version,
        version_id=version.id,
        languages=tuple(version.languages),
        questions=version.question_count,
        submissions=sum(finished for finished, _others in counts),
        unfinished=sum(others for _finished, others in counts),
        retired=form.retired,
        at=version.created_at,
    )


def form_record(work: Work, form: Form) -> FormRecord:
    rows = form_rows(work, [form])
    if not rows:
        raise NotFound(
            _("The versions of {title} have not arrived on this laptop yet.").format(title=form.title)
        )
    counts = {one: _counted(states) for one, states in work.forms.submission_counts().items()}
    return FormRecord(
        row=rows[0],
        versions=tuple(
            FormVersionRecord(
                id=version.id,
                version=version.version,
                title=version.title,
                source_name=version.source_name,
                source_sha256=version.source_sha256,
                languages=tuple(version.languages),
                questions=version.question_count,
                repairs=tuple(_remark(one) for one in version.repairs),
                at=version.created_at,
                author=_name_of(work, version.created_by),
                submissions=counts.get(version.id, (0, 0))[0],
                unfinished=counts.get(version.id, (0, 0))[1],
            )
            for version in work.forms.versions_of(form.id)
        ),
    )


def plain_remark(remark: Remark) -> dict[str, Any]:
    """As it is kept with the version."""
    return {key: value for key, value in asdict(remark).items() if value not in ("", None)}


def _remark(kept: dict[str, Any]) -> Remark:
    return Remark(
        code=str(kept.get("code", "")),
        sheet=str(kept.get("sheet", "")),
        row=int(kept.get("row", 0)),
        column=str(kept.get("column", "")),
        message=str(kept.get("message", "")),
        before=str(kept.get("before", "")),
        after=str(kept.get("after", "")),
    )


def form_named(work: Work, text: str, scopes: Sequence[UUID] = ()) -> Form:
    """By form id or record id, a unique beginning of either, or the name of a ready-made form.

    Of several offices' forms it is that of `scopes`. Raises NotFound, BadInput.
    """
    wanted = text.strip()
    found = list(work.forms.by_form_id(wanted))
    if not found and wanted in form_templates.NAMES:
        found = list(work.forms.by_form_id(f"{form_templates.FORM_ID_BEGINS}{wanted}"))
    own = [form for form in found if form.scope_id in scopes]
    if len(own or found) == 1:
        return (own or found)[0]
    if found:
        raise BadInput(
            _("Several offices have a form {id}.").format(id=text.strip()), _("Name it by its record id.")
        )
    try:
        return record_named(work, Form, text)
    except NotFound as problem:
        return _form_beginning(work, wanted, problem)


def _form_beginning(work: Work, wanted: str, problem: NotFound) -> Form:
    found = [one for one in work.forms.forms() if wanted and one.form_id.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        raise BadInput(
            _("Several forms begin with {name}.").format(name=wanted[:80]),
            _("There are: {names}.").format(names=", ".join(one.form_id for one in found[:8])),
        )
    hint = (
        _("It is a ready-made form: take it in with {milepost} forms import --template {name}.")
        if wanted in form_templates.NAMES
        else _("Import it first, or look the names up in the list of forms.")
    )
    raise NotFound(
        _("There is no form {name} in this store.").format(name=wanted[:80]),
        hint.format(name=wanted, milepost=this_program()),
    ) from problem


def submission_named(work: Work, text: str) -> Submission:
    return record_named(work, Submission, text)


def submission_record(work: Work, row: Submission, access: Access) -> SubmissionRecord:
    return submission_records(work, [row], access)[0]


def submission_records(
    work: Work, rows: Sequence[Submission], access: Access
) -> tuple[SubmissionRecord, ...]:
    """All of them with a few questions to the store, however many there are."""
    versions = {one.id: one for one in work.forms.versions_with({row.version_id for row in rows})}
    shown = shown_titles(work, versions.values())
    visits = {one.id: one for one in work.with_ids(Visit, (row.visit_id for row in rows if row.visit_id))}
    sites = {one.id: one for one in work.with_ids(VisitSite, (row.site_id for row in rows if row.site_id))}
    people = {
        one.id: one for one in work.with_ids(Person, (row.created_by for row in rows if row.created_by))
    }
    projects = {one.id: one for one in work.with_ids(Project, (one.project_id for one in visits.values()))}

    def record(row: Submission) -> SubmissionRecord:
        version = versions.get(row.version_id)
        visit = visits.get(row.visit_id) if row.visit_id else None
        site = sites.get(row.site_id) if row.site_id else None
        person = people.get(row.created_by) if row.created_by else None
        state = SubmissionState(row.state)
        is_open = visit is None or (
            visit.project_id in projects
            and may_write(access, projects[visit.project_id], VisitState(visit.state))
        )
        return SubmissionRecord(
            id=row.id,
            form=version.form_id if version else None,
            version_id=row.version_id,
            title=row.form_title,
            shown_title=shown.get(row.version_id) or row.form_title,
            version=version.version if version else "",
            instance_name=row.instance_name,
            visit_id=row.visit_id,
            visit_code=visit.code if visit else None,
            site_id=row.site_id,
            site=site.name if site else None,
            state=state,
            state_reason=row.state_reason,
            missing=row.missing,
            language=row.fill_language or "",
            at=row.created_at,
            author=person.name if person else None,
            origin=dict(row.origin or {}),
            may_edit=submission_states.may_edit(state) and is_open,
            may_reopen=is_open
            and (
                state is SubmissionState.FINALISED
                or (state is SubmissionState.SUBMITTED and visit is not None)
            ),
        )

    return tuple(record(row) for row in rows)


def _name_of(work: Work, person_id: UUID | None) -> str | None:
    person = work.find(Person, person_id, deleted=True) if person_id else None
    return person.name if person else None
