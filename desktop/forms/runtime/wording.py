"""Texts of an open form in its present language, with the values that stand in them."""

from desktop.forms.definition.definition import Definition
from desktop.forms.definition.records import Output, Parts, Wording
from desktop.forms.runtime.tree import LiveNode
from desktop.forms.xpath.syntax import ExpressionError
from desktop.forms.xpath.values import to_string
from desktop.forms.xpath.world import Context, World

MEDIA_FORMS = ("image", "big-image", "audio", "video")
_FAILURES = (ArithmeticError, ValueError, TypeError, LookupError, AttributeError, RecursionError)


class Wordings:
    """Renders the wordings of one submission."""

    def __init__(self, definition: Definition, world: World) -> None:
        self._definition, self._world = definition, world
        self.blank = ""
        """Stands in the place of a value that is not there yet."""
        self._media: dict[tuple[str, str], dict[str, str]] = {}

    def text(self, wording: Wording, at: LiveNode, form: str = "") -> str:
        """The text, its long form unless another is asked for; empty where there is none."""
        if wording.text_id:
            return self.translated(wording.text_id, at, form)
        return "" if form else self._joined(wording.parts, at)

    def translated(self, text_id: str, at: LiveNode, form: str = "") -> str:
        texts = self._definition.texts
        parts = texts.find(self._world.language, text_id, form)
        if parts is None and not form:
            parts = texts.find(self._world.language, text_id, "short")
        return "" if parts is None else self._joined(parts, at)

    def stands(self, wording: Wording) -> bool:
        """Whether the text is the same whatever is answered."""
        parts = wording.parts
        if wording.text_id:
            texts, language = self._definition.texts, self._world.language
            long = texts.find(language, wording.text_id) or texts.find(language, wording.text_id, "short")
            parts = (*(long or ()), *(texts.find(language, wording.text_id, "guidance") or ()))
        return not any(isinstance(part, Output) for part in parts)

    def media(self, wording: Wording) -> dict[str, str]:
        """File names by kind; only files that travel with the form, nothing remote."""
        return self.media_of(wording.text_id) if wording.text_id else {}

    def media_of(self, text_id: str) -> dict[str, str]:
        key = (self._world.language, text_id)
        if key not in self._media:
            self._media[key] = self._media_in(*key)
        return self._media[key]

    def _media_in(self, language: str, text_id: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for form in MEDIA_FORMS:
            parts = self._definition.texts.find(language, text_id, form)
            address = "".join(part for part in parts or () if isinstance(part, str))
            if address.startswith("jr://"):
                found[form] = address.rpartition("/")[2]
        return found

    def _joined(self, parts: Parts, at: LiveNode) -> str:
        return "".join(self._value(part, at) if isinstance(part, Output) else part for part in parts).strip()

    def _value(self, output: Output, at: LiveNode) -> str:
        try:
            run = self._definition.run_of(output.expression, at.place)
            return to_string(run(Context(self._world, at))) or self.blank
        except (*_FAILURES, ExpressionError):
            return self.blank
