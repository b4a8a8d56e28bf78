"""One row read cell by cell into typed values; each repair and each doubt is written down, none is made silently."""

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from desktop.exchange.grid import Row
from desktop.exchange.mapping import ColumnMap
from desktop.exchange.remarks import Remark
from desktop.exchange.writers import unguarded

_YEARS = range(1900, 2101)
_MAX_TEXT = 1_000_000
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff]")
_BLANKS = " \t\r\n\u00a0\u200b\u202f\u2007"


class CellReader:
    """Reads the fields of one row; afterwards `repairs` and `problems` say what had to be done."""

    def __init__(self, row: Row, columns: ColumnMap) -> None:
        self._row, self._columns = row, columns
        self.repairs: list[Remark] = []
        self.problems: list[Remark] = []
        if row.note:
            self.repairs.append(Remark(code=row.note))
        self._check_width()

    def _check_width(self) -> None:
        width = len(self._columns.header)
        surplus = [cell for cell in self._row.cells[width:] if cell.strip()]
        if surplus:
            self.problems.append(Remark(code="cells_beyond_header", before=" | ".join(surplus)))

    def title(self, key: str) -> str:
        return self._columns.title(key)

    def repaired(self, code: str, key: str, before: str = "", after: str = "") -> None:
        self.repairs.append(Remark(code=code, column=self.title(key), before=before, after=after))

    def doubted(self, code: str, key: str, before: str = "", after: str = "") -> None:
        self.problems.append(Remark(code=code, column=self.title(key), before=before, after=after))

    def text(self, key: str, *, note_blanks: bool = True) -> str:
        """The cell in NFC without blanks at its ends."""
        raw = self._columns.cell(self._row, key)
        if not raw:
            return ""
        clean = _CONTROL.sub("", raw)
        if clean != raw:
            self.repaired("control_removed", key, raw, clean)
        normal = unicodedata.normalize("NFC", clean)
        if normal != clean:
            self.repaired("normalised", key, clean, normal)
        text = normal.strip(_BLANKS)
        if text != normal and text and note_blanks:
            self.repaired("trimmed", key, normal, text)
        bare = unguarded(text)
        if bare != text:
            self.repaired("guard_removed", key, text, bare)
            text = bare
        if len(text) > _MAX_TEXT:
            self.doubted("text_too_long", key)
        return text

    def day(self, key: str) -> date | None:
        """A calendar day; 03/04/2026 may be read in two ways and is left for a person."""
        text = self.text(key, note_blanks=False)
        if not text:
            return None
        found, code = day_of(text)
        if found is None:
            self.doubted(code, key, text)
        elif found.year not in _YEARS:
            self.doubted("date_out_of_range", key, text)
            return None
        elif code:
            self.repaired(code, key, text, found.isoformat())
        return found

    def amount(self, key: str) -> Decimal | None:
        """A number exactly as written; 1,234 may be read in two ways and is left for a person."""
        text = self.text(key, note_blanks=False)
        if not text:
            return None
        found, code = amount_of(text)
        if found is None:
            self.doubted(code, key, text)
        elif code:
            self.repaired(code, key, text, format(found, "f"))
        return found

    def yes_no(self, key: str) -> bool | None:
        text = self.text(key, note_blanks=False).casefold()
        if text in {"1", "true", "yes", "y", "да", "так"}:
            return True
        if text in {"0", "false", "no", "n", "нет", "ні"}:
            return False
        if text:
            self.doubted("bad_yes_no", key, text)
        return None


_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})Z?")
_ISO_TIME = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})[T ]\d{1,2}:\d\d.*")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_YEAR_FIRST = re.compile(r"(\d{4})[./](\d{1,2})[./](\d{1,2})\.?")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})\.?")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_NAMED = ("%d %b %Y", "%d %B %Y", "%d-%b-%Y", "%d-%B-%Y", "%B %d, %Y", "%b %d, %Y")


def day_of(text: str) -> tuple[date | None, str]:
    """The day and the code of what had to be done to read it; or None and why not."""
    if match := _ISO.fullmatch(text):
        return _made(match.group(1), match.group(2), match.group(3), "" if len(text) == 10 else "date_form")
    if match := _ISO_TIME.fullmatch(text):
        found, _code = day_of(match.group(1))
        midnight = re.fullmatch(r".{8,10}[T ]0{1,2}:00(:00(\.0+)?)?(Z|\+00:00)?", text)
        return found, "bad_date" if found is None else "date_form" if midnight else "date_time_cut"
    for form in (_COMPACT, _YEAR_FIRST):
        if match := form.fullmatch(text):
            return _made(match.group(1), match.group(2), match.group(3), "date_form")
    if match := _DOTTED.fullmatch(text):  # with points the day stands first everywhere in the region
        return _made(match.group(3), match.group(2), match.group(1), "date_form")
    if match := _SLASHED.fullmatch(text):
        return _by_slashes(int(match.group(1)), int(match.group(2)), match.group(3))
    return _by_name(text)


def _made(year: str, month: str, day: str, code: str) -> tuple[date | None, str]:
    try:
        return date(int(year), int(month), int(day)), code
    except ValueError:
        return None, "bad_date"


def _by_slashes(one: int, two: int, year: str) -> tuple[date | None, str]:
    if one <= 12 and two <= 12 and one != two:
        return None, "ambiguous_date"
    day, month = (one, two) if one > 12 or one == two else (two, one)
    return _made(year, str(month), str(day), "date_form")


def _by_name(text: str) -> tuple[date | None, str]:
    for form in _NAMED:
        try:
            return datetime.strptime(text, form).date(), "date_form"
        except ValueError:
            continue
    return None, "bad_date"


_PLAIN = re.compile(r"[+-]?(\d{1,30}(\.\d{0,20})?|\.\d{1,20})")
_SCIENTIFIC = re.compile(r"[+-]?\d{1,20}(\.\d{1,20})?[eE][+-]?\d{1,2}")
_GROUPS = (
    (re.compile(r"[+-]?\d{1,3}(,\d{3})+\.\d+"), ",", "."),
    (re.compile(r"[+-]?\d{1,3}(,\d{3}){2,}"), ",", "."),
    (re.compile(r"[+-]?\d{1,3}(\.\d{3})+,\d+"), ".", ","),
    (re.compile(r"[+-]?\d{1,3}(\.\d{3}){2,}"), ".", ","),
    (re.compile(r"[+-]?\d{1,3}([ '’]\d{3})+([.,]\d+)?"), " ", ","),
    (re.compile(r"[+-]?\d+,(\d{1,2}|\d{4,20})"), " ", ","),
    (re.compile(r"[+-]?0,\d{1,20}"), " ", ","),
)


def amount_of(text: str) -> tuple[Decimal | None, str]:
    """The number and the code of what had to be done to read it; or None and why not."""
    if _PLAIN.fullmatch(text) and text.isascii():
        return _exact(text, "")
    plain = re.sub(r"[\u00a0\u202f\u2007\s]+", " ", text).replace("\u2212", "-").strip()
    plain = re.sub(r"^(USD|EUR|US\$|\$|€|£)\s*|\s*(USD|EUR|\$|€|£|%)$", "", plain)
    if re.fullmatch(r"\((.+)\)", plain):
        plain = "-" + plain[1:-1].strip()
    if re.fullmatch(r"[+-]?\d{1,3},\d{3}", plain) and not plain.lstrip("+-").startswith("0"):
        return None, "ambiguous_amount"
    if (_PLAIN.fullmatch(plain) or _SCIENTIFIC.fullmatch(plain)) and plain.isascii():
        return _exact(plain, "amount_form")
    for form, group, point in _GROUPS:
        if form.fullmatch(plain):
            bare = re.sub(r"[ '’]", "", plain).replace(group, "").replace(point, ".")
            return _exact(bare, "amount_form")
    return None, "bad_amount"


def _exact(text: str, code: str) -> tuple[Decimal | None, str]:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None, "bad_amount"
    if abs(number) >= Decimal(10) ** 18:
        return None, "amount_too_large"
    return number, code
