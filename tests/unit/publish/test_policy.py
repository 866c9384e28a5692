from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from build_tools.errors import SiteError
from build_tools.publish.policy import make_policy, write_policies

HEAD = '<!doctype html><html><head><meta charset="utf-8"><title>甲</title>'


def name(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode()}'"


def test_only_what_stands_in_the_page_may_run() -> None:
    page = (
        HEAD + "<style>p{}</style><script>\nvar a = '<b>&amp;';\n</script><script src=x.js></script>"
        '<script type="application/ld+json">{"a": 1}</script>'
    )
    code = name("\nvar a = '<b>&amp;';\n")
    assert make_policy(page) == (
        f"default-src 'none'; script-src 'self' {code}; "
        f"style-src 'self' {name('p{}')}; img-src 'self' data:; base-uri 'none'; form-action 'none'"
    )


def test_a_page_without_code_of_its_own_runs_none() -> None:
    assert "script-src 'self';" in make_policy(HEAD + "<p>&lt;script&gt;1&lt;/script&gt;</p>")


def test_the_policy_stands_above_what_it_rules_and_each_text_is_named_once(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(HEAD + "<script>1</script><script>1</script>", "utf-8")
    write_policies(tmp_path)
    page = (tmp_path / "index.html").read_text("utf-8")
    assert page.startswith(HEAD.partition("<title>")[0] + '<meta http-equiv="content-security-policy" content="')
    assert page.count(name("1")) == 1


def test_a_page_without_a_place_for_it_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<!doctype html><title>甲</title>", "utf-8")
    with pytest.raises(SiteError, match="no place for its security policy"):
        write_policies(tmp_path)
