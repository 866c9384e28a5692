# ruff: noqa: T201 - a command, whose findings go to the terminal
"""A search for files that a reader of their format cannot bear; runs by hand, never in the suite.

Small files of each format (Word, PDF, MHTML, ZIP, a saved page, a dump, rows of CSV, pictures) are changed by chance:
bytes replaced, left out, repeated, cut off, joined with those of another. What is packed is changed inside, too, and
packed again. Each goes the way of `add`: gathered, read, its reading kept and read back, converted; its pictures are
looked for. A finding is an exception that is no refusal with a remedy, or more than ten seconds.

    python tests/fuzz/fuzz_files.py --seconds 600 --out .build/fuzz-files
"""

from __future__ import annotations

import argparse
import hashlib
import io
import random
import signal
import sys
import time
import traceback
import warnings
import zipfile
from base64 import b64encode
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "unit" / "reading"), str(ROOT / "tests" / "faults")]

from injected import make_word_file  # noqa: E402 (found through the path above)
from test_pdf_file import print_plan  # noqa: E402
from word_files import abstract, lvl, make_parts, num, p, pack, row, table  # noqa: E402

from build_tools.edition.pictures import list_signs  # noqa: E402
from build_tools.errors import PublisherError  # noqa: E402
from build_tools.intake import find_pictures, gather_files, needs_reading, print_kept, read_file  # noqa: E402
from build_tools.pipeline import audit_converted, convert_files  # noqa: E402
from build_tools.reading.kept import parse_reading  # noqa: E402
from build_tools.reading.picture_file import read_picture  # noqa: E402

SECONDS = 10.0
PICTURE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (99).to_bytes(4) * 2 + bytes(600)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><g><path d="M0 0"/></g></svg>'
PAGE = (
    "<html><body><h1>某市发展规划</h1><p>一、总体要求</p><p>（一）甲</p>"
    "<table><tr><td rowspan=2>乙<td>丙<tr><td>丁</table>"
    f"<p>1.戊</p><img src=\"data:image/png;base64,{b64encode(PICTURE).decode()}\"><p><img src='a/图.png' alt=己></p>"
    "<p>二、保障措施</p><p>加强领导。</p></body></html>"
)
# What a change may put in: signs that formats give a meaning to.
TOKENS = (
    b"\0", b"\xff\xfe", b"<", b">", b"&#x110000;", b"%PDF-", b"PK\x03\x04", b"--b", b"\r\n\r\n", b"99999999999",
    b"endobj",
    b"obj", b"<<", b"]]>", b"{", b"[", b'"', b"<w:p>", b"</w:p>", b"w:val", b"\xe4\xb8\x80", b"=",
)  # fmt: skip


def make_pdf() -> bytes:
    """Return a PDF of one page with two lines and a stroke."""
    text = b"BT /F1 12 Tf 50 300 Td (1. The plan) Tj 0 -20 Td (The work of each year is told.) Tj ET 50 50 m 90 50 l S"
    stream = b"<</Length %d>>stream\n%s\nendstream" % (len(text), text)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    objects = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, stream, font)
    body = b"".join(b"%d 0 obj%s endobj\n" % (number, held) for number, held in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R/Size 6>>\n%%EOF"


def make_files() -> dict[str, bytes]:
    """Return a small file of each format, by name."""
    listed = [p(f"条款{number}", number="1", level=number % 3) for number in range(6)]
    numbering = "".join(lvl(level) for level in range(3))
    word = make_parts(*listed, table(row("甲", "乙"), row("丙", "丁")), numbering=_list(numbering))
    address = "https://example.org/a.html"
    mail = (
        f"MIME-Version: 1.0\r\nSnapshot-Content-Location: {address}\r\nContent-Type: multipart/related; boundary=b\r\n"
        f"\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Location: {address}\r\n\r\n{PAGE}\r\n--b\r\n"
        "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://example.org/a/图.png"
        f"\r\n\r\n{b64encode(PICTURE).decode()}\r\n--b--\r\n"
    ).encode()
    text = "一、总体要求坚持统筹推进各项重点工作。二、保障措施加强组织领导，落实各方责任，形成一批成果。" * 3
    record = f'{{"title": "某市发展规划", "content": "<p>{text}</p>", "date": "2021-03-04"}}'
    return {
        "a.docx": make_word_file(),
        "b.docx": pack(word),
        "a.pdf": make_pdf(),
        "b.pdf": print_plan(),
        "a.mhtml": mail,
        "a.zip": pack({"x/a.html": PAGE, "x/a/图.png": PICTURE, "附件1.txt": "一、甲\n二、乙\n"}),
        "a.html": f"<!-- Page saved with SingleFile\n url: {address}\n saved date: Mon Mar 04 2024 -->{PAGE}".encode(),
        "a.json": f"[{record}, {record}]".encode(),
        "a.jsonl": f"{record}\n{record}\n".encode(),
        "a.csv": 'title,content\n某市发展规划,"一、甲\n二、乙"\n'.encode(),
        "a.png": PICTURE,
        "a.svg": SVG,
    }


def _list(levels: str) -> str:
    return abstract(1, levels) + num(1, 1)


def change(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """Return bytes much like these."""
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at = chance.randrange(len(made) + 1)
        size = chance.choice((1, 1, 2, 4, 30, 200))
        kind = chance.randrange(6)
        if kind == 0:
            made[at : at + 1] = bytes([chance.randrange(256)])
        elif kind == 1:
            del made[at : at + size]
        elif kind == 2:
            made[at:at] = chance.choice(TOKENS)
        elif kind == 3:
            made[at:at] = made[at : at + size] * chance.choice((1, 2, 50))
        elif kind == 4:
            other = chance.choice(others)
            since = chance.randrange(len(other) + 1)
            made[at : at + size] = other[since : since + size]
        elif chance.random() < 0.2:
            del made[at:]
    return bytes(made)


def change_inside(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """Return a package with one of its parts changed, packed again."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        chosen = chance.choice(old.namelist())
        for name in old.namelist():
            held = old.read(name)
            new.writestr(name, change(held, others, chance) if name == chosen else held)
    return out.getvalue()


def judge(data: bytes, name: str) -> None:
    """Take a file the way of `add`; raise what breaks."""
    read_picture(data)
    for document in gather_files(data, name).documents:
        files = [read_file(file) for file in document]
        for file in files:
            if file.reading is not None and parse_reading(print_kept(file), name) != file.reading:
                raise AssertionError("the kept reading comes back as another one")
            assert (file.reading is not None) == needs_reading(file.data)
        converted = audit_converted(convert_files(files))
        for file in files:
            find_pictures(file, [run.address for run, _ in list_signs(converted.edition)])


def _stop(*_: object) -> None:
    raise TimeoutError("more than the limit")


def verdict(data: bytes, name: str) -> str:
    """Return the kind of a finding, "" where there is none."""
    signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        judge(data, name)
    except PublisherError as error:
        return "" if error.remedy and error.exit_code != 4 else f"{type(error).__name__} without a remedy, or a proof"
    except Exception as error:
        frames = [f for f in traceback.extract_tb(error.__traceback__) if "build_tools" in f.filename]
        return (
            f"{type(error).__name__} in {Path(frames[-1].filename).stem}.{frames[-1].name}" if frames else repr(error)
        )
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return ""


def main() -> int:
    """Read the arguments; see the module."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=0, help="another number for another search")
    parser.add_argument("--out", type=Path, default=ROOT / ".build" / "fuzz-files")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    options.out.mkdir(parents=True, exist_ok=True)
    files = make_files()
    others, names = list(files.values()), list(files)
    kinds: dict[str, int] = {}
    tried = 0
    end = time.monotonic() + options.seconds
    while time.monotonic() < end:
        chance = random.Random(f"{options.seed}-{tried}")
        name = chance.choice(names)
        is_packed = name.endswith((".docx", ".zip")) and chance.random() < 0.8
        data = (change_inside if is_packed else change)(files[name], others, chance)
        kind = verdict(data, name)
        tried += 1
        if kind and kind not in kinds:
            path = options.out / f"{hashlib.sha256(data).hexdigest()[:10]}-{name}"
            path.write_bytes(data)
            print(f"FOUND {kind}: {path}", flush=True)
        if kind:
            kinds[kind] = kinds.get(kind, 0) + 1
        if tried % 1000 == 0:
            print(f"{tried} files, {len(kinds)} kinds", flush=True)
    print(f"{tried} files in all; findings: {kinds or 'none'}")
    return bool(kinds)


if __name__ == "__main__":
    raise SystemExit(main())
