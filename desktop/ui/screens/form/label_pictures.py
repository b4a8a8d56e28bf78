"""Pictures that a form shows with its questions and options."""

import base64
from collections.abc import Mapping

from PySide6.QtGui import QImage, QPixmap

from desktop.services.form_library.records import MediaRecord


def picture_of(media: Mapping[str, MediaRecord], names: Mapping[str, str]) -> QPixmap:
    """The small picture of a label, empty where there is none on this laptop."""
    record = media.get(names.get("image", ""))
    if record is None or not record.thumbnail:
        return QPixmap()
    return QPixmap.fromImage(QImage.fromData(base64.b64decode(record.thumbnail)))
