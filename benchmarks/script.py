"""How many passages of plans come out wrong in traditional script?

Method. `script.tsv` holds 1,491 passages of Chinese policy documents (4-14 characters, each with a character that has
several traditional forms; all in which word-wise and phrase-wise conversion differ, the rest drawn so that every such
character is there), each beside its reading in Taiwan's forms. The readings come from MediaWiki's tables; where these
and the converter disagreed, over a text of 450,000 characters, they were judged one by one, and words were added to the
converter's table then. So 0 here means that nothing has got worse: it is no estimate of the errors in other texts.
Printed is the part of passages with a wrong character, for this converter without the project's table and for OpenCC
alone (s2tw, with the forms of statutes laid over it, so that only readings are compared).

    .venv/bin/python benchmarks/script.py
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from opencc import OpenCC  # noqa: E402

from build_tools.hanzi.script import ScriptConverter  # noqa: E402
from build_tools.hanzi.words import read_lexicon  # noqa: E402
from build_tools.model.script import Script, ScriptTable  # noqa: E402

SET = Path(__file__).with_suffix(".tsv")


def main() -> None:
    """Print both figures, and every passage that is wrong here."""
    passages = [tuple(line.split("\t")) for line in SET.read_text("utf-8").splitlines()]
    ours = ScriptConverter(ScriptTable(), Script.HANT).convert
    forms = read_lexicon().forms[Script.HANT]
    alone = OpenCC("s2tw").convert

    def convert_plainly(text: str) -> str:
        return "".join(forms.get(char, to) for char, to in zip(text, alone(text), strict=True))

    for name, convert in (("this converter", ours), ("OpenCC alone", convert_plainly)):
        wrong = [(text, convert(text), reads) for text, reads in passages if convert(text) != reads]
        print(f"{name}: {len(wrong)} of {len(passages)} wrong, {100 * len(wrong) / len(passages):.2f} %")
        if convert is ours:
            print("".join(f"  {text}: {found}, right is {reads}\n" for text, found, reads in wrong), end="")


if __name__ == "__main__":
    main()
