"""Reads the XLSForms people really have: repairs what can be repaired, visibly, and refuses the rest with the place."""
