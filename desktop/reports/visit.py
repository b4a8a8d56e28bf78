"""The visit report as a PDF: chapters in order, numbered where they have something to say."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from reportlab.platypus import Flowable

from desktop.i18n import _, ngettext, speaking
from desktop.progress import SILENT, Progress
from desktop.reports import labels
from desktop.reports.chapters.evidence import annex, data_note, photos_and_sites
from desktop.reports.chapters.findings import findings
from desktop.reports.chapters.project_state import (
    action_points,
    cross_cutting,
    lessons,
    workplan_budget_risks,
)
from desktop.reports.chapters.verification import data_quality, verification
from desktop.reports.chapters.visit_and_methods import earlier_actions, visit_and_methods
from desktop.reports.content import Unsent, VisitReport
from desktop.reports.cover import cover
from desktop.reports.data_file import attach_data, frozen_json
from desktop.reports.directions import isolate
from desktop.reports.headings import ContentsList, Heading, Listed
from desktop.reports.page_frame import Running, lay_out
from desktop.reports.typesetter import Typesetter


@dataclass(frozen=True, slots=True)
class RenderedReport:
    """A finished PDF, and the hashes that name it and its data."""

    pdf: bytes
    pages: int
    sha256: str
    data_sha256: str


_WORTH_LISTING = 3
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


def render_visit(content: VisitReport, *, language: str, progress: Progress = SILENT) -> RenderedReport:
    """The report in a language (ISO 639); the same content gives the same bytes."""
    with speaking(language):
        typesetter = Typesetter(language)
        data = frozen_json(content)
        data_sha256 = sha256(data).hexdigest()
        file_name = _file_name(content)
        story = _story(content, typesetter)
        story.append(data_note(data_sha256, file_name, typesetter))
        running = _running(content, data_sha256, typesetter)
        pdf, pages = lay_out(story, running, typesetter, progress)
    pdf = attach_data(pdf, data, file_name, content.made_at)
    return RenderedReport(pdf, pages, sha256(pdf).hexdigest(), data_sha256)


def _story(content: VisitReport, typesetter: Typesetter) -> list[Flowable]:
    bodies = [(title, chapter(content, typesetter)) for title, chapter in _chapters()]
    filled = [(title, body) for title, body in bodies if body]
    listed = [Listed(number, title) for number, (title, _body) in enumerate(filled, 1)]
    story = cover(content, typesetter)
    if len(listed) >= _WORTH_LISTING:
        story.append(ContentsList(typesetter, listed))
    for item, (_title, body) in zip(listed, filled, strict=True):
        story += [Heading(typesetter, item.title, item.number, room_below=_room_of(body[0])), *body]
    return story


def _room_of(first: Flowable) -> float:
    # a picture that stays whole takes its heading along
    return float(getattr(first, "least_height", 0.0))


def _file_name(content: VisitReport) -> str:
    plain = re.sub(r"[^A-Za-z0-9]+", "-", content.reference).strip("-")
    return f"visit-{plain or 'report'}-r{content.revision}.json"


def _running(content: VisitReport, data_sha256: str, typesetter: Typesetter) -> Running:
    heading = _("Visit {reference}  ·  {title}").format(
        reference=isolate(content.reference), title=content.short_title or content.title
    )
    made = _("Made {moment} with Milepost").format(
        moment=typesetter.formats.instant(content.made_at, content.zone)
    )
    return Running(
        reference=content.reference,
        revision=content.revision,
        sensitivity=labels.sensitivity(content.sensitivity),
        heading=heading,
        made=made,
        unsent=_unsent(content.unsent),
        data_sha256=data_sha256,
        title=f"{content.reference} {content.title}",
        language=typesetter.language,
        author=content.lead,
    )


def _unsent(unsent: Unsent) -> str:
    if not unsent.records:
        return ""
    return ngettext(
        "{count} of {all} records not yet sent to the server",
        "{count} of {all} records not yet sent to the server",
        unsent.records,
    ).format(count=unsent.records, all=unsent.of)
