"""One edition of a report, from its composed parts to the finished PDF with its data inside."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import pairwise
from typing import Any

from reportlab.platypus import Flowable

from desktop.i18n import _, ngettext, speaking
from desktop.progress import Progress
from desktop.reports import labels
from desktop.reports.chapters.evidence import data_note
from desktop.reports.closing import Closing
from desktop.reports.content import Unsent
from desktop.reports.data_file import attach_data, frozen_json
from desktop.reports.directions import isolate
from desktop.reports.headings import ContentsList, Heading, Listed
from desktop.reports.page_frame import Running, lay_out
from desktop.reports.rendered import RenderedReport
from desktop.reports.typesetter import Typesetter
from desktop.rules.vocabulary import Sensitivity

_WORTH_LISTING = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What names one edition, whatever it reports on; `kind` begins the name of its data file."""

    kind: str
    reference: str
    revision: int
    is_issued: bool
    title: str
    author: str
    sensitivity: Sensitivity
    made_at: datetime
    zone: str
    unsent: Unsent


@dataclass(frozen=True, slots=True)
class Composed:
    """The flowables of a report: page 1, and the chapters with their titles; an empty chapter is left out."""

    heading: str
    cover: list[Flowable]
    chapters: list[tuple[str, list[Flowable]]]


def render_edition(
    content: Any,
    edition: Edition,
    compose: Callable[[Typesetter], Composed],
    language: str,
    progress: Progress,
) -> RenderedReport:
    """The PDF of a content in a language; the same content gives the same bytes."""
    with speaking(language):
        typesetter = Typesetter(language)
        data = frozen_json(content)
        data_sha256 = sha256(data).hexdigest()
        file_name = _file_name(edition)
        composed = compose(typesetter)
        note = data_note(data_sha256, file_name, typesetter)
        story = _closed(_story(composed, typesetter), note)
        running = _running(edition, composed.heading, data_sha256, typesetter)
        pdf, pages = lay_out(story, running, typesetter, progress)
    pdf = attach_data(pdf, data, file_name, edition.made_at)
    return RenderedReport(pdf, pages, sha256(pdf).hexdigest(), data_sha256)


def _story(composed: Composed, typesetter: Typesetter) -> list[Flowable]:
    filled = [(title, body) for title, body in composed.chapters if body]
    listed = [Listed(number, title) for number, (title, _body) in enumerate(filled, 1)]
    story = list(composed.cover)
    if len(listed) >= _WORTH_LISTING:
        story.append(ContentsList(typesetter, listed))
    for item, (_title, body) in zip(listed, filled, strict=True):
        story += [Heading(typesetter, item.title, item.number), *body]
    for heading, following in pairwise(story):
        if isinstance(heading, Heading):
            heading.take_along(following)
    return story


def _closed(story: list[Flowable], note: Flowable) -> list[Flowable]:
    """The full hash of the data comes last, on the page of the signatures where there are any."""
    last = story[-1] if story else None
    if isinstance(last, Closing):
        return [*story[:-1], last.ending_in(note)]
    return [*story, note]


def _file_name(edition: Edition) -> str:
    plain = re.sub(r"[^A-Za-z0-9]+", "-", edition.reference).strip("-")
    return f"{edition.kind}-{plain or 'report'}-{_mark(edition)}.json"


def _mark(edition: Edition) -> str:
    """For programs: `r2`, or `draft` for what is no revision yet."""
    return f"r{edition.revision}" if edition.is_issued else "draft"


def _words(edition: Edition) -> str:
    sensitivity = labels.sensitivity(edition.sensitivity)
    if not edition.is_issued:
        said = _("{reference}  ·  draft, not issued  ·  {sensitivity}")
        return said.format(reference=isolate(edition.reference), sensitivity=sensitivity)
    return _("{reference}  ·  revision {revision}  ·  {sensitivity}").format(
        reference=isolate(edition.reference), revision=isolate(_mark(edition)), sensitivity=sensitivity
    )


def _running(edition: Edition, heading: str, data_sha256: str, typesetter: Typesetter) -> Running:
    moment = typesetter.formats.instant(edition.made_at, edition.zone)
    return Running(
        reference=edition.reference,
        mark=_mark(edition),
        edition=_words(edition),
        marking=labels.marking(edition.sensitivity, is_issued=edition.is_issued),
        heading=heading,
        made=_("Made {moment} with Milepost").format(moment=moment),
        unsent=_unsent(edition.unsent),
        data_sha256=data_sha256,
        title=f"{edition.reference} {edition.title}",
        language=typesetter.language,
        author=edition.author,
    )


def _unsent(unsent: Unsent) -> str:
    if not unsent.records:
        return ""
    return ngettext(
        "{count} of {all} records not yet sent to the server",
        "{count} of {all} records not yet sent to the server",
        unsent.records,
    ).format(count=unsent.records, all=unsent.of)
