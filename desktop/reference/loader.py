"""The one reader of the code lists: each is parsed when first asked for, and once."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeList:
    """A list as it lies in its file, with where it came from."""

    name: str
    source: str
    version: str
    licence: str
    items: tuple[Mapping[str, Any], ...]


@cache
def load_list(name: str) -> CodeList:
    text = (resources.files("desktop.reference.lists") / f"{name}.json").read_text(encoding="utf-8")
    data = json.loads(text)
    return CodeList(
        name=name,
        source=data["source"],
        version=data["version"],
        licence=data["licence"],
        items=tuple(data["items"]),
    )
