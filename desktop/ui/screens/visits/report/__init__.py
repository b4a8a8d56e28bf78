"""The report: your words, and the page they become."""
