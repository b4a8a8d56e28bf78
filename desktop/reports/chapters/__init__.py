"""The chapters of the visit report, each a function from content to flowables; without data a chapter is empty."""
