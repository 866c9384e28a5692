from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

import pytest

from build_tools.errors import SiteError
from build_tools.publish.policy import add_policy, make_policy, read_scripts

HEAD = '<!doctype html><html><head><meta charset="utf-8"><title>甲</title>'
OWN = "\nvar a = '<b>&amp;';\n"


def name(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode()}'"


def test_only_the_scripts_of_the_theme_may_run() -> None:
    assert make_policy([OWN]) == (
        f"default-src 'none'; script-src 'self' {name(OWN)}; "
        "style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'"
    )


def test_the_policy_stands_above_what_it_rules() -> None:
    page = (
        f"<script>{OWN}</script><script src=x.js></script><script\n/defer/SRC='x.js'></script>"
        "<p>&lt;script&gt;1&lt;/script&gt;</p>"
        '<script type="application/ld+json">{"a": 1}</script>'
    )
    assert add_policy(HEAD + page, make_policy([OWN])) == (
        f'<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="content-security-policy" '
        f'content="{make_policy([OWN])}"><title>甲</title>{page}'
    )


@pytest.mark.parametrize(
    "planted",
    [
        "<script>1</script>",
        "<SCRIPT type=module>1</SCRIPT >",
        "<style>p{}</style>",
        f"<script>{OWN};1</script>",
        '<script data-x=" src=">1</script>',
        "<script data-x=' type=\"application/json\"'>1</script>",
        '<script data-x=">">1</script>',
        '<script a">1</script>',
        "<script <>1</script>",
    ],
)
def test_a_page_with_a_script_of_another_is_refused(planted: str) -> None:
    with pytest.raises(SiteError, match="inline script or style that is not the theme's"):
        add_policy(f"{HEAD}<p>{planted}</p>", make_policy([OWN]))


def test_a_page_without_a_place_for_it_is_an_error() -> None:
    with pytest.raises(SiteError, match="no place for its security policy"):
        add_policy("<!doctype html><title>甲</title>", make_policy([]))


def test_the_scripts_of_the_theme_are_the_same_on_every_page() -> None:
    """What a template would write into one would give each page another hash."""
    scripts = read_scripts()
    assert len(scripts) == 1
    assert [script for script in scripts if "{{" in script or "{%" in script or "{#" in script] == []
