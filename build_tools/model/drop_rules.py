"""Every rule by which characters of a download are not published: the only list of them.

The proof (`edition.fidelity`) accepts a `Drop` by nothing else. What a rule of severity `INFO` drops is counted on a
work's record page; what one of severity `WARNING` drops is words, and the page lists every passage. docs/codes/ is
generated from this table.
"""

from __future__ import annotations

from build_tools.model.codes import Code, Severity, Wording, by_name

_NO_WORD = Wording("Nothing is to be done: no word of the document is lost.", "无须处理：文件的字句没有缺失。")
_OTHER_COPY = Wording(
    "Where the words belong to the document, take a copy that prints them among its text as the base.",
    "若略去的字句属于文件，改用一份把它们印在正文中的副本作底本。",
)


def _layout(name: str, english: str, chinese: str) -> Code:
    return Code(name, Severity.INFO, Wording(english, chinese), _NO_WORD)


def _words(name: str, english: str, chinese: str) -> Code:
    return Code(name, Severity.WARNING, Wording(english, chinese), _OTHER_COPY)


DROP_RULES = by_name(
    (
        _words("app-promotion", "promotion of apps and accounts", "客户端、公众号推广"),
        _words("breadcrumb", "the page's place on its site", "页面导航位置"),
        _words("broken-tag", "words in a tag that is not closed", "没有写完的标签中的文字"),
        _layout("cell-value", "values of cells that print in another form", "单元格中以另一种格式印出的数值"),
        _layout("column-gap", "blanks between the columns of a table", "表格各栏之间的空白"),
        _layout("comment", "comments of the page's source", "网页注释"),
        _words("contents-list", "the printed contents (entries equal the headings)", "原文目录（条目与正文标题相同）"),
        _words("controls", "controls of the page", "网页控件"),
        _words("decided", "what a maintainer has decided to be page furniture", "经编者判定为网页附属的文字"),
        _words("editor-credit", "credits of the site's editors", "网站编辑署名"),
        _layout("embedded-object", "embedded objects", "网页嵌入对象"),
        _layout("front-matter", "the scraped file's own header", "采集文件的文件头"),
        _words("hidden", "what the page does not show", "网页上不显示的内容"),
        _layout("hyphenation", "hyphens that part a word at the end of a printed line", "行末拆分单词的连字符"),
        _layout("indent", "indents and blanks at line ends", "缩进与行末空白"),
        _layout("letter-spacing", "blanks that space out letters", "排版用的字间空格"),
        _layout("line-break", "line breaks", "换行符"),
        _layout("line-number", "numbers that are printed beside the lines", "印在行旁的行号"),
        _words("link-address", "addresses of links", "链接地址"),
        _layout("markup", "markup", "网页标记"),
        _words("navigation", "navigation of the site", "网站导航"),
        _words("news-brief", "a news brief before the text", "正文之前的新闻摘要"),
        _layout("overprint", "letters drawn twice at one place, for boldness", "为加粗而在同处重复印出的字"),
        _words("page-controls", "buttons for sharing, printing …", "分享、打印等按钮"),
        _words("page-data", "data about the page (source, date of publication …)", "网页元数据（来源、发布日期等）"),
        _words("page-number", "page numbers", "页码"),
        _words("page-title", "the title in the browser's bar", "网页标题栏"),
        _words("publicity-mark", "a mark of how public the paper is", "公开属性标记"),
        _words("related-links", "links to other articles", "相关阅读"),
        _layout("repeated-head", "the head of a table, printed again on a further page", "表格续页重印的表头"),
        _words("repeated-text", "text that stands twice on the page", "同一网页上重复的正文"),
        _words("review-comment", "comments of those who reviewed the file", "审阅者的批注"),
        _words("revision", "what a recorded change deleted or moved away", "修订中删去或移走的文字"),
        _words("running-head", "running heads and feet", "页眉、页脚"),
        _layout("script-or-style", "scripts and styles", "脚本与样式"),
        _words("struck-out", "words that the page strikes out", "网页上划去的文字"),
        _words("site-frame", "menus and footers around the text", "正文上下的网站菜单与页脚"),
        _words("site-notice", "statements of the site", "网站声明"),
    )
)
