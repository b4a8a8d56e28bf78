"""Findings and ratings."""
