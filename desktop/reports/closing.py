"""What closes a report and stays on one page: signatures, revisions and the hash of the data."""

from collections.abc import Sequence

from reportlab.platypus import Flowable, KeepTogether


class Closing(KeepTogether):
    """One block, never one within another: ReportLab takes a block inside a block for taller than any page."""

    def __init__(self, parts: Sequence[Flowable]) -> None:
        super().__init__(list(parts))
        self.parts = tuple(parts)

    def ending_in(self, note: Flowable) -> "Closing":
        return Closing((*self.parts, note))
