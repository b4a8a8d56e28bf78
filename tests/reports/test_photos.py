"""Photos in a report carry no hidden data, stand upright, and keep their pixels where they may."""

from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from desktop.reports.content import Photo
from desktop.reports.photos import LONGEST_SIDE, NoPicture, prepare_photo, without_hidden_data
from desktop.reports.visit import render_visit
from tests.reports.sample import make_jpeg, make_small_visit


def exif_with(orientation: int = 1) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (42.0, 30.0, 31.0)
    return exif.tobytes()


def pixels(data: bytes) -> bytes:
    with Image.open(BytesIO(data)) as image:
        return image.tobytes()


def test_a_clean_small_jpeg_goes_in_as_it_is() -> None:
    data = make_jpeg()

    assert prepare_photo(data).data == data


def test_camera_and_place_are_stripped_without_touching_a_pixel() -> None:
    data = make_jpeg(exif=exif_with())

    picture = prepare_photo(data)

    assert b"SecretCamera" in data
    assert b"Exif" not in picture.data
    assert b"SecretCamera" not in picture.data
    assert pixels(picture.data) == pixels(data)


def test_what_follows_the_end_of_a_jpeg_is_cut_off() -> None:
    data = make_jpeg() + b"a film of the same moment"

    assert b"film" not in prepare_photo(data).data


def test_a_comment_is_stripped() -> None:
    output = BytesIO()
    Image.new("RGB", (40, 30), "red").save(output, "JPEG", comment=b"taken by Nino")

    assert b"Nino" not in prepare_photo(output.getvalue()).data


def test_a_picture_on_its_side_is_turned_upright() -> None:
    picture = prepare_photo(make_jpeg(400, 300, exif=exif_with(orientation=6)))

    assert (picture.width, picture.height) == (300, 400)
    assert b"Exif" not in picture.data


def test_a_large_picture_is_made_smaller() -> None:
    picture = prepare_photo(make_jpeg(4000, 3000))

    assert max(picture.width, picture.height) == LONGEST_SIDE
    assert picture.width / picture.height == pytest.approx(4 / 3, abs=0.01)


def test_the_same_large_picture_gives_the_same_bytes() -> None:
    data = make_jpeg(4000, 3000)

    assert prepare_photo(data) == prepare_photo(data)


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        ("RGBA", "PNG"),
        ("LA", "PNG"),
        ("P", "GIF"),
        ("1", "PNG"),
        ("L", "JPEG"),
        ("CMYK", "JPEG"),
        ("I;16", "PNG"),
        ("RGB", "WEBP"),
        ("RGB", "BMP"),
    ],
)
def test_other_kinds_of_picture_become_jpegs(mode: str, kind: str) -> None:
    output = BytesIO()
    Image.new(mode, (60, 40)).save(output, kind)

    picture = prepare_photo(output.getvalue())

    assert picture.data.startswith(b"\xff\xd8")
    assert (picture.width, picture.height) == (60, 40)
    assert picture.channels in (1, 3)


def test_what_is_seen_through_becomes_white() -> None:
    output = BytesIO()
    Image.new("RGBA", (16, 16), (0, 0, 0, 0)).save(output, "PNG")

    assert pixels(prepare_photo(output.getvalue()).data)[:3] == b"\xff\xff\xff"


def test_a_picture_of_absurd_size_is_refused() -> None:
    output = BytesIO()
    Image.new("1", (20_000, 10_000)).save(output, "PNG")

    with pytest.raises(NoPicture, match="too large"):
        prepare_photo(output.getvalue())


def test_a_picture_of_108_megapixels_as_phones_take_them_goes_in() -> None:
    output = BytesIO()
    Image.new("L", (12_000, 9_000), 128).save(output, "JPEG")

    picture = prepare_photo(output.getvalue())

    assert (picture.width, picture.height) == (1600, 1200)


def test_a_progressive_jpeg_keeps_all_its_scans() -> None:
    output = BytesIO()
    with Image.open(BytesIO(make_jpeg(300, 200))) as image:
        image.save(output, "JPEG", progressive=True, quality=80)

    clean = without_hidden_data(output.getvalue())

    assert clean is not None
    assert pixels(clean) == pixels(output.getvalue())


def printed(*photos: bytes) -> list[tuple[float, float, bytes]]:
    """Pixels an inch across and down, and the stored bytes, of each picture in a report of these photos, as read back."""
    pdf = render_visit(make_small_visit(photos=tuple(Photo(image=one) for one in photos)), language="en").pdf
    found = []
    with pikepdf.open(BytesIO(pdf)) as document:
        for page in document.pages:
            stack: list[list[float]] = []
            for instruction in pikepdf.parse_content_stream(page):
                assert isinstance(instruction, pikepdf.ContentStreamInstruction)
                operands, operator = instruction.operands, instruction.operator
                if str(operator) == "cm":
                    stack.append([float(one) for one in operands])
                elif str(operator) == "Do":
                    image = page.Resources.XObject[str(operands[0])]
                    if image.Subtype == "/Image":
                        across, down = stack[-1][0] / 72, stack[-1][3] / 72
                        found.append(
                            (int(image.Width) / across, int(image.Height) / down, image.read_raw_bytes())
                        )
    return found


@pytest.mark.parametrize("size", [(4000, 3000), (3000, 4000), (4032, 1908), (1600, 1200), (1200, 1600)])
def test_a_photo_is_printed_as_fine_as_paper_shows(size: tuple[int, int]) -> None:
    ((across, down, data),) = printed(make_jpeg(*size))

    assert 220 <= across <= 300
    assert 220 <= down <= 300
    with Image.open(BytesIO(data)) as image:
        assert image.width / image.height == pytest.approx(size[0] / size[1], abs=0.01)


def test_a_photo_on_its_side_is_printed_upright_and_as_fine() -> None:
    ((across, _down, data),) = printed(make_jpeg(4000, 3000, exif=exif_with(orientation=6)))

    assert 220 <= across <= 300
    with Image.open(BytesIO(data)) as image:
        assert image.height > image.width


def test_a_photo_that_is_not_too_fine_goes_in_as_it_is() -> None:
    data = make_jpeg(1024, 672)

    assert [stored for _across, _down, stored in printed(data)] == [data]


def test_twenty_photos_of_a_phone_make_a_report_that_goes_by_mail() -> None:
    data = [make_jpeg(4000, 3000, f"#{at:02x}{255 - at:02x}40") for at in range(20)]
    visit = make_small_visit(photos=tuple(Photo(image=one) for one in data))

    first = render_visit(visit, language="en").pdf

    assert len(first) < 5_000_000
    assert render_visit(visit, language="en").pdf == first
