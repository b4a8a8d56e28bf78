"""Codes are read from pictures as people take them: turned, small in a photo, several at once; else a sentence says why not."""

import io

import pytest
import segno
import zxingcpp
from PIL import Image

from desktop.errors import BadInput
from desktop.services.form_library.barcodes import codes_in


def code(text: str, kind: str = "QRCode") -> Image.Image:
    if kind == "QRCode":
        out = io.BytesIO()
        segno.make(text, error="m", micro=False).save(out, kind="png", scale=6, border=4)
        return Image.open(out).convert("RGB")
    made = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, kind))
    return Image.fromarray(zxingcpp.write_barcode_to_image(made, scale=3)).convert("RGB")


def photo(*codes: Image.Image, turn: int = 0, kind: str = "JPEG") -> bytes:
    """The codes one below another on a grey table."""
    width = max(one.width for one in codes) + 400
    paper = Image.new("RGB", (width, sum(one.height + 300 for one in codes) + 300), (168, 160, 150))
    top = 300
    for one in codes:
        paper.paste(one, (200, top))
        top += one.height + 300
    out = io.BytesIO()
    paper.rotate(turn, expand=True, fillcolor=(168, 160, 150)).save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("turn", [0, 17, 90, 180])
def test_a_code_is_found_however_the_picture_is_turned(turn: int) -> None:
    assert codes_in(photo(code("KG-2026/0417"), turn=turn), "kit.jpg") == ("KG-2026/0417",)


def test_a_code_keeps_its_own_script() -> None:
    assert codes_in(photo(code("Ош, склад 3")), "kit.jpg") == ("Ош, склад 3",)


def test_several_codes_are_told_from_the_top_down_each_once() -> None:
    picture = photo(code("upper"), code("lower"), code("upper"), kind="PNG")

    assert codes_in(picture, "kit.png") == ("upper", "lower")


def test_a_picture_without_a_code_says_what_to_do() -> None:
    with pytest.raises(BadInput) as problem:
        codes_in(photo(Image.new("RGB", (200, 200), "white")), "wall.jpg")

    assert "wall.jpg" in problem.value.what()
    assert problem.value.what_now()


@pytest.mark.parametrize("content", [b"", b"no picture", photo(code("x"))[:900]])
def test_what_is_no_picture_or_cut_off_is_a_sentence(content: bytes) -> None:
    with pytest.raises(BadInput):
        codes_in(content, "kit.jpg")
