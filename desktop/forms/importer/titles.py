"""Titles of a form in several languages: columns `form_title::LANGUAGE`, which the converter does not know."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape, unescape

from desktop.forms.importer.book import Book
from desktop.forms.importer.report import Report
from desktop.i18n import _

TITLE_TEXT = "form_title"
"""The id under which a title stands among the texts of each language."""
_COLUMN = re.compile(r"(?:form[ _]?)?title\s*:{1,2}\s*(?P<language>.+)", re.IGNORECASE)
_TRANSLATION = re.compile(r'<translation\b[^>]*\blang="(?P<language>[^"]*)"[^>]*?(?P<end>/?)>')
_TITLE = re.compile(_TRANSLATION.pattern + rf'<text id="{TITLE_TEXT}"><value>(?P<title>[^<]*)</value></text>')


def take_titles(book: Book) -> dict[str, str]:
    """Titles by language, taken out of the settings; the form's own title is the first of them where it has none."""
    settings, titles = book.settings, {}
    if not settings.rows:
        return {}
    cells = settings.rows[0].cells
    for column in list(settings.columns):
        match = _COLUMN.fullmatch(column.strip())
        if match is None:
            continue
        settings.columns.remove(column)
        title = cells.pop(column, "").strip()
        if title:
            titles[match["language"].strip()] = title
    if titles and not cells.get("form_title"):
        cells["form_title"] = titles.get(cells.get("default_language", ""), next(iter(titles.values())))
        settings.columns.append("form_title")
    return titles


def put_titles(xform: str, titles: Mapping[str, str], own: str, report: Report) -> str:
    """The form with its title among the texts of each of its languages; `own` where one has none."""
    if not titles:
        return xform
    languages = [unescape(match["language"]) for match in _TRANSLATION.finditer(xform)]
    by_language = {one: _titled(one, titles) for one in languages}
    for language in titles:
        if not any(_is_same(one, language) for one in languages):
            message = _("The form asks nothing in this language, so its title is left out.")
            report.add("R-COLUMN", "settings", 1, f"form_title::{language}", message, titles[language])

    def with_title(match: re.Match[str]) -> str:
        title = by_language[unescape(match["language"])] or own
        text = f'<text id="{TITLE_TEXT}"><value>{escape(title, quote=False)}</value></text>'
        whole = match[0]
        return f"{whole[:-2]}>{text}</translation>" if match["end"] else whole + text

    return _TRANSLATION.sub(with_title, xform)


def titles_in(xform: str) -> dict[str, str]:
    """Titles by language, as `put_titles` left them."""
    return {unescape(match["language"]): unescape(match["title"]) for match in _TITLE.finditer(xform)}


def _titled(language: str, titles: Mapping[str, str]) -> str:
    return _first(titles[one] for one in titles if _is_same(language, one))


def _first(found: Iterable[str]) -> str:
    return next(iter(found), "")


def _is_same(language: str, written: str) -> bool:
    """A heading may name it by its code alone."""
    return language.casefold() == written.casefold() or language.casefold().endswith(
        f"({written.casefold()})"
    )
