"""Write build_tools/hanzi/regional_words.json anew from the dictionaries of the installed OpenCC.

Run after an update of OpenCC: .venv/bin/python scripts/list_regional_words.py. Kept are words of Taiwan and Hong Kong,
as they are written there, that the mainland has another word for; names of persons and places (with a middle dot) are
nobody's question here.
"""

from __future__ import annotations

import json
from pathlib import Path

import opencc
from list_script_readings import read_rows

DATA = Path(__file__).resolve().parents[1] / "build_tools/hanzi/regional_words.json"
DICTIONARIES = ("TWPhrasesRev", "HKPhrasesRev")


def list_words() -> dict[str, str]:
    """Return regional word → the mainland's, in simplified script; the likeliest where there are several."""
    simplify = opencc.OpenCC("t2s").convert
    words: dict[str, str] = {}
    for name in DICTIONARIES:
        for word, meanings in read_rows(name):
            meaning = simplify(meanings.split(" ")[0])
            if "·" not in word and simplify(word) != meaning:
                words.setdefault(word, meaning)
    return dict(sorted(words.items()))


if __name__ == "__main__":
    data = {"opencc": opencc.__version__, "words": list_words()}
    DATA.write_text(json.dumps(data, ensure_ascii=False, indent=0) + "\n", "utf-8")
