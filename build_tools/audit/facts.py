"""Doubts about number and issuers, set against what the source prints of them."""

import re
from collections.abc import Iterator
from itertools import pairwise

from build_tools.audit.outline import Audited, fold
from build_tools.errors import PublisherError
from build_tools.hanzi.bodies import is_body
from build_tools.hanzi.body_lists import OTHERS_RE, close_up, read_body_list
from build_tools.hanzi.labels import NUMERAL
from build_tools.hanzi.numerals import DATE_RE, read_date, read_numeral
from build_tools.model.report import Diagnostic

NUMBER = r"[\u4e00-\u9fff]{1,14}[（(〔\[【](?:19|20)[0-9]{2}[）)〕\]】](?:第)?[0-9]{1,4}号"
NUMBER_LINE_RE = re.compile(rf"^(?:(?:发文|公文)?[文字]?(?:文号|字号|编号)[:：])?[（(]?({NUMBER})[）)]?$")
_NUMBER_FORM_RE = re.compile(r"[0-9一二三四五六七八九十]{1,14}\s{0,4}[号號]|令|[（(〔\[［【](?:19|20)\d\d")
# 2023年第8号 says of no body whose, and 文号某府〔2023〕8号 has its label in it.
_NUMBER_CUT = (*"0123456789", "文号", "发文", "字号", "编号", "索引")
# 某市人民政府关于…, 发文机关：…, and 某市人民代表大会常务委员会第三次会议通过.
_TOLD_RE = re.compile(
    r"^[#《>]*([\u4e00-\u9fff]{2,30}?)(?:等.{1,8})?关于|^(?:发文机关|发文单位|发布机关|发布机构|发布单位|制定机关|颁布单位|公布机关)[:：]([\u4e00-\u9fff]{3,30})$"
    r"|(?:^|[0-9日])([\u4e00-\u9fff]{2,16}?人民代表大会(?:常务委员会)?)第[^。]{1,12}会议"
)
# 某市第十五届人民代表大会 is 某市人民代表大会.
_TERM_RE = re.compile(f"第{NUMERAL}届")
_HEAD_LINES = 25
_LONGEST_NAME, _MOST_SIGNED = 40, 40
_LONGEST_ROW = 200


def doubt_number(audited: Audited) -> Iterator[Diagnostic]:
    """A number stands on a line of its own, and the outline has none; or what it has is none."""
    if audited.doc_number:
        number = fold(audited.doc_number)
        if not _NUMBER_FORM_RE.search(number) or number.startswith(_NUMBER_CUT):
            yield audited.doubt("number-unlike", audited.doc_number)
        return
    for line in audited.printed:
        if printed := NUMBER_LINE_RE.match(fold(line.text)):
            yield audited.doubt("number-missing", line.text, number=printed[1])
            return


def doubt_date(audited: Audited) -> Iterator[Diagnostic]:
    """No date was found, and a line near the head or the end is nothing else."""
    printed = [line.text for line in audited.printed]
    near = (*printed[:_HEAD_LINES], *printed[-_HEAD_LINES:]) if not audited.date else ()
    line = next((line for line in near if DATE_RE.fullmatch(line.strip("（）() "))), "")
    if line:
        yield audited.doubt("date-missing", line)


def doubt_count(audited: Audited) -> Iterator[Diagnostic]:
    """The head says 等七部门, and fewer issuers were found."""
    for line in (audited.title, *(line.text for line in audited.printed[:_HEAD_LINES])):
        found = OTHERS_RE.search(fold(line)) if len(line) < 200 else None
        if found is None or "关于" not in fold(line)[found.end() : found.end() + 8]:
            continue
        if "《" in fold(line)[: found.start()]:
            continue  # 根据《某部等七部门关于…》: another document's
        try:
            told = int(found["n"]) if found["n"].isdecimal() else read_numeral(found["n"].replace("两", "二"))
        except PublisherError:
            continue
        if len(audited.issuers) < told:
            yield audited.doubt("issuers-fewer", line, told=told, found=len(audited.issuers))
        return


def doubt_signed(audited: Audited) -> Iterator[Diagnostic]:
    """A body has signed, and is no issuer."""
    known = [_shorten(name) for name in audited.issuers]
    for name in next(list_signed(audited), ([], ""))[0]:
        folded = _shorten(name)
        if not any(folded == issuer or issuer.endswith(folded) or folded.endswith(issuer) for issuer in known):
            yield audited.doubt("issuer-signed-only", name)
            return


def _shorten(name: str) -> str:
    """Return a folded name as signatures have it: 省政府办公厅, and no term of a congress."""
    return _TERM_RE.sub("", fold(name)).replace("人民政府", "政府")


def doubt_untold(audited: Audited) -> Iterator[Diagnostic]:
    """No issuer was found, and a signature, a title, a card or a note of adoption names one."""
    if audited.issuers:
        return
    printed = [line.text for line in audited.printed]
    for name, below in pairwise(printed):
        if is_body(name) and DATE_RE.fullmatch(below.strip("（）() ")):
            yield audited.doubt("issuers-missing", name)
            return
    for line in (audited.title, *(line.text for line in audited.printed[:_HEAD_LINES])):
        found = _TOLD_RE.search(fold(line)) if len(line) < _LONGEST_ROW else None
        name = next((name for name in found.groups() if name), "") if found else ""
        if name and is_body(name):
            yield audited.doubt("issuers-missing", line)
            return


def doubt_form(audited: Audited) -> Iterator[Diagnostic]:
    """An issuer is not printed, or no body's name."""
    for name in audited.issuers:
        if fold(name) not in audited.folded_source and not is_body(name):
            yield audited.doubt("issuer-unlike", name)


def list_signed(audited: Audited) -> Iterator[tuple[list[str], str]]:
    """Yield the names on the lines above each date that stands on a line of its own, and that date."""
    lines = audited.lines
    for at, line in enumerate(lines):
        if not at or not DATE_RE.fullmatch(line.strip("（）() ")):
            continue
        signed: list[str] = []
        for above in range(at - 1, max(-1, at - _MOST_SIGNED), -1):
            row = close_up(lines[above])
            names = read_body_list(row).names if len(row) <= _LONGEST_ROW else ()
            if not names or not all(len(name) <= _LONGEST_NAME and is_body(name) for name in names):
                break
            if lines[above].endswith(tuple("：:。；，")) or (signed and lines[above] in audited.cells):
                break  # the last cell of a table's column 责任单位 stands right above who signs
            signed += names
        if signed:
            yield signed, read_date(line) or ""
