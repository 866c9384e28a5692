"""Pages that a script fills in: the document is read from the value that they hold."""

from __future__ import annotations

import html
import json

import pytest

from build_tools.reading.formats import tell_format
from build_tools.reading.script_values import read_values

BODY = "<p>一、总则</p><p>" + "加强领导，优化环境。" * 30 + "</p>"
VALUE = json.dumps({"data": {"detail": {"title": "某市港口规划", "content": BODY}, "menu": [{"name": "首页"}]}})
SCRIPTS = [
    f'<script id="__NEXT_DATA__" type="application/json">{VALUE}</script>',
    f"<script>window.__INITIAL_STATE__={VALUE};(function(){{}}());</script>",
    f"<script>window.__DATA__ = JSON.parse({json.dumps(VALUE)})</script>",
    "<script>window.__NUXT__=(function(a,b,c){return {layout:'default',data:[{detail:{title:a,content:"
    + json.dumps(BODY).replace("/", "\\u002F")
    + ",views:-1,top:!0,by:c,at:new Date(0),of:void 0,tags:[b,b]}}]}}"
    + '("某市港口规划","\\u6E2F",null));</script>',
    '<script type="application/json" id="__NUXT_DATA__">'
    + json.dumps([["ShallowReactive", 1], {"data": 2}, {"detail": 3}, {"title": 4, "content": 5}, "某市港口规划", BODY])
    + "</script>",
]


def page(script: str, shown: str = "") -> bytes:
    return f"<!DOCTYPE html><html><title>某市</title><body><div>{shown}</div>{script}</body></html>".encode()


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_value_of_a_script_is_the_document(script: str) -> None:
    found = tell_format(page(script))
    assert found is not None
    reading = found.read(page(script), "a.html")
    assert reading.text == BODY
    assert reading.part.replace("[0]", "") == "script: data.detail.content"
    assert [(field.fact, field.value) for field in reading.fields if field.fact] == [("title", "某市港口规划")]


@pytest.mark.parametrize(
    "script",
    [
        f"<script>var body={json.dumps(BODY)};show(body)</script>",
        f"<script>show({{id: 1, body: {json.dumps(BODY)}}})</script>",
        f"<script>document.write('{BODY[:40]}');document.write('{BODY[40:]}')</script>",
        f"<textarea>{BODY.replace('<', '&lt;')}</textarea><script>show()</script>",
        f'<input type="hidden" value="{html.escape(BODY)}"><script>show()</script>',
    ],
)
def test_what_a_script_puts_on_the_page_is_the_document(script: str) -> None:
    found = tell_format(page(script))
    assert found is not None
    assert found.read(page(script), "a.html").text == BODY


@pytest.mark.parametrize(
    "other",
    [
        page(SCRIPTS[0], shown="加强领导，优化环境。" * 20),  # it shows a text of its own
        page(SCRIPTS[0] + SCRIPTS[1]),  # two values: which one is the page's?
        page(f"<script>show({{title: '甲', body: {BODY!r}}}); show({{title: '乙', body: {BODY[:90]!r}}})</script>"),
        page('<script>var a = {"content": "加强领导，优化环境，详见本页。"}</script>', shown="优化营商环境。" * 15),
        page("<script>var a = {b: 1};</script>"),
        page("<script>window.a = {"),
        page("<script>window.__NUXT__=(function(a){return {content:a}}(</script>"),
        page("<script>window.__NUXT__=(function(a){return {content:" + "[" * 9_000),
        # Places that name each other, and so double with each of them.
        page(f"<script>{json.dumps([*({'a': at, 'b': at} for at in range(1, 60)), BODY])}</script>"),
        page(f"<script>window.__NUXT__=(function(a){{return [{'a,' * 500}]}}({json.dumps(BODY * 9)}))</script>"),
    ],
)
def test_any_other_page_is_a_page(other: bytes) -> None:
    assert tell_format(other) is None


def test_two_halves_are_one_character() -> None:
    script = r'window.__NUXT__=(function(a){return {x:"\ud842\udfb7甲",y:a}}("\ud842"))'
    assert list(read_values(script)) == [{"x": "𠮷甲", "y": "\ud842"}]
