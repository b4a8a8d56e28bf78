"""Pages that were read once do not stay in memory."""

from sqlalchemy import event, text

from desktop.storage.engine import make_engine
from desktop.storage.held_key import HeldKey
from desktop.storage.page_memory import release_pages

KEY = bytes(32)
ROWS = 2000


def a_read_store(folder):
    engine = make_engine(folder / "store.db", HeldKey(KEY))
    with engine.connect() as connection, connection.begin():
        connection.execute(text("CREATE TABLE notes (words TEXT)"))
        connection.execute(
            text("INSERT INTO notes VALUES (:words)"), [{"words": f"{row} " * 400} for row in range(ROWS)]
        )
    return engine


def test_a_query_after_the_release_finds_the_same_rows(tmp_path):
    engine = a_read_store(tmp_path)
    release_pages(engine)

    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM notes")).scalar() == ROWS
    engine.dispose()


def test_a_connection_in_use_goes_on_with_its_transaction(tmp_path):
    engine = a_read_store(tmp_path)
    with engine.connect() as connection, connection.begin():
        connection.execute(text("INSERT INTO notes VALUES ('mine')"))
        release_pages(engine)
        found = connection.execute(text("SELECT count(*) FROM notes")).scalar()

    assert found == ROWS + 1
    engine.dispose()


def test_one_idle_connection_stays_and_the_others_are_closed(tmp_path):
    engine = a_read_store(tmp_path)
    with engine.connect(), engine.connect():
        pass
    closed, opened = [], []
    event.listen(engine, "close_detached", closed.append)
    event.listen(engine, "connect", lambda connection, _record: opened.append(connection))

    release_pages(engine)
    with engine.connect() as first, engine.connect() as second:
        counts = [each.execute(text("SELECT count(*) FROM notes")).scalar() for each in (first, second)]

    assert (len(closed), len(opened), counts) == (1, 1, [ROWS, ROWS])
    engine.dispose()
