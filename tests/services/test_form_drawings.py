"""A drawing of a form is shown without what runs, reaches out or multiplies; what is no drawing is a sentence."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.errors import BadInput
from desktop.services.form_library.form_drawings import read_drawing

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">%s</svg>'


def test_the_parts_are_known_by_their_ids():
    drawing = read_drawing(
        SVG % b'<g id="arm"><path id="hand" d="M0 0h1v1z"/></g><rect width="1" height="1"/>', "b.svg"
    )

    assert drawing.parts == {"arm", "hand"}


@pytest.mark.parametrize(
    "harm",
    [
        b"<script>alert(1)</script>",
        b'<image href="file:///etc/passwd"/>',
        b'<g><use href="#a"/></g>',
        b'<a href="http://x/"><rect/></a>',
        b"<style>@import url(http://x/y.css);</style>",
        b"<style>rect { fill: url(http://x/#y) }</style>",
        b"<foreignObject><p>x</p></foreignObject>",
        b"<?php x ?>",
    ],
)
def test_what_runs_or_reaches_out_is_left_out(harm: bytes):
    drawing = read_drawing(SVG % (harm + b'<rect id="kept"/>'), "b.svg")

    assert drawing.parts == {"kept"}
    assert not any(
        word in drawing.svg for word in (b"script", b"file:", b"http://x", b"use", b"php", b"foreign")
    )


@given(st.binary(max_size=400))
@example(b"")
@example(b"<html/>")
@example(b'<!DOCTYPE svg [<!ENTITY a "x">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>')
def test_what_is_no_drawing_is_a_sentence(content: bytes):
    with pytest.raises(BadInput, match=r"b\.svg"):
        read_drawing(content, "b.svg")


@pytest.mark.parametrize("parts", [b"<g>" * 200 + b"</g>" * 200, b"<g/>" * 30_000], ids=["deep", "long"])
def test_a_drawing_of_endless_parts_is_a_sentence(parts: bytes):
    with pytest.raises(BadInput):
        read_drawing(SVG % parts, "b.svg")
