"""The password of the network's proxy, kept in the key ring under the store it belongs to."""

from desktop.credentials.keyring_key import find_secret, keep_secret
from desktop.credentials.keys import read_key_file
from desktop.storage.folder import Profile


def find_proxy_password(profile: Profile) -> str | None:
    """None where none was kept, or there is no key ring."""
    return find_secret(_name(profile))


def keep_proxy_password(profile: Profile, text: str) -> bool:
    """Whether the key ring really holds it now."""
    return keep_secret(_name(profile), text)


def _name(profile: Profile) -> str:
    return f"{read_key_file(profile.keys).store_id}/proxy"
