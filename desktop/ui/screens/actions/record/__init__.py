"""One action point in detail."""
