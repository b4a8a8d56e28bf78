"""A folder for each thing people do."""
