"""How the options of a question stand, after its appearance. Knows no Qt."""

import re
from dataclasses import dataclass

from desktop.services.form_library.records import QuestionView

_COLUMNS = re.compile(r"columns-(\d{1,2})\Z")
_FLOWING = frozenset({"columns-pack", "compact", "horizontal", "horizontal-compact", "quickcompact"})
_ROWS = frozenset({"list-nolabel", "list"})
MOST_COLUMNS = 12
"""With more a table has no room for its choices."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """`columns` 0: one below the other or side by side, as there is room; `flows` always side by side."""

    columns: int = 0
    flows: bool = False
    shows_words: bool = True


def table_columns(view: QuestionView) -> int:
    """Of a row of a table, or of the headings above it, how many columns; else 0."""
    words = frozenset(view.appearance)
    is_heading = view.type == "note" and "label" in words
    is_row = view.type in ("select_one", "select_multiple") and bool(_ROWS & words)
    return len(view.choices) if (is_heading or is_row) and len(view.choices) <= MOST_COLUMNS else 0


def grid_of(view: QuestionView) -> Arrangement:
    words = frozenset(view.appearance)
    if _ROWS & words or "likert" in words:
        return Arrangement(
            columns=len(view.choices),
            shows_words="list-nolabel" not in words,
        )
    for word in view.appearance:
        match = _COLUMNS.match(word)
        if match and int(match[1]):
            return Arrangement(columns=int(match[1]))
    if "columns" in words:
        return Arrangement(columns=min(len(view.choices), 3) or 1)
    return Arrangement(flows=bool(_FLOWING & words))
