"""A checker of what OpenRosa servers ask of a folder of submissions, written from the public rules alone."""

import re
import uuid
import zipfile
from pathlib import Path

from lxml import etree

SPACES = {None, "http://openrosa.org/xforms"}
TEMPLATE = "{http://openrosa.org/javarosa}template"
LONGEST_ID = 249


def faults_of(path: Path, xform: str) -> list[str]:
    """Every fault found in the ZIP, with its place; `xform` is the form the submissions were made with."""
    form = etree.fromstring(xform.encode())
    found: list[str] = []
    identities: list[str] = []
    with zipfile.ZipFile(path) as packed:
        names = packed.namelist()
        for name in names:
            if name.startswith("/") or ".." in name.split("/") or "\\" in name:
                found.append(f"{name}: leads out of the folder")
        folders = {name.rpartition("/")[0] for name in names}
        for folder in sorted(folders):
            inside = {name.rpartition("/")[2] for name in names if name.rpartition("/")[0] == folder}
            if "submission.xml" not in inside:
                found.append(f"{folder}: no submission.xml")
                continue
            content = packed.read(f"{folder}/submission.xml")
            found += [f"{folder}: {one}" for one in _faults(content, form, inside - {"submission.xml"})]
            identities.append(
                "".join(etree.fromstring(content).xpath("//*[local-name()='instanceID']/text()"))
            )
    found += [f"{one}: twice" for one in set(identities) if identities.count(one) > 1]
    return found


def faults_in(xml: str, xform: str) -> list[str]:
    """Every fault of one submission without files."""
    return _faults(xml.encode(), etree.fromstring(xform.encode()), set())


def _faults(content: bytes, form: etree._Element, files: set[str]) -> list[str]:
    if not content.startswith(b"<?xml") or b"<!DOCTYPE" in content:
        return ["no plain XML document"]
    content.decode("utf-8")
    root = etree.fromstring(content)
    primary = form.find(".//{http://www.w3.org/2002/xforms}instance")[0]
    found = []
    for attribute in ("id", "version"):
        if root.get(attribute) != primary.get(attribute):
            found.append(f"{attribute} {root.get(attribute)!r} is not that of the form")
    if len(root.get("id", "")) > LONGEST_ID:
        found.append("the id is too long")
    if any(one.get(TEMPLATE) is not None for one in root.iter()):
        found.append("a template is among the answers")
    return found + _meta_faults(root) + _name_faults(root, primary) + _file_faults(root, form, files)


def _meta_faults(root: etree._Element) -> list[str]:
    metas = [one for one in root if etree.QName(one).localname == "meta"]
    if len(metas) != 1:
        return [f"{len(metas)} meta blocks"]
    if etree.QName(metas[0]).namespace not in SPACES | {etree.QName(root).namespace}:
        return ["meta stands in a foreign namespace"]
    identities = [one for one in metas[0] if etree.QName(one).localname == "instanceID"]
    if len(identities) != 1:
        return [f"{len(identities)} instanceIDs"]
    text = identities[0].text or ""
    if not re.fullmatch(r"uuid:[0-9a-f-]{36}", text):
        return [f"instanceID {text!r} is no uuid"]
    uuid.UUID(text.removeprefix("uuid:"))
    return []


def _name_faults(element: etree._Element, model: etree._Element) -> list[str]:
    known = {etree.QName(one).localname: one for one in model if isinstance(one.tag, str)}
    found = []
    for child in element:
        name = etree.QName(child).localname
        if name in known:
            found += _name_faults(child, known[name])
        elif name != "meta":
            found.append(f"{name} is not in the form")
    return found


def _file_faults(root: etree._Element, form: etree._Element, files: set[str]) -> list[str]:
    binds = [
        one.get("nodeset", "").split("/")[2:]
        for one in form.iter("{http://www.w3.org/2002/xforms}bind")
        if one.get("type") == "binary"
    ]
    steps = ["/".join(f"*[local-name()='{step}']" for step in bind) for bind in binds]
    named = [str(text) for step in steps for text in root.xpath(f"{step}/text()")]
    return [f"{one} is named by no answer" for one in files - set(named)] + [
        f"{one} is named twice" for one in set(named) if named.count(one) > 1
    ]
