"""Every doubt that can be told about a document: the only list of diagnostic codes.

`model/report.py` makes a `Diagnostic` of nothing else; docs/codes/ is generated from this table, and each remedy is
carried out in tests/remedies/.
"""

from __future__ import annotations

from dataclasses import replace

from build_tools.model.codes import Code, Severity, Wording, by_name
from build_tools.model.decision import Choice
from build_tools.model.structure_doubts import STRUCTURE_DOUBTS

_PRINTED_SO = Wording(
    "Where the copy has lost or damaged a label or the break before it, restore it in emendations.toml.",
    "若是底本缺损了标号或其前的分段，在 emendations.toml 中补正。",
)
_OTHER_COPY = Wording(
    "Look at the page; where something of the document is missing, take a copy that prints it as the base.",
    "对照原网页；若缺了文件的内容，改用一份印出这些内容的副本作底本。",
)
_WRITE_PLACE = Wording(
    'Write the place into the manifest, below `[facts]`: `place = "…"`.',
    '在清单的 `[facts]` 下写明地方：`place = "…"`。',
)


def _fact(name: str, fact: str, english: str, chinese: str) -> Code:
    """A doubt about a fact of the document; the manifest's word on the fact decides it."""
    remedy = Wording(
        f"Write `{fact}` under [facts] in the manifest as the document prints it.",
        f"在清单的 [facts] 中按原件写明 `{fact}`。",
    )
    return Code(name, Severity.WARNING, Wording(english, chinese), remedy, (Choice.TITLE,) if fact == "title" else ())


def _name_choices(code: Code) -> Code:
    """Return a code whose remedy names the decisions that settle it: whatever is a warning can be accepted."""
    if code.severity is Severity.INFO:
        return code
    *others, last = (f'`"{choice}"`' for choice in (*code.choices, Choice.ACCEPT))
    english, chinese = (
        f"{mark.join(others)}{joint}{last}" if others else last for mark, joint in ((", ", " or "), ("、", " 或 "))
    )
    remedy = Wording(
        f"{code.remedy.english} Or settle it in the manifest by `[[decision]]` with `choice =` {english}.",
        f"{code.remedy.chinese}也可在清单中用 `[[decision]]` 裁定：`choice =` {chinese}。",
    )
    return replace(code, remedy=remedy, choices=(*code.choices, Choice.ACCEPT))


DECIDED = {"title": "title", "number": "doc_number", "issuers": "issuers", "issuer": "issuers", "date": "date_issued"}
"""The fact of the manifest that decides a doubt whose code begins with the word."""

DOUBTS = by_name(
    _name_choices(code)
    for code in (
        _fact("title-missing", "title", "no title was found", "没有找到题名"),
        _fact(
            "title-unlikely",
            "title",
            "the title '{title}' does not look like one, or lines of it may be the page's",
            "题名“{title}”不像题名，或其中有几行是网页的",
        ),
        _fact("title-differs", "title", "the page calls the document '{other}'", "网页上的题名是“{other}”"),
        _fact(
            "number-differs",
            "doc_number",
            "more than one document number is printed; {number} was taken",
            "印有不止一个文号，取的是{number}",
        ),
        _fact("number-unread", "doc_number", "'{text}' looks like a document number", "“{text}”像是文号，没有采用"),
        _fact("issuers-missing", "issuers", "nobody was found who issues the document", "没有找到发文机关"),
        _fact(
            "issuers-differ",
            "issuers",
            "the title speaks of other issuers ({titled}) than the signature ({signed})",
            "题名所说的发文机关（{titled}）与落款（{signed}）不同",
        ),
        _fact(
            "date-differs",
            "date_issued",
            "more than one date may be that of issue; {date} was taken",
            "可能的成文日期不止一个，取的是{date}",
        ),
        _fact(
            "date-missing", "date_issued", "a document of this form has a date, and none was found", "没有找到成文日期"
        ),
        Code(
            "numbering-jump",
            Severity.WARNING,
            Wording(
                "the number does not follow the one before it; {expected} was expected",
                "编号与前一个不相接，应为 {expected}",
            ),
            _PRINTED_SO,
            (Choice.PARAGRAPH,),
        ),
        Code(
            "numbering-repeat",
            Severity.WARNING,
            Wording(
                "the number stands twice under one division; {expected} was expected",
                "同一层次中编号重复，应为 {expected}",
            ),
            _PRINTED_SO,
            (Choice.PARAGRAPH,),
        ),
        Code(
            "numbering-restart",
            Severity.WARNING,
            Wording(
                "the numbering starts again without a new division; {expected} was expected",
                "没有新的上级标题，编号却重新起头，应为 {expected}",
            ),
            _PRINTED_SO,
            (Choice.PARAGRAPH,),
        ),
        Code(
            "numbering-late",
            Severity.WARNING,
            Wording("the numbering does not begin with 1; {expected} was expected", "编号不从一起头，应为 {expected}"),
            _PRINTED_SO,
        ),
        Code(
            "heading-boundary-uncertain",
            Severity.WARNING,
            Wording(
                "nothing marks where the heading '{heading}' ends (confidence {confidence})",
                "标题“{heading}”止于何处没有标记（把握 {confidence}）",
            ),
            Wording(
                "Run `plan-publisher doubts`, paste the entry it prints into emendations.toml, move the `\\n`"
                " where the guess is wrong, and give the reason.",
                "运行 `plan-publisher doubts`，把所列条目粘贴到 emendations.toml；"
                "断错了就移动其中的 `\\n`，并写明理由。",
            ),
            (Choice.HEADING,),
        ),
        Code(
            "table-not-rebuilt",
            Severity.WARNING,
            Wording("a table has lost its borders; its cells are kept line by line", "表格失去了框线，各格逐行照录"),
            Wording(
                "Where two cells have run together, set them apart with an emendation: a table whose rows are numbered"
                " is rebuilt once each cell stands on its own line.",
                "若有两格连成一行，用校改分开：各行有序号的表格，每格各占一行即可复原。",
            ),
            (Choice.TABLE,),
        ),
        Code(
            "table-cells-uncertain",
            Severity.WARNING,
            Wording(
                "a table without a grid was rebuilt; which rows or columns some of its cells stand for is not certain",
                "表格没有格线，已经复原；其中有的单元格归哪几行、哪几栏，尚不能确定",
            ),
            Wording(
                "Compare the table with the printed page; where a cell is wrong, take another copy as the base.",
                "把表格与印出的页面对照；若有单元格归错，改用另一份副本作底本。",
            ),
        ),
        Code(
            "unresolved-reference",
            Severity.INFO,
            Wording("no place here, or more than one, fits this reference", "所指之处在本文件中找不到，或不止一处"),
            Wording(
                "Where the copy has damaged the label that is meant, or the reference, restore it in emendations.toml;"
                " where the document points at what it does not hold, nothing is to be done.",
                "若是底本缺损了所指的标号或这处指称，在 emendations.toml 中补正；"
                "若文件指的是其中没有的内容，无须处理。",
            ),
        ),
        Code(
            "annex-absent",
            Severity.INFO,
            Wording("the document lists this annex, and it is not here", "文件列有此附件，本处未收"),
            Wording(
                'Add its file to the work: put it into the folder, with a [[witness]] of the role "part"; or add all'
                " files anew with `add --together`.",
                '把该附件的文件补入本作：放进文件夹，并在清单中加一个 role = "part" 的 [[witness]]；'
                "或用 `add --together` 把各文件一并重新收入。",
            ),
        ),
        Code(
            "collation-coarse",
            Severity.WARNING,
            Wording(
                "passages of {file} compared with the base as wholes, not character by character: {count}",
                "{file} 有 {count} 段只能整段与底本比较，未能逐字",
            ),
            Wording(
                "Restore the lost paragraph breaks of both copies with emendations: shorter passages are compared"
                " character by character.",
                "用校改补足两本失去的分段；段落短了，便能逐字比较。",
            ),
        ),
        Code(
            "dropped-inside",
            Severity.WARNING,
            Wording("words inside the document were dropped ({rule})", "文件中间有字句被略去（{rule}）"),
            _OTHER_COPY,
            (Choice.KEEP,),
        ),
        Code(
            "hidden-text",
            Severity.WARNING,
            Wording(
                "{count} characters that the page does not show as its text are left out ({rule})",
                "网页没有当作正文显示的 {count} 个字符被略去（{rule}）",
            ),
            Wording(
                "Open the page; where the words belong to the document, save its text as a browser shows it, and take"
                " that as the base.",
                "打开原网页；若这些字句属于文件，把浏览器中显示的文字另存一份作底本。",
            ),
        ),
        Code(
            "struck-out",
            Severity.WARNING,
            Wording(
                "these words are struck out on the page; they are not published as valid",
                "这些字句在网页上被划去，不作为有效文字公布",
            ),
            _OTHER_COPY,
        ),
        Code(
            "picture-not-read",
            Severity.WARNING,
            Wording(
                "a picture, formula or embedded object stands here; what it shows is not in the text",
                "此处有图片、公式或嵌入对象，其内容不在文字之中",
            ),
            Wording(
                "Put the picture's file beside the page and add both anew: it is shown then (docs/formats.md). Where it"
                " shows words, take a copy that has them as text as the base.",
                "把图片文件放在网页旁边，重新加入，正文即显示该图（见“文件格式”）；若图中有文字，改用一份以文字印出的副本作底本。",
            ),
        ),
        Code(
            "picture-told-in-words",
            Severity.INFO,
            Wording(
                "a picture stands here, with its author's words for it; what else it shows is not in the text",
                "此处有图片，并附有说明文字；图中其他内容不在文字之中",
            ),
            Wording(
                "Look at the page; where the picture shows words, take a copy that has them as text as the base.",
                "对照原网页；若图中有文字，改用一份以文字印出的副本作底本。",
            ),
        ),
        Code(
            "pictures-left-out",
            Severity.INFO,
            Wording(
                "these pages hold pictures, small ones or one below the text, that have no place in the text",
                "所列各页有未在正文标出位置的小图或底图",
            ),
            Wording(
                "Look at the pages; where such a picture shows words, take a copy that has them as text as the base.",
                "对照这些页；若图中有文字，改用一份以文字印出的副本作底本。",
            ),
        ),
        Code(
            "radicals-read",
            Severity.INFO,
            Wording(
                "{count} radicals are read as the characters that they look like, as in text from some PDF files",
                "{count} 个部首字读作字形相同的汉字；某些 PDF 转出的文字有此现象",
            ),
            Wording(
                "Nothing is to be done; a copy that has the characters themselves has no such places.",
                "无须处理；用的就是这些汉字的副本没有这个问题。",
            ),
        ),
        Code(
            "revisions-accepted",
            Severity.WARNING,
            Wording(
                "the file records changes; they are read as accepted, and what they delete is left out",
                "文件中留有修订记录，按全部接受读取，删去的文字不公布",
            ),
            Wording(
                "Accept or reject each change in a word processor, and take the file so saved as the base.",
                "在文字处理软件中查看各处修订，逐一接受或拒绝，存盘后以该文件作底本。",
            ),
        ),
        Code(
            "active-content",
            Severity.INFO,
            Wording(
                "the file holds macros, embedded objects or links to other files; none was run or opened",
                "文件带有宏、嵌入对象或指向其他文件的链接，一概没有运行或打开",
            ),
            Wording(
                "Where one of them shows words of the document, take a copy that has them as text as the base.",
                "若其中有文件的字句，改用一份以文字印出的副本作底本。",
            ),
        ),
        Code(
            "number-format-unknown",
            Severity.WARNING,
            Wording(
                "an automatic number is in a format that is not known here, and printed as 1, 2, 3",
                "有自动编号的格式无法识别，按 1、2、3 印出",
            ),
            Wording(
                "Turn the list's numbers into text in a word processor, save the file, and take it as the base.",
                "在文字处理软件中把该列表的编号转为文字，存盘后以该文件作底本。",
            ),
        ),
        Code(
            "number-field-unread",
            Severity.WARNING,
            Wording(
                "a field prints a number here that the file does not decide by itself; it is not in the text",
                "此处有编号域，其编号不能由文件推定，正文中没有印出",
            ),
            Wording(
                "Type the number in the field's place in a word processor, save the file, and take it as the base.",
                "在文字处理软件中把该域换成编号，存盘后以该文件作底本。",
            ),
        ),
        Code(
            "characters-unmapped",
            Severity.WARNING,
            Wording(
                "the fonts of the file do not tell what some of its characters are",
                "文件的字体没有说明其中一些字符是什么字",
            ),
            Wording(
                "Compare the text with the printed pages; where words are missing, take another copy as the base.",
                "把文字与印出的页面对照；若有缺字，改用另一份副本作底本。",
            ),
        ),
        Code(
            "readings-differ",
            Severity.WARNING,
            Wording("{reader} reads {count} places of the file otherwise", "{reader} 对此文件有 {count} 处读法不同"),
            Wording(
                "Compare the places that the work's record lists with the printed pages, and correct what was misread"
                " with emendations; then say so in a decision.",
                "把核验记录所列各处与印出的页面对照，读错的用校改补正，再作裁定。",
            ),
        ),
        Code(
            "machine-read",
            Severity.WARNING,
            Wording(
                "the text, or that of these pages, was recognised by a machine from pictures; none of it is proven",
                "本文（或所列各页）由机器从页面图像识别，未经核对",
            ),
            Wording(
                "Compare the text with the pages, or take a copy that has it as text as the base.",
                "把文字与页面图像对照，或改用一份以文字印出的副本作底本。",
            ),
        ),
        Code(
            "place-untold",
            Severity.WARNING,
            Wording(
                "issuers and title do not tell the plan's place; its bodies stay as printed",
                "发文机关和题名没有说明是哪个地方的规划，各机关名称照印",
            ),
            _WRITE_PLACE,
        ),
        Code(
            "place-one-of-several",
            Severity.WARNING,
            Wording(
                "the plan's place is one of {places}; its bodies stay as printed",
                "规划所属的地方可能是{places}，各机关名称照印",
            ),
            _WRITE_PLACE,
        ),
        Code(
            "place-differs",
            Severity.WARNING,
            Wording(
                "the manifest says {manifest}, the {evidence} {place}",
                "清单写的是{manifest}，文件（{evidence}）说的是{place}",
            ),
            Wording("Correct `place` in the manifest, or take the line out.", "改正清单中的 `place`，或删去该行。"),
        ),
        *STRUCTURE_DOUBTS,
    )
)
