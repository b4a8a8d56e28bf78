"""Codes as people print and type them: visits, projects, PRIMA, IATI; made, read, checked."""

import re
from dataclasses import dataclass
from uuid import UUID

IATI_PREFIX = "XM-DAC-47066-"
"""Of the organisation's own activities."""

_PROJECT = re.compile(r"[A-Z]{2}\.\d{4}")
_PRIMA = re.compile(r"[A-Z]{2}\d{2}[A-Z]\d{4}")
_IATI = re.compile(r"[A-Z]{2}-[A-Z0-9]{2,10}-[^\s/&|?]{1,120}")
_VISIT = re.compile(r"([A-Z]{2})/([^/\s]{1,40})/(\d{4})/(?:([A-Z0-9]{1,6})-)?(\d{3,6})")
_TAG = re.compile(r"[A-Z0-9]{1,6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitCode:
    """`KG/LM.0465/2026/K7-003`: country, project, year, the device's tag, running number."""

    country: str
    project: str
    year: int
    number: int
    tag: str | None = None

    def __str__(self) -> str:
        lead = f"{self.tag}-" if self.tag else ""
        return f"{self.country}/{self.project}/{self.year:04d}/{lead}{self.number:03d}"


def make_visit_code(*, country: str, project: str, year: int, number: int, tag: str | None = None) -> str:
    """A code that no other device makes: each gives its own numbers under its own tag."""
    code = str(VisitCode(country=country, project=project, year=year, number=number, tag=tag))
    if parse_visit_code(code) is None:
        raise ValueError(code)
    return code


def parse_visit_code(text: str) -> VisitCode | None:
    match = _VISIT.fullmatch(text)
    if match is None:
        return None
    country, project, year, tag, number = match.groups()
    return VisitCode(country=country, project=project, year=int(year), number=int(number), tag=tag)


def next_number(
    codes: list[str] | tuple[str, ...], *, country: str, project: str, year: int, tag: str | None
) -> int:
    """The number after the highest one that this device gave to this project and year."""
    parsed = [code for text in codes if (code := parse_visit_code(text)) is not None]
    return 1 + max(
        (
            code.number
            for code in parsed
            if (code.country, code.project, code.year, code.tag) == (country, project, year, tag)
        ),
        default=0,
    )


def is_project_code(text: str) -> bool:
    """`AA.9999`: two letters of the type, four digits."""
    return text.isascii() and _PROJECT.fullmatch(text) is not None


def is_prima_id(text: str) -> bool:
    """`AA99A9999`."""
    return text.isascii() and _PRIMA.fullmatch(text) is not None


def is_iati_id(text: str) -> bool:
    """Registration agency, organisation and activity, e.g. `XM-DAC-47066-LM.0465`."""
    return _IATI.fullmatch(text) is not None


def is_own_iati_id(text: str) -> bool:
    return text.startswith(IATI_PREFIX) and is_iati_id(text)


def project_code_of(iati_id: str) -> str | None:
    """The project code within an own IATI identifier."""
    code = iati_id.removeprefix(IATI_PREFIX)
    return code if code != iati_id and is_project_code(code) else None


def iati_id_of(project_code: str) -> str:
    return IATI_PREFIX + project_code


def type_code_of(project_code: str) -> str:
    """The two letters of the project type."""
    return project_code.partition(".")[0]


def is_device_tag(text: str) -> bool:
    return text.isascii() and _TAG.fullmatch(text) is not None


def short_code(project_id: UUID, code: str | None, iati_id: str | None, prima_id: str | None) -> str:
    """What people know a project by, fit to stand between slashes, from the four it is chosen from."""
    known = code or (iati_id or "").rpartition("-")[2] or prima_id
    return (known or str(project_id)[-8:]).replace("/", "-").replace(" ", "")[:40]
