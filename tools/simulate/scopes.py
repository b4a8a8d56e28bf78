"""The simulated scopes and people: two countries and their region, and who may do what there."""

from uuid import NAMESPACE_OID, uuid5


def _scope(name: str) -> str:
    return str(uuid5(NAMESPACE_OID, name))


KG_ONE, KG_TWO, AM_ONE, REGION = _scope("kg one"), _scope("kg two"), _scope("am one"), _scope("region")
SCOPES: dict[str, tuple[str, str | None]] = {
    KG_ONE: ("project", "KG"),
    KG_TWO: ("project", "KG"),
    AM_ONE: ("project", "AM"),
    REGION: ("region", None),
}
PEOPLE = (
    ("aigul", "KG", "monitor"),
    ("boris", "RO", "manager"),
    ("anahit", "AM", "monitor"),
    ("dana", "KG", "reader"),
    ("witness", "RO", "manager"),
)
"""Name, office and role of whom each laptop belongs to; the last one comes when all is over."""
