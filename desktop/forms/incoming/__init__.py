"""Submissions of other clients on their way in: their XML read by path, and XML made of rows of tables."""
