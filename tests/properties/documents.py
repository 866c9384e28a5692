"""Made-up downloads for the property tests: HTML, Markdown and plain text, sound and broken."""

from __future__ import annotations

from hypothesis import strategies as st

# Words that documents of this kind are made of, and signs that mean something to one reader or another.
WORDS = (
    "总体要求 发展目标 重点任务 保障措施 产业规模持续扩大 加快突破关键技术 "
    "推进集群发展 6G通信 2.5D封装 2016-2020年 到2025年"
    " 某市经济委员会 某某规划 关于印发《某规划》的通知 责任单位 各区政府： 2021年9月6日 二○一一年十二月十二日"
    " 〔2020〕38号 专栏 附件 附表 单位 序号 领域 重点方向 甲乙丙"
).split()
SIGNS = (
    "。 ， ； ： 、 （ ） 《 》 “ ” — —— - . 1 2 3 ① % * ** _ ` ~ ~~ [ ] ( ) ![ ]( #"
    " ## > | \\ { } {{ }} {% $ $$ + = ! < >"
    " & @"
    " &nbsp; &amp; &lt; &#12345; &copy &bogus; https://example.org/a"
    " www.example.org a@example.org :: :smile: --- === ***"
).split()
BLANKS = (" ", "  ", "\t", "\u3000", "\u3000\u3000", "\u00a0", "\u200b", "\ufeff", "\u2028", "\u0085", "\f", "\v")
ODD = ("\ue000", "\ue001", "\ue0000\ue001", "\ufffd", "\u202e", "\U00020000", "e\u0301", "\u0301", "﹣", "①②", "\x07")
LABELS = (
    "一、 二、 三、 十、 （一） （二） （一) (二） 1. 2． 3、 3. 10. （1） (2) ① ② 第一章 第二节 第三条"
    " 第十条 —— —— 专栏1 专栏2： 专栏：甲"
    " 附件1 附件1： 附件：1. 附件： 附表 附表1： 表1 1.1 1.2.1 一是 指标说明： 注："
).split()
FURNITURE = (
    "来源：某网 发布时间：2021-09-06",
    "您的位置：首页 > 正文",
    "（责任编辑：甲）",
    "分享到：",
    "扫一扫在手机打开当前页",
    "原标题：某规划",
    "文章来源：某社",
    "以下为规划全文：",
)

words = st.sampled_from(WORDS)
atoms = st.one_of(
    words, words, words, st.sampled_from(SIGNS), st.sampled_from(BLANKS), st.sampled_from(ODD), st.text(max_size=3)
)
plain_atoms = st.one_of(words, st.sampled_from("。 ， ； ： 、 （ ） “ ” 《 》 —— 2.0% 5G/6G".split()))
phrases = st.lists(atoms, min_size=1, max_size=8).map("".join)
plain_phrases = st.lists(plain_atoms, min_size=1, max_size=6).map("".join)


@st.composite
def lines(draw: st.DrawFn) -> str:
    """One line of a document, with or without a label, or of the page around it."""
    if draw(st.integers(0, 11)) == 0:
        return draw(st.sampled_from(FURNITURE))
    label = draw(st.one_of(st.just(""), st.sampled_from(LABELS), st.sampled_from(LABELS)))
    indent = draw(st.sampled_from(("", "", "\u3000\u3000", "    ", "&nbsp;")))
    return indent + label + draw(st.one_of(plain_phrases, phrases))


texts = st.lists(lines(), min_size=1, max_size=14).map("\n".join)

TAGS = (
    "p p div span b strong font a h1 h2 h3 ul li ol table tr td th tbody thead caption br hr img sup sub section"
    " article blockquote pre nav form center o:p body html dl dt dd u em i svg template option".split()
)
ATTRIBUTES = (
    "",
    "",
    "",
    ' style="text-align:center"',
    ' style="display:none"',
    " hidden",
    " align=center",
    ' rowspan="2"',
    ' colspan="3"',
    " rowspan=0 colspan=99999",
    ' border="1"',
    ' href="javascript:alert(1)"',
    ' href="/a>b"',
    " onclick=\"x('<b>')\"",
    ' title="未完',
    " face=黑体",
    ' style="font-weight:bold"',
    " /",
)
RAW = (
    "<script>if (a < b) { x('</p>') }</script>",
    "<style>p { color: red }</style>",
    "<!-- 注释 <p> -->",
    "<!-->",
    "<!-- 未完",
    "<!doctype html>",
    "<?xml version='1.0'?>",
    "<title>某规划</title>",
    "<textarea>一、甲",
    "<script>",
    "</script >",
    "<![CDATA[甲]]>",
    "<p",
    "</",
    "<",
    "<//p>",
    "<https://example.org/>",
    "< p>",
    "<p/>",
    "<br/>",
    "&#x4e00;&#0;&#1114112;",
)
tags = st.builds(
    lambda close, name, attributes: f"</{name}>" if close else f"<{name}{attributes}>",
    st.booleans(),
    st.sampled_from(TAGS),
    st.sampled_from(ATTRIBUTES),
)
tag_soup = st.lists(st.one_of(lines(), phrases, tags, tags, st.sampled_from(RAW), st.just("\n")), max_size=40).map(
    "".join
)


def _element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda name, attributes, inner: f"<{name}{attributes}>{''.join(inner)}</{name}>",
        st.sampled_from(TAGS),
        st.sampled_from(ATTRIBUTES),
        st.lists(children, max_size=4),
    )


nested = st.recursive(lines(), _element, max_leaves=25)


@st.composite
def drawn_tables(draw: st.DrawFn) -> str:
    """A table with spans that may reach out of it, cells left out, and text between its rows."""
    rows = []
    for _ in range(draw(st.integers(1, 5))):
        cells = [
            f"<{draw(st.sampled_from(('td', 'th')))}{draw(st.sampled_from(ATTRIBUTES))}>{draw(lines())}"
            + draw(st.sampled_from(("</td>", "", "</th>", "<br>甲</td>", "<p>乙</p></td>")))
            for _ in range(draw(st.integers(0, 4)))
        ]
        rows.append("<tr>" + "".join(cells) + draw(st.sampled_from(("</tr>", "", "\n"))))
    caption = draw(st.sampled_from(("", "<caption>表1 某表</caption>", "<caption>甲<p>乙</caption>", "甲")))
    inner = draw(st.sampled_from(("", "某"))).join(rows)
    return f"<table{draw(st.sampled_from(ATTRIBUTES))}>{caption}{inner}</table>"


pages = st.lists(
    st.one_of(nested, drawn_tables(), tag_soup, lines().map("<p>{}</p>".format)), min_size=1, max_size=6
).map("\n".join)
MARKDOWN_LINES = (
    "# {}",
    "## {}",
    "**{}**",
    "**{}**甲",
    "- {}",
    "1. {}",
    "> {}",
    "> > # {}",
    "| {} | 乙 |",
    "| --- | --- |",
    "[{}](https://example.org/a)",
    '![{}](a.png "b")',
    "__{}__",
    "```\n{}\n```",
    "    {}",
    "{}\n===",
    "{}  ",
    "<span>{}</span>",
    "\\{}",
    "{}<br>甲",
)
markdown = st.lists(
    st.builds(lambda form, line: form.replace("{}", line), st.sampled_from(MARKDOWN_LINES), lines()),
    min_size=1,
    max_size=12,
).flatmap(lambda made: st.sampled_from(("\n", "\n\n")).map(lambda gap: gap.join(made)))
front_matter = st.sampled_from(
    (
        "",
        "",
        "---\ntitle: 某规划\ndate: 2021-09-06\n---\n",
        "\n---\ntitle: '甲'\n标题: 乙\ntags:\n - 甲\n---\n\n",
        "---\n一、甲\n---\n",
        "---\n",
    )
)
documents = st.builds("{}{}".format, front_matter, st.one_of(pages, pages, markdown, texts, st.text(min_size=1)))
"""Decoded downloads of every layout, hostile ones among them."""


@st.composite
def plans(draw: st.DrawFn) -> str:
    """A sound plan in plain text: a ladder whose numbers follow one another, headings, paragraphs, dash items."""
    numerals = "一二三四五六七八九"
    made = [draw(st.sampled_from(("某市某某发展规划", "某市某某发展行动计划（2021-2025年）")))]
    for section in range(draw(st.integers(1, 3))):
        made.append(f"{numerals[section]}、{draw(words_only)}")
        for clause in range(draw(st.integers(0, 3))):
            made.append(f"（{numerals[clause]}）{draw(words_only)}")
            for point in range(draw(st.integers(0, 3))):
                form = draw(st.sampled_from(("{}.{}。{}。", "{}.{}", "{}.{}{}。")))
                made.append(form.format(point + 1, draw(words_only), draw(sentences)))
                made.extend(draw(st.lists(paragraphs, max_size=2)))
            made.extend(draw(st.lists(st.builds("——{}。{}".format, words_only, paragraphs), max_size=3)))
        made.extend(draw(st.lists(paragraphs, max_size=2)))
    return "\n".join(made)


words_only = st.sampled_from(
    "加强组织领导 提升产业能级 突破核心技术 优化空间布局 完善服务体系 培育龙头企业 "
    "建设数字底座 推动绿色低碳 深化开放合作".split()
)
sentences = st.lists(words_only, min_size=2, max_size=5).map("，".join)
paragraphs = st.lists(sentences, min_size=1, max_size=3).map(lambda parts: "。".join(parts) + "。")
