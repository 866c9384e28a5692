"""One style sheet for several, without what can have no effect."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.errors import SiteError
from build_tools.publish.style import write_style
from build_tools.publish.style_sheet import join_sheets
from build_tools.publish.style_use import collect_use

PAGE = (
    '<html lang="zh-Hans" class="js"><body dir="ltr"><p class="a b" id="x" hidden>class="no" rtl</p>'
    '<style>.styled{color:var(--read-by-page)}</style><script>item.className = "made"</script></body></html>'
)
USE = collect_use([PAGE], ["frame.setAttribute('role', 'region'); // later", 'name = "card__" + part + "--open"'])


def join(text: str, **options: object) -> str:
    sheet = join_sheets([("assets/a.css", text)], "assets/a.css", USE, **options)  # type: ignore[arg-type]
    assert sheet.startswith('@charset "utf-8";\n')
    return sheet.partition("\n")[2]


@pytest.mark.parametrize(
    "selector",
    [
        "p",
        ".a.b",
        "#x",
        "p.a>.b",
        ".made",
        ".later",
        ".card__name",
        ".any--open",
        "[hidden]",
        "[dir=ltr]",
        '[lang="zh-Hans"]',
        "[role=region]",
        "[open]",
        '[class*="anything"]',
        ":is(.no,.a)",
        "p:not(.no)",
        "p:has(>.b)",
        "*::before",
        ":lang(zh-Hant)",
        "p:nth-child(2n of .no)",
    ],
)
def test_what_can_match_stays(selector: str) -> None:
    assert join(f"{selector}{{color:red}}") == f"{selector}{{color:red}}\n"


@pytest.mark.parametrize(
    "selector",
    [
        ".no",
        "p.no",
        ".a .no",
        ".no~p",
        ".car__name",
        ".any-open",
        "#no",
        "video",
        "[checked]",
        "[dir=rtl]",
        ":is(.no,#no)",
        ":where(.no) p",
        "p:has(.no)",
        ":not(.a).no",
    ],
)
def test_what_matches_nothing_goes(selector: str) -> None:
    assert join(f"{selector}{{color:red}}") == ""
    assert join(f"p,{selector},.a{{color:red}}") == "p,.a{color:red}\n"


def test_conditions_and_order_stay() -> None:
    text = """
    @charset "utf-8";
    @media screen and (min-width: 60em) { .no { color: red } .a { color: green; } }
    @media print { .no { color: red } }
    @supports (display: grid) { @media print { p { color: blue } } }
    @keyframes turn { from { opacity: 0 } }
    @page { margin: 1cm; @bottom-center { content: counter(page) } }
    """
    assert join(text) == (
        "@media screen and (min-width: 60em){\n.a{color:green}\n}\n"
        "@supports (display: grid){\n@media print{\np{color:blue}\n}\n}\n"
        "@keyframes turn{from {opacity: 0}}\n"
        "@page{margin: 1cm;@bottom-center {content: counter(page)}}\n"
    )


def test_blanks_that_mean_something_stay() -> None:
    text = """
    p  >  .a ,
    .a   .b /* both */ { width: calc( 1px + 2px ); content : "a ,  /* b */" ; margin : 0 !important; margin: }
    """
    assert join(text) == 'p>.a,.a .b{width:calc(1px + 2px);content:"a ,  /* b */";margin:0!important;margin:}\n'


def test_custom_properties_that_nothing_reads_go() -> None:
    text = """
    :root { --a: var(--b); --b: 1px; --c: var(--d); --d: 2px; --read-by-page: 1; --read-later: 2; --e: 3 }
    p { margin: var(--a) }
    """
    assert join(text, kept=[".cite { width: var(--read-later) }"]) == (
        ":root{--a:var(--b);--b:1px;--read-by-page:1;--read-later:2}\np{margin:var(--a)}\n"
    )


def test_addresses_follow_the_sheet() -> None:
    text = 'p{background:url(img/a.png),url("../b.png"),url(data:image/png,x),url(#f),url(/c.png),url(//h/d)}'
    sheet = join_sheets([("assets/theme/a.css", text)], "assets/a.css", USE)
    assert sheet.partition("\n")[2] == (
        'p{background:url("theme/img/a.png"),url("b.png"),url("data:image/png,x"),url("#f"),url("/c.png"),url("//h/d")}\n'
    )


def test_an_import_is_refused() -> None:
    with pytest.raises(SiteError, match=r"assets/a\.css"):
        join('@import "b.css";')


def test_each_tree_has_one_sheet(tmp_path: Path) -> None:
    def write(name: str, text: str) -> None:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")

    own = '<link rel="stylesheet" href="own.css">'
    links = '<link rel="stylesheet" href="{0}theme/m.css">\n<link rel="stylesheet" href="{0}s.css">'
    for tree in ("", "hant/"):
        write(f"{tree}index.html", f'<html lang="zh">{links.format("")}<p class="b">')
        write(f"{tree}a/index.html", f"<html>{links.format('../')}{own}</html>")
        write(f"{tree}theme/m.css", "p { color: red } .no { color: red }")
        write(f"{tree}s.css", "p { color: blue } .b { color: var(--c); --c: red }")
    write("404.html", links.format("/base/"))
    write_style(tmp_path)
    files = {path.relative_to(tmp_path).as_posix(): path.read_text("utf-8") for path in tmp_path.rglob("*.*")}
    sheet = '@charset "utf-8";\np{color:red}\np{color:blue}\n.b{color:var(--c);--c:red}\n'
    link = '\n<link rel="stylesheet" href="{}s.css">'
    assert files == {
        "index.html": f'<html lang="zh">{link.format("")}<p class="b">',
        "a/index.html": f"<html>{link.format('../')}{own}</html>",
        "404.html": link.format("/base/"),
        "s.css": sheet,
        "hant/index.html": f'<html lang="zh">{link.format("")}<p class="b">',
        "hant/a/index.html": f"<html>{link.format('../')}{own}</html>",
        "hant/s.css": sheet,
    }
