"""Fills reports from the store, prints them, and keeps what was issued."""
