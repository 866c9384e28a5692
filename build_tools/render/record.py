"""Fidelity record → the page that shows what became of every character of a witness."""

from collections.abc import Iterable, Sequence

from build_tools.model.codes import DROP_RULES, Severity
from build_tools.model.edition import Edition
from build_tools.model.emendation import Emendation
from build_tools.model.record import FidelityRecord
from build_tools.model.report import Diagnostic
from build_tools.model.rereading import Rereading
from build_tools.model.second_reading import NOBODY, SecondReading
from build_tools.model.witness import Witness, WitnessEntry
from build_tools.render.cells import draw_row, draw_table
from build_tools.render.codes import name_severity
from build_tools.render.inline import escape_html, render_text
from build_tools.render.outline import merge_drops
from build_tools.render.sources import tell_machine
from build_tools.render.topic_page import frame_page, heading

_LONGEST_SHOWN = 400


def render_record(
    edition: Edition,
    fidelity: FidelityRecord,
    emendations: tuple[Emendation, ...],
    files: Sequence[tuple[WitnessEntry, Witness]],
    rereadings: tuple[Rereading, ...],
) -> str:
    """Return the record's page.

    Args:
        edition: the work.
        fidelity: what became of the characters of the base.
        emendations: the reviewed changes to the base witness.
        files: that the edition is made from, in order, each with what the manifest tells of it.
        rereadings: readings of them that took the place of older ones.
    """
    witness = edition.witness
    title = edition.facts.title or witness.name
    parts = [
        f"# 核验记录\n\n[《{render_text(title)}》](index.md)",
        "底本的每一个字符，或保留在正文中（次序不变），或按下列规则略去，或经校改。三者拼合，与底本逐字相同；每次构建都重新验证。",
        "\n\n".join([heading(2, "source", "底本"), *(_render_file(*file) for file in files)]),
        _render_rereadings(rereadings),
        _render_variants(files),
        _render_account(fidelity, tell_machine(edition)),
        _render_drops(edition),
        _render_emendations(emendations),
        _render_diagnostics(edition.diagnostics),
    ]
    return frame_page(f"核验记录：{title}", parts, f"seeds/{edition.work}/")


def _render_account(fidelity: FidelityRecord, machine: str) -> str:
    counts = [
        ("原样保留", fidelity.kept, True),
        ("按网页标准转写（字符引用、连续空白）", fidelity.folded, True),
        ("其中：部首字读作相应的汉字", fidelity.radicals, False),
        (f"机器识别：{machine}", fidelity.machine, False),
        ("校改", fidelity.emended, True),
        ("另有：网页自动编号、图片位置标记（原文无此字符）", sum(fidelity.computed.values()), False),
    ]
    rows = [(name, f"{count:,}") for name, count, is_always_told in counts if count or is_always_told]
    rows += [(f"略去：{DROP_RULES[rule].told.chinese}", f"{n:,}") for rule, n in sorted(fidelity.dropped.items())]
    return _section("account", "字符去向", ("去向", "字符数"), rows)


def _render_file(entry: WitnessEntry, witness: Witness) -> str:
    reading = witness.reading
    fields = reading.fields if reading else ()
    more = sum(not field.fact for field in fields)
    rows = [
        ("文件", entry.file),
        ("原名", entry.named),
        ("取自", entry.taken_from),
        ("取自的文件 SHA-256", entry.taken_from_sha256),
        ("下载日期", entry.retrieved),
        ("SHA-256", entry.sha256),
        ("格式" if reading else "编码", witness.encoding.upper()),
        ("读取器", reading.reader if reading else ""),
        ("读取结果 SHA-256", entry.reading_sha256),
        ("正文所在", reading.part if reading else ""),
        ("字符数", f"{len(witness.text):,}"),
        *(("另一读取器", _tell_second(second)) for second in (reading.seconds if reading else ())),
        *((f"文件自述：{field.name}", field.value) for field in fields if field.fact),
        ("其他自述", f"{more} 项，见读取结果" if more else ""),
    ]
    return _table(("项目", "值"), [row for row in rows if row[1]])


def _tell_second(second: SecondReading) -> str:
    if second.reader == NOBODY:
        return "这种格式没有另一读取器，没有核对"
    if second.fault:
        return f"{second.reader}：没有核对（{second.fault}）"
    found = f"{second.count:,} 处不同" if second.count else "无不同"
    return f"{second.reader}：核对 {second.characters:,} 字符，{found}"


def _render_variants(files: Sequence[tuple[WitnessEntry, Witness]]) -> str:
    rows = [
        (entry.file, str(one.page or "——"), str(one.line), one.before, one.first, one.second, one.after, second.reader)
        for entry, witness in files
        for second in (witness.reading.seconds if witness.reading else ())
        for one in second.variants
    ]
    told = "同一文件由两个互不相干的读取器各读一遍；空白不计。凡不同之处，正文从读取结果，除非经校改。"
    header = ("文件", "页", "读取结果行", "上文", "读取结果", "另一读法", "下文", "另一读取器")
    return _section("variants", "异读", header, rows, told)


def _render_rereadings(rereadings: tuple[Rereading, ...]) -> str:
    rows = [
        (one.file, one.reader_before or "——", one.reader_after, one.before or "——", one.after, one.reason)
        for one in rereadings
    ]
    header = ("文件", "原读取器", "现读取器", "原读取结果 SHA-256", "现读取结果 SHA-256", "理由")
    return _section("reread", "重新读取", header, rows)


def _section(
    anchor: str, title: str, header: Iterable[str], rows: Sequence[Iterable[str]], told: str = "", none: str = ""
) -> str:
    """Return a section with a table below what is told of it; without rows it says `none`, if that is given."""
    if not rows and not none:
        return ""
    shown = (told, _table(header, rows)) if rows else (none,)
    return "\n\n".join(filter(None, (heading(2, anchor, title), *shown)))


def _table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    return draw_table(map(escape_html, header), (draw_row(map(escape_html, row)) for row in rows))


def _render_drops(edition: Edition) -> str:
    rows: list[tuple[str, ...]] = []
    for drop in merge_drops(edition.drops):
        text = edition.witness.text[drop.start : drop.end].strip(" \t\r\n")
        # Nobody wants to read a thousand indents.
        if DROP_RULES[drop.rule].severity is Severity.INFO or not text:
            continue
        shown = text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "……"
        rows.append((str(edition.witness.line_no(drop.start)), DROP_RULES[drop.rule].told.chinese, shown))
    return _section("dropped", "略去的文字", ("底本行", "规则", "文字"), rows)


def _render_emendations(emendations: tuple[Emendation, ...]) -> str:
    rows = [
        ("补分段" if change.is_break else "改字", change.source, change.reads.replace("\n", "¶"), change.reason)
        for change in emendations
    ]
    return _section("emended", "校改", ("类别", "底本", "读作", "理由"), rows, "「¶」为补回的分段。", "无。")


def _render_diagnostics(diagnostics: tuple[Diagnostic, ...]) -> str:
    rows = [(str(d.line_no), name_severity(d.severity), d.code, d.chinese_message, d.excerpt) for d in diagnostics]
    told = "各代号的含义和处理办法见[代号](../../codes/index.md#doubts)。"
    return _section("doubts", "存疑之处", ("底本行", "程度", "代号", "说明", "原文"), rows, told, "无。")
