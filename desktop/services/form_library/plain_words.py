"""The words of a form's label without its marks: a little markdown, tags, line breaks."""

import re

TAG = re.compile(r"</?[A-Za-z][^<>]*>")
BREAK = re.compile(r"<br\s*/?>|</p>", re.IGNORECASE)
LINK = re.compile(r"!?\[([^\]]*)\]\((?:[^()]|\([^()]*\))*\)")
"""A link or a picture, whose address may hold one pair of brackets."""
HEADING = re.compile(r"^#{1,6}\s+(.*)$", re.MULTILINE)
BOLD = re.compile(r"\*\*(.+?)\*\*|__(.+?)__")
ITALIC = re.compile(
    r"(?<![\w*])\*(?=\S)([^*\n]+)(?<=\S)\*(?![\w*])|(?<![\w_])_(?=\S)([^_\n]+)(?<=\S)_(?![\w_])"
)


def plain(text: str) -> str:
    """In one line, for lists, tables and those who hear the screen."""
    spoken = LINK.sub(r"\1", TAG.sub("", BREAK.sub(" ", text)))
    spoken = HEADING.sub(r"\1", spoken)
    spoken = BOLD.sub(lambda match: match[1] or match[2], spoken)
    return " ".join(ITALIC.sub(lambda match: match[1] or match[2], spoken).split())
