"""The words of the sync screen; free of Qt."""

from datetime import datetime

from desktop.i18n import _, ngettext
from desktop.services.field_words import kind_word
from desktop.services.syncing.records import (
    ConflictRecord,
    LadderRecord,
    MovedRecord,
    Rung,
    SideCard,
    SyncReport,
    SyncState,
    WhereRecord,
)
from desktop.services.syncing.sentences import silent_words
from desktop.ui import formats
from desktop.ui.change_words import moment_words


def head_sentence(state: SyncState, now: datetime) -> str:
    """What the last run did, or why there was none."""
    if not state.enrolled:
        return _("This laptop has no server yet. Your work is kept here, whole and encrypted.")
    if state.last_run is None or state.last_report is None:
        return _("Nothing was synced from this laptop yet.")
    return _("Last run {when}: {what}.").format(
        when=moment_words(state.last_run, now), what=run_words(state.last_report)
    )


def run_words(report: SyncReport) -> str:
    """34 sent, 51 came, 2 without answer."""
    said = []
    if report.pushed:
        said.append(
            ngettext("{count} change sent", "{count} changes sent", report.pushed).format(count=report.pushed)
        )
    if report.pulled:
        said.append(ngettext("{count} came", "{count} came", report.pulled).format(count=report.pulled))
    if not said:
        said.append(_("nothing new on either side"))
    if report.waiting:
        said.append(_("{count} waiting").format(count=report.waiting))
    if report.quarantined:
        said.append(_("{count} set aside").format(count=report.quarantined))
    if report.blobs_pending:
        said.append(
            ngettext("{count} file to go", "{count} files to go", report.blobs_pending).format(
                count=report.blobs_pending
            )
        )
    if report.mended:
        said.append(_("this laptop's copy mended"))
    elif report.compared:
        said.append(_("this laptop's copy checked"))
    return ", ".join(said)


def moved_words(moved: MovedRecord | None, *, is_paused: bool) -> str:
    """12 changes, 3.1 MB sent, 12 MB came, about 4 minutes left; or for how long nothing has."""
    if moved is not None and moved.silent_s and not is_paused:
        return silent_words(moved.silent_s)
    if moved is None or not (moved.bytes_sent or moved.bytes_received):
        return _("Paused.") if is_paused else _("Asking the server …")
    said = []
    if moved.files_total:
        said.append(
            _("file {done} of {total}").format(
                done=formats.number(moved.files_done + 1), total=formats.number(moved.files_total)
            )
        )
    elif moved.changes:
        said.append(
            ngettext("{count} change so far", "{count} changes so far", moved.changes).format(
                count=formats.number(moved.changes)
            )
        )
    said.append(_("{size} sent").format(size=formats.size(moved.bytes_sent)))
    said.append(_("{size} came").format(size=formats.size(moved.bytes_received)))
    if moved.seconds_left is not None and not is_paused:
        said.append(left_words(moved.seconds_left))
    what = ", ".join(said)
    return _("Paused: {what}").format(what=what) if is_paused else _("Syncing: {what}").format(what=what)


def left_words(seconds: int) -> str:
    """About 4 minutes left."""
    if seconds < 90:
        return ngettext("about {n} second left", "about {n} seconds left", seconds).format(n=seconds)
    minutes = round(seconds / 60)
    return ngettext("about {n} minute left", "about {n} minutes left", minutes).format(n=minutes)


def share_of(moved: MovedRecord | None) -> float | None:
    """How much of the files is done; None while nobody can know how much there is."""
    return moved.files_done / moved.files_total if moved is not None and moved.files_total else None


def rung_word(rung: Rung) -> str:
    return {
        "here": _("On this laptop only"),
        "waiting": _("Sent, waits for earlier work"),
        "stored": _("Stored on the server"),
        "secured": _("In a checked backup"),
    }[rung]


def rung_note(rung: Rung, ladder: LadderRecord, now: datetime) -> str:
    """The small line of a step of the ladder."""
    if rung == "here":
        return formats.dotted((_oldest(ladder, now), _files(ladder))) or _("nothing is waiting")
    if rung == "waiting":
        return _("goes on by itself") if ladder.waiting else _("nothing is waiting")
    if rung == "secured":
        return _("there even if the server is lost")
    if ladder.files_wanted:
        return ngettext(
            "{count} file of others is still to come",
            "{count} files of others are still to come",
            ladder.files_wanted,
        ).format(count=ladder.files_wanted)
    return _("the office has it too") if ladder.stored else _("nothing yet")


def _oldest(ladder: LadderRecord, now: datetime) -> str:
    if ladder.oldest is None:
        return ""
    days = (now - ladder.oldest).days
    if days < 1:
        return _("since today")
    return ngettext("oldest {days} day", "oldest {days} days", days).format(days=days)


def _files(ladder: LadderRecord) -> str:
    if not ladder.files_here:
        return ""
    return ngettext("{count} file, {size}", "{count} files, {size}", ladder.files_here).format(
        count=ladder.files_here, size=formats.size(ladder.file_bytes)
    )


def where_title(record: WhereRecord) -> str:
    """Finding: ramp too steep."""
    kind = kind_word(record.table)
    return _("{kind}: {title}").format(kind=kind, title=record.title) if record.title else kind


def where_state(record: WhereRecord) -> str:
    if record.is_open:
        return _("Conflict")
    return {
        "here": _("On laptop"),
        "waiting": _("Sent, waits"),
        "stored": _("Stored"),
        "secured": _("In a backup"),
    }[record.rung]


def count_words(conflicts: int, mine: int) -> str:
    if not conflicts:
        return ""
    said = ngettext("{count} to decide", "{count} to decide", conflicts).format(count=conflicts)
    if not mine:
        return said
    yours = ngettext("{count} of them yours", "{count} of them yours", mine).format(count=mine)
    return _("{all}, {yours}").format(all=said, yours=yours)


def side_title(side: SideCard, conflict: ConflictRecord) -> str:
    """Yours, Theirs, or the name where more than two spoke."""
    if side.is_mine:
        own = [one for one in conflict.sides if one.is_mine]
        return _("Yours") if len(own) == 1 else _("Yours, {device}").format(device=device_words(side))
    if len(conflict.sides) == 2 and any(one.is_mine for one in conflict.sides):
        return _("Theirs")
    return side.who or _("Someone")


def device_words(side: SideCard) -> str:
    if side.is_this_laptop:
        return _("This laptop")
    return _("Laptop {tag}").format(tag=formats.isolated(side.device)) if side.device else _("Another laptop")


def aside_words(count: int) -> str:
    return ngettext(
        "{count} change was set aside by the server",
        "{count} changes were set aside by the server",
        count,
    ).format(count=count)
