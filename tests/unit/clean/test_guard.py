"""What stands in a plan is never furniture, whatever it speaks of; and what is dropped there is told."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from build_tools.intake import SourceFile, read_file
from build_tools.pipeline import convert_bytes, convert_files
from build_tools.render.outline import render_outline

CASES = tomllib.loads((Path(__file__).parents[2] / "cases/clean/planted.toml").read_text("utf-8"))
TITLE = "某市产业发展规划（2021-2025年）"
FORMS: dict[str, Callable[[str], list[str]]] = {
    "item": lambda text: ["一、主要任务", "1.夯实基础。", f"2.{text}", "3.培育生态。", "二、保障措施", "加强领导。"],
    "clause": lambda text: ["一、主要任务", "（一）夯实基础", f"（二）{text}", "二、保障措施", "加强领导。"],
    "dash": lambda text: ["一、主要任务", "——夯实基础。", f"——{text}", "二、保障措施", "加强领导。"],
    "paragraph": lambda text: ["一、主要任务", "夯实基础。", text, "二、保障措施", "加强领导。"],
    "last item": lambda text: ["一、主要任务", "夯实基础。", "二、保障措施", "1.加强领导。", f"2.{text}"],
    "box": lambda text: ["一、主要任务", f"专栏1 {text.strip('。')}", "建设平台。", "二、保障措施", "加强领导。"],
}

OFTEN = {"item"}  # the form that is tried while working, too


def _outline(source: str, name: str) -> dict[str, Any]:
    converted = convert_bytes(source.encode(), name)
    return render_outline(converted.edition, [])


def _sources(lines: list[str]) -> dict[str, str]:
    escaped = [line.replace(">", "&gt;") for line in lines]
    paragraphs = "".join(f"<p>{line}</p>" for line in escaped)
    broken = "<br>".join(escaped)
    menu = "<div class='nav'><a href='/'>首页</a> <a href='/a'>政务公开</a></div>"
    page = ["当前位置：首页 > 规划", "来源：某网 发布时间：2021-05-06 09:12"]
    foot = "<p>【打印】【关闭】</p><div class='foot'>版权所有 某网</div>"
    return {
        "a.txt": "\n".join([TITLE, *lines]),
        "b.txt": "\n".join(
            [
                *page,
                TITLE,
                *lines,
                "分享到：",
                "版权所有 某网",
            ]
        ),
        "c.md": "\n\n".join(["---\ntitle: 某规划\n---", f"# {TITLE}", *lines, "**更新时间**: 2026-01-26 11:25:31"]),
        "d.html": f"<html><body><h1>{TITLE}</h1>{paragraphs}</body></html>",
        "e.html": f"<html><body>{menu}<div id='zoom'><h1>{TITLE}</h1>{broken}</div>{foot}</body></html>",
    }


@pytest.mark.parametrize(
    "form", [form if form in OFTEN else pytest.param(form, marks=pytest.mark.slow) for form in FORMS]
)
@pytest.mark.parametrize("text", [*CASES["sentences"], *CASES["headings"]])
def test_planted_line_stays(form: str, text: str) -> None:
    for name, source in _sources(FORMS[form](text)).items():
        outline = _outline(source, name)
        assert text.strip("。") in outline["text"], (name, outline["dropped"])
        assert [doubt for doubt in outline["diagnostics"] if doubt["code"] == "dropped-inside"] == []


def test_the_page_around_still_goes() -> None:
    for name, source in _sources(FORMS["item"]("推广应用。")).items():
        text = _outline(source, name)["text"]
        assert not [word for word in ("首页", "版权所有", "分享到", "更新时间", "打印", "来源") if word in text], name


def test_words_dropped_inside_are_told() -> None:
    head = "某市规划征求意见稿"
    page = "坚持统筹发展和安全，加快建设现代化产业体系。\n" * 20
    title = "某市港口规划\n"
    text = title + "".join(f"{head}\n{number}、任务\n{page}- {at} -\n" for at, number in enumerate("一二三四五", 1))
    doubts = [d for d in _outline(text, "a.txt")["diagnostics"] if d["code"] == "dropped-inside"]
    assert [(doubt["severity"], doubt["line"]) for doubt in doubts] == [("warning", 25)]


def test_what_stands_below_a_file_is_inside_of_no_document_though_an_annex_follows() -> None:
    source = _sources(FORMS["item"]("推广应用。"))["e.html"]
    data = {"e.html": source, "annex.txt": "附件1\n重点任务表\n一、平台。\n"}
    edition = convert_files([read_file(SourceFile(name, text.encode())) for name, text in data.items()]).edition
    assert "annex-1" in {block.anchor.page for block in edition.blocks if block.anchor}
    assert [doubt.code for doubt in edition.diagnostics if doubt.code == "dropped-inside"] == []
