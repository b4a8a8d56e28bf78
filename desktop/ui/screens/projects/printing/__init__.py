"""The project's report as a PDF: for whom, where to, and how far it is."""
