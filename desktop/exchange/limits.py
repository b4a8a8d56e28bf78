"""How much of a file is read at most: hostile and broken files end in a sentence, not in a full memory."""

MAX_BYTES = 64_000_000
MAX_UNPACKED_BYTES = 256_000_000
"""Of a workbook, which is a packed folder."""
MAX_ROWS = 200_000
MAX_COLUMNS = 1_000
MAX_CELL_CHARS = 2_000_000


def megabytes(size_bytes: int) -> int:
    return size_bytes // 1_000_000
