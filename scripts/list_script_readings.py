"""Write build_tools/hanzi/script_readings.json anew from the dictionaries of the installed OpenCC.

Run after an update of OpenCC: .venv/bin/python scripts/list_script_readings.py. The wheel ships its dictionaries
(Apache License 2.0) in a binary form, and with them the tool that reads it. Kept are the characters for which a
dictionary gives more than one reading; forms beyond the basic plane, which nobody prints, are no readings.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path

import opencc

DATA = Path(__file__).resolve().parents[1] / "build_tools/hanzi/script_readings.json"
DICTIONARIES = {"to_traditional": "STCharacters", "to_simplified": "TSCharacters"}
COMMON_END = "\u9fff"


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


if __name__ == "__main__":
    data = {"opencc": opencc.__version__} | {key: read_dictionary(name) for key, name in DICTIONARIES.items()}
    DATA.write_text(json.dumps(data, ensure_ascii=False, indent=0) + "\n", "utf-8")
