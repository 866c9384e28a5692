"""Fidelity record → the page that shows what became of every character of a witness."""

from __future__ import annotations

from collections.abc import Sequence

from build_tools.model.edition import Edition
from build_tools.model.emendation import Emendation
from build_tools.model.report import Diagnostic
from build_tools.render.inline import escape_html, front_matter_title, render_text
from build_tools.render.outline import merge_drops

# Rules in words. A rule without words is shown by its name.
_RULE_NAMES = {
    "app-promotion": "客户端、公众号推广",
    "breadcrumb": "页面导航位置",
    "comment": "网页注释",
    "column-gap": "表格各栏之间的空白",
    "controls": "网页控件",
    "editor-credit": "网站编辑署名",
    "embedded-object": "网页嵌入对象",
    "front-matter": "采集文件的文件头",
    "hidden": "网页上不显示的内容",
    "indent": "缩进与行末空白",
    "letter-spacing": "排版用的字间空格",
    "line-break": "换行符",
    "link-address": "链接地址",
    "markup": "网页标记",
    "navigation": "网站导航",
    "news-brief": "正文之前的新闻摘要",
    "page-controls": "分享、打印等按钮",
    "page-data": "网页元数据（来源、发布日期等）",
    "page-title": "网页标题栏",
    "page-number": "页码",
    "running-head": "页眉、页脚",
    "related-links": "相关阅读",
    "repeated-text": "同一网页上重复的正文",
    "publicity-mark": "公开属性标记",
    "contents-list": "原文目录（条目与正文标题相同）",
    "script-or-style": "脚本与样式",
    "struck-out": "网页上划去的文字",
    "site-frame": "正文上下的网站菜单与页脚",
    "site-notice": "网站声明",
}
# Shown by their count alone: nobody wants to read a thousand indents.
_COUNTED_ONLY = frozenset(
    {
        "markup",
        "indent",
        "line-break",
        "letter-spacing",
        "column-gap",
        "comment",
        "script-or-style",
        "front-matter",
        "embedded-object",
    }
)
_SEVERITIES = {"info": "提示", "warning": "存疑", "error": "错误"}
_LONGEST_SHOWN = 400


def render_record(
    edition: Edition,
    counts: dict[str, int],
    dropped: dict[str, int],
    emendations: tuple[Emendation, ...],
    encoding: str,
) -> str:
    """Return the record's page.

    Args:
        edition: the work.
        counts: characters, kept, folded, emended, radicals (of the folded) and computed, in code points.
        dropped: code points by rule.
        emendations: the reviewed changes to the base witness.
        encoding: codec of the witness.
    """
    witness = edition.witness
    title = edition.facts.title or witness.name
    parts = [
        f"---\ntitle: {front_matter_title(f'核验记录：{title}')}\nhide:\n  - navigation\n---\n",
        f"<!-- Generated from seeds/{edition.work}/ by `make convert`; edits here are overwritten. -->\n",
        f"# 核验记录\n\n[《{render_text(title)}》](index.md)",
        "底本的每一个字符，或保留在正文中（次序不变），或按下列规则略去，或经校改。三者拼合，与底本逐字相同；每次构建都重新验证。",
        _heading("source", "底本")
        + "\n\n"
        + _table(
            ("项目", "值"),
            [
                ("文件", witness.name),
                ("SHA-256", witness.sha256),
                ("编码", encoding.upper()),
                ("字符数", f"{counts['characters']:,}"),
            ],
        ),
        _heading("account", "字符去向")
        + "\n\n"
        + _table(
            ("去向", "字符数"),
            [
                ("原样保留", f"{counts['kept']:,}"),
                ("按网页标准转写（字符引用、连续空白）", f"{counts['folded']:,}"),
                *([("其中：部首字读作相应的汉字", f"{counts['radicals']:,}")] if counts["radicals"] else []),
                ("校改", f"{counts['emended']:,}"),
                *(
                    [("另有：网页自动编号、图片位置标记（原文无此字符）", f"{counts['computed']:,}")]
                    if counts["computed"]
                    else []
                ),
                *((f"略去：{_RULE_NAMES.get(rule, rule)}", f"{count:,}") for rule, count in sorted(dropped.items())),
            ],
        ),
        _render_drops(edition),
        _render_emendations(emendations),
        _render_diagnostics(edition.diagnostics),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _heading(anchor: str, text: str) -> str:
    return f'## <a id="{anchor}" href="#{anchor}" title="{text}"></a>{text}'


def _table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = ["<table>", "<thead>", _row(header, "th"), "</thead>", "<tbody>"]
    lines.extend(_row(row, "td") for row in rows)
    lines.extend(["</tbody>", "</table>"])
    return "\n".join(lines)


def _row(cells: tuple[str, ...], tag: str) -> str:
    scope = ' scope="col"' if tag == "th" else ""
    return "<tr>" + "".join(f"<{tag}{scope}>{escape_html(cell)}</{tag}>" for cell in cells) + "</tr>"


def _render_drops(edition: Edition) -> str:
    rows: list[tuple[str, ...]] = []
    for drop in merge_drops(edition.drops):
        text = edition.witness.text[drop.start : drop.end].strip(" \t\r\n")
        if drop.rule in _COUNTED_ONLY or not text:
            continue
        shown = text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "……"
        rows.append((str(edition.witness.line_no(drop.start)), _RULE_NAMES.get(drop.rule, drop.rule), shown))
    if not rows:
        return ""
    return _heading("dropped", "略去的文字") + "\n\n" + _table(("底本行", "规则", "文字"), rows)


def _render_emendations(emendations: tuple[Emendation, ...]) -> str:
    if not emendations:
        return _heading("emended", "校改") + "\n\n无。"
    rows = [
        (
            "补分段" if change.is_break else "改字",
            change.source,
            change.reads.replace("\n", "¶"),
            change.reason,
        )
        for change in emendations
    ]
    return _heading("emended", "校改") + "\n\n「¶」为补回的分段。\n\n" + _table(("类别", "底本", "读作", "理由"), rows)


def _render_diagnostics(diagnostics: tuple[Diagnostic, ...]) -> str:
    if not diagnostics:
        return _heading("doubts", "存疑之处") + "\n\n无。"
    rows = [(str(d.line_no), _SEVERITIES[d.severity.value], d.code, d.excerpt) for d in diagnostics]
    return _heading("doubts", "存疑之处") + "\n\n" + _table(("底本行", "程度", "代号", "原文"), rows)
