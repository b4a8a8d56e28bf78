"""What watches over the server is told: it lives, it can work, or it cannot."""

import asyncio
from typing import Any

import httpx
from sqlalchemy import text


def asked(centre: Any, path: str) -> tuple[int, str]:
    async def call() -> httpx.Response:
        transport = httpx.ASGITransport(centre.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
            return await client.get(path)

    answer = asyncio.run(call())
    return answer.status_code, answer.text


def test_a_server_in_order_lives_and_is_ready(office: Any) -> None:
    assert asked(office, "/health") == (200, "ok\n")
    assert asked(office, "/ready") == (200, "ok\n")


def test_a_server_whose_tables_another_release_has_changed_lives_but_is_not_ready(office: Any) -> None:
    with office.database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    assert asked(office, "/health") == (200, "ok\n")
    assert asked(office, "/ready") == (503, "database\n")
