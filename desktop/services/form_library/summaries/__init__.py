"""All submissions of a form together: one table, and for each question what was answered."""
