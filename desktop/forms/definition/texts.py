"""Reads labels, hints and translations, with the values that stand in them."""

import re
from collections.abc import Mapping

from lxml import etree

from desktop.forms.definition.records import Output, Parts, Texts, Wording

XF = "{http://www.w3.org/2002/xforms}"
_ITEXT = re.compile(r"\s*jr:itext\(\s*'([^']*)'\s*\)\s*\Z")


def wording_of(element: etree._Element | None) -> Wording:
    """The text of a label or hint element, in place or by reference."""
    if element is None:
        return Wording()
    return message_of(element.get("ref", "")) if element.get("ref") else Wording(parts_of(element))


def message_of(written: str) -> Wording:
    """A text given as an attribute: itself, or `jr:itext('id')`."""
    match = _ITEXT.match(written)
    if match:
        return Wording(text_id=match.group(1))
    return Wording((written,)) if written else Wording()


def parts_of(element: etree._Element) -> Parts:
    found: list[str | Output] = [element.text] if element.text else []
    for child in element:
        if isinstance(child.tag, str) and child.tag == f"{XF}output":
            found.append(Output(child.get("value", "") or child.get("ref", "")))
        elif isinstance(child.tag, str):
            found.extend(parts_of(child))
        if child.tail:
            found.append(child.tail)
    return tuple(found)


def texts_of(itext: etree._Element | None) -> Texts:
    """All translations of a form."""
    if itext is None:
        return Texts()
    languages: list[str] = []
    default = ""
    by_language: dict[str, Mapping[str, Mapping[str, Parts]]] = {}
    for translation in itext.findall(f"{XF}translation"):
        language = translation.get("lang", "")
        languages.append(language)
        if translation.get("default") is not None:
            default = language
        by_language[language] = {
            text.get("id", ""): _forms_of(text) for text in translation.findall(f"{XF}text")
        }
    return Texts(tuple(languages), default or (languages[0] if languages else ""), by_language)


def _forms_of(text: etree._Element) -> dict[str, Parts]:
    forms: dict[str, Parts] = {}
    for value in text.findall(f"{XF}value"):
        form = value.get("form", "")
        forms["" if form == "long" else form] = parts_of(value)
    return forms
