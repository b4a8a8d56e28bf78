"""Brief: what to check."""
