"""CSV, XLSX and IATI bytes to plain rows and back."""
