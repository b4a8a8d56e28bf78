"""What is not sealed yet is asked for in two rooms: by the first screen, which loads nothing of sync, and by sync."""

from desktop.storage.opening import unsent
from sync.client import unsealed


def test_both_ask_for_the_same() -> None:
    assert unsent.UNSEALED == unsealed.UNSEALED
