"""Capture, journal, operations and rounds on the laptop."""
