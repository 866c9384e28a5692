"""Built pages → the same with a Content-Security-Policy (W3C, CSP Level 3) that forbids all that the site does not use.

A page may load the site's own scripts, style sheets and images, and run the inline scripts of the theme's templates,
which are the same on every page and known by their hashes; nothing of another host, no frame, no form's address, no
code made from words. The policy is made from the templates, never from a page: markup that got past every escape would
have no hash, and could not run. Such a page is not published, either.
"""

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from build_tools.errors import SiteError
from build_tools.messages import _
from build_tools.publish.page_scan import find_tag_end, read_attributes

TEMPLATES = Path(__file__).parent / "theme"
# The first thing of a head is its character set; a policy has to stand above what it rules.
_PLACE = '<meta charset="utf-8">'
_OPEN_RE = re.compile(r"<(?:script|style)\b", re.IGNORECASE)
_CLOSE_RE = re.compile(r"</(?:script|style)\b", re.IGNORECASE)
# Data that nothing runs.
_DATA = frozenset({"application/json", "application/ld+json"})


def read_scripts() -> list[str]:
    """Return the inline scripts of the theme, as its templates hold them and its pages show them."""
    pages = (path.read_text("utf-8") for path in sorted(TEMPLATES.rglob("*.html")))
    return [text for page in pages for text in _find_inline(page)]


def _find_inline(page: str) -> list[str]:
    found: list[str] = []
    end = 0
    while opened := _OPEN_RE.search(page, end):
        start = find_tag_end(page, opened.end())
        closed = _CLOSE_RE.search(page, start)
        end = closed.start() if closed else len(page)
        attributes, _ = read_attributes(page[opened.end() : start - 1])
        if "src" not in attributes and attributes.get("type") not in _DATA:
            found.append(page[start:end])
    return found


def _name_hash(text: str) -> str:
    return f" 'sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


def make_policy(scripts: Iterable[str]) -> str:
    """Return the policy of a site whose pages run these inline scripts, as the value of its header would be."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self'{''.join(map(_name_hash, scripts))}",
            "style-src 'self'",
            "img-src 'self' data:",  # the style sheet holds the icons of its marks
            "connect-src 'self'",  # no script of ours asks; a checker that runs in the page reads robots.txt so
            "base-uri 'none'",
            "form-action 'none'",  # scripts read the forms; none is sent
        )
    )


def add_policy(page: str, policy: str) -> str:
    """Return a page with its policy.

    Raises:
        SiteError: the page has no place for it (a theme of one's own without `<meta charset="utf-8">`), or an inline
            script or style that the policy does not name.
    """
    for text in _find_inline(page):
        if _name_hash(text) not in policy:
            raise SiteError(
                _("the page has an inline script or style that is not the theme's: {text!r}", text=text.strip()[:60]),
                remedy=_("no browser would run it: name a file with it in mkdocs.yml, extra_javascript or extra_css"),
            )
    head, place, rest = page.partition(_PLACE)
    if not place:
        raise SiteError(
            _("the page has no place for its security policy"),
            remedy=_("the theme has to write {place} at the top of its head", place=_PLACE),
        )
    return f'{head}{place}<meta http-equiv="content-security-policy" content="{policy}">{rest}'
