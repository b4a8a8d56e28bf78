"""The open project: head, tabs, and the desk they share."""
