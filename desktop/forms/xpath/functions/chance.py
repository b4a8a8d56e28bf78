"""Chance and order: random numbers, identifiers, and the shuffle every ODK client shares."""

import hashlib
import math
import string

from desktop.forms.xpath.functions.table import Table
from desktop.forms.xpath.nodes import Node
from desktop.forms.xpath.values import Value, atom_of, to_nodes, to_number, to_string
from desktop.forms.xpath.world import Context

TABLE = Table()
_MODULUS = 2_147_483_647


@TABLE.function("random", 0, 0, pure=False)
def random(context: Context) -> float:
    return context.world.random()


@TABLE.function("uuid", 0, 1, pure=False)
def uuid(context: Context, *length: Value) -> str:
    if not length:
        return context.world.new_uuid()
    count = to_number(length[0])
    letters = string.digits + string.ascii_letters
    wanted = int(count) if math.isfinite(count) and 0 < count <= 10_000 else 0
    return "".join(letters[int(context.world.random() * len(letters))] for _letter in range(wanted))


@TABLE.function("randomize", 1, 2, pure=False)
def randomize(context: Context, nodes: Value, *seed: Value) -> list[Node]:
    """Fisher-Yates over Park-Miller, so that one seed gives one order in every client."""
    items = list(to_nodes(nodes))
    state = _seed_of(seed[0]) if seed else int(context.world.random() * _MODULUS)
    state = abs(state) % _MODULUS * (1 if state >= 0 else -1)  # the remainder keeps the seed's sign
    if state <= 0:
        state += _MODULUS - 1
    shuffled: list[Node] = []
    for place, item in enumerate(
        items
    ):  # the "inside-out" form of the shuffle: another form gives another order
        state = state * 16_807 % _MODULUS
        other = math.floor((state - 1) / (_MODULUS - 1) * (place + 1))
        shuffled.append(item)
        shuffled[place], shuffled[other] = shuffled[other], item
    return shuffled


def _seed_of(value: Value) -> int:
    number = to_number(value)
    if math.isfinite(number):
        return int(number)
    text = to_string(atom_of(value))
    if not text:
        return 0
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big", signed=True)
