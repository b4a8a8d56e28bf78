"""What the search finds, as the palette shows it and as the screens open it."""

from collections.abc import Sequence

from desktop.i18n import _
from desktop.services.search.records import HitKind, SearchHit
from desktop.services.search.service import SearchService
from desktop.ui import formats
from desktop.ui.frame.screens import Found

SHOWN = 8
_PLACES: dict[HitKind, tuple[str, str, str]] = {
    HitKind.PROJECT: ("projects", "", "ph.folder"),
    HitKind.RESULT: ("projects", "results", "ph.target"),
    HitKind.INDICATOR: ("projects", "results", "ph.chart-line-up"),
    HitKind.VISIT: ("visits", "", "ph.map-pin"),
    HitKind.NARRATIVE: ("visits", "report", "ph.file-text"),
    HitKind.FINDING: ("visits", "findings", "ph.flag"),
    HitKind.ACTION: ("actions", "", "ph.check-square"),
    HitKind.FORM: ("library", "", "ph.clipboard-text"),
}
"""Screen, part and icon; places, people and partners have no screen, so the palette leaves them out."""


def find_for_palette(search: SearchService, words: str) -> Sequence[Found]:
    """The best matches that a screen can open."""
    page = search.find(words, kinds=tuple(_PLACES), limit=SHOWN, catching_up=False)
    return [_found(hit) for hit in page.items]


def _found(hit: SearchHit) -> Found:
    screen, part, icon = _PLACES[hit.kind]
    note = formats.dotted((word_of(hit.kind), hit.project or ""))
    return Found(screen, hit.opens_id, hit.title, hit.code or "", note, icon, part)


def word_of(kind: HitKind) -> str:
    return {
        HitKind.PROJECT: _("Project"),
        HitKind.RESULT: _("Result"),
        HitKind.INDICATOR: _("Indicator"),
        HitKind.VISIT: _("Visit"),
        HitKind.NARRATIVE: _("Report text"),
        HitKind.FINDING: _("Finding"),
        HitKind.ACTION: _("Action point"),
        HitKind.PLACE: _("Place"),
        HitKind.PERSON: _("Person"),
        HitKind.PARTNER: _("Partner"),
        HitKind.FORM: _("Form"),
    }[kind]
