"""The site in the other script: the same paths and anchors once more, below `hant/`.

Takes what MkDocs has made and the conversion; gives the converted pages, and in every page of both trees the
addresses of its twin: a switch for readers and, where the site has an address, `hreflang` links for machines. The
second tree is whole (its own style sheets and scripts), so that every relative address in it holds as it stands; but
data and the pictures of works, which are the same in both scripts, stand in the first tree alone unless a site has
published them in both, and its pages lead there.
"""

import posixpath
import re
from collections.abc import Collection
from html import escape
from posixpath import normpath
from typing import NamedTuple
from urllib.parse import quote

from build_tools.model.script import ChangeScript
from build_tools.publish.page_text import change_words

TREE = "hant"
# Files that only the whole site has.
_SINGLE = frozenset({"404.html", "llms.txt", "sitemap.xml", "robots.txt", "CNAME", ".nojekyll"})
# In a script: what stands in front of it is said to readers, what stands behind it compared with what they type.
_SAID = '\n"zh-Hans";\n'
THEMES_OWN = frozenset({"search/index.html", "notes/index.html", "embed.html"})  # pages that hold no text of a work
_SWITCH_PLACE = '<span class="script-switch"></span>'
_CANONICAL_RE = re.compile(r"<link rel=\"canonical\" href=\"(?P<url>[^\"]*)\">")
_PDF_RE = re.compile(r"(name=\"citation_pdf_url\" content=\"[^\"]*)\.pdf")
_LOC_RE = re.compile(r"(?<![ \t])[ \t]*<url>\s*<loc>(?P<url>[^<]*)</loc>(?:(?!<url>).)*?</url>\n?", re.DOTALL)
_SHARED_RE = re.compile(r"^plans/.*/pictures/|^glossary/[^/]*/uses\.js$|\.(?:json|csv)$")
_CARDS_RE = re.compile(r"plans/[^/]*/cards\.js")
_SHARED_SIGNS = ("pictures/", ".json", ".csv")  # one of which stands in a page that leads to such a file
_REFERENCE_RE = re.compile(r"(?<= )(?P<name>href|src)=\"(?P<path>[^\"#?:]*)(?=[\"#?])")
_THEME_SCRIPTS = "assets/"
# What the first tree alone has: its pages as Markdown, the clauses of works as data, and the file that leads to them.
_FIRST_RE = re.compile(
    r"(?<=<link rel=\"alternate\" type=\"text/markdown\" href=\")[^\"]*"
    r"|(?<=<link rel=\"alternate\" type=\"application/json\" href=\")[^\"]*"
    r"|(?<=<link rel=\"describedby\" type=\"text/plain\" href=\")[^\"]*"
)
_SWITCHES = {"": ("繁體", "zh-Hant"), TREE: ("简体", "zh-Hans")}


class Changes(NamedTuple):
    """What changes the words of a site.

    Attributes:
        to_traditional: converts words, keeping their length.
        to_simplified: the other way.
        localise: gives words of the site's own, which are no text of a work, in the region's terms.
    """

    to_traditional: ChangeScript
    to_simplified: ChangeScript
    localise: ChangeScript


def make_twins(page: str, name: str, changes: Changes, *, own: bool) -> tuple[str, str]:
    """Return a built page as both trees show it, each with the address of the other.

    Args:
        page: as MkDocs has made it.
        name: path of its file in the site.
        changes: of words.
        own: it is the page of a work in traditional script: shown as it is in the second tree, converted in the first.
    """
    first = change_words(page, changes.to_simplified, keep=_keep_other) if own else page
    second = change_words(page, changes.to_traditional, keep=_keep_article if own else _keep_other)
    second = changes.localise(second) if name in THEMES_OWN else _localise_frame(second, changes.localise)
    return _link(first, name, ""), _link(second.replace('<html lang="zh-Hans"', '<html lang="zh-Hant"', 1), name, TREE)


def _localise_frame(page: str, localise: ChangeScript) -> str:
    """Return a page with the words of its head behind the title and of its foot changed; nothing in between is ours."""
    before, switch, rest = page.partition(_SWITCH_PLACE)
    head, end, rest = rest.partition("</header>")
    if end:
        page = before + switch + localise(head) + end + rest
    text, foot, last = page.rpartition("<footer")
    return text + foot + localise(last) if foot else page


def make_twin_file(name: str, data: bytes, changes: Changes) -> bytes | None:
    """Return what stands for a file that is no page in the second tree; None where it belongs to the whole site."""
    if name in _SINGLE:
        return None
    if not name.endswith(".js") or data.isascii():
        return data
    said, mark, rest = data.decode("utf-8").partition(_SAID)
    shown = changes.to_traditional(said)
    return f"{changes.localise(shown) if name.startswith(_THEME_SCRIPTS) else shown}{mark}{rest}".encode()


def is_shared(name: str) -> bool:
    """Whether a file of docs/ is the same in both scripts, so that one of it will do for both trees."""
    return _SHARED_RE.search(name) is not None and not name.startswith(_THEME_SCRIPTS)


def holds_both(name: str) -> bool:
    """Whether a file of docs/ tells everything twice, as the first and as the second tree shows it, in one for both."""
    return _CARDS_RE.fullmatch(name) is not None


def lead_to_shared(page: str, name: str) -> str:
    """Return a page of the second tree whose references to such files lead to the first tree.

    Args:
        page: HTML.
        name: path of its file, below either tree.
    """
    up = "../" * (name.count("/") + 1)

    def lead(found: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(name), found["path"]))
        is_inside = not found["path"].startswith("/") and not path.startswith("../")
        return f'{found["name"]}="{up}{path}' if is_inside and is_shared(path) else found[0]

    return _REFERENCE_RE.sub(lead, page) if any(sign in page for sign in _SHARED_SIGNS) else page


def _keep_other(name: str, language: str) -> bool:
    """Words whose script is told stay as they are: on the page of a term its forms stand side by side."""
    return language.startswith(("zh-Han", "en")) and name != "html"


def _keep_article(name: str, language: str) -> bool:
    """On the page of a work in traditional script its own text stays."""
    return name in ("article", "title") or _keep_other(name, language)


def _link(page: str, name: str, tree: str) -> str:
    """Return a page with the addresses of its twin."""
    here = "" if name == "index.html" else quote(name.removesuffix("index.html"))  # as MkDocs writes an address
    up = "../" * (here.count("/") + bool(tree))
    twin = up + ("" if tree else f"{TREE}/") + here or "./"
    head, end, rest = page.partition("</head>")
    links = ""
    if canonical := _CANONICAL_RE.search(head):
        url = canonical["url"]
        root = url[: len(url) - len(here)] if here else url
        own = root + (f"{TREE}/" if tree else "") + here
        # In the head, what is said of this address is said of the twin's in its tree.
        head = head.replace(f'"{url}"', f'"{own}"')
        # Whoever reads these wants whole addresses; where the site has none, the switch leads to the twin.
        addresses = {"": root + here, TREE: f"{root}{TREE}/{here}"}
        links = "".join(
            f'<link rel="alternate" hreflang="{language}" href="{escape(addresses[key])}">'
            for key, language in (("", "zh-Hans"), (TREE, "zh-Hant"), ("", "x-default"))
        )
    if tree:
        head = _FIRST_RE.sub(lambda found: normpath(twin + found[0]), head)
        head = head.replace('"inLanguage":"zh-Hans"', '"inLanguage":"zh-Hant"', 1)
        head = head.replace(
            'name="citation_language" content="zh-Hans"', 'name="citation_language" content="zh-Hant"', 1
        )
        head = _PDF_RE.sub(r"\1.zh-hant.pdf", head, count=1)
    page = f"{head}{links}{end}{rest}"
    label, language = _SWITCHES[tree]
    switch = f'<a class="script-switch" lang="{language}" hreflang="{language}" href="{escape(twin)}">{label}</a>'
    return page.replace(_SWITCH_PLACE, switch, 1)


def extend_sitemap(text: str, drafts: Collection[str] = ()) -> str:
    """Return a sitemap that names the second tree's pages, too, where it names any, and no page of a draft."""
    entries = list(_LOC_RE.finditer(text))
    if not entries:
        return text
    root = min((entry["url"] for entry in entries), key=len)
    shown = [entry for entry in entries if set(entry["url"].removeprefix(root).split("/")).isdisjoint(drafts)]
    twins = [entry[0].replace(root, f"{root}{TREE}/", 1) for entry in shown]
    listed = "".join([*(entry[0] for entry in shown), *twins])
    return text[: entries[0].start()] + listed + text[entries[-1].end() :]
