"""A picture's file: kept when a page is added, shown in its place, refused where it is another one."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from base64 import b64encode
from pathlib import Path

import pytest

from build_tools.cli import main
from build_tools.commands.adding import AddedWork, add_document
from build_tools.commands.named_files import _find_beside, list_attachments
from build_tools.engine.folders import Project
from build_tools.errors import ManifestError
from build_tools.intake import SourceFile, gather_files
from build_tools.model.link import WorkLinks
from build_tools.pipeline import convert_work
from build_tools.publish.take_in import Wish
from build_tools.rendering import render_work

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 400, 200) + b"\x08\x02" + bytes(600)
GIF = b"GIF89a" + struct.pack("<HH", 30, 20) + bytes(9)
DATA = f"data:image/png;base64,{b64encode(PNG).decode()}"
HEAD = "<h1>某市园区发展规划</h1><p>一、总体布局</p><p>园区分为三片。</p>"
TAIL = "<p>二、保障措施</p><p>加强领导，统筹协调。</p>"


def add(tmp_path: Path, body: str, **files: bytes) -> AddedWork:
    """Add a page whose pictures lie beside it."""
    page = SourceFile("a.html", f"{HEAD}{body}{TAIL}".encode(), near=lambda address: files.get(address[:-4]))
    return add_document(Project(tmp_path), [page], Wish("a"))


def show(added: AddedWork) -> str:
    """Return how the page shows the text between the first clause and the second, addresses shortened."""
    page = str(render_work(convert_work(added.folder), WorkLinks())["index.md"])
    between = page.partition("园区分为三片。\n\n")[2].partition("\n\n## ")[0]
    return re.sub(r'<a id="[^"]*" href="([^"]*)"[^>]*></a>', r"(\1)", re.sub(r"[0-9a-f]{16}", "FILE", between))


def img(words: str, css: str = "picture", size: str = 'width="400" height="200"') -> str:
    ending = "png" if "400" in size else "gif"
    return f'<img class="{css}" src="pictures/FILE.{ending}" alt="{words}" {size} loading="lazy">'


SHOWN = {
    "its author's words": ('<p><img src="m.png" alt="布局*图*"></p>', "〔图〕{}布局*图*</p>", img("布局&#42;图&#42;")),
    "the caption below": ('<p><img src="m.png"></p><p>图1　布局</p>', "〔图〕{}</p>", img("图1　布局")),
    "the caption above": ('<p>附图2-1：布局</p><p><img src="m.png"></p>', "〔图〕{}</p>", img("附图2-1：布局")),
    "no words": ('<p><img src="m.png"></p><p>图1表明，园区分为三片。</p>', "〔图〕{}</p>", img("一第1图")),
    "in an address": (f'<p><img src="{DATA}"></p>', "〔图〕{}</p>", img("一第1图")),
    "in a sentence": (
        '<p>按<img class="formula" src="g.gif" alt="a=b">计算。</p>',
        "按〔公式〕{}a=b计算。",
        img("一第2段", "formula", 'width="30" height="20"'),
    ),
    "in a table": (
        '<table border=1><tr><td>序号<td>图<tr><td>1<td><img src="m.png"></table>',
        "〔图〕{}</td>",
        img("一所附表"),
    ),
}


@pytest.mark.parametrize("name", SHOWN)
def test_a_picture_is_shown_behind_its_sign_with_words_for_it(name: str, tmp_path: Path) -> None:
    body, line, shown = SHOWN[name]
    added = add(tmp_path, body, m=PNG, g=GIF)
    assert line.replace("*", "&#42;" if "<p" in show(added) else "*").format(shown) in show(added)
    files = render_work(convert_work(added.folder), WorkLinks())
    assert [held for name, held in files.items() if name.startswith("pictures/")] == [GIF if "gif" in shown else PNG]


def test_captions_stand_apart(tmp_path: Path) -> None:
    shown = show(add(tmp_path, '<p><img src="m.png"></p><p>图1　布局</p><p>图2　布局</p>', m=PNG)).split("\n\n")
    assert [line.partition(">")[0] for line in shown] == [
        '<p class="figure"',
        '<p class="figure-caption"',
        "(#s1-para3)图2　布局",
    ]


@pytest.mark.parametrize(("body", "doubts"), [('<p><img src="m.png"></p>', 0), ('<p><img src="n.png"></p>', 1)])
def test_a_picture_that_is_not_there_is_a_doubt(body: str, doubts: int, tmp_path: Path) -> None:
    added = add(tmp_path, body, m=PNG)
    for edition in (added.converted.edition, convert_work(added.folder).base.edition):
        assert [doubt.code for doubt in edition.diagnostics].count("picture-not-read") == doubts


@pytest.mark.parametrize(("data", "message"), [(None, "missing"), (GIF, "recorded")])
def test_another_file_in_its_place_is_refused(data: bytes | None, message: str, tmp_path: Path) -> None:
    folder = add(tmp_path, '<p><img src="m.png"></p>', m=PNG).folder
    (kept,) = folder.glob("*.png")
    kept.unlink() if data is None else kept.write_bytes(data)
    with pytest.raises(ManifestError, match=message):
        convert_work(folder)


def test_a_file_that_is_no_picture_is_refused(tmp_path: Path) -> None:
    folder = add(tmp_path, '<p><img src="m.png"></p>', m=PNG).folder
    manifest = folder / "manifest.toml"
    at = manifest.read_text("utf-8")
    digest = re.findall(r'sha256 = "(\w+)"', at)[0]
    manifest.write_text(
        re.sub(r'file = "\w+\.png"\nsha256 = "\w+"', f'file = "a.html"\nsha256 = "{digest}"', at), "utf-8"
    )
    with pytest.raises(ManifestError, match="no picture"):
        convert_work(folder)


def test_pictures_of_an_archive_come_with_its_page(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        page = f'{HEAD}<p><img src="../img/m%20.png?1"></p><p><img src="https://example.org/g.gif"></p>{TAIL}'
        archive.writestr("x/y/a.html", page)
        archive.writestr("x/img/m .png", PNG)
        archive.writestr("x/y/g.gif", GIF)
    gathered = gather_files(packed.getvalue(), "a.zip")
    assert gathered.left_out == ()
    added = add_document(Project(tmp_path), gathered.documents[0], Wish("a"))
    assert sorted(picture.data for picture in added.converted.edition.pictures.values()) == [GIF, PNG]


def test_pictures_lie_beside_a_saved_page_and_nowhere_else(tmp_path: Path) -> None:
    page = tmp_path / "site" / "a.html"
    (page.parent / "a_files").mkdir(parents=True)
    (page.parent / "a_files" / "图.png").write_bytes(PNG)
    (tmp_path / "secret.png").write_bytes(GIF)
    (page.parent / "link.png").symlink_to(tmp_path / "secret.png")
    found = {
        address: _find_beside(page, address)
        for address in ("./a_files/%E5%9B%BE.png?v=1", "a_files", "../secret.png", "link.png", "\0")
    }
    assert list(found.values()) == [PNG, None, None, None, None]
    (page.parent / "a_files" / "附件1.pdf").write_bytes(b"%PDF")
    links = '<a href="a_files/附件1.pdf">附件</a><a href="http://x/y.pdf"></a><a href="../secret.doc"></a>'
    attached = [page.parent / "a_files" / "附件1.pdf"]
    assert list_attachments(page, links) == attached
    (tmp_path / "b.html").symlink_to(page)
    assert _find_beside(tmp_path / "b.html", "a_files/图.png") == PNG
    assert list_attachments(tmp_path / "b.html", links) == attached


def test_reread_keeps_pictures_that_no_manifest_names_yet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    added = add_document(
        Project(tmp_path), [SourceFile("a.html", f'{HEAD}<p><img src="{DATA}"></p>{TAIL}'.encode())], Wish("a")
    )
    assert added.folder is not None
    manifest = added.folder / "manifest.toml"
    whole = manifest.read_bytes()
    (picture,) = added.folder.glob("*.png")
    manifest.write_bytes(whole.partition(b"\n[[picture]]")[0])
    picture.unlink()
    options = ["reread", "a", "--reason", "补图。", "--project", str(tmp_path)]
    assert main(options) == 0
    assert "the picture is kept" in capsys.readouterr().out
    assert (manifest.read_bytes(), picture.read_bytes()) == (whole, PNG)
    assert main(options) == 0
    assert "nothing to take" in capsys.readouterr().err
