"""The visit report as a PDF: chapters in order, numbered where they have something to say."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from reportlab.platypus import Flowable

from desktop.i18n import _
from desktop.progress import SILENT, Progress
from desktop.reports.chapters.evidence import annex, photos_and_sites
from desktop.reports.chapters.findings import findings
from desktop.reports.chapters.project_state import (
    action_points,
    cross_cutting,
    lessons,
    workplan_budget_risks,
)
from desktop.reports.chapters.verification import data_quality, verification
from desktop.reports.chapters.visit_and_methods import earlier_actions, visit_and_methods
from desktop.reports.content import VisitReport
from desktop.reports.cover import cover
from desktop.reports.directions import isolate
from desktop.reports.edition import Composed, Edition, render_edition
from desktop.reports.rendered import RenderedReport
from desktop.reports.typesetter import Typesetter

__all__ = ["RenderedReport", "render_visit"]

Chapter = Callable[[VisitReport, Typesetter], list[Flowable]]


def _chapters() -> list[tuple[str, Chapter]]:
    return [
        (_("Visit and methods"), visit_and_methods),
        (_("Earlier actions and known issues"), earlier_actions),
        (_("Findings by result"), findings),
        (_("Verification of reported figures"), verification),
        (_("Data quality"), data_quality),
        (_("Gender, rights, protection, accountability"), cross_cutting),
        (_("Workplan, budget, risks"), workplan_budget_risks),
        (_("Good practice and lessons"), lessons),
        (_("Action points"), action_points),
        (_("Photographs and sites"), photos_and_sites),
        (_("Annex and signatures"), annex),
    ]


_ONE_KILOMETRE = Decimal("0.01")  # of a degree, nearly


def _coarsened(content: VisitReport) -> VisitReport:
    """No exact position leaves the office, on the sketch or in the data file; nor a photo that is left out."""
    sites = tuple(
        replace(site, latitude=_coarse(site.latitude), longitude=_coarse(site.longitude))
        for site in content.sites
    )
    photos = tuple(replace(photo, image=None) if photo.left_out else photo for photo in content.photos)
    return replace(content, sites=sites, photos=photos)


def _coarse(degrees: Decimal | None) -> Decimal | None:
    return (
        None
        if degrees is None or not degrees.is_finite() or abs(degrees) > 180
        else degrees.quantize(_ONE_KILOMETRE)
    )


def render_visit(content: VisitReport, *, language: str, progress: Progress = SILENT) -> RenderedReport:
    """The report in a language (ISO 639); the same content gives the same bytes."""
    content = _coarsened(content)

    def compose(typesetter: Typesetter) -> Composed:
        heading = _("Visit {reference}  ·  {title}").format(
            reference=isolate(content.reference), title=content.short_title or content.title
        )
        chapters = [(title, chapter(content, typesetter)) for title, chapter in _chapters()]
        return Composed(heading, cover(content, typesetter), chapters)

    edition = Edition(
        kind="visit",
        reference=content.reference,
        revision=content.revision,
        is_issued=content.is_issued,
        title=content.title,
        author=content.lead,
        sensitivity=content.sensitivity,
        made_at=content.made_at,
        zone=content.zone,
        unsent=content.unsent,
    )
    return render_edition(content, edition, compose, language, progress)
