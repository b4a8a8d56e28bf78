"""Guesses in which old code page a text without a mark was written; what is UTF-8 never comes here."""

from itertools import pairwise

_LOOKED_AT = 200_000


def old_codepage(content: bytes) -> str:
    """Windows Cyrillic or Western: in Cyrillic text the letters above 127 stand side by side."""
    high = [byte >= 0xC0 for byte in content[:_LOOKED_AT]]
    beside = sum(one and two for one, two in pairwise(high))
    return "cp1251" if beside > 0.4 * max(1, sum(high)) else "cp1252"
