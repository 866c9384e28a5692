"""The page of the codes: what is written between grave accents is shown as code."""

from __future__ import annotations

from build_tools.render.codes import render_codes


def test_names_in_remedies_are_set_as_code() -> None:
    [page] = render_codes().values()
    assert "按原件写明 <code>title</code>。" in page
    assert "<code>choice =</code> <code>&quot;title&quot;</code>" in page
    assert "&#96;" not in page
