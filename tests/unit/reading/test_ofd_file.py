"""An OFD file's texts become printed lines with places; what cannot be read is told."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from word_files import pack

from build_tools.errors import UnreadableSourceError
from build_tools.model.division import Table
from build_tools.pipeline import convert_bytes
from build_tools.reading.formats import tell_format
from build_tools.reading.kept import parse_reading, print_reading
from build_tools.reading.ofd_file import read_ofd

NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
POINT = 72 / 25.4
SIZE = 5.0  # mm


def text(words: str, left: float, top: float, about: str = "", *, size: float = SIZE, delta: str | None = None) -> str:
    steps = f"g {len(words) - 1} {size}" if delta is None else delta
    return (
        f'<ofd:TextObject ID="9" Boundary="{left} {top} 180 8" Font="1" Size="{size}" {about}>'
        f'<ofd:TextCode X="0" Y="{size}" DeltaX="{steps}">{words}</ofd:TextCode></ofd:TextObject>'
    )


def path(data: str, about: str = "") -> str:
    return (
        f'<ofd:PathObject ID="8" Boundary="0 0 210 297" {about}><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData>'
        "</ofd:PathObject>"
    )


def layer(*objects: str) -> str:
    return f'<ofd:Content><ofd:Layer ID="2">{"".join(objects)}</ofd:Layer></ofd:Content>'


def make_parts(*pages: str, template: str = "") -> dict[str, str | bytes]:
    entries = "".join(f'<ofd:Page ID="{at}" BaseLoc="Pages/Page_{at}/Content.xml"/>' for at in range(len(pages)))
    parts: dict[str, str | bytes] = {
        "OFD.xml": (
            f"<ofd:OFD {NAMESPACE}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
        ),
        "Doc_0/Document.xml": (
            f"<ofd:Document {NAMESPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
            "</ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
            '<ofd:TemplatePage ID="7" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData>'
            f"<ofd:Pages>{entries}</ofd:Pages></ofd:Document>"
        ),
        "Doc_0/PublicRes.xml": (
            f'<ofd:Res {NAMESPACE} BaseLoc="Res"><ofd:Fonts><ofd:Font ID="1" FontName="仿宋"/>'
            '<ofd:Font ID="2" FontName="黑体" Bold="true"/></ofd:Fonts></ofd:Res>'
        ),
        "Doc_0/Tpls/Tpl_0/Content.xml": f"<ofd:Page {NAMESPACE}>{template}</ofd:Page>",
    }
    used = '<ofd:Template TemplateID="7" ZOrder="Background"/>' if template else ""
    for at, page in enumerate(pages):
        parts[f"Doc_0/Pages/Page_{at}/Content.xml"] = f"<ofd:Page {NAMESPACE}>{used}{page}</ofd:Page>"
    return parts


def read_lines(*objects: str, template: str = "") -> list[tuple[str, tuple[str, ...]]]:
    filled = text("围绕软件网络和算力建设一批公共服务平台", 20, 200)
    reading = read_ofd(pack(make_parts(layer(*objects, filled), template=template)), "a.ofd")
    return [(line.text, tuple(part.drop for part in line.stretches)) for line in reading.lines()][:-1]


def print_rows(rows: Sequence[Sequence[str]], top: float) -> list[str]:
    """A ruled table: columns of 50 mm, rows of 10."""
    bottom, right = top + 10 * len(rows), 20 + 50 * len(rows[0])
    lines = [f"M 20 {top + 10 * at} L {right} {top + 10 * at}" for at in range(len(rows) + 1)]
    lines += [f"M {20 + 50 * at} {top} L {20 + 50 * at} {bottom}" for at in range(len(rows[0]) + 1)]
    cells = [
        text(word, 22 + 50 * column, top + 10 * row + 2)
        for row, words in enumerate(rows)
        for column, word in enumerate(words)
    ]
    return [path(" ".join(lines)), *cells]


def test_a_plan_comes_back_with_its_tree_and_table() -> None:
    first = layer(
        text("某市数字发展规划", 65, 20, 'Font="2"', size=10),
        text("一、主要任务", 30, 50),
        text("（一）建设平台。围绕软件、网络和算力，建设一批公共服务平台。", 30, 60),
        *print_rows([["指标", "目标"], ["覆盖率", "百分之八十"]], 80),
    ).replace('Font="1" Size="10', 'Size="10')
    second = layer(text("二、保障措施", 30, 20), text("加强组织领导，落实责任。", 30, 30))
    data = pack(make_parts(first, second))
    converted = convert_bytes(data, "a.ofd")
    assert converted.edition.title == "某市数字发展规划"
    anchors = [str(block.anchor) for block in converted.edition.blocks]
    assert [anchor for anchor in anchors if anchor in ("s1", "s1-c1", "s2")] == ["s1", "s1-c1", "s2"]
    (table,) = (node for node in converted.edition.root.walk() if isinstance(node, Table))
    words = [["".join(part.passage.text for part in cell.paragraphs) for cell in row] for row in table.rows]
    assert words == [["指标", "目标"], ["覆盖率", "百分之八十"]]
    found = tell_format(data)
    assert found is not None
    reading = found.read(data, "a.ofd")
    assert (reading.format, [page.number for page in reading.pages]) == ("ofd", [1, 2])
    assert parse_reading(print_reading(reading), "a") == reading


def test_places_are_those_of_the_page() -> None:
    data = pack(make_parts(layer(text("围绕软件网络和算力建设一批平台等", 20, 30))))
    (line,) = read_ofd(data, "a.ofd").lines()
    assert line.box is not None
    assert line.box[0] == pytest.approx(20 * POINT, abs=0.1)
    assert line.box[2] == pytest.approx((20 + 16 * SIZE) * POINT, abs=0.1)
    assert line.size == pytest.approx(SIZE * POINT, abs=0.1)


def test_a_matrix_and_distances_one_by_one_are_read() -> None:
    scaled = text("甲乙", 20, 30, 'CTM="0.5 0 0 0.5 0 0"', size=10, delta="10")
    data = pack(make_parts(layer(scaled, text("围绕软件网络和算力建设一批平台等", 20, 60))))
    line = next(read_ofd(data, "a.ofd").lines())
    assert line.box is not None
    assert line.box[2] - line.box[0] == pytest.approx(10 * POINT, abs=0.1)


def test_runs_of_one_line_are_one_line_and_what_nobody_sees_is_dropped() -> None:
    runs = (text("建设", 20, 30), text("10", 30, 30, delta="2.5"), text("个平台", 35, 30))
    assert [line for line, _ in read_lines(*runs)] == ["建设10个平台"]
    assert read_lines(text("水印", 20, 30, 'Visible="false"')) == [("水印", ("hidden",))]
    assert read_lines(text("页外", 400, 30)) == [("页外", ("hidden",))]


def test_a_template_is_printed_below_the_page() -> None:
    assert [line for line, _ in read_lines(text("正文", 20, 50), template=layer(text("页眉", 20, 10)))] == [
        "页眉",
        "正文",
    ]


def test_a_text_in_a_box_that_is_none_is_read_all_the_same() -> None:
    odd = (text("甲", 20, 30).replace("180 8", "0 -8"), text("乙", 20, 40).replace('Boundary="20 40 180 8"', ""))
    assert sorted(line for line, _ in read_lines(*odd)) == ["乙", "甲"]


def test_annotations_are_on_record_and_seals_are_places() -> None:
    words = "围绕软件网络和算力建设一批公共服务平台"
    parts = make_parts(layer(text(words, 20, 100)), layer(text(words, 20, 100)))
    root = f"<ofd:Annotations {NAMESPACE}>{{}}</ofd:Annotations>"
    marks = "".join(
        f'<ofd:Annot Type="{kind}"><ofd:Appearance Boundary="20 {at}0 60 8">{inside}</ofd:Appearance></ofd:Annot>'
        for at, (kind, inside) in enumerate(
            [("Watermark", text("内部资料", 0, 0)), ("Stamp", path("M 0 0 L 9 9")), ("Link", path("M 0 0 L 9 9"))], 1
        )
    )
    add = {
        "Doc_0/Annots/Annotations.xml": root.format(
            '<ofd:Page PageID="1"><ofd:FileLoc>P1/A.xml</ofd:FileLoc></ofd:Page>'
        ),
        "Doc_0/Annots/P1/A.xml": f"<ofd:PageAnnot {NAMESPACE}>{marks}</ofd:PageAnnot>",
        "Doc_0/Signs/Signatures.xml": f'<ofd:All {NAMESPACE}><ofd:Signature BaseLoc="S/S.xml"/></ofd:All>',
        "Doc_0/Signs/S/S.xml": f'<ofd:Signature {NAMESPACE}><ofd:SignedInfo><ofd:StampAnnot PageRef="0"'
        ' Boundary="120 200 40 40"/></ofd:SignedInfo></ofd:Signature>',
    }
    for name, end, more in (
        ("OFD.xml", "</ofd:DocBody>", "<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>"),
        ("Doc_0/Document.xml", "</ofd:Document>", "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>"),
    ):
        parts[name] = str(parts[name]).replace(end, more + end)
    reading = read_ofd(pack({**parts, **add}), "a.ofd")
    found = [(line.page, line.text, line.figure, [one.drop for one in line.stretches]) for line in reading.lines()]
    assert [entry for entry in found if entry[1] != words] == [
        (1, "", "", []),
        (2, "内部资料", None, ["review-comment"]),
        (2, "", "", []),
    ]
    edition = convert_bytes(pack({**parts, **add}), "a.ofd").edition
    assert sum(doubt.code == "picture-not-read" for doubt in edition.diagnostics) == 2
    assert not any("内部资料" in block.printed for block in edition.blocks)


def test_objects_that_are_pictures_are_places() -> None:
    picture = '<ofd:ImageObject ID="5" Boundary="20 50 150 100" ResourceID="3"/>'
    data = pack(make_parts(layer(picture, text("围绕软件网络和算力建设一批平台等", 20, 20))))
    assert [line.figure for line in read_ofd(data, "a.ofd").lines()] == [None, ""]


def test_composite_objects_are_opened_at_their_place() -> None:
    unit = (
        '<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="5">'
        f"{layer(text('围绕软件网络和算力建设一批平台等', 10, 20))}"
        "</ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>"
    )
    used = '<ofd:CompositeObject ID="{}" Boundary="20 30 100 100" CTM="0.5 0 0 0.5 0 0" ResourceID="{}"/>'
    parts = make_parts(layer(used.format(3, 5), used.format(4, 6)))
    parts["Doc_0/PublicRes.xml"] = str(parts["Doc_0/PublicRes.xml"]).replace("</ofd:Res>", f"{unit}</ofd:Res>")
    line, unknown = read_ofd(pack(parts), "a.ofd").lines()
    assert line.box is not None
    assert line.box[0] == pytest.approx((20 + 0.5 * 10) * POINT, abs=0.1)
    assert line.size == pytest.approx(0.5 * SIZE * POINT, abs=0.1)
    assert unknown.figure == ""


@pytest.mark.parametrize(("width", "reads"), [(2, True), (60, False)])
def test_a_composite_object_that_holds_itself_comes_to_an_end(width: int, reads: bool) -> None:
    itself = '<ofd:CompositeObject ID="3" Boundary="0 0 9 9" ResourceID="5"/>'
    unit = f'<ofd:CompositeGraphicUnit ID="5">{layer(*[itself] * width)}</ofd:CompositeGraphicUnit>'
    parts = make_parts(layer(itself, text("围绕软件网络和算力建设一批平台等", 10, 20)))
    units = f"<ofd:CompositeGraphicUnits>{unit}</ofd:CompositeGraphicUnits>"
    parts["Doc_0/PublicRes.xml"] = f"<ofd:Res {NAMESPACE}>{units}</ofd:Res>"
    if reads:
        assert next(read_ofd(pack(parts), "a.ofd").lines()).text == "围绕软件网络和算力建设一批平台等"
    else:
        with pytest.raises(UnreadableSourceError, match="more than 50000 objects"):
            read_ofd(pack(parts), "a.ofd")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"Encryptions.xml": "<a/>"}, "encrypted"),
        ({"Doc_0/Document.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}, "document type"),
        ({"Doc_0/Document.xml": "<a"}, "not well-formed"),
        ({"OFD.xml": "<a/>"}, "holds no text"),
        ({"Doc_0/Pages/Page_0/Content.xml": f"<ofd:Page {NAMESPACE}/>"}, "holds no text"),
        ({"Doc_0/Pages/Page_0/Content.xml": b" " * 9_000_000}, "unpacks to 9 MB"),
    ],
)
def test_what_cannot_be_read_is_told_with_the_remedy(change: dict[str, str | bytes], message: str) -> None:
    parts = make_parts(layer(text("围绕软件网络和算力建设一批平台等", 20, 20)))
    assert read_ofd(pack(parts), "a.ofd").text
    with pytest.raises(UnreadableSourceError, match=message) as caught:
        read_ofd(pack(parts | change), "a.ofd")
    assert "PDF" in caught.value.remedy


def test_senseless_numbers_harm_nobody() -> None:
    odd = text("甲乙", 20, 30, 'CTM="nan 1 x"', delta="g 99999999 1e999 inf").replace("g 1", "g 999999999")
    wild = path("M 1 L Q 3 B nan C A")
    lines = read_lines(odd, wild, '<ofd:TextObject Boundary="a b c d"/>')
    assert "".join(line for line, _ in lines) == "甲乙"
