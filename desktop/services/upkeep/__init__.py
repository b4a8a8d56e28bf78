"""Backups, and whether the store is in order."""
