"""The facts of a project, saved as they are typed."""
