"""XPath 1.0 with the functions of ODK XForms, compiled once to Python closures."""
