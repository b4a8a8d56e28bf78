"""`${name}` in an expression as the path it stands for, as XLSForm has it."""

import re

from desktop.errors import BadInput
from desktop.forms import Definition, Place
from desktop.i18n import _

_POSITION = re.compile(r"\[\d+\]")


def resolved(expression: str, form: Definition | None, context: str) -> str:
    """With paths in the place of names; `context` is where the expression stands. Raises BadInput for an unknown name."""
    if "${" not in expression:
        return expression
    found: list[str] = []
    for part in re.split(r"(\$\{[^}]*\}?)", expression):
        found.append(_path(part, form, context) if part.startswith("${") else part)
    return "".join(found)


def _path(reference: str, form: Definition | None, context: str) -> str:
    name = reference[2:].removesuffix("}").strip()
    if form is None:
        raise BadInput(
            _(
                "{reference} stands for a question of a form: name the form with --form, or write a path."
            ).format(reference=reference)
        )
    if not reference.endswith("}") or not name:
        raise BadInput(_("{reference} is no whole reference: write ${{name}}.").format(reference=reference))
    places = [place for place in form.places if place.name == name]
    if len(places) != 1:
        words = (
            _("There is no question {name} in the form.")
            if not places
            else _("The form has several questions {name}: write the path of the one that is meant.")
        )
        raise BadInput(words.format(name=name))
    return _way(places[0], form, context)


def _way(place: Place, form: Definition, context: str) -> str:
    """Relative within the same entry of a list, else from the root."""
    here = form.place_at(_POSITION.sub("", context)) if context else None
    shared = [one for one in place.repeats if here is not None and one in here.repeats]
    if here is None or not shared:
        return f" {place.path} "
    steps = place.path[len(shared[-1].path) :].lstrip("/")
    up = "/".join([".."] * (here.depth - shared[-1].depth)) or "."
    return f" {up}/{steps} " if steps else f" {up} "
