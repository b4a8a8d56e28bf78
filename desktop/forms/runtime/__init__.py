"""A submission being filled: its nodes, its rules at work, what a window shows of it."""
