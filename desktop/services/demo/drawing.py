"""Photos of the invented region, drawn by the program: a landscape, a workshop, a hall, a roof."""

from io import BytesIO
from random import Random

from PIL import Image, ImageDraw, ImageFilter

SIZE = (1024, 672)
_SKIES = ((168, 200, 226), (206, 214, 222), (240, 214, 184), (150, 176, 204))
_HILLS = ((112, 142, 98), (150, 150, 104), (124, 120, 92), (96, 128, 112))
_WALLS = ((226, 214, 192), (206, 196, 184), (232, 226, 212), (190, 202, 206))
_ROOFS = ((150, 72, 56), (92, 100, 110), (120, 96, 72), (70, 92, 120))

SUBJECTS = ("workshop", "homes", "desk", "road")


def draw_photo(subject: str, seed: int) -> bytes:
    """The same JPEG for the same words."""
    random = Random(f"{subject}/{seed}")
    image = Image.new("RGB", SIZE, random.choice(_SKIES))
    pen = ImageDraw.Draw(image)
    _PAINTERS[subject](pen, random)
    _grain(image, random)
    out = BytesIO()
    image.save(out, "JPEG", quality=78)
    return out.getvalue()


def _hills(pen: ImageDraw.ImageDraw, random: Random, horizon: int) -> None:
    width, height = SIZE
    for layer in range(3):
        color = tuple(max(0, part - layer * 16) for part in random.choice(_HILLS))
        top = horizon + layer * 36
        points = [(x, top + random.randint(-34, 34)) for x in range(0, width + 129, 128)]
        pen.polygon([(0, height), *points, (width, height)], fill=color)


def _house(pen: ImageDraw.ImageDraw, random: Random, x: int, y: int, wide: int) -> None:
    tall = wide * 2 // 3
    pen.rectangle((x, y - tall, x + wide, y), fill=random.choice(_WALLS))
    roof = [
        (x - wide // 8, y - tall),
        (x + wide // 2, y - tall - wide // 3),
        (x + wide + wide // 8, y - tall),
    ]
    pen.polygon(roof, fill=random.choice(_ROOFS))
    for at in range(2):
        left = x + wide // 6 + at * wide // 2
        pen.rectangle((left, y - tall * 2 // 3, left + wide // 5, y - tall // 3), fill=(74, 92, 110))


def _homes(pen: ImageDraw.ImageDraw, random: Random) -> None:
    _hills(pen, random, 260)
    for at in range(5):
        _house(
            pen,
            random,
            40 + at * 196 + random.randint(-20, 20),
            520 + random.randint(-40, 60),
            random.randint(110, 170),
        )


def _road(pen: ImageDraw.ImageDraw, random: Random) -> None:
    _hills(pen, random, 220)
    turn = random.randint(380, 620)
    pen.polygon([(turn, 330), (turn + 26, 330), (860, 672), (240, 672)], fill=(128, 124, 118))
    _house(pen, random, random.choice((90, 700)), 470, 190)


def _workshop(pen: ImageDraw.ImageDraw, random: Random) -> None:
    width, height = SIZE
    pen.rectangle((0, 0, width, height), fill=random.choice(_WALLS))
    pen.rectangle((0, 470, width, height), fill=(138, 122, 104))
    for at in range(3):
        left = 70 + at * 320
        pen.rectangle((left, 90, left + 210, 250), fill=random.choice(_SKIES))
        pen.rectangle((left, 430, left + 240, 450), fill=(96, 72, 52))
        for leg in (left + 10, left + 220):
            pen.rectangle((leg, 450, leg + 12, 590), fill=(80, 62, 48))
        pen.ellipse((left + 70, 380, left + 140, 432), fill=random.choice(_ROOFS))


def _desk(pen: ImageDraw.ImageDraw, random: Random) -> None:
    width, height = SIZE
    pen.rectangle((0, 0, width, height), fill=random.choice(_WALLS))
    pen.rectangle((140, 120, 560, 330), fill=(246, 244, 236), outline=(90, 90, 90), width=4)
    for line in range(6):
        pen.line(
            (170, 155 + line * 28, 380 + random.randint(0, 150), 155 + line * 28),
            fill=(90, 100, 110),
            width=5,
        )
    pen.rectangle((90, 450, 940, 490), fill=(120, 88, 60))
    pen.rectangle((130, 490, 900, 660), fill=(98, 72, 52))
    pen.rectangle((660, 330, 860, 450), fill=(54, 60, 68))


_PAINTERS = {"workshop": _workshop, "homes": _homes, "desk": _desk, "road": _road}


def _grain(image: Image.Image, random: Random) -> None:
    """A little noise and blur, so that a file has the size of a photo's."""
    noise = Image.frombytes("L", (SIZE[0] // 2, SIZE[1] // 2), random.randbytes(SIZE[0] * SIZE[1] // 4))
    soft = noise.resize(SIZE).filter(ImageFilter.GaussianBlur(1.2)).convert("RGB")
    image.paste(Image.blend(image, soft, 0.06))
