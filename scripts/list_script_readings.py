"""Write build_tools/hanzi/script_readings.json anew from the dictionaries of the installed OpenCC.

Run after an update of OpenCC: .venv/bin/python scripts/list_script_readings.py. The wheel ships its dictionaries
(Apache License 2.0) in a binary form, and with them the tool that reads it. Kept are the characters for which a
dictionary gives more than one reading; forms beyond the basic plane, which nobody prints, are no readings. Of the
unified ideographs of that plane and its compatibility forms: those that only one script has, and the keys of those that
a search takes for another one (`fold_script`).
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Mapping
from itertools import chain
from pathlib import Path

import opencc

from build_tools.hanzi.punctuation import is_han
from build_tools.hanzi.words import read_lexicon

DATA = Path(__file__).resolve().parents[1] / "build_tools/hanzi/script_readings.json"
DICTIONARIES = {"to_traditional": "STCharacters", "to_simplified": "TSCharacters"}
COMMON_END = "\u9fff"
COMMON = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0xF900, 0xFB00))
# Readings of OpenCC's that would make two common characters one in a search (呆会儿 for 待會兒, 毛坏 for 毛坯, 項鍊).
APART = ("呆待", "坯坏", "链鍊")
Readings = Mapping[str, str]
"""Character → its readings, the likeliest first."""


def read_rows(name: str) -> list[list[str]]:
    """Return [what is looked up, what is found, parted by blanks] for each entry of a dictionary, in order."""
    library = Path(opencc.__file__).parent / "clib"
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "out.txt"
        source = library / f"share/opencc/{name}.ocd2"
        command = [library / "bin/opencc_dict", "-i", source, "-o", text, "-f", "ocd2", "-t", "text"]
        subprocess.run(command, check=True)  # noqa: S603 (our own arguments)
        return sorted(line.split("\t") for line in text.read_text("utf-8").split("\n") if line)


def read_dictionary(name: str) -> dict[str, str]:
    """Return character → its readings, the likeliest first, where there are several."""
    rows = read_rows(name)
    common = {char: "".join(c for c in readings.split(" ") if c <= COMMON_END) for char, readings in rows}
    return {char: readings for char, readings in common.items() if char <= COMMON_END and len(readings) > 1}


def convert_characters(config: str) -> dict[str, str]:
    """Return each common character → what OpenCC makes of it alone."""
    chars = list(map(chr, chain.from_iterable(COMMON)))
    # A line each, so that no phrase is found among them.
    converted = opencc.OpenCC(config).convert("\n".join(chars)).split("\n")
    return {char: other if len(other) == 1 else char for char, other in zip(chars, converted, strict=True)}


def list_marks(to_traditional: Readings, to_simplified: Readings) -> dict[str, str]:
    """Return the characters that only simplified, and those that only traditional texts have."""
    traditional, simplified = convert_characters("s2t"), convert_characters("t2s")
    keeps = {char for table in (to_traditional, to_simplified) for char, options in table.items() if char in options}
    both = keeps | {char for char, other in simplified.items() if traditional.get(other) == char == other}
    return {
        name: "".join(char for char in own if own[char] != char and others[char] == char and char not in both)
        for name, own, others in (
            ("only_simplified", traditional, simplified),
            ("only_traditional", simplified, traditional),
        )
    }


def fold_characters(to_traditional: Readings) -> dict[str, str]:
    """Return the characters whose key is another character, and the keys, in the same order."""
    to_simplified = convert_characters("t2s")
    pairs = [pair for config in ("t2s", "s2t", "t2tw", "t2hk") for pair in convert_characters(config).items()]
    pairs += [(char, other) for char, others in to_traditional.items() for other in others if char + other not in APART]
    # What a region's official usage writes in place of OpenCC's form: 帳 for 账, 計畫 for 計劃.
    lexicon = read_lexicon()
    for forms in (*lexicon.forms.values(), *lexicon.phrases.values()):
        pairs += [pair for found, form in forms.items() for pair in zip(found, form, strict=True)]
    classes: dict[str, list[str]] = {}
    for one, other in pairs:
        joined, added = classes.setdefault(one, [one]), classes.setdefault(other, [other])
        if joined is not added:
            joined.extend(added)
            classes.update(dict.fromkeys(added, joined))
    folded: dict[str, str] = {}
    for members in classes.values():
        # The simplified form: most texts are printed with it, and need no folding then.
        key = min(members, key=lambda char: (to_simplified.get(char, char) != char, char not in to_traditional, char))
        folded |= {char: key for char in members if char != key and is_han(char)}
    ordered = sorted(folded)
    return {"folded": "".join(ordered), "keys": "".join(map(folded.__getitem__, ordered))}


def list_tables(readings: Mapping[str, Readings]) -> dict[str, str]:
    """Return what is known of all common characters, from the readings of those that have several."""
    to_traditional, to_simplified = (readings[name] for name in DICTIONARIES)
    return list_marks(to_traditional, to_simplified) | fold_characters(to_traditional)


if __name__ == "__main__":
    readings = {key: read_dictionary(name) for key, name in DICTIONARIES.items()}
    data = {"opencc": opencc.__version__} | readings | list_tables(readings)
    DATA.write_text(json.dumps(data, ensure_ascii=False, indent=0) + "\n", "utf-8")
