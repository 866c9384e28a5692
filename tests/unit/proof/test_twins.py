"""A twin says what its page says in the other script, but where words stay as they are."""

from __future__ import annotations

import pytest

from build_tools.proof.twins import prove_twin


@pytest.mark.parametrize("blank", [" ", "\n", "\t"])
def test_words_whose_script_is_told_stay(blank: str) -> None:
    page = f'<p>发<span{blank}lang="zh-Hans">发</span></p>'
    twin = page.replace("发", "發", 1)
    assert prove_twin(page, twin, "index.html", lambda words: words.replace("发", "發")) == []
    assert prove_twin(page, page, "index.html", lambda words: words.replace("发", "發")) != []
