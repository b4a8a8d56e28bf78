"""What the simulator says when a promise is broken."""


class Violation(Exception):
    """An invariant does not hold; `invariant` is the name of the function that found it."""

    def __init__(self, invariant: str, sentence: str) -> None:
        super().__init__(f"{invariant}: {sentence}")
        self.invariant = invariant
        self.sentence = sentence


class PowerCut(Exception):
    """The machine is off: what was not committed is gone."""
