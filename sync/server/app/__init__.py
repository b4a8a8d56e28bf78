"""The command `milepost-server`: serves, and keeps offices, people and devices."""

from sync.server.app.commands import main

__all__ = ["main"]
