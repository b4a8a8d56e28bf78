"""Whom a store belongs to: her person, posts, office and what the server granted."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from desktop.storage.rows import Rows


def role_in_region(held: Iterable[str]) -> str | None:
    """The role that counts in what all offices share, by the rule that the server judges by."""
    from sync.merge.people import role_in_region as counting

    return counting(held)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    id: UUID
    name: str
    email: str | None
    office_code: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRow:
    role: str
    country: str | None
    project_id: UUID | None
    held_from: date | None
    held_to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeRow:
    """`working_days` count from 1 for Monday; `holidays` are days in ISO 8601."""

    code: str
    names: Mapping[str, str]
    type: str
    parent_code: str | None
    countries: tuple[str, ...]
    working_days: tuple[int, ...]
    holidays: tuple[str, ...]


def person_row(rows: Rows, person_id: str) -> PersonRow | None:
    """A living person."""
    row = rows.first(
        "SELECT name, email, office_code FROM people WHERE id = ? AND deleted_at IS NULL", person_id
    )
    if row is None:
        return None
    return PersonRow(id=UUID(person_id), name=row[0], email=row[1], office_code=row[2])


def posts_of(rows: Rows, person_id: UUID) -> list[PostRow]:
    found = rows.all(
        "SELECT role, country, project_id, held_from, held_to FROM posts WHERE person_id = ? AND deleted_at IS NULL",
        str(person_id),
    )
    return [
        PostRow(
            role=role,
            country=country,
            project_id=UUID(project_id) if project_id else None,
            held_from=_day(held_from),
            held_to=_day(held_to),
        )
        for role, country, project_id, held_from, held_to in found
    ]


def office_row(rows: Rows, code: str) -> OfficeRow | None:
    row = rows.first(
        "SELECT names, type, parent_code, countries, working_days, holidays FROM offices"
        " WHERE code = ? AND deleted_at IS NULL",
        code,
    )
    if row is None:
        return None
    names, kind, parent, countries, days, holidays = row
    return OfficeRow(
        code=code,
        names=json.loads(names),
        type=kind,
        parent_code=parent,
        countries=tuple(json.loads(countries)),
        working_days=tuple(json.loads(days)),
        holidays=tuple(json.loads(holidays)),
    )


def granted_roles(rows: Rows) -> dict[str, str] | None:
    """Roles by office code as the server told them; None for a laptop that has joined no office."""
    row = rows.first("SELECT token, roles FROM sync_replica")
    return dict(json.loads(row[1] or "{}")) if row is not None and row[0] is not None else None


def projects_held_for_others(rows: Rows, home: str, family: Collection[str]) -> list[UUID]:
    """Projects of countries that other offices serve, which the server holds as `home`'s or of an office below it.

    One that was never announced was brought in here, so it is `home`'s.
    """
    marks = ", ".join("?" * len(family))
    found = rows.all(
        "SELECT p.id FROM projects AS p LEFT JOIN sync_scopes AS s ON s.scope_id = p.id"
        f" WHERE coalesce(s.office, ?) IN ({marks}) AND coalesce(p.office, '') NOT IN ({marks})",
        home,
        *family,
        *family,
    )
    return [UUID(project_id) for (project_id,) in found]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
