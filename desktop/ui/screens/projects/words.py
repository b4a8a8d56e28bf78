"""The words of the project screens; free of Qt."""

from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal

from desktop.i18n import _, language, ngettext
from desktop.reference.countries import country_name
from desktop.rules.deadlines import DeadlineKind
from desktop.rules.periods import Period, whole_months
from desktop.rules.vocabulary import Framework, GenderMarker, ProjectStage, ResultLevel
from desktop.services.projects.records import Money, Twin
from desktop.services.results.records import StatusCounts
from desktop.services.wording import word
from desktop.ui import formats


def countries_words(codes: Iterable[str]) -> str:
    """Kyrgyzstan, Tajikistan."""
    return ", ".join(country_name(code, language()) for code in codes)


def dates_words(start: date | None, end: date | None) -> str:
    if start is None or end is None:
        known = start or end
        return formats.day(known) if known else ""
    return formats.days(start, end)


def money_words(money: Money | None) -> str:
    if money is None:
        return ""
    return f"{formats.number(money.amount)} {money.currency}".strip()


def counts_words(counts: StatusCounts) -> str:
    """2 of 5 on track; what is not due yet does not count."""
    judged = counts.on_track + counts.at_risk + counts.off_track
    if not counts.total:
        return _("No indicators yet")
    if not judged:
        return ngettext("{count} indicator", "{count} indicators", counts.total).format(count=counts.total)
    return _("{good} of {all} on track").format(good=counts.on_track, all=judged)


def elapsed_words(percent: Decimal | None) -> str:
    if percent is None:
        return ""
    return _("{percent} of time has passed").format(percent=formats.percent(percent / 100))


def gender_words(marker: GenderMarker) -> str:
    return _("Gender marker {marker}").format(marker=marker.value)


def framework_word(framework: Framework) -> str:
    return {
        Framework.MIGOF: _("MiGOF"),
        Framework.SDG: _("SDG"),
        Framework.GCM: _("GCM"),
        Framework.SRF: _("SRF"),
        Framework.PRIORITY: _("Priorities"),
        Framework.ENABLER: _("Enablers"),
    }[framework]


def deadline_words(kind: DeadlineKind) -> str:
    return {
        DeadlineKind.MATRIX_AND_WORKPLAN: _("Results framework and workplan"),
        DeadlineKind.INTERIM_REPORT: _("Interim report"),
        DeadlineKind.FINAL_REPORT: _("Final report"),
        DeadlineKind.EXTENSION_REQUEST: _("Last day to ask for an extension"),
        DeadlineKind.EVALUATION: _("Evaluation"),
        DeadlineKind.EX_POST_EVALUATION: _("Ex-post evaluation"),
        DeadlineKind.VISIT_REPORT: _("Visit report"),
        DeadlineKind.ACTION_POINT: _("Action point"),
        DeadlineKind.RISK_REVIEW: _("Risk review, quarterly"),
        DeadlineKind.VALUES: _("Figures"),
        DeadlineKind.RETENTION_REVIEW: _("Retention review"),
    }[kind]


def late_words(days: int) -> str:
    return ngettext("{count} day late", "{count} days late", days).format(count=days)


def step_verb(target: ProjectStage) -> str:
    """What a button says that takes a project there."""
    return {
        ProjectStage.CONCEPT: _("Make it a concept"),
        ProjectStage.PROPOSAL: _("Make it a proposal"),
        ProjectStage.IN_REVIEW: _("Send to review"),
        ProjectStage.RETURNED: _("Return to the office"),
        ProjectStage.ENDORSED: _("Endorse"),
        ProjectStage.REJECTED: _("Reject"),
        ProjectStage.WITH_DONOR: _("Hand to the donor"),
        ProjectStage.DECLINED: _("Note that the donor declined"),
        ProjectStage.IMPLEMENTING: _("Start implementing"),
        ProjectStage.SUSPENDED: _("Suspend"),
        ProjectStage.COMPLETING: _("Start completing"),
        ProjectStage.CLOSED: _("Close"),
        ProjectStage.CANCELLED: _("Cancel the project"),
    }[target]


def level_word(level: ResultLevel) -> str:
    return word(level).capitalize()


def period_words(period: Period) -> str:
    """Jul-Dec 2026, Q3 2026, 2026; other spans by their days."""
    start, months = period.start, whole_months(period)
    if months == 12 and start.month == 1:
        return str(start.year)
    if months == 6 and start.month in (1, 7):
        return (_("Jan–Jun {year}") if start.month == 1 else _("Jul–Dec {year}")).format(year=start.year)
    if months == 3 and start.month % 3 == 1:
        return _("Q{quarter} {year}").format(quarter=start.month // 3 + 1, year=start.year)
    return formats.days(period.start, period.end)


def sort_words() -> list[tuple[str, str]]:
    """Ways to sort the list, in the order of the menu."""
    return [
        ("title", _("By title")),
        ("code", _("By code")),
        ("country", _("By country")),
        ("stage", _("By stage")),
        ("start", _("Newest start first")),
        ("end", _("Earliest end first")),
        ("budget", _("Largest budget first")),
        ("newest", _("Newest here first")),
    ]


def twins_words(twins: Collection[Twin]) -> str:
    """The notice about others under the same code; no text where there are none."""
    if not twins:
        return ""
    return _("Another project bears the same code: {titles}").format(
        titles=", ".join(twin.title for twin in twins)
    )
