"""Bar codes out of a picture: EAN, Code 128, QR and the like, found wherever they stand and however they are turned."""

from desktop.errors import BadInput
from desktop.i18n import _
from desktop.services.visits.photos import pixels_of

LONGEST_SIDE = 4000
"""Codes are found in smaller copies too; a larger picture only takes longer."""


def codes_in(content: bytes, file_name: str) -> tuple[str, ...]:
    """The texts of the codes, each once, from the top of the picture down. Raises BadInput where there is none."""
    import zxingcpp

    with pixels_of(content, file_name, LONGEST_SIDE) as picture:
        found = zxingcpp.read_barcodes(picture.convert("L"), text_mode=zxingcpp.TextMode.Plain)
    ordered = sorted(found, key=lambda code: (code.position.top_left.y, code.position.top_left.x))
    texts = tuple(dict.fromkeys(code.text.strip() for code in ordered if code.text.strip()))
    if not texts:
        raise BadInput(
            _("No code can be read on {name}.").format(name=file_name),
            _("Take the photo again, close and sharp, or type what is printed below the code."),
        )
    return texts
