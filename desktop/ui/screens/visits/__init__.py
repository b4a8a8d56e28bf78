"""Visits: the list, and a visit in tabs."""
