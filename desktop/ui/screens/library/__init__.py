"""The library: forms and their versions, taken in with a report of what was repaired."""
