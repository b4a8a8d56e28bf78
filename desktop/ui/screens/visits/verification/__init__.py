"""Reported beside recounted, and data quality."""
