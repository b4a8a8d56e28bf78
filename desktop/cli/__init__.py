"""The face for scripts: a module a command group."""
