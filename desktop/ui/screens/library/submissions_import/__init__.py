"""Taking in submissions that were filled elsewhere: choose, look and map, take in, report."""
