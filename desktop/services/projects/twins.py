"""What a project is called by: no reference may be the last to go, and one borne twice is flagged, never refused."""

from uuid import UUID

from desktop.errors import Refused
from desktop.i18n import _
from desktop.models import Project
from desktop.models.ids import new_id
from desktop.services.projects.records import Twin
from desktop.services.references.numbering import short_project_code
from desktop.storage.work import Work

REFERENCES = ("code", "prima_id", "iati_id")
"""The fields a project is found by."""


def references_of(project: Project) -> frozenset[str]:
    return frozenset(text for name in REFERENCES if (text := getattr(project, name)))


def refuse_emptied(project: Project, before: frozenset[str]) -> None:
    """Raises Refused where a project that could be found by a reference no longer can."""
    if before and not references_of(project):
        raise Refused(
            _("A project keeps at least one of project code, PRIMA ID and IATI identifier."),
            _("Write the right one over it, or fill in another one first."),
        )


def twins_of(work: Work, project: Project) -> tuple[Twin, ...]:
    """Other projects under one of its references, each with the fields of `project` it bears too."""
    return tuple(
        _twin(other, tuple(name for name in REFERENCES if _bears(other, getattr(project, name))))
        for other in work.projects.bearing(references_of(project), but=project.id or new_id())
    )


def bearers_of(work: Work, reference: str, but: UUID | None) -> tuple[Twin, ...]:
    """Projects that bear a reference somebody is typing."""
    wanted = reference.strip()
    found = work.projects.bearing([wanted], but=but or new_id()) if wanted else ()
    return tuple(_twin(other, ()) for other in found)


def _bears(other: Project, reference: str | None) -> bool:
    return bool(reference) and reference in references_of(other)


def _twin(other: Project, shares: tuple[str, ...]) -> Twin:
    return Twin(id=other.id, code=short_project_code(other), title=other.title, shares=shares)
