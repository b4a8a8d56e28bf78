"""Labels of forms as rich text: a little markdown, and nothing else a form could smuggle in."""

import re
from html import escape

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_BREAK = re.compile(r"<br\s*/?>|</p>", re.IGNORECASE)
_LINK = re.compile(r"!?\[([^\]]*)\]\((?:[^()]|\([^()]*\))*\)")
"""A link or a picture, whose address may hold one pair of brackets."""
_HEADING = re.compile(r"^#{1,6}\s+(.*)$", re.MULTILINE)
_BOLD = re.compile(r"\*\*(.+?)\*\*|__(.+?)__")
_ITALIC = re.compile(
    r"(?<![\w*])\*(?=\S)([^*\n]+)(?<=\S)\*(?![\w*])|(?<![\w_])_(?=\S)([^_\n]+)(?<=\S)_(?![\w_])"
)


def rich(text: str) -> str:
    """Bold, italics, headings and line breaks; tags are dropped, links keep their words."""
    plain = _TAG.sub("", _BREAK.sub("\n", text)).strip()
    safe = escape(_LINK.sub(r"\1", plain), quote=False)
    safe = _HEADING.sub(r"<b>\1</b>", safe)
    safe = _BOLD.sub(lambda match: f"<b>{match[1] or match[2]}</b>", safe)
    safe = _ITALIC.sub(lambda match: f"<i>{match[1] or match[2]}</i>", safe)
    return safe.replace("\n", "<br>")


def plain(text: str) -> str:
    """The same without any marks, for lists, tables and those who hear the screen."""
    spoken = _LINK.sub(r"\1", _TAG.sub("", _BREAK.sub(" ", text)))
    spoken = _HEADING.sub(r"\1", spoken)
    spoken = _BOLD.sub(lambda match: match[1] or match[2], spoken)
    return " ".join(_ITALIC.sub(lambda match: match[1] or match[2], spoken).split())
