"""The files of a Word file beside its text (ECMA-376 part 2): styles, running feet, properties.

The styles are those of official documents (GB/T 9704-2012, 5.2 and 7): a page of 22 lines with 28 characters,
the title 小标宋 of size 二号, text 仿宋 of size 三号, first headings 黑体, second ones 楷体. The fonts are named, not
embedded; each names another that stands in for it.
"""

from collections.abc import Iterator, Mapping

from build_tools.model.block import split_pages
from build_tools.model.edition import Edition
from build_tools.model.note import locate_groups
from build_tools.model.picture import MEDIA, Picture
from build_tools.model.record import PublishedWork
from build_tools.model.script import ChangeScript
from build_tools.render.docx import DEEPEST, DocxWriter
from build_tools.render.pictures import show_pictures
from build_tools.render.provenance import tell_source
from build_tools.render.xhtml import escape_xml

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SONG, _HEI, _KAI, _FANG = "方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312"
_HANT_FACES = {_SONG: "新細明體", _HEI: "微軟正黑體", _KAI: "標楷體", _FANG: "標楷體"}
# What stands in for a font that a machine lacks.
_OTHERS = {
    _SONG: "宋体",
    _HEI: "SimHei",
    _KAI: "楷体",
    _FANG: "仿宋",
    "新細明體": "PMingLiU",
    "微軟正黑體": "Microsoft JhengHei",
    "標楷體": "DFKai-SB",
}
# Twips: margins of 37, 26, 35 and 28 mm (GB/T 9704-2012, 5.2.1); a line every 28 points.
_PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1400" w:gutter="0"/>'
)
_LINE = '<w:spacing w:before="0" w:after="0" w:line="560" w:lineRule="exact"/>'
_LOOSE = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
_NOTE = "文字与底本逐字一致；效力与解释以发文机关公布的文本为准。"


def render_docx(work: PublishedWork, *, language: str, change: ChangeScript) -> Iterator[tuple[str, str | bytes]]:
    """Yield path → content of each file of a work's Word file, in order.

    Args:
        work: it.
        language: "zh-Hans" or "zh-Hant".
        change: changes words to that script, and keeps their length.
    """
    edition = work.edition
    writer = DocxWriter(
        work.links.by_block,
        locate_groups(work.responsibilities),
        edition.work,
        change,
        edition.list_former(),
        show_pictures(edition),
    )
    writer.write_pages(split_pages(edition.blocks))
    body, pictures = "".join(writer.written), writer.drawn
    endings = sorted({picture.ending for picture in pictures.values()})
    yield "[Content_Types].xml", _types(endings)
    yield "_rels/.rels", _RELATIONS
    yield "word/document.xml", _document(body)
    yield "word/_rels/document.xml.rels", _relate(pictures)
    is_traditional = language == "zh-Hant"
    yield "word/styles.xml", _styles(is_traditional=is_traditional)
    yield "word/fontTable.xml", _fonts(is_traditional=is_traditional)
    yield "word/settings.xml", _SETTINGS
    told = change(f"来源：{_describe_source(edition)}。{_NOTE}")
    for name, side, note in (("foot1", "right", told), ("foot2", "right", ""), ("foot3", "left", "")):
        yield f"word/{name}.xml", _foot(side, note)
    yield "docProps/core.xml", _properties(edition, language, change)
    for picture in pictures.values():
        yield f"word/media/{picture.file}", picture.data


def _describe_source(edition: Edition) -> str:
    """Return where the copy of a work comes from: who published it, where, and the file with its hash."""
    facts, witness = edition.facts, edition.witness
    told = (tell_source(facts), facts.source_url, f"{witness.name}，SHA-256 {witness.sha256}")
    return "，".join(part for part in told if part)


def _types(endings: list[str]) -> str:
    parts = {
        "word/document": f"{_WORD}.document.main+xml",
        "word/styles": f"{_WORD}.styles+xml",
        "word/fontTable": f"{_WORD}.fontTable+xml",
        "word/settings": f"{_WORD}.settings+xml",
        **{f"word/foot{number}": f"{_WORD}.footer+xml" for number in (1, 2, 3)},
        "docProps/core": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    defaults |= {ending: MEDIA[ending] for ending in endings}
    told = "".join(f'<Default Extension="{name}" ContentType="{kind}"/>' for name, kind in defaults.items())
    told += "".join(f'<Override PartName="/{name}.xml" ContentType="{kind}"/>' for name, kind in parts.items())
    return f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{told}</Types>'


_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_R}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="r2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)


def _relate(pictures: Mapping[str, Picture]) -> str:
    entries = [("s", "styles", "styles.xml"), ("t", "fontTable", "fontTable.xml"), ("g", "settings", "settings.xml")]
    entries += [(f"f{number}", "footer", f"foot{number}.xml") for number in (1, 2, 3)]
    entries += [(f"p{number}", "image", f"media/{name}") for number, name in enumerate(pictures, 1)]
    told = "".join(f'<Relationship Id="{id_}" Type="{_R}/{kind}" Target="{to}"/>' for id_, kind, to in entries)
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{told}</Relationships>'


def _document(body: str) -> str:
    feet = "".join(
        f'<w:footerReference w:type="{kind}" r:id="f{number}"/>'
        for number, kind in enumerate(("first", "default", "even"), 1)
    )
    last = f'<w:sectPr>{feet}{_PAGE}<w:titlePg/><w:docGrid w:type="lines" w:linePitch="560"/></w:sectPr>'
    return (
        f'{_HEAD}<w:document xmlns:w="{_W}" xmlns:r="{_R}" xmlns:wp="{_DRAWING}/wordprocessingDrawing"'
        f' xmlns:a="{_DRAWING}/main" xmlns:pic="{_DRAWING}/picture"><w:body>{body}{last}</w:body></w:document>'
    )


def _foot(side: str, note: str) -> str:
    """A foot with the number of the page between dashes, one character from the edge (GB/T 9704-2012, 7.5)."""
    field = "".join(
        f"<w:r>{inner}</w:r>"
        for inner in (
            '<w:fldChar w:fldCharType="begin"/>',
            "<w:instrText>PAGE</w:instrText>",
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    dash = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    number = f"{dash.format('— ')}{field}{dash.format(' —')}"
    edge = f'<w:ind w:{side}Chars="100" w:{side}="280"/><w:jc w:val="{side}"/>'
    told = f'<w:p><w:pPr><w:pStyle w:val="Provenance"/></w:pPr><w:r><w:t>{escape_xml(note)}</w:t></w:r></w:p>'
    return (
        f'{_HEAD}<w:ftr xmlns:w="{_W}"><w:p><w:pPr><w:pStyle w:val="Footer"/>{edge}</w:pPr>{number}</w:p>'
        f"{told if note else ''}</w:ftr>"
    )


_SETTINGS = (
    f'{_HEAD}<w:settings xmlns:w="{_W}"><w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
    ' w:val="15"/></w:compat></w:settings>'
)


def _properties(edition: Edition, language: str, change: ChangeScript) -> str:
    facts = edition.facts
    told = (
        ("dc:title", edition.title),
        ("dc:creator", "、".join(facts.issuers)),
        ("dc:identifier", facts.doc_number),
        ("dc:description", f"来源：{_describe_source(edition)}。{_NOTE}"),
    )
    shown = "".join(f"<{name}>{escape_xml(change(words))}</{name}>" for name, words in told if words)
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/">{shown}<dc:language>{language}</dc:language>'
        "</cp:coreProperties>"
    )


# -- styles


def _font(face: str) -> str:
    return f'<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{face}"/>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def _style(
    id_: str, name: str, paragraph: str = "", run: str = "", based: str = "Normal", following: str = "Normal"
) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{id_}"><w:name w:val="{name}"/><w:basedOn w:val="{based}"/>'
        f'<w:next w:val="{following}"/><w:qFormat/>'
        + (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "")
        + (f"<w:rPr>{run}</w:rPr>" if run else "")
        + "</w:style>"
    )


def _letter_style(id_: str, name: str, run: str) -> str:
    return f'<w:style w:type="character" w:styleId="{id_}"><w:name w:val="{name}"/><w:rPr>{run}</w:rPr></w:style>'


_FLUSH = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
_CENTRED = f'{_FLUSH}<w:jc w:val="center"/>'
_SIGNED = '<w:ind w:rightChars="400" w:right="1280" w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="right"/>'
_PARTS = {"Label": "编号", "Title": "标题", "Alone": "名称"}
_LINES = "".join(
    f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for edge in ("top", "left", "bottom", "right")
)
_INNER = "".join(f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for edge in ("insideH", "insideV"))


def _styles(*, is_traditional: bool) -> str:
    def face(name: str) -> str:
        return _font(_HANT_FACES[name] if is_traditional else name)

    tag = "zh-TW" if is_traditional else "zh-CN"
    headings = {1: face(_HEI), 2: face(_KAI)}
    shown = []
    for level in range(1, DEEPEST + 1):
        run = headings.get(level, "<w:b/>")
        properties = f'<w:keepNext/><w:outlineLvl w:val="{level - 1}"/>'
        shown.append(_style(f"Heading{level}", f"heading {level}", properties, run))
        shown.append(_letter_style(f"Heading{level}Char", f"Heading {level} Char", run))
    apart = '<w:spacing w:before="0" w:after="560" w:line="600" w:lineRule="exact"/>'
    title = f"{apart}{_CENTRED}"
    lines = f'{apart}{_FLUSH}<w:contextualSpacing/><w:jc w:val="center"/>'
    shown += [
        _style("Title", "Title", lines, face(_SONG) + _size(22), following="Title"),
        _style("AnnexLabel", "附件编号", f"<w:keepNext/><w:pageBreakBefore/>{_FLUSH}", face(_HEI)),
        _style("AnnexTitle", "附件标题", f'<w:keepNext/>{title}<w:outlineLvl w:val="0"/>', face(_SONG) + _size(22)),
        _style("AnnexAlone", "篇名", "<w:pageBreakBefore/>", based="AnnexTitle"),
        *(_style(f"Schedule{part}", f"附表{name}", based=f"Annex{part}") for part, name in _PARTS.items()),
        _style("DocNumber", "发文字号", _CENTRED),
        _style("Salutation", "Salutation", _FLUSH),
        _style("Signature", "Signature", _SIGNED),
        _style("Date", "Date", _SIGNED),
        _style("Caption", "caption", f"<w:keepNext/>{_CENTRED}", face(_HEI) + _size(14)),
        _style("Figure", "图", f"{_LOOSE}{_CENTRED}"),
        _style("FigureCaption", "图名", _CENTRED, face(_HEI) + _size(14)),
        _style("Cell", "表格文字", f'{_LOOSE}{_FLUSH}<w:jc w:val="left"/>', _size(10.5)),
        _style("Gap", "空行", f'<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>{_FLUSH}'),
        _style("Footer", "footer", f"{_LOOSE}{_FLUSH}", _font("宋体") + _size(14)),
        _style("Provenance", "来源", f'{_LOOSE}{_FLUSH}<w:jc w:val="left"/>', _size(9)),
        _letter_style("Strong", "Strong", "<w:b/>"),
        _letter_style("Bodies", "责任单位", face(_KAI)),
        _table("Plan", "规划表格", _LINES + _INNER),
        _table("Box", "专栏", _LINES),
    ]
    normal = (
        f'<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr>'
        f'{_LINE}<w:ind w:firstLineChars="200" w:firstLine="640"/><w:jc w:val="both"/></w:pPr></w:style>'
    )
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{face(_FANG)}{_size(16)}<w:lang w:val="en-US" w:eastAsia="{tag}"/>'
        "</w:rPr></w:rPrDefault></w:docDefaults>"
    )
    return f'{_HEAD}<w:styles xmlns:w="{_W}">{defaults}{normal}{"".join(shown)}</w:styles>'


def _table(id_: str, name: str, borders: str) -> str:
    return (
        f'<w:style w:type="table" w:styleId="{id_}"><w:name w:val="{name}"/><w:tblPr><w:tblBorders>{borders}'
        '</w:tblBorders><w:tblCellMar><w:left w:w="84" w:type="dxa"/><w:right w:w="84" w:type="dxa"/></w:tblCellMar>'
        "</w:tblPr></w:style>"
    )


def _fonts(*, is_traditional: bool) -> str:
    faces = _HANT_FACES.values() if is_traditional else _HANT_FACES
    told = "".join(
        f'<w:font w:name="{face}"><w:altName w:val="{_OTHERS[face]}"/></w:font>' for face in dict.fromkeys(faces)
    )
    return f'{_HEAD}<w:fonts xmlns:w="{_W}">{told}</w:fonts>'
