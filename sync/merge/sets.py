"""Parallel edits of a list that only grows, or that loses what someone removed: both sides are kept."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sync.merge.edits import Edit


def merged_list(columns: Sequence[str], heads: Sequence[Edit], edits: Mapping[str, Edit]) -> dict[str, Any]:
    """The heads' lists united; what one of them removed from the list it was based on stays out."""
    shown = heads[0].value_of(columns)
    return {name: _united(name, heads, edits) for name in shown}


def _united(column: str, heads: Sequence[Edit], edits: Mapping[str, Edit]) -> str:
    united: dict[str, Any] = {}
    removed: set[str] = set()
    for head in heads:
        mine = _members(head.value.get(column))
        before: dict[str, Any] = {}
        for dot in head.base:
            before |= _members(edits[dot].value.get(column)) if dot in edits else {}
        united |= mine
        removed |= before.keys() - mine.keys()
    return json.dumps([member for key, member in united.items() if key not in removed], ensure_ascii=False)


def _members(value: object) -> dict[str, Any]:
    """A list's members by their text; anything that is no list is one member."""
    if value is None:
        return {}
    try:
        members = json.loads(value) if isinstance(value, str) else value
    except ValueError:
        members = value
    listed = members if isinstance(members, list) else [members]
    return {json.dumps(member, sort_keys=True): member for member in listed}
