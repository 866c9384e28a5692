"""Counted readings → the page on which a person checks a script conversion, and the same as JSON."""

import json
from itertools import groupby

from build_tools.model.generated import mark_generated
from build_tools.model.script import ReadingCount, Script, ScriptTable

_TARGETS = {Script.HANS: "简体", Script.HANT: "繁体（台湾字形）", Script.HANT_HK: "繁体（香港字形）"}
# Of a reading's contexts so many are shown; all stand in the data.
_SHOWN = 60
_EXPLANATION = (
    "下面按字列出所取的写法、未取的写法和上下文（已转换）。数字为出现次数，只出现一次的不标；由例外表决定的，标“例外”。"
    "同一字取了不同写法的，列在前面。"
)


def render_script_review(readings: tuple[ReadingCount, ...], table: ScriptTable, target: Script) -> str:
    """Return the page for one target, as Markdown; readings as `count_readings` gives them."""
    total = sum(reading.count for reading in readings)
    chars = list(_group(readings))
    lines = [
        "---",
        "title: 简繁转换核查",
        # publish/theme/partials/toc-item.html: in the contents, too, headwords stay as they are.
        f"headwords: {Script.HANS.value}",
        "hide:",
        "  - navigation",
        "---",
        "",
        mark_generated("seeds/"),
        "",
        "# 简繁转换核查",
        "",
        f"全部规划转为{_TARGETS[target]}时，可有几种写法的字共 {len(chars)} 个、{total} 处。{_EXPLANATION}",
        "",
        "## 取法不一的字",
        "",
    ]
    mixed = [(source, group) for source, group in chars if len(group) > 1]
    uniform = [(source, group) for source, group in chars if len(group) == 1]
    for source, group in mixed:
        lines += _render_character(source, group)
    lines += ["## 取法一致的字", ""]
    for source, group in uniform:
        lines += _render_character(source, group)
    lines += ["## 例外表", "", "| 原文 | 转为 | 适用 | 理由 |", "|---|---|---|---|"]
    for entry in table.exceptions:
        targets = "、".join(_TARGETS[one] for one in entry.targets)
        phrase, reads = _keep(_cell(entry.phrase), Script.HANS), _keep(_cell(entry.reads))
        lines.append(f"| {phrase} | {reads} | {targets} | {_keep(_cell(entry.reason), Script.HANS)} |")
    return "\n".join([*lines, ""])


def render_script_data(readings: tuple[ReadingCount, ...], target: Script) -> str:
    """Return every reading as JSON, a line each, with its contexts: [before, after, count]."""
    rows: list[dict[str, object]] = []
    keys = ("source", "chosen", "others", "is_exception")
    for key, group in groupby(readings, key=lambda r: (r.source, r.chosen, r.others, r.is_exception)):
        contexts = [[reading.before, reading.after, reading.count] for reading in group]
        rows.append({**dict(zip(keys, key, strict=True)), "contexts": contexts})
    body = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return f'{{"target": "{target.value}", "readings": [\n{body}\n]}}\n'


def _group(readings: tuple[ReadingCount, ...]) -> list[tuple[str, dict[str, list[ReadingCount]]]]:
    """Return, for each character in order, its readings with their contexts."""
    found: list[tuple[str, dict[str, list[ReadingCount]]]] = []
    for source, group in groupby(readings, key=lambda reading: reading.source):
        by_reading: dict[str, list[ReadingCount]] = {}
        for reading in group:
            by_reading.setdefault(reading.chosen, []).append(reading)
        found.append((source, by_reading))
    return found


def _render_character(source: str, group: dict[str, list[ReadingCount]]) -> list[str]:
    # As HTML: Python-Markdown takes ten times as long over thousands of bold characters as over all the rest.
    lines = [f"### {_keep(source, Script.HANS)}", "", "<ul>"]
    # The rarer reading is the likelier mistake.
    for chosen, readings in sorted(group.items(), key=lambda item: (sum(r.count for r in item[1]), item[0])):
        others = _keep("".join(dict.fromkeys(other for reading in readings for other in reading.others)))
        total = sum(reading.count for reading in readings)
        ranked = sorted(readings, key=lambda reading: -reading.count)
        shown = _keep("　".join(map(_render_context, ranked[:_SHOWN])))
        rest = f"　……另有 {len(ranked) - _SHOWN} 种上下文" if len(ranked) > _SHOWN else ""
        lines.append(f"<li><strong>{_keep(chosen)}</strong>（{total} 处；未取 {others}）：{shown}{rest}</li>")
    return [*lines, "</ul>", ""]


def _render_context(reading: ReadingCount) -> str:
    count = f" {reading.count}" if reading.count > 1 else ""
    exception = "（例外）" if reading.is_exception else ""
    return f"{reading.before}<strong>{reading.chosen}</strong>{reading.after}{count}{exception}"


def _keep(text: str, script: Script = Script.HANT) -> str:
    """Return words that are shown as they are in both scripts: converted, this page would contradict itself."""
    return f'<span lang="{script.value}">{text}</span>'


def _cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
