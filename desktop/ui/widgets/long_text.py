"""Several lines of text in which a paragraph may be as long as a book.

Qt lays out and paints a paragraph whole: one of a megabyte stops the window for a second with each key. So it stands
here in pieces that follow each other without a break of their own: the break between two is a seam, no part of the text.
"""

from collections.abc import Iterator

from PySide6.QtCore import QMimeData
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QPlainTextEdit

PIECE = 4000
_SEAM = QTextFormat.Property.UserProperty + 1
"""On the letter that parts two pieces: it comes and goes with that letter, by whichever key and by undo."""


class LongText(QPlainTextEdit):
    """A QPlainTextEdit: `text` and `put` know of seams, so does what is pasted and copied."""

    def __init__(self) -> None:
        super().__init__()
        self._has_seams = False

    def text(self) -> str:
        """What stands here, without the seams."""
        if not self._has_seams:
            return self.toPlainText()
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        return self._text_of(cursor)

    def put(self, text: str) -> None:
        """Hold this instead; nothing before it can be undone."""
        self._has_seams, text = False, _with_plain_breaks(text)
        if not _is_long(text):
            self.setPlainText(text)
            return
        self.setPlainText("")
        self.setUndoRedoEnabled(False)
        self._insert(QTextCursor(self.document()), text)
        self.setUndoRedoEnabled(True)

    def insertFromMimeData(self, source: QMimeData) -> None:
        cursor, text = self.textCursor(), _with_plain_breaks(source.text())
        if not _is_long(text) and not self._has_seams:
            super().insertFromMimeData(source)
            return
        self._insert(cursor, text)
        self.ensureCursorVisible()

    def createMimeDataFromSelection(self) -> QMimeData:
        if not self._has_seams:
            return super().createMimeDataFromSelection()
        copied = QMimeData()
        copied.setText(self._text_of(self.textCursor()))
        return copied

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A new paragraph, where Qt would begin another piece."""
        begins = event.matches(QKeySequence.StandardKey.InsertParagraphSeparator)
        if begins and self._has_seams and not self.isReadOnly():
            self._insert(self.textCursor(), "\n")
            self.ensureCursorVisible()
            return
        super().keyPressEvent(event)

    def _insert(self, cursor: QTextCursor, text: str) -> None:
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        for at, paragraph in enumerate(text.split("\n")):
            if at:
                cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
            for which, piece in enumerate(_pieces(paragraph)):
                if which:
                    cursor.insertBlock(QTextBlockFormat(), _seam())
                    self._has_seams = True
                cursor.insertText(piece, QTextCharFormat())
        cursor.endEditBlock()

    def _text_of(self, cursor: QTextCursor) -> str:
        parts, start, end = list[str](), cursor.selectionStart(), cursor.selectionEnd()
        block = self.document().findBlock(start)
        while block.isValid() and block.position() <= end:
            if block.position() > start and not _is_seam_before(block):
                parts.append("\n")
            at, letters = block.position(), block.length() - 1
            is_whole = start <= at and end >= at + letters
            inside = slice(max(0, start - at), end - at)
            parts.append(block.text() if is_whole else _cut(block.text(), inside))
            block = block.next()
        return "".join(parts).replace("\u2028", "\n").replace("\u00a0", " ")


def _cut(text: str, inside: slice) -> str:
    """By positions as Qt counts them, where a letter beyond the first plane is two."""
    units = text.encode("utf-16-le", "surrogatepass")
    return units[2 * inside.start : 2 * inside.stop].decode("utf-16-le", "surrogatepass")


def _seam() -> QTextCharFormat:
    made = QTextCharFormat()
    made.setProperty(_SEAM, True)
    return made


def _is_seam_before(block: QTextBlock) -> bool:
    return block.charFormat().hasProperty(
        _SEAM
    )  # a block's letters begin with the one that parts it from the last


def _with_plain_breaks(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n")


def _is_long(text: str) -> bool:
    return len(text) > PIECE and any(len(paragraph) > PIECE for paragraph in text.split("\n"))


def _pieces(paragraph: str) -> Iterator[str]:
    """Cut behind a space where there is one."""
    start = 0
    while len(paragraph) - start > PIECE:
        space = paragraph.rfind(" ", start + PIECE // 2, start + PIECE)
        end = space + 1 if space > 0 else start + PIECE
        yield paragraph[start:end]
        start = end
    yield paragraph[start:]
