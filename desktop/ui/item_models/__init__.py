"""Qt tables and lists over frozen records."""
