"""The page that leads to the pages on topics which span works."""

from build_tools.render.topic_page import frame_page

_ENTRIES = (
    ("bodies", "机关", "每个机关负责哪些条款，在哪些规划里；机关与规划的对照表。"),
    ("targets", "指标", "全部量化指标，可以排序、筛选；同一指标在各部规划里的数值。"),
    ("time", "时间", "规划期涵盖的年份、成文时间、所引文件，以及彼此的重叠。"),
    ("words", "用词", "术语在各部规划中每万字出现的次数。"),
    ("compare", "对照", "两部规划中涉及同一事项的条款，左右并列；同一规划的两个文本。"),
    ("compare/clauses", "自选对照", "任选两条，左右并列，标出共有的术语和相同的文字。"),
    ("verify", "核对引文", "贴入引文，逐字核对：是否属实，见于哪一条，差在哪里。"),
    ("cited", "所引文献", "规划引用的文件，以及引用它们的条款。"),
)


def render_topics() -> dict[str, str]:
    """Return the page by path below docs/."""
    lines = [f"- [{name}](../{folder}/index.md)<br><small>{text}</small>" for folder, name, text in _ENTRIES]
    listed = '<div class="topics" markdown>\n\n' + "\n".join(lines) + "\n\n</div>"
    return {
        "topics/index.md": frame_page(
            "专题", ["# 专题", "跨规划查阅：由程序从各条文字中整理，每一项都链接到原文。", listed]
        )
    }
