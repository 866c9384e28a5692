"""The tables of codes → the page that tells what each doubt and each rule of dropping means, and what can be done."""

from collections.abc import Iterable

from build_tools.model.codes import DOUBTS, DROP_RULES, Code, Severity, Wording
from build_tools.render.cells import draw_table
from build_tools.render.inline import escape_html
from build_tools.render.topic_page import frame_page, heading

_INTRODUCTION = (
    "程序对文件的每一处疑问，以及每一类不公布的字符，都有固定的代号。代号见于各规划的核验记录、`outline --json`"
    "（字段见[数据字段](../outline.md)）和 `plans/report.json`，一经公布，含义不再改变。本页由程序中唯一的代号表生成。"
)
_ENGLISH = (
    "Every doubt about a document, and every kind of characters that is not published, has a fixed code. This page is"
    " generated from the one table of codes in the program."
)
_SEVERITIES = {
    Severity.INFO: Wording("info", "提示"),
    Severity.WARNING: Wording("warning", "存疑"),
    Severity.ERROR: Wording("error", "错误"),
}
_RECORDED = {
    Severity.INFO: Wording("counted", "只计字数"),
    Severity.WARNING: Wording("each listed", "逐处列出"),
}


def name_severity(severity: Severity) -> str:
    """Return how grave a doubt is, in readers' words."""
    return _SEVERITIES[severity].chinese


def render_codes() -> dict[str, str]:
    """Return the page by path below docs/."""
    parts = [
        "# 代号",
        _INTRODUCTION,
        f'<p lang="en">{_ENGLISH}</p>',
        *_render_table(
            "doubts",
            "存疑",
            "文件本来如此的，疑问不必消除；正文一概照底本。`{}` 中是因处而异的内容。",
            "",
            DOUBTS.values(),
            _SEVERITIES,
        ),
        *_render_table(
            "rules",
            "略去",
            "排印痕迹只计字数；凡是字句，每一处都列在该规划的核验记录里，供人核对。",
            "rule-",
            DROP_RULES.values(),
            _RECORDED,
        ),
    ]
    return {"codes/index.md": frame_page("代号", parts)}


def _render_table(
    anchor: str, title: str, text: str, prefix: str, codes: Iterable[Code], severities: dict[Severity, Wording]
) -> list[str]:
    rows = (_render_row(code, prefix + code.name, severities[code.severity]) for code in codes)
    return [heading(2, anchor, title), text, draw_table(("代号", "程度", "说明", "处理"), rows)]


def _render_row(code: Code, anchor: str, severity: Wording) -> str:
    cells = [_both(wording) for wording in (severity, code.told, code.remedy)]
    name = f'<td id="{anchor}"><a href="#{anchor}"><code>{code.name}</code></a></td>'
    return f"<tr>{name}{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _both(wording: Wording) -> str:
    chinese, english = (_set_code(text) for text in (wording.chinese, wording.english))
    return f'{chinese}<br><small lang="en">{english}</small>'


def _set_code(text: str) -> str:
    """Set what stands between grave accents as code: markup in a table of HTML is not read as Markdown."""
    pieces = map(escape_html, text.split("`"))
    return "".join(f"<code>{piece}</code>" if number % 2 else piece for number, piece in enumerate(pieces))
