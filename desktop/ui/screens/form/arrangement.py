"""How the options of a question stand, after its appearance. Knows no Qt."""

import re
from dataclasses import dataclass

from desktop.services.form_library.records import QuestionView

_COLUMNS = re.compile(r"columns-(\d{1,2})\Z")
_FLOWING = frozenset({"columns-pack", "compact", "horizontal", "horizontal-compact", "quickcompact"})
GRID = frozenset({"label", "list-nolabel", "list"})
"""Questions with one line of words above them, as in a table."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """`columns` 0: one below the other or side by side, as there is room; `flows` always side by side."""

    columns: int = 0
    flows: bool = False
    shows_words: bool = True
    shows_marks: bool = True  # the line of words above a grid chooses nothing


def grid_of(view: QuestionView) -> Arrangement:
    words = frozenset(view.appearance)
    if GRID & words or "likert" in words:
        return Arrangement(
            columns=len(view.choices),
            shows_words="list-nolabel" not in words,
            shows_marks="label" not in words,
        )
    for word in view.appearance:
        match = _COLUMNS.match(word)
        if match and int(match[1]):
            return Arrangement(columns=int(match[1]))
    if "columns" in words:
        return Arrangement(columns=min(len(view.choices), 3) or 1)
    return Arrangement(flows=bool(_FLOWING & words))
