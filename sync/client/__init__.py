"""Capture, journal, operations and rounds on the laptop; the shape of synced tables is read from their MetaData."""
