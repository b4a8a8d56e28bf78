"""Projects: the portfolio, one project's facts, its steps from concept to closure, its marks in frameworks."""
