"""The doubts about a document's structure, found by `build_tools/audit/`: a part of the list in `model/doubts.py`."""

from __future__ import annotations

from build_tools.model.codes import Code, Severity, Wording
from build_tools.model.decision import Choice

_FACT = Wording(
    "Write what is right into the manifest, below `[facts]` (`title`, `doc_number`, `issuers`).",
    "在清单的 `[facts]` 下写明正确的 `title`、`doc_number`、`issuers`。",
)
_LABEL = Wording(
    "Restore what the copy has lost or damaged in emendations.toml.", "底本缺损的，在 emendations.toml 中补正。"
)
_PART = Wording(
    "Look at the page; where it holds more than the document, take a copy that holds it alone as the base.",
    "对照原网页；若其中不只一个文件，改用一份只含本文件的副本作底本。",
)
_KIND = Wording("Take the document's own page or text instead.", "改用文件本身的网页或文本。")


def _doubt(name: str, english: str, chinese: str, remedy: Wording, *choices: Choice) -> Code:
    if name.startswith("title-"):
        choices = (Choice.TITLE,)
    return Code(name, Severity.WARNING, Wording(english, chinese), remedy, choices)


STRUCTURE_DOUBTS = (
    _doubt(
        "title-is-label",
        "the title is a heading or a label of the text, or a body's name",
        "题名是正文的标题、标号或机关名称",
        _FACT,
    ),
    _doubt("title-is-file-name", "the title is a file's name", "题名是文件名", _FACT),
    _doubt("title-is-news", "the title tells news of a document, or explains one", "题名像新闻或解读的标题", _FACT),
    _doubt("title-is-page-data", "the title is a line of the page's card or menu", "题名是网页的资料或栏目", _FACT),
    _doubt(
        "title-is-damaged",
        "the title is cut, runs on, or is glued to something",
        "题名残缺、过长，或粘连了别的文字",
        _FACT,
    ),
    _doubt(
        "title-names-no-document",
        "the title names no kind of document (plan, measures, notice)",
        "题名没有说明是什么文件（规划、方案、办法之类）",
        _FACT,
    ),
    _doubt("title-not-printed", "the title stands nowhere in the file", "文件中没有印出这个题名", _FACT),
    _doubt(
        "number-missing",
        "the number {number} is printed on a line of its own, and none was read",
        "另行印有文号{number}，没有读出",
        _FACT,
    ),
    _doubt(
        "number-unlike",
        "what was read as the document's number has not the form of one",
        "读作文号的文字不像文号",
        _FACT,
    ),
    _doubt(
        "issuers-fewer",
        "the head says that {told} bodies issue this; {found} were found",
        "题头说由{told}个机关发文，只读出{found}个",
        _FACT,
    ),
    _doubt(
        "issuer-signed-only",
        "this body has signed, and is not among the issuers",
        "此机关署了名，却不在发文机关之列",
        _FACT,
    ),
    _doubt(
        "issuer-unlike",
        "this issuer is not printed, and is not a body's name by its form",
        "此发文机关没有印出，名称也不像机关",
        _FACT,
    ),
    _doubt("label-missing", "the numbers before {label} are missing here", "{label} 之前缺少编号", _LABEL),
    _doubt(
        "label-lost",
        "this printed line opens with a label, and is no division",
        "此行以标号起首，却没有成为条目",
        _LABEL,
    ),
    _doubt("label-damaged", "this line opens with what looks like a damaged label", "此行起首像是残损的标号", _LABEL),
    _doubt(
        "heading-repeated",
        "headings of the highest rung stand twice ({count}): contents read as text, or two documents as one",
        "最高一级标题重复（{count} 处）：可能把目录读作正文，或把两份文件读作一份",
        _LABEL,
        Choice.PLAN,
    ),
    _doubt(
        "contents-read-as-text",
        "headings end in dots and page numbers ({count}): the printed contents were read as text",
        "标题末尾有点线和页码（{count} 处）：目录被读作正文",
        _LABEL,
        Choice.FURNITURE,
    ),
    _doubt(
        "annex-swallowed", "an annex begins here, and none was read", "此处开始一个附件，没有读出", _LABEL, Choice.ANNEX
    ),
    _doubt(
        "table-lost",
        "{count} short lines stand under each other: a table may have lost its form",
        "连续 {count} 个短行：可能是失去格式的表格",
        _LABEL,
        Choice.TABLE,
    ),
    _doubt(
        "bodies-not-read",
        "clauses end in brackets with bodies ({count}), and no responsible body was read",
        "条款末尾括注机关（{count} 处），却没有读出责任单位",
        _LABEL,
    ),
    _doubt(
        "text-only-in-annex",
        "all numbered divisions stand in an annex; the document itself has none",
        "带编号的条目都在附件里，文件本身没有",
        _PART,
        Choice.ANNEXES,
    ),
    _doubt("annex-twice", "two annexes have one number or one name", "两个附件的编号或名称相同", _PART, Choice.ANNEXES),
    _doubt(
        "plans-merged",
        "the letter issues {count} documents, and they were read as one",
        "通知印发了 {count} 份文件，却读作一份",
        _PART,
        Choice.PLAN,
    ),
    _doubt(
        "no-document",
        "the page holds no document: a news brief, a list, an explanation?",
        "网页中没有文件正文：可能是新闻、列表或解读",
        _KIND,
    ),
    _doubt(
        "study-note", "this is a note about a document, and not the document", "这是关于文件的笔记，不是文件本身", _KIND
    ),
    _doubt(
        "file-is-data",
        "this file is a dump of data, and its text stands in a field",
        "这是数据文件，正文在其中的字段里",
        _KIND,
    ),
    _doubt("file-is-mail", "this file is a mail", "这是邮件", _KIND),
    _doubt(
        "mostly-not-chinese",
        "only {percent} % of the letters are Chinese characters",
        "汉字只占文字的 {percent}%",
        _KIND,
    ),
)

# With one of these the file is no plan at all.
NO_PLAN = frozenset({"no-document", "study-note", "file-is-data", "file-is-mail", "mostly-not-chinese"})
