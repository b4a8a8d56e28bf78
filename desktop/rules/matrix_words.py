"""Word rules of the results-matrix linter: what a statement is made of, by the lists of its language."""

import re
from collections.abc import Iterable
from functools import lru_cache

from desktop.rules.matrix import Words

_WORD = re.compile(r"[\w’'-]+")


@lru_cache(maxsize=64)
def _pattern(entries: tuple[str, ...]) -> re.Pattern[str]:
    parts = [re.escape(entry).replace(r"\*", r"[\w-]*").replace(r"\?", r"\w") for entry in entries]
    return re.compile(r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)" if parts else r"(?!)", re.IGNORECASE)


def found_words(text: str, entries: Iterable[str]) -> tuple[str, ...]:
    """Words of the text that stand in the list, once each, in small letters."""
    return tuple(dict.fromkeys(match.group().casefold() for match in _pattern(tuple(entries)).finditer(text)))


def is_change(statement: str, words: Words) -> bool:
    """An outcome says that someone or something is different, not that something is being done."""
    return not _starts_with_activity(statement, words) and bool(found_words(statement, words.change))


def is_delivered(statement: str, words: Words) -> bool:
    """An output is a product or a service that stands there once the work is done."""
    return (
        not _starts_with_activity(statement, words)
        and bool(found_words(statement, words.delivered))
        and not found_words(statement, words.impact)
    )


def _starts_with_activity(statement: str, words: Words) -> bool:
    first = _WORD.search(statement)
    return first is not None and bool(_pattern(words.activity).fullmatch(first.group()))


def is_two_in_one(statement: str, words: Words) -> bool:
    """A joiner of cause and effect, or a whole sentence on both sides of an "and"; a list of nouns is one result."""
    padded = f" {statement.casefold()} "
    if any(joiner in padded for joiner in words.joiners):
        return True
    parts = re.split(_pattern(words.conjunctions), statement)
    return sum(_is_sentence(part, words) for part in parts) > 1


def _is_sentence(part: str, words: Words) -> bool:
    """A verb with somebody before it: "laws are adopted", not "use of data"."""
    verb = _pattern(words.finite).search(part)
    return verb is not None and bool(_WORD.search(part[: verb.start()]))


def embeds_target(title: str, words: Words) -> bool:
    """A figure or a direction that belongs into the target column; years and numbered names are left alone."""
    if found_words(title, (*words.direction, *words.target)):
        return True
    return re.search(r"(?<![\w.-])(?!(?:19|20)\d\d\b)\d+(?:[.,]\d+)?\s*(?:%|\w)", title) is not None


def is_output_count(title: str, words: Words) -> bool:
    """Counts what was handed out or held, and so says nothing of a change."""
    start = title.strip().casefold()
    return any(start.startswith(entry) for entry in words.count) and bool(
        found_words(title, words.counted_outputs)
    )


def same_words(one: str, other: str) -> bool:
    """Do two texts say nearly the same: four of five words are shared."""
    left, right = ({word.casefold() for word in _WORD.findall(text)} for text in (one, other))
    return bool(left and right) and len(left & right) >= 0.8 * len(left | right)
