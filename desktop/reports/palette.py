"""Colours, type sizes and measures of every printed report (design: look-report)."""

from dataclasses import dataclass, replace

MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
SIDE, TOP, TOP_FIRST, BOTTOM = 18 * MM, 21 * MM, 15 * MM, 22 * MM
TEXT_WIDTH = PAGE_WIDTH - 2 * SIDE
GAP = 14.0


@dataclass(frozen=True, slots=True)
class Color:
    """A colour and the operators that set it in a page."""

    red: float
    green: float
    blue: float

    @property
    def rgb(self) -> tuple[float, float, float]:
        return (self.red, self.green, self.blue)

    @property
    def fill(self) -> str:
        return f"{self.red:.4g} {self.green:.4g} {self.blue:.4g} rg"


def from_hex(code: str) -> Color:
    """`"0B5C7A"` as a colour."""
    return Color(*(round(int(code[at : at + 2], 16) / 255, 4) for at in (0, 2, 4)))


INK, GREY, HAIRLINE, TINT, WHITE = map(from_hex, ("1B2229", "56616B", "C6CDD3", "F2F5F7", "FFFFFF"))
ACCENT, ACCENT_LIGHT = from_hex("0B5C7A"), from_hex("9FC3D2")
GREEN, AMBER, RED, RING = map(from_hex, ("2B7A4B", "B26A00", "A8231B", "68737D"))
GREEN_TINT, AMBER_TINT, RED_TINT = map(from_hex, ("D5E8DC", "F5E0B8", "F0C9C6"))
BAND_GOOD, BAND_ACCEPTABLE = from_hex("D3DDE5"), from_hex("E8EDF1")


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a paragraph looks; `align` start and end follow the direction of the report."""

    size: float
    leading: float
    bold: bool = False
    color: Color = INK
    align: str = "start"
    before: float = 0.0
    after: float = 0.0

    def but(self, **changes: object) -> "TextStyle":
        """This style with some of its values changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


BODY = TextStyle(9.6, 13.4, after=5)
LEAD = BODY.but(after=3.5)
TITLE = TextStyle(20, 25.5, bold=True)
KIND = TextStyle(10.6, 14, bold=True, color=ACCENT, before=4, after=4)
FIGURE = TextStyle(16, 19, bold=True, color=ACCENT)
HEADING = TextStyle(14, 18, bold=True, color=ACCENT, before=9, after=5)
SUBHEADING = TextStyle(10.6, 14, bold=True, before=7, after=3)
CELL = TextStyle(8.4, 11.4)
CELL_NOTE = TextStyle(7.8, 11.4, color=GREY)
CELL_HEAD = TextStyle(7.6, 10, bold=True, color=GREY)
NOTE = TextStyle(7.9, 10.8, color=GREY, after=5)
CAPTION = TextStyle(8.2, 11)
LABEL = TextStyle(7.6, 10, bold=True, color=GREY)
SMALL = TextStyle(7.4, 9.6, color=GREY)
FOOT = TextStyle(7.2, 10.2)
