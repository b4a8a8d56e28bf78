"""milepost conflicts: list, show, resolve - what two people said differently, and the decision."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal

import typer

from desktop.cli.context import Context
from desktop.cli.output import answer, plain, say, shortened, table
from desktop.cli.words import sort_of
from desktop.errors import BadInput
from desktop.i18n import _, ngettext
from desktop.services.field_words import field_word, kind_word
from desktop.services.roster import Services
from desktop.services.syncing.listing import has_words, in_order
from desktop.services.syncing.records import ConflictRecord, DecidedRecord, SideCard, SideRecord

LONGEST_NUMBER = 6
"""Digits of a side's number; Python refuses to read one of thousands."""
NOBODY = "nobody"
Keep = int | Literal["shown", "other", "office", "mine", "newest"]


def register(app: typer.Typer, context: Context) -> None:
    group = typer.Typer(help=_("What two people said differently."), no_args_is_help=True)
    app.add_typer(group, name="conflicts")
    _register_reading(group, context)
    _register_resolve(group, context)


def _register_reading(group: typer.Typer, context: Context) -> None:
    @group.command("list", help=_("All that wait for a decision; those of one record stand together."))
    def list_conflicts(
        mine: Annotated[
            bool, typer.Option("--mine", help=_("Only those I was asked about or have a value in."))
        ] = False,
        search: Annotated[str, typer.Option(help=_("Words of the record, field, code or person."))] = "",
        sort: Annotated[str, typer.Option(help=_("record, newest, field; -newest turns it."))] = "",
        limit: Annotated[int | None, typer.Option(min=0)] = None,
        offset: Annotated[int, typer.Option(min=0)] = 0,
    ) -> None:
        with context.services() as services:
            listed = services.syncing.conflicts()
        order, descending = sort_of(sort, "record")
        found = in_order(
            (one for one in listed if (one.is_mine or not mine) and has_words(one, search)),
            order,
            descending=descending,
        )
        page = found[offset : None if limit is None else offset + limit]
        document = {"items": [_document(one) for one in page], "total": len(found)}
        answer(context, document, lambda: _list_lines(page))

    @group.command("show", help=_("One conflict, with every side."))
    def show(conflict: Annotated[str, typer.Argument(help=_("The id, or its beginning."))]) -> None:
        with context.services() as services:
            found = services.syncing.conflict(conflict)
        answer(context, _document(found), lambda: _side_lines(found))


def _register_resolve(group: typer.Typer, context: Context) -> None:
    @group.command("resolve", help=_("Keep a side of one or many, write a third value, or ask a colleague."))
    def resolve(
        conflicts: Annotated[
            list[str],
            typer.Argument(metavar="ID...", help=_("The id, or its beginning; several are one step.")),
        ],
        keep: Annotated[
            str | None, typer.Option(help=_("shown, other, office, mine, newest, or a side's number."))
        ] = None,
        value: Annotated[
            str | None, typer.Option(help=_("A third value (JSON for a group of fields)."))
        ] = None,
        assign: Annotated[
            str | None, typer.Option(help=_("Ask this colleague to decide; nobody takes it back."))
        ] = None,
        note: Annotated[str | None, typer.Option(help=_("Why; kept in the history."))] = None,
    ) -> None:
        if sum(one is not None for one in (keep, value, assign)) != 1:
            raise BadInput(_("Say one of --keep, --value and --assign."))
        if value is not None and len(conflicts) > 1:
            raise BadInput(_("A third value is for one conflict; name only one."))
        side = _side(keep) if keep is not None else None
        with context.services() as services:
            if assign is not None:
                _assign(services, conflicts, assign, note)
                answer(context, {"asked": len(conflicts)}, lambda: [_("Handed on.")])
                return
            if len(conflicts) > 1 and side is not None:
                done = services.syncing.resolve_many(conflicts, keep=side, note=note)
            else:
                one = services.syncing.resolve(conflicts[0], keep=side, value=value, note=note)
                done = DecidedRecord(decided=(one,), left=())
        _answer_decided(context, conflicts, done)


def _assign(services: Services, conflicts: Sequence[str], person: str, note: str | None) -> None:
    person_id = None if person == NOBODY else services.references.person(person)
    services.syncing.ask_to_decide(conflicts, person_id, note)


def _answer_decided(context: Context, asked_for: Sequence[str], done: DecidedRecord) -> None:
    ids = [one.id for one in done.decided]
    document: dict[str, Any] = {"resolved": ids[0] if len(asked_for) == 1 else ids}
    if len(asked_for) > 1:
        document["left"] = [{"id": one.conflict.id, "why": one.why} for one in done.left]
    answer(
        context, document, lambda: [_("Decided: {what}.").format(what=_place(one)) for one in done.decided]
    )
    if done.left:
        count = len(done.left)
        for one in done.left:
            say(f"{one.conflict.words}: {one.why}")
        say(ngettext("{count} stays open.", "{count} stay open.", count).format(count=count))
        raise typer.Exit(1)


def _side(keep: str) -> Keep:
    for word in ("shown", "other", "office", "mine", "newest"):
        if keep == word:
            return word
    if keep.isdecimal() and len(keep) <= LONGEST_NUMBER:
        return int(keep)
    raise BadInput(
        _("--keep takes shown, other, office, mine, newest or a side's number, not {word}.").format(word=keep)
    )


def _list_lines(found: Sequence[ConflictRecord]) -> list[str]:
    if not found:
        return [_("No conflicts to decide.")]
    rows = [
        (
            one.id[:8],
            one.code or one.project,
            f"{kind_word(one.table)}: {one.words}" if one.words else kind_word(one.table),
            field_word(one.table, one.field),
            *(_short(one, side) for side in one.sides[:2]),
            ", ".join(person.name for person in one.asked),
        )
        for one in found
    ]
    heads = (_("Id"), _("Of"), _("What"), _("Field"), _("Shown"), _("Other"), _("Asked"))
    return table(heads, rows)


def _document(conflict: ConflictRecord) -> dict[str, object]:
    """What all laptops say alike."""
    return {
        "id": conflict.id,
        "table": conflict.table,
        "record": conflict.record_id,
        "field": conflict.field,
        "words": conflict.words,
        "code": conflict.code,
        "project": conflict.project,
        "asked": [one.name for one in conflict.asked],
        "sides": [_side_document(side) for side in conflict.sides],
    }


def _side_document(side: SideRecord) -> dict[str, object]:
    names = ("number", "value", "base", "who", "device", "at", "reason", "shown")
    return {name: getattr(side, name) for name in names}


def _side_lines(conflict: ConflictRecord) -> list[str]:
    lines = [_place(conflict)]
    for side in conflict.sides:
        shown = f" ({_('shown meanwhile')})" if side.shown else ""
        when = side.at.astimezone().strftime("%Y-%m-%d %H:%M")
        lines.append(f"{side.number}{shown}: {_short(conflict, side)} - {side.who}, {when}, {side.device}")
        if side.reason:
            lines.append(f"   {side.reason}")
    for one in conflict.asked:
        why = f": {one.why}" if one.why else ""
        lines.append(_("{name} was asked by {who}{why}").format(name=one.name, who=one.by, why=why))
    return lines


def _place(conflict: ConflictRecord) -> str:
    """Which field of which record; its name alone would read like what was decided."""
    parts = (conflict.code, conflict.words, field_word(conflict.table, conflict.field))
    return " · ".join(part for part in parts if part)


def _short(conflict: ConflictRecord, side: SideCard) -> str:
    """What a side says, in one line; fields are named where several move together."""
    filled = [part for part in side.parts if part.value is not None]
    said = [str(plain(part.value)) for part in filled]
    if len(side.parts) > 1:
        said = [
            f"{field_word(conflict.table, part.field)} {words}"
            for part, words in zip(filled, said, strict=True)
        ]
    return shortened(", ".join(said))
