"""What people do on a laptop, each as the product's services do it: through the capture context."""

import msgspec
from sqlalchemy import Connection

from sync.client import conflicts, history
from sync.client.schema import shapes_of
from tools.simulate.laptop import Laptop
from tools.simulate.plan import Step
from tools.simulate.scopes import SCOPES
from tools.simulate.world import World

_ATOMS = ("title", "summary", "body", "title")
_STATES = ("draft", "submitted", "approved")
_GONE = "2026-01-01T00:00:00.000Z"


def create(world: World, laptop: Laptop, step: Step, *, record: str | None = None, scope: str = "") -> str:
    scope = scope or world.writable(laptop, step.one)
    record = record or world.new_id()
    word = world.word()
    deed = world.deed(laptop, word, scope, "projects", record, "*")
    with laptop.working(world.new_id()) as connection:
        connection.exec_driver_sql(
            "INSERT INTO projects (id, scope_id, title, state) VALUES (?, ?, ?, 'draft')"
            " ON CONFLICT (id) DO NOTHING",
            (record, scope, word),
        )
        is_made = connection.exec_driver_sql("SELECT changes()").scalar_one()
    if is_made:
        laptop.deeds[word] = deed
    return record


def create_twin(world: World, laptop: Laptop, step: Step) -> None:
    """The same natural thing, made on several laptops."""
    scope = world.writable(laptop, 0)
    create(world, laptop, step, record=world.natural_id(scope, step.two % 2), scope=scope)


def foreign(world: World, laptop: Laptop, step: Step) -> None:
    """In a scope where this person may have no right to."""
    create(world, laptop, step, scope=list(SCOPES)[step.one % len(SCOPES)])


def edit(world: World, laptop: Laptop, step: Step) -> None:
    _write(world, laptop, step, _ATOMS[step.two % len(_ATOMS)])


def type_(world: World, laptop: Laptop, step: Step) -> None:
    """Saves while typing; only the last of one session is an operation."""
    session = world.new_id()
    atom = _ATOMS[step.two % len(_ATOMS)]
    first, last = world.word(), world.word()
    _write(world, laptop, step, atom, session=session, word=first)
    laptop.deeds.pop(first, None)
    _write(world, laptop, step, atom, session=session, word=last)


def _write(
    world: World,
    laptop: Laptop,
    step: Step,
    column: str,
    *,
    session: str | None = None,
    word: str = "",
    seen: tuple[int, frozenset[str]] | None = None,
    record: str = "",
) -> bool:
    found = world.pick(laptop, step.one) if not record else (record, world.scope_of(laptop, record))
    if found is None:
        return False
    record, scope = found
    word = word or world.word()
    deed = world.deed(laptop, word, scope, "projects", record, column, seen)
    with laptop.working(world.new_id(), seen[0] if seen else None, session=session) as connection:
        connection.exec_driver_sql(f"UPDATE projects SET {column} = ? WHERE id = ?", (word, record))
    laptop.deeds[word] = deed
    return True


def open_screen(world: World, laptop: Laptop, step: Step) -> None:
    found = world.pick(laptop, step.one)
    if found:
        laptop.screens[found[0]] = (laptop.change(), laptop.dots(found[0]))


def save_screen(world: World, laptop: Laptop, step: Step) -> None:
    """What was on the screen may be long out of date."""
    if laptop.screens:
        record = sorted(laptop.screens)[step.one % len(laptop.screens)]
        seen = laptop.screens.pop(record)
        _write(world, laptop, step, _ATOMS[step.two % len(_ATOMS)], seen=seen, record=record)


def delete(world: World, laptop: Laptop, step: Step) -> None:
    found = world.pick(laptop, step.one)
    if found:
        word = world.word()
        deed = world.deed(laptop, word, found[1], "projects", found[0], "deleted")
        _set(laptop, world, found[0], "deleted_at", f"{_GONE} {word}")
        laptop.deeds[word] = deed


def revive(world: World, laptop: Laptop, step: Step) -> None:
    gone = laptop.rows("SELECT id FROM projects WHERE deleted_at IS NOT NULL ORDER BY id")
    if gone:
        _set(laptop, world, gone[step.one % len(gone)][0], "deleted_at", None)


def move_state(world: World, laptop: Laptop, step: Step) -> None:
    """Sometimes a step that is not allowed."""
    found = world.pick(laptop, step.one)
    if not found:
        return
    (state,) = laptop.rows("SELECT state FROM projects WHERE id = ?", found[0])[0]
    after = {"draft": "submitted", "submitted": "approved"}.get(state, "draft")
    after = _STATES[step.two % 3] if step.two % 7 == 0 else after
    with laptop.working(world.new_id()) as connection:
        connection.exec_driver_sql(
            "UPDATE projects SET state = ?, state_by = ? WHERE id = ?", (after, laptop.email, found[0])
        )


def tag(world: World, laptop: Laptop, step: Step) -> None:
    found = world.pick(laptop, step.one)
    if found:
        (listed,) = laptop.rows("SELECT tags FROM projects WHERE id = ?", found[0])[0]
        tags = msgspec.json.decode(listed or "[]")
        name = "abcde"[step.two % 5]
        tags = [one for one in tags if one != name] if name in tags else [*tags, name]
        _set(laptop, world, found[0], "tags", msgspec.json.encode(tags).decode())


def decide(world: World, laptop: Laptop, step: Step) -> None:
    """For one of the sides, or with a third value."""
    with laptop.disk.begin() as connection:
        opened = conflicts.open_conflicts(connection)
        if not opened:
            return
        about = opened[step.one % len(opened)]
        found = conflicts.conflict(connection, about.record_id, about.atom, shapes_of(laptop.metadata))
    if found is None or about.table not in laptop.metadata.tables:
        return
    if about.atom == "deleted":
        value: dict[str, object] = {"deleted_at": None if step.two % 2 else _GONE}
    else:
        value = dict(found.sides[step.two % len(found.sides)].value)
    with laptop.working(world.new_id()) as connection:
        conflicts.settle(connection, laptop.metadata, about.record_id, about.table, about.atom, value)


def undo(world: World, laptop: Laptop, step: Step) -> None:
    with laptop.disk.begin() as connection:
        action = history.last_action(connection, laptop.email)
        if action is None or conflicts.reopen(connection, action):
            return
    with laptop.working(world.new_id(), undoes=action) as connection:
        for table, record, _, columns in history.inverse_of(connection, action):
            history.write_raw(connection, table, record, columns)
        history.note_undone(connection)


def pair(world: World, laptop: Laptop, step: Step) -> None:
    """One action on two records, perhaps of two scopes."""
    found = [world.pick(laptop, step.one), world.pick(laptop, step.two)]
    if None in found or found[0] == found[1]:
        return
    deeds = [world.deed(laptop, world.word(), s, "projects", r, "summary") for r, s in filter(None, found)]
    with laptop.working(world.new_id()) as connection:
        for deed in deeds:
            sql = "UPDATE projects SET summary = ? WHERE id = ?"
            connection.exec_driver_sql(sql, (deed.word, deed.record))
    laptop.deeds |= {deed.word: deed for deed in deeds}


def visit(world: World, laptop: Laptop, step: Step) -> None:
    """A record below another; the next release also writes what this one does not know."""
    found = world.pick(laptop, step.one)
    if not found:
        return
    table, column = ("moods", "word") if laptop.is_next and step.two % 2 else ("visits", "place")
    record, word = world.new_id(), world.word()
    deed = world.deed(laptop, word, found[1], table, record, "*")
    with laptop.working(world.new_id()) as connection:
        connection.exec_driver_sql(
            f"INSERT INTO {table} (id, scope_id, project_id, {column}) VALUES (?, ?, ?, ?)",
            (record, found[1], found[0], word),
        )
        if laptop.is_next and step.two % 3 == 0:
            connection.exec_driver_sql("UPDATE projects SET colour = ? WHERE id = ?", (word, found[0]))
    laptop.deeds[word] = deed


def attach(world: World, laptop: Laptop, step: Step) -> None:
    scope, record, word = world.writable(laptop, step.one), world.new_id(), world.word()
    data = word.encode() * (1 + step.two % 500)
    name = laptop.files.put(data)
    deed = world.deed(laptop, word, scope, "photos", record, "*")
    with laptop.working(world.new_id()) as connection:
        connection.exec_driver_sql(
            "INSERT INTO photos (id, scope_id, caption, sha256, size_bytes) VALUES (?, ?, ?, ?, ?)",
            (record, scope, word, name, len(data)),
        )
    laptop.deeds[word] = deed


def raw_write(world: World, laptop: Laptop, step: Step) -> None:
    """Text SQL without a context: captured all the same."""
    found = world.pick(laptop, step.one)
    if found:
        word = world.word()
        deed = world.deed(laptop, word, found[1], "projects", found[0], "body")
        with laptop.disk.begin() as connection:
            connection.exec_driver_sql("UPDATE projects SET body = ? WHERE id = ?", (word, found[0]))
        laptop.deeds[word] = deed


def poison(world: World, laptop: Laptop, step: Step) -> None:
    """A value that no other store's tables take, in a record or below which another is made."""
    found = world.pick(laptop, step.one)
    if found and step.two % 2:
        found = (world.new_id(), found[1])
        with laptop.working(world.new_id()) as connection:
            connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
            sql = "INSERT INTO projects (id, scope_id, title) VALUES (?, ?, 'never')"
            connection.exec_driver_sql(sql, found)
            connection.exec_driver_sql("PRAGMA ignore_check_constraints = OFF")
        with laptop.working(world.new_id()) as connection:
            sql = "INSERT INTO visits (id, scope_id, project_id, place) VALUES (?, ?, ?, 'below')"
            connection.exec_driver_sql(sql, (world.new_id(), found[1], found[0]))
    elif found:
        with laptop.disk.begin() as connection:
            connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        try:
            _set(laptop, world, found[0], "title", f"{world.word()} never")
        finally:
            laptop.disk.raw.execute("PRAGMA ignore_check_constraints = OFF")


def big(world: World, laptop: Laptop, step: Step) -> None:
    """One action on very many records."""
    found = world.pick(laptop, step.one)
    if not found:
        return
    rows = [(world.new_id(), found[1], found[0], world.word()) for _ in range(20 + step.two % 60)]
    deeds = [world.deed(laptop, word, scope, "visits", id_, "*") for id_, scope, _, word in rows]
    with laptop.working(world.new_id()) as connection:
        connection.exec_driver_sql(
            "INSERT INTO visits (id, scope_id, project_id, place) VALUES (?, ?, ?, ?)", rows
        )
    laptop.deeds |= {deed.word: deed for deed in deeds}


def huge(world: World, laptop: Laptop, step: Step) -> None:
    """A text that fits into no message."""
    found = world.pick(laptop, step.one)
    if found:
        word = world.word()
        deed = world.deed(laptop, word, found[1], "projects", found[0], "body")
        _set(
            laptop,
            world,
            found[0],
            "body",
            word * ((20_000 if world.plan.is_small else 1_300_000) // len(word)),
        )
        laptop.deeds[word] = deed


def _set(laptop: Laptop, world: World, record: str, column: str, value: object) -> None:
    with laptop.working(world.new_id()) as connection:
        _put(connection, record, column, value)


def _put(connection: Connection, record: str, column: str, value: object) -> None:
    connection.exec_driver_sql(f"UPDATE projects SET {column} = ? WHERE id = ?", (value, record))


ACTS = {
    "create": create,
    "create_twin": create_twin,
    "edit": edit,
    "type": type_,
    "open_screen": open_screen,
    "save_screen": save_screen,
    "delete": delete,
    "revive": revive,
    "move_state": move_state,
    "tag": tag,
    "decide": decide,
    "undo": undo,
    "pair": pair,
    "visit": visit,
    "attach": attach,
    "raw_write": raw_write,
    "poison": poison,
    "foreign": foreign,
    "big": big,
    "huge": huge,
}
