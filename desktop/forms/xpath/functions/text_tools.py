"""Patterns, digests and encodings of text."""

import base64
import binascii
import hashlib
import re
from functools import lru_cache

from desktop.forms.xpath.functions.patterns import whole_match
from desktop.forms.xpath.functions.table import Table
from desktop.forms.xpath.values import Value, to_string
from desktop.forms.xpath.world import Context

TABLE = Table()
_LONGEST_TEXT = 10_000
_ALGORITHMS = {"MD5": "md5", "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512"}
_LETTERS = r"A-Za-z\u00aa-\u02af\u0370-\u2fff\u3040-\ufaff\uff21-\uffdc"  # near enough for a check of form
_PIECES = re.compile(r"\\p\{\w+\}|\\.|.", re.DOTALL)
_JAVA_CLASSES = {
    rf"\p{{{name}}}": (inside, f"[{inside}]")
    for name, inside in {
        "L": _LETTERS,
        "IsAlphabetic": _LETTERS,
        "IsLetter": _LETTERS,
        "Lu": "A-ZÀ-ÞΑ-ΩА-ЯЁԱ-Ֆ",
        "Ll": "a-zß-ÿα-ωа-яёա-ֆ",
        "Alpha": "a-zA-Z",
        "Digit": "0-9",
        "Alnum": "a-zA-Z0-9",
        "Lower": "a-z",
        "Upper": "A-Z",
        "Punct": r"!-/:-@\[-`{-~",
        "Space": r"\s",
        "N": r"\d",
        "Nd": r"\d",
    }.items()
} | {r"\h": (r" \t\xa0", r"[ \t\xa0]")}
_QUOTED = re.compile(r"\\Q(.*?)(?:\\E|\Z)", re.DOTALL)


@TABLE.function("regex", 2, 2)
def regex(_context: Context, text: Value, pattern: Value) -> bool:
    """Whether the whole text fits a pattern in Java's dialect; what is no pattern fits nothing."""
    value, compiled = to_string(text), _compiled(to_string(pattern))
    return compiled is not None and len(value) <= _LONGEST_TEXT and whole_match(compiled, value)


@lru_cache(maxsize=512)
def _compiled(source: str) -> re.Pattern[str] | None:
    pattern = _translated(_QUOTED.sub(lambda match: re.escape(match.group(1)), source))
    try:
        return re.compile(pattern, 0 if r"\p{" in source else re.ASCII)
    except (re.error, OverflowError):
        return None


def _translated(pattern: str) -> str:
    """Java's named classes in Python's words."""
    found: list[str] = []
    in_class = False
    for piece in _PIECES.findall(pattern):
        if piece in _JAVA_CLASSES:
            inside, alone = _JAVA_CLASSES[piece]
            found.append(inside if in_class else alone)
            continue
        if piece in "[]":
            in_class = piece == "["
        found.append(piece)
    return "".join(found)


@TABLE.function("digest", 2, 3)
def digest(_context: Context, text: Value, algorithm: Value, *encoding: Value) -> str:
    name = _ALGORITHMS.get(to_string(algorithm).upper())
    if name is None:
        return ""
    found = hashlib.new(name, to_string(text).encode(), usedforsecurity=False).digest()
    wanted = to_string(encoding[0]).lower() if encoding else "base64"
    return found.hex() if wanted == "hex" else base64.b64encode(found).decode()


@TABLE.function("base64-decode", 1, 1)
def base64_decode(_context: Context, text: Value) -> str:
    try:
        return base64.b64decode(to_string(text), validate=True).decode(errors="replace")
    except (binascii.Error, ValueError):
        return ""


_SIGNATURE_LENGTH = 64


@TABLE.function("extract-signed", 2, 2)
def extract_signed(_context: Context, signed: Value, public_key: Value) -> str:
    """The message behind its Ed25519 signature, both in base64; empty where key and signature do not agree."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        content = base64.b64decode(to_string(signed), validate=True)
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(to_string(public_key), validate=True))
        key.verify(content[:_SIGNATURE_LENGTH], content[_SIGNATURE_LENGTH:])
    except (binascii.Error, ValueError, InvalidSignature):
        return ""
    return content[_SIGNATURE_LENGTH:].decode(errors="replace")
