"""Tags and words of a page are read as the standard library's parser reads them."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from build_tools.proof.tags import TagReader

Event = tuple[str, str, tuple[tuple[str, str | None], ...]]


class Taker:
    """Notes what it is told; words that follow each other are one."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.events.append(("start", tag, tuple(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.events.append(("end", tag, ()))

    def handle_data(self, data: str) -> None:
        last = self.events.pop() if self.events and self.events[-1][0] == "words" else ("words", "", ())
        self.events.append(("words", last[1] + data, ()))


class Ours(Taker, TagReader):
    pass


class Theirs(Taker, HTMLParser):
    def __init__(self) -> None:
        HTMLParser.__init__(self, convert_charrefs=True)
        Taker.__init__(self)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "甲 &lt;乙&gt; &amp;#35;",
        '<p id="a" hidden CLASS=\'b "c"\' title="d > e &amp; f">甲</P>',
        "<a href=a/b/>甲</a><br/><img src='x'  alt=\"\" />",
        "<!doctype html><!-- <p> -->甲<!-- -->乙<?x?>丙",
        '<script type="a">if (a<b) "</p>" && c</script>甲<style>p>a{}</style>',
        "1 < 2 <3 甲<",
        "<p\n a\n=\n'1'\tb = 2>甲",
        "<svg:a xlink:href='#x'>甲</svg:a ></p\n>",
        "甲<p",
    ],
)
def test_a_text_is_read_as_the_library_reads_it(text: str) -> None:
    ours, theirs = Ours(), Theirs()
    ours.feed(text)
    theirs.feed(text)
    theirs.close()
    assert ours.events == theirs.events
