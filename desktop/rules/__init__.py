"""States, roles, arithmetic and deadlines: pure functions and enums on plain values."""
