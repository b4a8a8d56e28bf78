"""A few columns of one row, read and written without the session: what saving a field costs at each pause of typing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy.dialects import sqlite

from desktop.storage.rows import Rows

_DIALECT = sqlite.dialect()
_Processor = Callable[[Any], Any]


class Draft:
    """Bears the names of the model's columns that were asked for; what is set is written by `write`."""

    id: UUID
    _model: Any
    _written: dict[str, Any]

    def __init__(self, model: Any, values: Mapping[str, Any]) -> None:
        vars(self).update(values, _model=model, _written={})

    def __setattr__(self, name: str, value: Any) -> None:
        vars(self)[name] = value
        self._written[name] = value


def read(rows: Rows, model: Any, record_id: UUID, *names: str) -> Draft | None:
    """These columns of a living record; none where there is no such."""
    question = _question(model, names)
    row = rows.first(question.sql, str(record_id))
    if row is None:
        return None
    values = {
        name: value if process is None else process(value)
        for name, value, process in zip(names, row, question.processors, strict=True)
    }
    return Draft(model, {"id": record_id, **values})


def write(rows: Rows, draft: Draft) -> tuple[str, UUID]:
    """One UPDATE of all that was set; answers the table and the record."""
    model, written = draft._model, draft._written
    if written:
        statement = _statement(model, tuple(written))
        values = [
            value if process is None else process(value)
            for value, process in zip(written.values(), statement.processors, strict=True)
        ]
        rows.write(statement.sql, *values, str(draft.id))
    return str(model.__tablename__), draft.id


@dataclass(frozen=True, slots=True)
class _Prepared:
    sql: str
    processors: tuple[_Processor | None, ...]


@cache
def _question(model: Any, names: tuple[str, ...]) -> _Prepared:
    columns = model.__table__.columns
    listed = ", ".join(f'"{name}"' for name in names)
    return _Prepared(
        f'SELECT {listed} FROM "{model.__tablename__}" WHERE id = ? AND deleted_at IS NULL',
        tuple(columns[name].type.dialect_impl(_DIALECT).result_processor(_DIALECT, None) for name in names),
    )


@cache
def _statement(model: Any, names: tuple[str, ...]) -> _Prepared:
    columns = model.__table__.columns
    listed = ", ".join(f'"{name}" = ?' for name in names)
    return _Prepared(
        f'UPDATE "{model.__tablename__}" SET {listed} WHERE id = ?',
        tuple(columns[name].type.dialect_impl(_DIALECT).bind_processor(_DIALECT) for name in names),
    )
