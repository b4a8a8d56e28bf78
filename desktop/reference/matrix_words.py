"""Word lists of the results-matrix linter by language."""

from collections.abc import Mapping
from functools import cache

from desktop.reference.loader import load_list


@cache
def word_lists(language: str) -> Mapping[str, tuple[str, ...]] | None:
    """List name > words; None where the language has no lists, and the word rules then keep silent."""
    short = language.replace("_", "-").split("-")[0].lower()
    for item in load_list("matrix_words").items:
        if item["language"] == short:
            named = {name: tuple(words) for name, words in item.items() if name != "language"}
            named["conjunctions"] = named.pop("and")
            return named
    return None
