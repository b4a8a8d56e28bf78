"""All submissions of a form together: as a table, and as a chart for each question."""
