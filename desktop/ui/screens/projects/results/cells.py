"""How figures of an indicator read in a cell."""

from decimal import Decimal

from desktop.i18n import _
from desktop.rules.arithmetic import ProgressStatus, bar_percent
from desktop.services.results.records import Standing
from desktop.ui import formats
from desktop.ui.item_models import Cell
from desktop.ui.theme import Bar, Mark, Tone

TONES = {
    ProgressStatus.ON_TRACK: Tone.ON_TRACK,
    ProgressStatus.AT_RISK: Tone.AT_RISK,
    ProgressStatus.OFF_TRACK: Tone.OFF_TRACK,
}


def status_mark(status: ProgressStatus) -> Mark:
    """The computed status, in the words and icons of the rating it stands beside."""
    return {
        ProgressStatus.ON_TRACK: Mark(Tone.ON_TRACK, _("On track"), "ph.check-circle-fill"),
        ProgressStatus.AT_RISK: Mark(Tone.AT_RISK, _("At risk"), "ph.warning-fill"),
        ProgressStatus.OFF_TRACK: Mark(Tone.OFF_TRACK, _("Off track"), "ph.x-circle-fill"),
    }[status]


def progress_cell(standing: Standing) -> Cell:
    """Bar to the target with the line of today, and the uncapped figure."""
    progress, expected = standing.progress, standing.expected
    if progress is None:
        return Cell(text=missing_words(standing), quiet=True)
    share, is_over = bar_percent(progress)
    words = formats.percent(progress / 100)
    tone = TONES[standing.status] if standing.status else Tone.NEUTRAL
    bar = Bar(float(share) / 100, float(expected) / 100 if expected else None, tone)
    return Cell(text=_("{percent} over").format(percent=words) if is_over else words, bar=bar)


def missing_words(standing: Standing) -> str:
    """Why there is no progress to show."""
    if not standing.has_target:
        return _("no target")
    return _("no figure yet") if standing.current is None else _("no baseline")


def verified_words(standing: Standing) -> str:
    """Coverage and factor: 48 % · 0.95."""
    if standing.factor is None:
        return ""
    factor = formats.number(standing.factor.quantize(Decimal("0.01")))
    shown = _("{factor} (estimate)").format(factor=factor) if standing.is_estimate else factor
    if standing.coverage is None:
        return shown
    return f"{formats.percent(standing.coverage / 100)} · {shown}"


def figure_words(value: Decimal | None) -> str:
    """Empty is blank, never 0."""
    if value is None:
        return ""
    short = round(value, 2)
    return formats.number(short.normalize() + 0 if short == short.to_integral_value() else short)


def short_path(number: str, code: str | None) -> str:
    """1.2a; a code of several letters keeps its distance: 1.2/PROT-1."""
    if not code:
        return number
    return f"{number}{code}" if len(code) == 1 else f"{number}/{code}"
