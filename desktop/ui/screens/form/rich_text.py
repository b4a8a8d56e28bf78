"""Labels of forms as rich text: a little markdown, and nothing else a form could smuggle in."""

from html import escape

from desktop.services.form_library.plain_words import BOLD, BREAK, HEADING, ITALIC, LINK, TAG, plain

__all__ = ["plain", "rich"]


def rich(text: str) -> str:
    """Bold, italics, headings and line breaks; tags are dropped, links keep their words."""
    plain = TAG.sub("", BREAK.sub("\n", text)).strip()
    safe = escape(LINK.sub(r"\1", plain), quote=False)
    safe = HEADING.sub(r"<b>\1</b>", safe)
    safe = BOLD.sub(lambda match: f"<b>{match[1] or match[2]}</b>", safe)
    safe = ITALIC.sub(lambda match: f"<i>{match[1] or match[2]}</i>", safe)
    return safe.replace("\n", "<br>")
