"""Searches and sorts open conflicts alike for the window and the command line."""

from collections.abc import Iterable

from desktop.errors import BadInput
from desktop.i18n import _
from desktop.rules.folding import fold
from desktop.services.field_words import field_word, kind_word
from desktop.services.syncing.records import ConflictRecord

ORDERS = ("record", "newest", "field")


def has_words(conflict: ConflictRecord, search: str) -> bool:
    """Whether all words stand in what the conflict is about, or in the names of its people."""
    about = (
        conflict.project,
        conflict.code,
        conflict.words,
        kind_word(conflict.table),
        field_word(conflict.table, conflict.field),
        *(side.who for side in conflict.sides),
        *(one.name for one in conflict.asked),
    )
    words = fold(" ".join(about))
    return all(word in words for word in fold(search).split())


def in_order(
    found: Iterable[ConflictRecord], order: str, *, descending: bool = False
) -> list[ConflictRecord]:
    """By record as they come, the newest first, or by kind of field. Raises BadInput for another order."""
    listed = list(found)
    if order == "newest":
        listed.sort(key=lambda one: (one.newest, one.id), reverse=True)
    elif order == "field":
        listed.sort(key=lambda one: (one.table, one.field, one.project, one.code, one.id))
    elif order != "record":
        raise BadInput(
            _("Conflicts are sorted by {orders}, not by {word}.").format(orders=", ".join(ORDERS), word=order)
        )
    return listed[::-1] if descending else listed
