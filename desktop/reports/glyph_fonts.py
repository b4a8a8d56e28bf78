"""The font object written into the PDF: glyph ids as codes, a subset of the face, and the way back to text."""

import zlib
from typing import Any

import uharfbuzz as hb
from reportlab.pdfbase.pdfdoc import (
    BasicFonts,
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObjectReference,
    PDFStream,
    PDFString,
)

from desktop.reports.shaping import Shaped
from desktop.reports.typefaces import Face

_NEEDLESS_TABLES = ("GSUB", "GPOS", "GDEF", "kern", "name", "post", "cmap", "STAT", "DSIG", "BASE")
_BATCH = 100  # entries of one bfchar block, by the specification of CMaps


class GlyphFont:
    """A face in one document; ReportLab calls `addObjects` when the document is written."""

    def __init__(self, face: Face, number: int) -> None:
        self.face = face
        self.name = f"F{number}"
        space = face.font.get_nominal_glyph(32)
        self._texts: dict[int, str] = {0: ""} if space is None else {0: "", space: " "}
        self._faithful: dict[Shaped, bool] = {}

    def use(self, shaped: Shaped) -> bool:
        """Take the glyphs in; whether a reader gets exactly the text back from them alone."""
        known = self._faithful.get(shaped)
        if known is None:
            said = "".join(self._texts.setdefault(glyph, text) for glyph, text in shaped.glyphs)
            known = self._faithful[shaped] = shaped.right_to_left or said == shaped.text.replace(
                "\u00a0", " "
            )
        return known

    def addObjects(self, document: PDFDocument) -> None:
        """Write the font, its subset and its maps."""
        file = self._reference(document, "File", self._file())
        descriptor = self._reference(document, "Descriptor", PDFDictionary(self._descriptor(file)))
        base = {
            "Type": PDFName("Font"),
            "BaseFont": PDFName(self._subset_name()),
        }
        descendant = PDFDictionary(
            base
            | {
                "Subtype": PDFName("CIDFontType2"),
                "CIDSystemInfo": PDFDictionary(
                    {"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0}
                ),
                "FontDescriptor": descriptor,
                "CIDToGIDMap": PDFName("Identity"),
                "DW": 0,
                "W": self._widths(),
            }
        )
        maps = PDFStream(PDFDictionary({}), self._to_unicode())
        outer = PDFDictionary(
            base
            | {
                "Subtype": PDFName("Type0"),
                "Encoding": PDFName("Identity-H"),
                "DescendantFonts": PDFArray([self._reference(document, "Glyphs", descendant)]),
                "ToUnicode": self._reference(document, "Unicode", maps),
            }
        )
        # by reference: written inline, pdffonts fails on it
        fonts: Any = document.idToObject[BasicFonts]
        fonts.dict[self.name] = self._reference(document, "Font", outer)

    def _reference(self, document: Any, part: str, thing: object) -> PDFObjectReference:
        reference: PDFObjectReference = document.Reference(thing, f"{self.name}.{part}")
        return reference

    def _subset_name(self) -> str:
        tag = zlib.crc32(repr(sorted(self._texts)).encode())
        letters = "".join(chr(65 + tag // 26**place % 26) for place in range(6))
        return f"{letters}+{self.face.file_name.removesuffix('.ttf')}"

    def _file(self) -> PDFStream:
        wanted = hb.SubsetInput()
        # A character that no face has is printed as the empty box, never as a blank that nobody misses.
        box = hb.SubsetFlags.NOTDEF_OUTLINE
        wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING | box
        wanted.glyph_set.update(set(self._texts))
        wanted.drop_table_tag_set.update({int.from_bytes(tag.encode(), "big") for tag in _NEEDLESS_TABLES})
        data = hb.subset(hb.Face(hb.Blob(self.face.data)), wanted).blob.data
        return PDFStream(PDFDictionary({"Length1": len(data)}), data)

    def _descriptor(self, file: PDFObjectReference) -> dict[str, object]:
        extents = self.face.font.get_font_extents("ltr")
        scale = 1000 / self.face.em
        return {
            "Type": PDFName("FontDescriptor"),
            "FontName": PDFName(self._subset_name()),
            "Flags": 4,
            "FontBBox": PDFArray([-700, -400, 2000, 1200]),
            "ItalicAngle": 0,
            "Ascent": round(extents.ascender * scale),
            "Descent": round(extents.descender * scale),
            "CapHeight": 714,
            "StemV": 140 if "Bold" in self.face.file_name else 80,
            "FontFile2": file,
        }

    def _widths(self) -> PDFArray:
        scale = 1000 / self.face.em
        widths: list[object] = []
        for glyph in sorted(self._texts):
            advance = self.face.font.get_glyph_h_advance(glyph) * scale
            widths += [glyph, PDFArray([round(advance, 2)])]
        return PDFArray(widths)

    def _to_unicode(self) -> bytes:
        lines = [f"<{glyph:04x}> <{_utf16(text)}>" for glyph, text in sorted(self._texts.items()) if text]
        blocks = []
        for at in range(0, len(lines), _BATCH):
            block = lines[at : at + _BATCH]
            blocks.append(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar")
        return (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
            "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
            + "\n".join(blocks)
            + "\nendcmap CMapName currentdict /CMap defineresource pop end end"
        ).encode("ascii")


def _utf16(text: str) -> str:
    return text.encode("utf-16-be").hex()


def actual_text(text: str) -> str:
    """The operator that tells a reader what the next glyphs say."""
    return f"/Span <</ActualText <feff{_utf16(text)}>>> BDC"
