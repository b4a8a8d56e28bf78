"""The words of Today; free of Qt."""

from datetime import date, datetime

from desktop.i18n import _, ngettext
from desktop.rules.deadlines import DeadlineKind
from desktop.services.today.service import DeadlineRow
from desktop.ui import formats


def conflict_words(count: int) -> str:
    return ngettext("{count} conflict to decide", "{count} conflicts to decide", count).format(count=count)


def returned_words(count: int) -> str:
    return ngettext("{count} report was returned", "{count} reports were returned", count).format(count=count)


def overdue_words(count: int) -> str:
    return ngettext("{count} action point is overdue", "{count} action points are overdue", count).format(
        count=count
    )


def to_verify_words(count: int) -> str:
    return ngettext(
        "{count} action point waits for your check", "{count} action points wait for your check", count
    ).format(count=count)


def to_approve_words(count: int) -> str:
    return ngettext(
        "{count} report waits for your approval", "{count} reports wait for your approval", count
    ).format(count=count)


def unsent_words(count: int) -> str:
    if not count:
        return _("Nothing waits to be sent")
    return ngettext(
        "{count} change is on this laptop only", "{count} changes are on this laptop only", count
    ).format(count=formats.number(count))


def deadline_words(row: DeadlineRow) -> str:
    plain = {
        DeadlineKind.MATRIX_AND_WORKPLAN: _("Results framework and workplan"),
        DeadlineKind.FINAL_REPORT: _("Final donor report"),
        DeadlineKind.EXTENSION_REQUEST: _("Last day to ask for an extension"),
        DeadlineKind.RISK_REVIEW: _("Risk review, quarterly"),
        DeadlineKind.VALUES: _("Values of the period"),
        DeadlineKind.EVALUATION: _("Evaluation"),
        DeadlineKind.EX_POST_EVALUATION: _("Ex-post evaluation"),
        DeadlineKind.RETENTION_REVIEW: _("Retention review"),
    }
    if row.kind is DeadlineKind.INTERIM_REPORT:
        return _("Interim donor report, period {n}").format(n=row.number)
    if row.kind is DeadlineKind.VISIT_REPORT:
        return _("Visit report {code}").format(code=formats.isolated(row.label))
    if row.kind is DeadlineKind.ACTION_POINT:
        return _("Action point: {title}").format(title=row.label)
    return plain[row.kind]


def left_words(days: int) -> str:
    if days < 0:
        return ngettext("{count} day late", "{count} days late", -days).format(count=-days)
    if days == 0:
        return _("today")
    return ngettext("{count} day", "{count} days", days).format(count=days)


def span_words(first: date | None, last: date | None) -> tuple[str, str]:
    """Tue-Fri, and under it 24-27 Nov."""
    if first is None:
        return _("No days"), ""
    end = last or first
    if end == first:
        return formats.weekday(first), formats.day_in_year(first)
    return f"{formats.weekday(first)}–{formats.weekday(end)}", formats.days_in_year(first, end)


def since_words(moment: datetime | None, now: datetime) -> str:
    """today 09:15, yesterday 19:48, else the day."""
    if moment is None:
        return ""
    local, today = moment.astimezone(), now.astimezone().date()
    days = (today - local.date()).days
    time = formats.time_of(local)
    if days == 0:
        return _("today {time}").format(time=time)
    if days == 1:
        return _("yesterday {time}").format(time=time)
    return f"{formats.weekday_and_day(local.date())} {time}"


def age_words(moment: datetime | None, now: datetime) -> str:
    """Oldest: 3 days."""
    if moment is None:
        return ""
    hours = int((now - moment).total_seconds() // 3600)
    if hours < 48:
        return ngettext("oldest {count} hour", "oldest {count} hours", max(hours, 1)).format(
            count=max(hours, 1)
        )
    return ngettext("oldest {count} day", "oldest {count} days", hours // 24).format(count=hours // 24)
