"""How many passages of plans come out wrong in traditional script?

Method. `script.tsv` holds 1,491 passages of Chinese policy documents (4-14 characters, each with a character that has
several traditional forms; all in which word-wise and phrase-wise conversion differ, the rest drawn so that every such
character is there), each beside its reading in Taiwan's forms. The readings come from MediaWiki's tables; where these
and the converter disagreed, over a text of 450,000 characters, they were judged one by one, and words were added to
the converter's table then. So 0 here means that nothing has got worse: it is no estimate of the errors in other
texts. Printed is the part of passages with a wrong character, for this converter without the project's table and for
OpenCC alone (s2tw, with the forms of statutes laid over it, so that only readings are compared). `script_fields.tsv`
is of other fields than the first: farming, health, schools, housing, transport, water, culture, law, money, names of
people and places. Its passages were judged by Taiwan's usage (national dictionary, table of the forms of statutes)
before the converter saw them. Wrong at their first reading were 24 of 518, then 10 of 297, 7 of 279 and 7 of 300 (of
fields that the table did not know, with villages and rare compounds); since the table knows neighbours, parts of long
words and names, 2 of 298, 2 of 346, 9 of 328 (chosen to be hard) 1 of 155 and 4 of 143. Each set was judged first,
read once, and then mended by kind and added: what is left is no estimate.

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

SETS = ("script", "script_fields")


def main() -> None:
    """Print both figures for each set, and every passage that is wrong here."""
    ours = ScriptConverter(ScriptTable(), Script.HANT).convert
    forms = read_lexicon().forms[Script.HANT]
    alone = OpenCC("s2tw").convert

    def convert_plainly(text: str) -> str:
        return "".join(forms.get(char, to) for char, to in zip(text, alone(text), strict=True))

    for name in SETS:
        lines = Path(__file__).with_name(f"{name}.tsv").read_text("utf-8").splitlines()
        passages = [tuple(line.split("\t")) for line in lines]
        for title, convert in (("this converter", ours), ("OpenCC alone", convert_plainly)):
            wrong = [(text, convert(text), reads) for text, reads in passages if convert(text) != reads]
            print(f"{name}, {title}: {len(wrong)} of {len(passages)} wrong, {100 * len(wrong) / len(passages):.2f} %")
            if convert is ours:
                print("".join(f"  {text}: {found}, right is {reads}\n" for text, found, reads in wrong), end="")


if __name__ == "__main__":
    main()
