"""What is wrong with an answer, and the sentence that says it."""

from desktop.forms.definition.records import Place
from desktop.forms.runtime.fitting import fits
from desktop.forms.runtime.tree import LiveNode
from desktop.forms.runtime.wording import Wordings
from desktop.forms.xpath.values import number_text
from desktop.i18n import _


def what_is_wrong(node: LiveNode) -> str:
    """`required`, `type`, `constraint`, or nothing; as in ODK Collect, of what nobody sees nothing is asked."""
    place = node.place
    if not node.is_shown or not node.is_asked or place.is_heading or not place.has_control:
        return ""
    if not node.text:
        return "required" if node.is_required and not is_explained(node) else ""
    if not node.has_fitting_type():
        return "type"
    return "" if node.constraint_holds else "constraint"


def is_explained(node: LiveNode) -> bool:
    """Whether it is said, with a reason, why there is no answer."""
    return bool(node.remark.mark and node.remark.comment)


def message_for(kind: str, node: LiveNode, wordings: Wordings) -> str:
    """The form's own sentence where it has one."""
    bind = node.place.bind
    if kind == "required" and node.remark.mark:
        return _("This question needs an answer: say in a comment why there is none.")
    if kind == "required":
        return wordings.text(bind.required_message, node) or _("This question needs an answer.")
    if kind == "constraint":
        return wordings.text(bind.constraint_message, node) or _("This answer is not allowed here.")
    if node.unoffered:
        return _("The list does not offer {choices} here: choose from what it offers.").format(
            choices=node.unoffered
        )
    if node.unranked:
        return _("Put everything into order; left out: {choices}.").format(choices=node.unranked)
    return _what_fits(node.place, node.text)


def _what_fits(place: Place, text: str) -> str:
    if place.scale is not None:
        first, last, step = (
            number_text(float(one)) for one in (place.scale.start, place.scale.end, abs(place.scale.step))
        )
        return _("Choose a number from {first} to {last}, by steps of {step}.").format(
            first=first, last=last, step=step
        )
    if place.only_figures:
        return _("Write figures only, such as +996 555 12 34 56.")
    kind = place.bind.type
    if kind in ("geotrace", "geoshape") and not all(
        fits(point, "geopoint") for point in text.split(";") if point.strip()
    ):
        kind = "geopoint"
    return {
        "integer": _("Write a whole number, such as 12."),
        "decimal": _("Write a number, such as 12.5."),
        "date": _("Write a date as year-month-day, such as 2026-05-31."),
        "dateTime": _("Write a date and time, such as 2026-05-31T14:30."),
        "time": _("Write the time like 14:30."),
        "geopoint": _("Write latitude, then longitude, like 40.5140, 72.8161."),
        "geotrace": _("A line has at least two points."),
        "geoshape": _("An area has at least three points."),
    }.get(kind, _("This answer does not fit the question."))
