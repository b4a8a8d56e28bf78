"""The invented region as data: countries with towns, people and partners, and themes of projects."""

import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    name: str
    names: dict[str, str]
    lat: Decimal
    lon: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    code: str
    currency: str
    towns: tuple[Town, ...]
    people: tuple[str, ...]
    partners: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorSketch:
    """`low` and `high` bound its target."""

    code: str
    title: str
    unit: str
    low: int
    high: int
    persons: bool
    measure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultSketch:
    statement: str
    indicators: tuple[IndicatorSketch, ...]
    below: tuple["ResultSketch", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingSketch:
    severity: str
    statement: str
    evidence: str
    output: int
    """Which output of the theme it is about."""
    action: str | None
    """What is agreed to mend it."""
    photo: str | None
    """What a picture of it shows."""
    tag: str | None
    criterion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    prefix: str
    titles: tuple[str, ...]
    objective: str
    outcomes: tuple[ResultSketch, ...]
    findings: tuple[FindingSketch, ...]
    words: dict[str, str]
    """What a report says around its findings."""
    group: str
    photos: tuple[str, ...]
    issues: tuple[str, ...]
    sector: str
    migof: tuple[str, ...]
    sdg: tuple[str, ...]


@cache
def _data() -> dict[str, Any]:
    text = resources.files("desktop.services.demo").joinpath("region.json").read_text("utf-8")
    data: dict[str, Any] = json.loads(text)
    return data


@cache
def countries() -> tuple[Country, ...]:
    return tuple(
        Country(
            code=one["code"],
            currency=one["currency"],
            towns=tuple(
                Town(name=t["name"], names=t["names"], lat=Decimal(t["lat"]), lon=Decimal(t["lon"]))
                for t in one["towns"]
            ),
            people=tuple(one["people"]),
            partners=tuple(one["partners"]),
        )
        for one in _data()["countries"]
    )


@cache
def themes() -> tuple[Theme, ...]:
    return tuple(
        Theme(
            prefix=one["prefix"],
            titles=tuple(one["titles"]),
            objective=one["objective"],
            outcomes=tuple(_outcome(outcome) for outcome in one["outcomes"]),
            findings=tuple(FindingSketch(**sketch) for sketch in one["findings"]),
            words=one["words"],
            group=one["group"],
            photos=tuple(one["photos"]),
            issues=tuple(one["issues"]),
            sector=one["sector"],
            migof=tuple(one["migof"]),
            sdg=tuple(one["sdg"]),
        )
        for one in _data()["themes"]
    )


def _outcome(one: dict[str, Any]) -> ResultSketch:
    return ResultSketch(
        statement=one["statement"],
        indicators=_indicators(one),
        below=tuple(_output(output) for output in one["outputs"]),
    )


def _output(one: dict[str, Any]) -> ResultSketch:
    activities = tuple(ResultSketch(statement=text, indicators=()) for text in one["activities"])
    return ResultSketch(statement=one["statement"], indicators=_indicators(one), below=activities)


def _indicators(one: dict[str, Any]) -> tuple[IndicatorSketch, ...]:
    return tuple(IndicatorSketch(**sketch) for sketch in one["indicators"])
