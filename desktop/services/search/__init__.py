"""Finds any record by its words."""
