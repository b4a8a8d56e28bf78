"""What hangs on a project, to be read: budget lines, visits, actions."""
