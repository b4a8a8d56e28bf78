"""Whose key is whose: what a laptop needs to seal a bundle for a colleague and to know who signed one."""

import msgspec


class KnownDevice(msgspec.Struct, array_like=True, frozen=True):
    """A laptop of a colleague, by the key that it showed when it enrolled."""

    tag: str
    email: str
    replica: str
    key: bytes
    roles: dict[str, str]
    is_revoked: bool = False


class Directory(msgspec.Struct, frozen=True, kw_only=True):
    """The server's own key, the tree of offices (each with the one above), and the laptops in reach.

    `serial` grows with every change at the server, so that one that was long on its way is known to be old.
    """

    serial: int
    server: bytes
    offices: dict[str, str | None] = {}
    devices: tuple[KnownDevice, ...] = ()
