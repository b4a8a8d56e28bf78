"""Action points: the list, and one in detail."""
