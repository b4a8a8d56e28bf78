"""The results matrix and its figures: edited in place, computed from rows, checked by the linter."""
