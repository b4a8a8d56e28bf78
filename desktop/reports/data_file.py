"""The frozen data of a report: canonical JSON, its hash, and its place inside the PDF."""

import dataclasses
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from hashlib import sha256
from io import BytesIO
from typing import Any

import pikepdf

from desktop.reports.file_seal import sealed


def frozen_json(content: Any) -> bytes:
    """The content as JSON, the same bytes for the same content; a picture stands as its sha256."""
    return json.dumps(_plain(content), ensure_ascii=False, sort_keys=True, indent=1).encode(
        "utf-8", "backslashreplace"
    )


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = ((field.name, getattr(value, field.name)) for field in dataclasses.fields(value))
        return {name: _plain(part) for name, part in fields if part not in (None, "", ())}
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    if isinstance(value, bytes):
        return {"sha256": sha256(value).hexdigest()}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def attach_data(pdf: bytes, data: bytes, file_name: str, made_at: datetime) -> bytes:
    """The PDF with its data inside, dated by its content, so that the same content gives the same bytes."""
    stamp = pikepdf.String(made_at.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ"))
    with pikepdf.open(BytesIO(pdf)) as document:
        attached = pikepdf.AttachedFileSpec(
            document,
            data,
            filename=file_name,
            mime_type="application/json",
            creation_date=str(stamp),
            mod_date=str(stamp),
            relationship=pikepdf.Name.Source,
        )
        document.attachments[file_name] = attached
        document.docinfo["/CreationDate"] = stamp
        document.docinfo["/ModDate"] = stamp
        document.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        output = BytesIO()
        document.save(
            output,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            min_version="1.7",
        )
    return sealed(output.getvalue())
