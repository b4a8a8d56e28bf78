"""How one conflict is told: its sides as cards, what stood before, which words differ; knows no Qt."""

import dataclasses
from collections.abc import Sequence
from datetime import datetime

from desktop.i18n import _
from desktop.services.field_words import field_word, kind_word
from desktop.services.readable import Part
from desktop.services.syncing.records import ConflictRecord, SideCard
from desktop.ui.change_words import difference_words, moment_words, parts_words, value_words
from desktop.ui.record_places import Destination, place_of
from desktop.ui.screens.sync import words
from desktop.ui.screens.sync.desk.word_diff import Piece, Run, beside, compare, put_together


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One column of a side; `differs` where another side says something else."""

    word: str
    value: str
    difference: str
    differs: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One side as it is drawn; every card is made alike."""

    number: int
    title: str
    figure: str
    """The value, large, where one thing is said."""
    figure_difference: str
    lines: tuple[Line, ...]
    runs: tuple[Run, ...]
    """A text word by word: of two against the other, of more against what stood before all."""
    who: str
    when: str
    device: str
    reason: str
    is_shown: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One conflict as the desk shows it."""

    code: str
    about: str
    title: str
    before: str
    text_before: str
    """What two texts started from, in full; empty where this is no text, or nothing stood there."""
    cards: tuple[Card, ...]
    asked: str
    """Who was asked to decide, by whom and why; empty where nobody was."""
    may_decide: bool
    can_write: bool
    can_open: bool
    can_merge: bool
    """All sides go together without touching the same words."""


def sheet_of(conflict: ConflictRecord, now: datetime) -> Sheet:
    kind = kind_word(conflict.table)
    field = field_word(conflict.table, conflict.field)
    return Sheet(
        code=conflict.code,
        about=kind if kind == field else f"{kind} · {field}",
        title=conflict.words or kind,
        before=_before(conflict),
        text_before=_text_before(conflict),
        cards=tuple(_card(conflict, side, moment_words(side.at, now)) for side in conflict.sides),
        asked=asked_words(conflict),
        may_decide=conflict.may_decide,
        can_write=bool(conflict.columns),
        can_open=destination_of(conflict) is not None,
        can_merge=_merged(conflict) is not None,
    )


def destination_of(conflict: ConflictRecord) -> Destination | None:
    """The screen that shows the record."""
    return place_of(conflict.table, conflict.record_id, conflict.visit_id, conflict.scope_id)


def _before(conflict: ConflictRecord) -> str:
    """What all started from, where they started from the same."""
    if conflict.field == "deleted" or conflict.is_text:
        return ""
    bases = {
        parts_words(conflict.table, _changed_parts(conflict, side.base_parts)) for side in conflict.sides
    }
    return bases.pop() if len(bases) == 1 else ""


def _text_before(conflict: ConflictRecord) -> str:
    if not conflict.is_text:
        return ""
    bases = {_text(side.base_parts) for side in conflict.sides if side.field == conflict.field}
    return bases.pop() if len(bases) == 1 else ""


def _changed_parts(conflict: ConflictRecord, parts: Sequence[Part]) -> tuple[Part, ...]:
    """The columns about which the sides differ, of a group that moves together."""
    told = _differing(conflict)
    return tuple(part for part in parts if part.field in told) or tuple(parts)


def _differing(conflict: ConflictRecord) -> set[str]:
    values: dict[str, set[str]] = {}
    for side in conflict.sides:
        for part in side.parts:
            values.setdefault(part.field, set()).add(repr(part.value))
    return {name for name, said in values.items() if len(said) > 1}


def _card(conflict: ConflictRecord, side: SideCard, when: str) -> Card:
    figure, lines = _said(conflict, side)
    return Card(
        number=side.number,
        title=words.side_title(side, conflict),
        figure="" if conflict.is_text and side.field == conflict.field else figure,
        figure_difference=_figure_difference(conflict, side),
        lines=lines,
        runs=_runs(conflict, side),
        who=", ".join(part for part in (side.who or _("Someone"), side.office) if part),
        when=when,
        device=words.device_words(side),
        reason=side.reason or "",
        is_shown=side.shown,
    )


def _said(conflict: ConflictRecord, side: SideCard) -> tuple[str, tuple[Line, ...]]:
    """What is said large, and the lines below it."""
    if conflict.field == "deleted":
        if side.field != "deleted":
            edited = field_word(conflict.table, side.field)
            value = parts_words(conflict.table, side.parts)
            return _("Keep it"), (Line(word=edited, value=value, difference="", differs=True),)
        return (_("Delete it") if any(part.value for part in side.parts) else _("Keep it")), ()
    differing = _differing(conflict)
    filled = [part for part in side.parts if part.value is not None or part.field in differing]
    first = next((part for part in filled if part.field in differing), filled[0] if filled else None)
    if first is None:
        return _("nothing"), ()
    rest = [part for part in filled if part is not first]
    return value_words(first.value) or _("nothing"), tuple(
        _line(conflict, side, part, differing) for part in rest
    )


def _figure_difference(conflict: ConflictRecord, side: SideCard) -> str:
    """How far the second of two numbers lies from the first."""
    differing = _differing(conflict)
    if len(conflict.sides) != 2 or side.number == 1 or side.field != conflict.field:
        return ""
    told = next((part for part in side.parts if part.field in differing), None)
    other = next((part for part in conflict.sides[0].parts if told and part.field == told.field), None)
    return difference_words(told.value, other.value) if told and other else ""


def _line(conflict: ConflictRecord, side: SideCard, part: Part, differing: set[str]) -> Line:
    others = [
        other.value
        for one in conflict.sides
        if one is not side
        for other in one.parts
        if other.field == part.field
    ]
    return Line(
        word=field_word(conflict.table, part.field),
        value=value_words(part.value),
        difference=difference_words(part.value, others[0]) if len(others) == 1 and side.number > 1 else "",
        differs=part.field in differing,
    )


def _runs(conflict: ConflictRecord, side: SideCard) -> tuple[Run, ...]:
    """Of a text what sets it apart; there may be no base, where the record was made twice."""
    if not conflict.is_text or side.field != conflict.field:
        return ()
    others = [one for one in conflict.sides if one is not side and one.field == conflict.field]
    if len(others) == 1:
        return beside(_text(side.base_parts), _text(side.parts), _text(others[0].parts))
    return compare(_text(side.base_parts), _text(side.parts))


def _text(parts: Sequence[Part]) -> str:
    return str(parts[0].value or "") if parts else ""


def pieces_to_merge(conflict: ConflictRecord) -> tuple[Piece, ...]:
    """Two texts put together, with the places where both changed the same words; nothing where that is no help."""
    if not conflict.is_text or len(conflict.sides) != 2:
        return ()
    one, other = conflict.sides
    if one.base != other.base:
        return ()
    return put_together(_text(one.base_parts), _text(one.parts), _text(other.parts))


def _merged(conflict: ConflictRecord) -> str | None:
    pieces = pieces_to_merge(conflict)
    if not pieces or any(piece.is_clash for piece in pieces):
        return None
    return "".join(piece.mine for piece in pieces)


def asked_words(conflict: ConflictRecord) -> str:
    """Beka was asked by Aigul: you counted them."""
    if not conflict.asked:
        return ""
    names = ", ".join(one.name for one in conflict.asked)
    first = conflict.asked[0]
    said = _("{name} was asked by {who}").format(name=names, who=first.by) if first.by else names
    return f"{said}: {first.why}" if first.why else said


def side_words(conflict: ConflictRecord, side: SideCard) -> str:
    """What a side says, in one short line."""
    figure, _lines = _said(conflict, side)
    flat = " ".join(figure.split())
    return flat if len(flat) <= 40 else f"{flat[:39]}…"


def kept_words(conflict: ConflictRecord, kept: SideCard) -> str:
    """What the toast says after a choice."""
    return _("Decided: {value}. The other stays in the history.").format(value=side_words(conflict, kept))
