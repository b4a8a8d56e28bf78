"""The recovery sheet as a page to print: what it is for, the code in words and as a square code."""

from html import escape
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QUrl
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPdfWriter, QTextDocument

from desktop.i18n import _
from desktop.services.written_files import replace_file


def write_sheet(path: Path, secret: str) -> None:
    """Raises OSError when the file cannot be written."""
    drawn = QBuffer()  # Qt does not tell of a disk that took half of a file
    drawn.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(drawn)
    writer.setTitle(_("Recovery sheet of Milepost"))
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(20, 20, 20, 20)
        )
    )
    document = QTextDocument()
    document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl("code"), _square_code(secret))
    document.setHtml(_page(secret))
    document.print_(writer)
    replace_file(path, bytes(drawn.data().data()), is_secret=True)
    path.chmod(0o600)


def _square_code(secret: str) -> QImage:
    import io

    import segno

    out = io.BytesIO()
    segno.make(secret, error="m").save(out, kind="png", scale=8, border=2)
    return QImage.fromData(out.getvalue())


def _page(secret: str) -> str:
    parts = [
        f"<h1>{escape(_('Recovery sheet'))}</h1>",
        f"<p>{escape(_('Milepost, the monitoring program of the office'))}</p>",
        f"<p>{escape(_('This code sets a new passphrase when the old one is lost. Whoever has it and the laptop can read the data.'))}</p>",
        f"<p><b>{escape(_('Keep this sheet at the office, away from the laptop. Do not photograph or mail it.'))}</b></p>",
        f"<p style='font-family: monospace; font-size: 11pt'>{escape(secret)}</p>",
        "<p><img src='code' width='220' height='220'></p>",
        f"<p>{escape(_('To use it: start Milepost, choose “I do not know the passphrase”, and type the code.'))}</p>",
        f"<p>{escape(_('Name of the person, date and signature:'))}</p><p>&nbsp;</p><hr>",
    ]
    return "".join(parts)
