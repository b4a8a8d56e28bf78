"""The files a form wants beside it: lists to choose and look up from, pictures and sounds of its labels."""

import re
from dataclasses import dataclass

from desktop.forms.definition.records import Control, Lists, Texts

_MEDIA = ("image", "big-image", "audio", "video")
_SEARCHED = re.compile(r"search\(\s*['\"]([^'\"]+)['\"]")


@dataclass(frozen=True, slots=True)
class WantedFile:
    """`kind`: list, image, audio or video."""

    name: str
    kind: str


def wanted_files(lists: Lists, texts: Texts, controls: tuple[Control, ...]) -> tuple[WantedFile, ...]:
    """Each file once, the lists first, in the order the form names them."""
    found: dict[str, WantedFile] = {}
    for address in lists.outside.values():
        if address.startswith("jr://file"):
            _note(found, address.rpartition("/")[2], "list")
    for control in controls:
        match = _SEARCHED.match(control.item_set.nodeset) if control.item_set is not None else None
        if match:
            _note(found, match[1] if "." in match[1] else f"{match[1]}.csv", "list")
    for by_id in texts.by_language.values():
        for forms in by_id.values():
            for form in _MEDIA:
                address = "".join(part for part in forms.get(form, ()) if isinstance(part, str))
                if address.startswith("jr://"):
                    _note(found, address.rpartition("/")[2], form.removeprefix("big-"))
    return tuple(found.values())


def _note(found: dict[str, WantedFile], name: str, kind: str) -> None:
    if name:
        found.setdefault(name, WantedFile(name, kind))
