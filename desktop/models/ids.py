"""Record ids: UUIDv7 for what is made here, UUIDv5 of its key for what two laptops must mean alike."""

from uuid import UUID, uuid5

MILEPOST = UUID("6f1f7ad4-3a52-5c0e-9d37-0d2f5f0a6a11")
"""Namespace of every natural id; never changes."""


def new_id() -> UUID:
    import uuid_utils  # with the first record that is made

    return UUID(int=uuid_utils.uuid7().int)


def natural_id(kind: str, *key: object) -> UUID:
    """The same id on every laptop for the same `kind` and `key`."""
    return uuid5(MILEPOST, "\x1f".join((kind, *(str(part) for part in key))))


REGION_SCOPE = natural_id("scope", "region")
"""Offices, people, posts: what every laptop holds."""


def country_scope(country: str) -> UUID:
    """Reference data of one country (ISO alpha-2): places, partners, forms, trips."""
    return natural_id("scope", "country", country.upper())
