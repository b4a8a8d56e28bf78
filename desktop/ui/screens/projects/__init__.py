"""The portfolio, and one project in its parts."""
