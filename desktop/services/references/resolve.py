"""Turns what a person typed for a record into that record, or says in a sentence why it cannot."""

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from desktop.errors import BadInput, NotFound
from desktop.i18n import _
from desktop.models import (
    ActionPoint,
    Attachment,
    Indicator,
    Person,
    Place,
    Project,
    Result,
    Visit,
    VisitSite,
)
from desktop.models.base import Record
from desktop.paths import this_program
from desktop.rules.matrix_numbers import Node, number_results
from desktop.rules.vocabulary import ResultLevel
from desktop.storage.work import Work

Kept = TypeVar("Kept", bound=Record)

SHORTEST_PREFIX = 4
"""Fewer characters of an id would match by accident."""


def record_named(work: Work, model: type[Kept], text: str) -> Kept:
    """By full id or unique prefix. Raises NotFound, or BadInput when several begin so."""
    found = _by_id(work, model, text)
    if found is None:
        raise _unknown(text)
    return found


def project_named(work: Work, text: str) -> Project:
    """By id, prefix, project code, PRIMA ID or IATI identifier, or the end of it that lists show."""
    found = work.projects.by_reference(text) or work.projects.ending_in(text)
    return _one(found, text) or record_named(work, Project, text)


def deleted_project_named(work: Work, text: str) -> Project:
    """One that lies in the bin, by code, identifier, id or prefix."""
    wanted = text.strip()
    found = [
        project
        for project in work.projects.all_with_bin()
        if project.deleted_at is not None
        and (
            wanted in (project.code, project.prima_id, project.iati_id)
            or (len(wanted) >= SHORTEST_PREFIX and str(project.id).startswith(wanted.lower()))
        )
    ]
    one = _one(found, text)
    if one is None:
        raise NotFound(
            _("No project in the bin answers to {text}.").format(text=text),
            _("{milepost} projects list --deleted shows what lies there.").format(milepost=this_program()),
        )
    return one


def visit_named(work: Work, text: str) -> Visit:
    """By id, prefix or visit code."""
    return _one(work.visits.by_code(text), text) or record_named(work, Visit, text)


def action_named(work: Work, text: str) -> ActionPoint:
    """By id, prefix or the code printed in reports."""
    return _one(work.actions.by_code(text), text) or record_named(work, ActionPoint, text)


def attachment_named(work: Work, text: str) -> Attachment:
    return record_named(work, Attachment, text)


def result_at(work: Work, project_id: UUID, path: str) -> Result:
    """By its number in the matrix (`1.2.1`), id or prefix; within one project."""
    results = {row.id: row for row in work.results.of_project(project_id)}
    nodes = [
        Node(id=row.id, parent_id=row.parent_id, level=ResultLevel(row.level)) for row in results.values()
    ]
    numbered = [
        results[UUID(str(place.id))] for place in number_results(nodes) if place.number == path.strip()
    ]
    found = _one(numbered, path) or _by_id(work, Result, path)
    if found is None or found.project_id != project_id:
        raise NotFound(
            _("There is no result {path} in this project.").format(path=path),
            _("The results matrix lists the numbers: {milepost} results show.").format(
                milepost=this_program()
            ),
        )
    return found


def indicator_at(work: Work, project_id: UUID, path: str) -> Indicator:
    """By `1.2.1/CODE`, by its code alone where that is unique, by id or prefix; within one project."""
    number, slash, code = path.strip().rpartition("/")
    listed = work.results.indicators_of(project_id)
    named = [row for row in listed if row.code == (code if slash else path.strip())]
    if slash:
        result = result_at(work, project_id, number)
        named = [row for row in named if row.result_id == result.id]
    found = _one(named, path) or (None if slash else _by_id(work, Indicator, path))
    if found is None or found.project_id != project_id:
        raise NotFound(
            _("There is no indicator {path} in this project.").format(path=path),
            _("Write it as the result's number and the indicator's code, like 1.2/A."),
        )
    return found


def person_named(work: Work, text: str) -> Person:
    """By e-mail, name, id or prefix."""
    return _one(work.people.by_email_or_name(text), text) or record_named(work, Person, text)


def find_person(work: Work, text: str) -> Person | None:
    """The colleague who answers to the text, or None: then it names an outsider."""
    return _one(work.people.by_email_or_name(text), text) or _by_id(work, Person, text)


def find_place(work: Work, text: str) -> Place | None:
    """By p-code, id, prefix, or a name only one place bears; None when no place is meant."""
    wanted = text.strip()
    coded = work.places.by_code(wanted)
    if coded:
        return coded[0]
    named = [place for place in work.places.named(wanted) if place.name.casefold() == wanted.casefold()]
    if len(named) == 1:
        return named[0]
    return _by_id(work, Place, wanted)


def find_site(work: Work, visit_id: UUID, text: str) -> VisitSite | None:
    """A site of the visit by p-code, place id, its own id, or its name."""
    wanted = text.strip()
    place = find_place(work, wanted)
    for site in work.visits.sites_of(visit_id):
        if place is not None and site.place_id == place.id:
            return site
        if site.name.casefold() == wanted.casefold() or str(site.id) == wanted.lower():
            return site
    return None


def _by_id(work: Work, model: type[Kept], text: str) -> Kept | None:
    wanted = text.strip().lower()
    if not _looks_like_id(wanted):
        return None
    return _one(work.visits.by_prefix(model, wanted), text)


def _looks_like_id(text: str) -> bool:
    return len(text) >= SHORTEST_PREFIX and all(letter in "0123456789abcdef-" for letter in text)


def _one(found: Sequence[Kept], text: str) -> Kept | None:
    if len(found) > 1:
        raise BadInput(
            _("More than one record answers to {text}.").format(text=text),
            _("Give the id of the one you mean: {ids}").format(
                ids=", ".join(str(one.id) for one in found[:5])
            ),
        )
    return found[0] if found else None


def _unknown(text: str) -> NotFound:
    return NotFound(
        _("Nothing in this store answers to {text}.").format(text=text),
        _("Check the code or id; a record made elsewhere arrives with the next sync."),
    )
