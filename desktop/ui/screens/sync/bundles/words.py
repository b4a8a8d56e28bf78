"""The words of bundles on the screen; free of Qt."""

from collections.abc import Sequence
from datetime import datetime

from desktop.i18n import _, ngettext
from desktop.services.field_words import kind_word
from desktop.services.syncing.bundle_records import (
    BundleLook,
    ExportPreview,
    ImportRecord,
    KindCount,
    PartyRecord,
    TravelRecord,
)
from desktop.ui import formats
from desktop.ui.change_words import moment_words


def names_of(parties: Sequence[PartyRecord]) -> str:
    """A1, Server of the office."""
    return ", ".join(one.name for one in parties)


def party_note(one: PartyRecord) -> str:
    """Who told this laptop of them, and by what they are known."""
    known = {
        "server": _("takes your work to the office"),
        "colleague": one.email,
        "added": _("added by hand, fingerprint {print}").format(print=formats.isolated(one.fingerprint)),
    }
    return known.get(one.kind, "")


def kinds_line(kinds: Sequence[KindCount], most: int = 6) -> str:
    """Visit 3, Finding 12 and 4 more kinds."""
    said = [f"{kind_word(one.table)} {formats.number(one.count)}" for one in kinds[:most]]
    rest = len(kinds) - most
    if rest > 0:
        said.append(ngettext("{count} more kind", "{count} more kinds", rest).format(count=rest))
    return ", ".join(said)


def preview_lines(preview: ExportPreview) -> list[tuple[str, str]]:
    """What goes, as label and value."""
    files = (
        _("{count}, {size}").format(
            count=formats.number(preview.files), size=formats.size(preview.file_bytes)
        )
        if preview.files
        else _("none")
    )
    return [
        (_("Changes"), formats.number(preview.actions)),
        (_("About"), kinds_line(preview.kinds) or _("nothing new")),
        (_("Files"), files),
    ]


def look_lines(look: BundleLook, now: datetime) -> list[tuple[str, str]]:
    """What a file holds, as label and value."""
    lines = [(_("For"), names_of(look.recipients)), (_("Size"), formats.size(look.size_bytes))]
    if look.sender is None:
        return lines
    made = moment_words(look.made_at, now) if look.made_at else ""
    return [
        (
            _("From"),
            _("{name}, {fingerprint}").format(
                name=look.sender.name, fingerprint=formats.isolated(look.sender.fingerprint)
            ),
        ),
        *lines,
        (_("Written"), made),
        (_("New changes"), formats.number(look.new)),
        (_("About"), kinds_line(look.kinds) or _("nothing new")),
        (_("Already here"), formats.number(look.known)),
        (_("Receipts"), formats.number(look.receipts)),
    ]


def broken_off(changes: int, chunks: int) -> str:
    """What a file lacks that ends too early."""
    parts = []
    if changes:
        parts.append(ngettext("{count} change", "{count} changes", changes).format(count=changes))
    if chunks:
        parts.append(
            ngettext("{count} piece of a file", "{count} pieces of files", chunks).format(count=chunks)
        )
    return _(
        "The file breaks off. Missing: {what}. What is there is taken; copy it again for the rest."
    ).format(what=", ".join(parts) or _("its end"))


def taken_line(taken: ImportRecord) -> str:
    """The result in one sentence."""
    said = [ngettext("{count} change came", "{count} changes came", taken.taken).format(count=taken.taken)]
    if taken.files:
        said.append(ngettext("{count} file", "{count} files", taken.files).format(count=taken.files))
    if taken.receipts:
        said.append(
            ngettext("{count} receipt", "{count} receipts", taken.receipts).format(count=taken.receipts)
        )
    if taken.known:
        said.append(_("{count} were here already").format(count=formats.number(taken.known)))
    return ", ".join(said) + "."


def rest_lines(taken: ImportRecord) -> list[str]:
    """What was not taken, and what helps."""
    lines = []
    if taken.refused:
        lines.append(
            ngettext(
                "{count} change was not taken: the sender's role does not allow it.",
                "{count} changes were not taken: the sender's role does not allow them.",
                taken.refused,
            ).format(count=taken.refused)
        )
    if taken.gaps:
        lines.append(
            ngettext(
                "{count} change follows on an earlier bundle. Take that in first, then this one again.",
                "{count} changes follow on an earlier bundle. Take that in first, then this one again.",
                taken.gaps,
            ).format(count=taken.gaps)
        )
    if taken.strange:
        lines.append(
            _("{count} belong to a copy of a store and were not taken. Ask which laptop is to go on.").format(
                count=formats.number(taken.strange)
            )
        )
    if not taken.is_whole:
        lines.append(broken_off(taken.missing_changes, taken.missing_chunks))
    return lines


def way_sentence(travels: Sequence[TravelRecord]) -> str:
    """What is on its way and not answered for; the newest bundle to each holds all that the ones before held."""
    latest: dict[frozenset[str], TravelRecord] = {}
    for one in travels:
        if one.is_out and one.parties:
            latest.setdefault(frozenset(party.id for party in one.parties), one)
    open_ = [one for one in latest.values() if one.unanswered]
    if not open_:
        return _("Where there is no line, work travels on a USB stick. Nothing is on its way.")
    count = max(one.unanswered for one in open_)
    return ngettext(
        "{count} change is on its way to {whom} and has no answer yet.",
        "{count} changes are on their way to {whom} and have no answer yet.",
        count,
    ).format(count=count, whom=names_of([party for one in open_ for party in one.parties]))


def answer_word(one: TravelRecord) -> str:
    """How a bundle stands."""
    if not one.is_out:
        return _("broke off") if one.missing else _("taken")
    if one.unanswered:
        return ngettext("{count} without answer", "{count} without answer", one.unanswered).format(
            count=one.unanswered
        )
    return _("answered")
