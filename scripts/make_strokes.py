"""Make build_tools/hanzi/strokes.json from the Unihan database.

    python scripts/make_strokes.py Unihan_IRGSources.txt

Takes Unihan_IRGSources.txt of the Unicode Character Database (Debian: package unicode-data, /usr/share/unicode; also
.bz2). Writes one letter for each code point from U+4E00 to U+9FFF: "A" for one stroke, "B" for two. Where Unihan
gives two counts, for the mainland and for Taiwan, the first (the mainland's) is taken. Unicode License V3.
"""

from __future__ import annotations

import bz2
import json
import sys
from pathlib import Path

FIRST, LAST = 0x4E00, 0x9FFF
TARGET = Path(__file__).resolve().parents[1] / "build_tools" / "hanzi" / "strokes.json"


def main(source: Path) -> None:
    """Read the database's file and write the table."""
    data = source.read_bytes()
    text = (bz2.decompress(data) if source.suffix == ".bz2" else data).decode("utf-8")
    strokes: dict[int, int] = {}
    version = ""
    for line in text.split("\n"):
        if line.startswith("# Unicode version:"):
            version = line.removeprefix("# Unicode version:").strip()
        fields = line.split("\t")
        if len(fields) == 3 and fields[1] == "kTotalStrokes":
            strokes[int(fields[0].removeprefix("U+"), base=16)] = int(fields[2].split()[0])
    letters = "".join(chr(ord("A") - 1 + strokes.get(code, 1)) for code in range(FIRST, LAST + 1))
    table = {"source": f"Unihan kTotalStrokes, Unicode {version}", "first": FIRST, "strokes": letters}
    TARGET.write_text(json.dumps(table) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
