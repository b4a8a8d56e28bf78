"""Typed preferences of one person on one laptop."""
