"""Lines → what they say of the page: data (`page_data`), menus, buttons, statements. The words stand in portals.toml.

Takes single lines and tables; gives `PageSigns`, evidence that `parse/parts.py` weighs with what speaks for the
document. Nothing is dropped here.
"""

import re

from build_tools.clean.page_data import (
    CLOSING,
    CODE_RE,
    LONGEST_LABEL,
    LONGEST_OPENING,
    LONGEST_VALUE,
    OPENING,
    STAMP_RE,
    URL_RE,
    read_address,
    read_data,
    read_label,
    tell_fact,
)
from build_tools.clean.pagers import is_pager
from build_tools.clean.portal_words import load_portals
from build_tools.hanzi.drafting import NUMBER_RE
from build_tools.hanzi.numerals import STAMPED_DAY
from build_tools.hanzi.page_numbers import SIGNED_NUMBER_RE
from build_tools.hanzi.punctuation import squeeze
from build_tools.model.line import Grid
from build_tools.model.page_signs import PageSigns, Told

_DASHES = "-—–－·~～"
_FIGURES, _FEWEST_FIGURES = "0123456789 \u2003\u3000\u00a0", 5
# 法规 >> 某条例; 首页 机构概况 政策文件 公告公示, but no row of bodies that sign
_TRAIL_RE = re.compile(
    r"[^。，；：>＞]{2,30}[ ]?(?:>{1,2}|»|›|＞)[ ]?[^。，；：]{2,40}"
    r"|[\u4e00-\u9fff]{1,7}[^\W0-9局委部厅办会院府处](?:[ \u3000]+[\u4e00-\u9fff]{1,7}[^\W0-9局委部厅办会院府处]){3,}"
)
_HEAD_OF_LIST = 3.0
_LONGEST = 200
_SEPARATORS = "|｜/／·•【】[] \u3000\u00a0"
# What a tool that lists a document's data in a table calls the columns.
_COLUMN_NAMES = frozenset(["", *"字段 属性 项目 名称 信息项 元数据 键 值 内容 信息 key value field content".split()])
_LONGEST_BESIDE_STAMP = 24
# What a letter of the republic prints of itself, line by line; in a table it is a page that tells it.
_LETTER_LABELS = {"發文字號": ("doc_number", True), "發文機關": ("issuer", True), "修正日期": ("", True)}
# {12}------, where a converter tells that a page ends.
_RULE_RE = re.compile(r"(?:\{[0-9]{1,4}\})?(?:[-=_*~][ ]?){3,}\\?|\\")
_PAGER_RE = re.compile(
    r"共[ ]?[0-9]+[ ]?[页条].{0,40}|(?:阅读|浏览|点击|点赞|收藏|评论|转发|分享|在看)[ ]*[(（]?[0-9]+[万)）+]*次?"
)
# 附件【某表.docx】已下载36次: a file that a portal offers, with its count.
_DOWNLOADED_RE = re.compile(r"(?:附件)?[ ]?[【\[][^【】]{2,90}[】\]][ ]?已?下载(?:次数)?[:：]?[ ]?[0-9]*[ ]?次?")
_DATED_LINK_RE = re.compile(rf"[^0-9年][ \u00a0]{{0,9}}[\[（(]?{STAMPED_DAY}[\]）)]?$")
_MENU_RE = re.compile(
    r"[\u4e00-\u9fff]{4,24}(?:主办|承办|维护管理|运行维护)|"
    r"[^ \u3000。]{2,24}[ ]?主办[ \u3000|]+[^ \u3000。]{2,24}(?:承办|协办)|返回.{2,8}[，,]?查看更多"
    r"|[^ \u3000。]{2,24}[ ]?(?:主办|承办|制作)[ \u3000|]+"
    r"(?:技术支持|承办|运维|维护|地址|电话|联系电话|邮编|网站标识码).{2,60}"
    r"|[^。|｜┊┆│]{2,14}(?:[|｜┊┆│][^。|｜┊┆│]{2,14}){2,}"
)
# The rest of a Markdown link whose words stand on lines of their own.
_LINK_REST_RE = re.compile(r"^[^\[\]]{0,60}\]\((?:https?:/)?/[^()\s]{1,160}\)$|^\[[^\[\]()]{1,30}$")
_FILE_RE = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar|ceb)\b", re.IGNORECASE)


def read_wordless(text: str, *, inside: bool) -> str:
    """Return the rule under which a line without a document's words is dropped wherever it stands.

    A rule, a page's number; inside of the text the pager of a site that cuts it into pages.
    """
    if not text.strip("-=_*~ "):
        text = text[:_LONGEST]  # a rule may be as wide as the title it stands under
    if len(text) > _LONGEST:
        return ""
    is_number = SIGNED_NUMBER_RE.fullmatch(text) is not None or (inside and is_pager(text))
    return "markup" if _RULE_RE.fullmatch(text) else "page-number" if is_number else ""


def read_signs(text: str, *, linked: bool = False) -> PageSigns | None:
    """Return what a line says of its page, None where it says nothing."""
    if len(text) > _LONGEST:
        return read_address(text)
    # 来源｜某某 is 来源：某某.
    data = read_data(text) or (read_data(text.replace("｜", "：", 1)) if "｜" in text else None)
    found = [signs for signs in (_read_form(text, linked=linked), data, _read_words(text)) if signs]
    if not found:
        return None
    best = max(found, key=lambda signs: signs.weight)
    told = tuple(fact for signs in found for fact in signs.told)
    return PageSigns(best.rule, best.weight, told, all(signs.only_above for signs in found))


def _read_form(text: str, *, linked: bool) -> PageSigns | None:
    """Signs that no word makes: an address, a code, a list of pages, the moment when a page went online."""
    if text.isalpha():  # as most entries of menus
        return PageSigns("page-controls", 3.0) if _is_control(text) else None
    if URL_RE.fullmatch(text):
        return PageSigns("link-address", 6.0)
    if _LINK_REST_RE.search(text):
        return PageSigns("related-links", 5.0)
    if _DOWNLOADED_RE.fullmatch(text):
        return PageSigns("related-links", 6.0)
    if not text.strip(_SEPARATORS):
        return PageSigns("page-controls", 3.0)
    parts = [part.strip(CLOSING) for part in text.replace("｜", "|").split("|")] if len(text) <= _LONGEST else []
    facts = {part: "doc_number" for part in parts if NUMBER_RE.fullmatch(part)}
    facts |= {part: "date_published" for part in parts if STAMP_RE.fullmatch(part)}
    if len(parts) > 1 and len(facts) > 1:  # 某府发〔2021〕5号 | 2021-06-30 | 办公室
        found = (tell_fact((fact, True), part) for part, fact in facts.items())
        return PageSigns("page-data", 5.0, tuple(filter(None, found)), only_above=True)
    if _is_control(text):
        return PageSigns("page-controls", 3.0)
    if len(words := text.split()) > 1 and all(word.startswith("#") for word in words):
        return PageSigns("page-data", 5.0)  # #渔业 #港口
    if CODE_RE.fullmatch(text):
        return PageSigns("page-data", 3.0, only_above=True)
    if not text.strip(_FIGURES) and len(text.split()) >= _FEWEST_FIGURES:
        return PageSigns("related-links", 3.0, only_above=True)  # 1 2 3 … that lead to places in the page
    if _TRAIL_RE.fullmatch(text):
        return PageSigns("breadcrumb", 3.0, only_above=True)
    if linked and _DATED_LINK_RE.search(text) and not text.startswith("附"):
        return PageSigns("related-links", 5.0)
    if (linked or len(text) <= LONGEST_VALUE) and _FILE_RE.search(text) and not text.startswith("附"):
        return PageSigns("related-links", 2.0, only_above=not linked)
    stamp = STAMP_RE.search(text)
    if stamp and len(text) - len(stamp[0]) <= _LONGEST_BESIDE_STAMP and not text.endswith(("。", "）", ")")):
        if any(sign in stamp[0] for sign in ":：时") or (stamp[0] == text and "年" not in text):
            told = tell_fact(("date_published", False), text)
            return PageSigns("page-data", 4.0, (told,) if told else (), only_above=True)
        if text.startswith(stamp[0]) and "年" not in stamp[0]:
            return PageSigns("related-links", 1.0, only_above=True)
    return None


def _is_control(text: str) -> bool:
    return (_PAGER_RE.fullmatch(text) or _MENU_RE.fullmatch(text)) is not None or is_pager(text)


def _read_words(text: str) -> PageSigns | None:
    portals = load_portals()
    bare = squeeze(text).replace(":", "：")
    found: list[tuple[str, float]] = []
    lead = bare.lstrip(OPENING)
    barred = bare.replace("｜", "：", 1).replace("|", "：", 1)  # 编辑｜某某
    # 【我要纠错】责任编辑：某某: what stands behind the button may tell, too.
    rest = bare.partition("】")[2] if bare.startswith("【") else ""
    whole = any(map(portals.patterns["whole"].fullmatch, {bare, lead, lead.rstrip(_DASHES)}))
    if whole and (first := portals.patterns["first"].match(lead)):
        found.append(portals.words["whole"][first[0]])
    found.extend(
        portals.words["opens"][match[0]]
        for front in dict.fromkeys((bare, lead, rest, barred))
        if (match := portals.patterns["opens"].match(front[:LONGEST_OPENING]))
    )
    # 相关阅读 《…》政策解读 一图读懂: the head of a list of links, and the list behind it on one line.
    parts = text.split(maxsplit=1)
    if len(parts) > 1 and portals.words["whole"].get(parts[0], ("", 0.0))[0] == "related-links":
        found.append(("related-links", _HEAD_OF_LIST))
    held = {match[0]: portals.words["holds"][match[0]] for match in portals.patterns["holds"].finditer(bare)}
    if held:
        found.append((max(held.values(), key=lambda sign: sign[1])[0], sum(weight for _, weight in held.values())))
    if not found:
        return None
    rule, weight = max(found, key=lambda sign: sign[1])
    return PageSigns(rule, weight)


def _is_menu(grid: Grid) -> bool:
    """Whether a table outside the text holds a page's links and buttons: most lines are such, the others short.

    In a single row one is enough: 首页 beside other short words.
    """
    lines = grid.lines()
    others = 0
    for line in lines:
        if _FILE_RE.search(line.text) or line.text.startswith("附"):
            return False
        signs = read_signs(line.text, linked=line.hints.linked)
        if not line.hints.linked and (signs is None or signs.told):
            if len(line.text) > LONGEST_LABEL:
                return False
            others += 1
    return len(lines) > (others if len(grid.rows) == 1 else 2 * others)


def read_grid_signs(grid: Grid) -> PageSigns | None:
    """Return what a drawn table tells where it is a portal's data block, None where it is a table of the document."""
    if _is_menu(grid):
        return PageSigns("site-frame", 6.0)
    texts = [["".join(line.text for line in cell.lines) for cell in row] for row in grid.rows]
    told: list[Told] = []
    known = sure = paired = 0
    for row in texts:
        at = 0
        while at < len(row):
            text = row[at]
            label = read_label(text) or _LETTER_LABELS.get(squeeze(text).rstrip("：:"))
            value = row[at + 1] if at + 1 < len(row) else ""
            if label and (text.rstrip().endswith(("：", ":")) or (value and not read_label(value))):
                known += 1
                sure += label[1] and text.rstrip().endswith(("：", ":"))
                paired += not text.rstrip().endswith(("：", ":"))
                if fact := tell_fact(label, value):
                    told.append(fact)
                at += 1
            elif len(text) < _LONGEST and (signs := read_data(text)) and signs.weight > 1:
                known += 1
                sure += 1
                told.extend(signs.told)
            elif NUMBER_RE.fullmatch(text) and (fact := tell_fact(("doc_number", True), text)):
                told.append(fact)
            at += 1
    cells = [text for row in texts for text in row if text]
    few = sure > 0 and 2 * known >= len(cells) and (sure > 1 or known == 1)  # nothing but labels and their values
    rows = texts[1:] if texts and set(texts[0]) <= _COLUMN_NAMES else texts
    labelled = sum(bool(row) and read_label(row[0]) is not None for row in rows)
    in_pairs = paired >= 3 and labelled >= max(2, len(rows) - len(told) // 3)
    return PageSigns("page-data", 9.0, tuple(told)) if sure >= 3 or few or in_pairs else None
