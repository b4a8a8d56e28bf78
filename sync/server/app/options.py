"""Options that every command of the server takes, and how it answers."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

Data = Annotated[Path | None, typer.Option("--data", help="Folder of the server's data.")]
Url = Annotated[str | None, typer.Option("--database", help="postgresql://... instead of the embedded one.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]

BlobsUrl = Annotated[
    str | None,
    typer.Option(
        "--blobs",
        envvar="MILEPOST_BLOBS",
        help="s3://bucket/prefix instead of the data folder, for attachments.",
    ),
]
SchemaFile = Annotated[
    Path | None, typer.Option("--schema", help="Another schema file than the installed one.")
]


def say(as_json: bool, sentence: str, document: dict[str, Any]) -> None:
    typer.echo(json.dumps(document, ensure_ascii=False) if as_json else sentence)


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")  # noqa: TID251 - the server has no desktop.clock
