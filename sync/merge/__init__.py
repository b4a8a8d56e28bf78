"""Decides between edits (pure)."""
