"""The types of the theme's scripts, which stand in their JSDoc, hold.

TypeScript is asked where it is at hand: `npm install typescript@5.9.3` in a folder outside of the repository, then
`TSC=FOLDER/node_modules/.bin/tsc`. Neither the site nor its other tests need it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from build_tools.publish.policy import TEMPLATES

TSC = os.environ.get("TSC") or shutil.which("tsc")
DECLARED = Path(__file__).with_name("scripts.d.ts")
SETTINGS = "--noEmit --allowJs --checkJs --skipLibCheck --target es2022 --lib es2023,dom,dom.iterable".split()
# Arithmetic with what is true or false, which is 1 or 0.
COUNTED = {"TS2362", "TS2363", "TS2365"}
ERROR_RE = re.compile(r"^(?P<place>\S+\.js\(\d+,\d+\)): error (?P<code>TS\d+): .*$", re.MULTILINE)


def find_errors(*files: Path) -> list[str]:
    done = subprocess.run([str(TSC), *SETTINGS, DECLARED, *files], capture_output=True, text=True, check=False)
    return [found[0] for found in ERROR_RE.finditer(done.stdout) if found["code"] not in COUNTED]


pytestmark = pytest.mark.skipif(
    TSC is None, reason="no tsc: npm install typescript@5.9.3, TSC=FOLDER/node_modules/.bin/tsc"
)


@pytest.mark.parametrize("part", ["assets", ".scripts", ".scripts/page", ".scripts/search", ".scripts/reading"])
def test_types_hold(part: str) -> None:
    """Files of a folder stand in one scope, or each in a function of its own."""
    paths = sorted((TEMPLATES / part).glob("*.js"))
    files = [path for path in paths if not path.read_text("utf-8").startswith(("{#", "{%"))]  # templates
    assert find_errors(*files) == []


def test_a_wrong_type_is_found(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.js"
    wrong.write_text('/** @param {number} a */\nfunction one(a) { return a; }\none("1");\n', "utf-8")
    assert len(find_errors(wrong)) == 1
