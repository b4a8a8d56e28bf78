"""Files that answer questions: what a dialog offers, and how points read from a file join an answer. Knows no Qt."""

from collections.abc import Sequence

from desktop.i18n import _
from desktop.services.form_library.records import QuestionView

GROUND_FILES = ("*.geojson", "*.json", "*.gpx", "*.kml")
POINT_FILES = ("*.gpx", "*.kml", "*.geojson", "*.json", "*.jpg", "*.jpeg", "*.png", "*.webp")


def file_kinds(question_type: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What a file dialog offers for a type of question; nothing for any file."""
    return {
        "image": ((_("Pictures"), ("*.jpg", "*.jpeg", "*.png", "*.webp", "*.gif")),),
        "audio": ((_("Sounds"), ("*.mp3", "*.m4a", "*.ogg", "*.opus", "*.wav", "*.amr", "*.flac")),),
        "video": ((_("Films"), ("*.mp4", "*.mov", "*.webm", "*.mkv", "*.avi", "*.3gp")),),
    }.get(question_type, ())


def with_points(question: QuestionView, points: Sequence[str]) -> str:
    """The answer with these points: the first for a position; a line goes on, an area is closed again."""
    if question.type == "geopoint":
        return points[0]
    return joined([*points_of(question), *points], is_area=question.type == "geoshape")


def points_of(question: QuestionView) -> list[str]:
    """The points of the answer; an area ends where it began, and tells that point once."""
    kept = [one.strip() for one in question.value.split(";") if one.strip()]
    if question.type == "geoshape" and len(kept) > 1 and kept[0] == kept[-1]:
        kept.pop()
    return kept


def joined(points: Sequence[str], *, is_area: bool) -> str:
    """The answer of these points; an area is closed."""
    closing = points[:1] if is_area and len(points) > 2 and points[0] != points[-1] else []
    return ";".join([*points, *closing])
