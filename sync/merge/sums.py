"""One number for all that a scope's order comes to; two stores that hold the same have the same (pure)."""

import hashlib
from collections.abc import Collection, Iterable, Mapping

import msgspec

from sync.merge.edits import EVERY_ATOM, Edit

_MODULO = 1 << 128


def sum_of(record: str, edits: Collection[Edit]) -> int:
    """What the placed edits of one record add; `in_all` joins them.

    Every edit counts with its dot, place and base, and with its value while nobody went on from it: compaction may
    take away the value of one that is superseded, and the sum stays. No schema takes part, so that an old laptop and
    a new server agree.
    """
    named = _named(edits)
    return in_all(_weight(record, edit, is_past=_is_past(edit, named)) for edit in edits)


def in_all(sums: Iterable[int]) -> int:
    """Of many records or stretches, in whatever order."""
    return sum(sums) % _MODULO


def written(total: int) -> str:
    """As it travels."""
    return f"{total:032x}"


def _named(edits: Collection[Edit]) -> Mapping[str, set[str]]:
    """By atom, the dots that its edits build on."""
    named: dict[str, set[str]] = {}
    if len(edits) > 1:
        for edit in edits:
            named.setdefault(edit.atom, set()).update(edit.base)
    return named


def _is_past(edit: Edit, named: Mapping[str, set[str]]) -> bool:
    """Whether its value may be gone (`sync.merge.thinning`): what made the record is never thinned out."""
    if edit.atom == EVERY_ATOM:
        return False
    return edit.dot in named.get(edit.atom, ()) or edit.dot in named.get(EVERY_ATOM, ())


def _weight(record: str, edit: Edit, *, is_past: bool) -> int:
    value = b"" if is_past else msgspec.json.encode(edit.value, order="sorted")
    head = "\0".join((record, edit.atom, edit.dot, str(edit.seq), " ".join(edit.base), ""))
    return int.from_bytes(hashlib.blake2b(head.encode() + value, digest_size=16).digest())
