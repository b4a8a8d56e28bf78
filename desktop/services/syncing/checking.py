"""Whether this laptop's copy is what the server has: when that is looked at, and what it came to in words."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.i18n import _, ngettext
from desktop.services.syncing.records import MendedRecord
from desktop.services.syncing.scopes import scope_titles
from desktop.storage.work import Work

if TYPE_CHECKING:
    from sync.client.checkup.comparing import Mended

CHECKED = "sync.checked"
AT_ONCE = 20
"""Scopes looked at beside an ordinary run, so that no morning is spent on it."""


def scopes_due(work: Work, today: date, *, is_asked: bool) -> list[str]:
    """All that came from the server where a person asks; else those not looked at today, the longest ago first.

    What has just come is looked at from the next day on.
    """
    here = [one.scope_id for one in work.scopes.states() if one.position]
    if is_asked:
        return here
    kept: Mapping[str, str] = work.settings.find(CHECKED) or {}
    due = sorted((kept[scope], scope) for scope in here if kept.get(scope, str(today)) != str(today))
    return [scope for _day, scope in due[:AT_ONCE]]


def note_checked(work: Work, scopes: Iterable[str], today: date) -> None:
    """These were looked at; what came since is noted as new."""
    kept: Mapping[str, str] = work.settings.find(CHECKED) or {}
    here = [one.scope_id for one in work.scopes.states() if one.position]
    days = {scope: kept.get(scope, str(today)) for scope in here} | dict.fromkeys(scopes, str(today))
    if days != kept:
        work.settings.keep(CHECKED, days)


def mended_records(work: Work, mended: Iterable["Mended"]) -> tuple[MendedRecord, ...]:
    """With a sentence for each."""
    listed = list(mended)
    titles = scope_titles(work, [UUID(one.scope) for one in listed])
    return tuple(
        MendedRecord(
            scope_id=one.scope,
            kind=one.kind,
            count=one.count,
            is_whole=one.is_whole,
            sentence=_sentence(one, titles[UUID(one.scope)]),
        )
        for one in listed
    )


def trouble_code(record: MendedRecord) -> str:
    """Under which `sentences.problem_of` tells it again."""
    return f"mended_{record.kind}" if record.is_whole else f"unlike_{record.kind}"


def _sentence(one: "Mended", title: str) -> str:
    if not one.is_whole:
        return _("{title}: this laptop's copy still differs. Tell your office; nothing was lost.").format(
            title=title
        )
    if one.kind == "operations":
        return ngettext(
            "{title}: {count} change on this laptop was not as the server has it, and was fetched again.",
            "{title}: {count} changes on this laptop were not as the server has them, and were fetched again.",
            one.count,
        ).format(title=title, count=one.count)
    return ngettext(
        "{title}: {count} record did not show what its history says, and was written again.",
        "{title}: {count} records did not show what their history says, and were written again.",
        one.count,
    ).format(title=title, count=one.count)
