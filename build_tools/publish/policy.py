"""Built pages → the same with a Content-Security-Policy (W3C, CSP Level 3) that forbids all that the site does not use.

Takes a finished directory of pages; writes one `<meta>` into the head of each. A page may load the site's own scripts,
style sheets and images, and run the inline scripts and styles that stand in it, each known by its hash; nothing of
another host, no frame, no form's address, no code made from words. So even markup that got past every escape could
not run. Whoever changes an inline script later breaks its hash.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

from build_tools.errors import SiteError

# The first thing of a head is its character set; a policy has to stand above what it rules.
_PLACE_RE = re.compile(r"<meta charset=\"utf-8\">", re.IGNORECASE)
# What a script element may say of itself and still be code; any other type is data that nothing runs.
_CODE_TYPES = frozenset({"", "module", "text/javascript", "application/javascript"})


class _InlineParser(HTMLParser):
    """Collects what stands inside of `<script>` and `<style>`, as a browser sees it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, dict[str, None]] = {"script": {}, "style": {}}
        self._open = ""
        self._parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs)
        is_code = tag == "script" and "src" not in own and (own.get("type") or "").lower() in _CODE_TYPES
        if is_code or tag == "style":
            self._open, self._parts = tag, []

    def handle_data(self, data: str) -> None:
        if self._open:
            self._parts.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._open:
            self.found[tag]["".join(self._parts)] = None
            self._open = ""


def _name_hashes(texts: Iterable[str]) -> str:
    return "".join(f" 'sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode('ascii')}'" for text in texts)


def make_policy(page: str) -> str:
    """Return the policy of one page, as the value of its header would be."""
    parser = _InlineParser()
    parser.feed(page)
    parser.close()
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self'{_name_hashes(parser.found['script'])}",
            f"style-src 'self'{_name_hashes(parser.found['style'])}",
            "img-src 'self' data:",  # the style sheet holds the icons of its marks
            "base-uri 'none'",
            "form-action 'none'",  # scripts read the forms; none is sent
        )
    )


def write_policies(site: Path) -> None:
    """Write its policy into every page of a site.

    Raises:
        SiteError: a page has no place for it (a theme of one's own without `<meta charset="utf-8">`).
    """
    for path in sorted(site.rglob("*.html")):
        page = path.read_text("utf-8")
        place = _PLACE_RE.search(page)
        if place is None:
            raise SiteError(
                "the page has no place for its security policy",
                path=path,
                remedy='the theme has to write <meta charset="utf-8"> at the top of its head',
            )
        policy = f'<meta http-equiv="content-security-policy" content="{make_policy(page)}">'
        path.write_text(page[: place.end()] + policy + page[place.end() :], encoding="utf-8", newline="\n")
