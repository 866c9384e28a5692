"""Lines → what they say of the page: labelled data, menus, buttons, statements. The words are data, portals.toml.

Takes single lines and tables; gives `PageSigns`, evidence that `parse/parts.py` weighs with what speaks for the
document. Nothing is dropped here.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from build_tools.clean.pagers import is_pager
from build_tools.clean.portal_words import FACTS, load_portals
from build_tools.hanzi.bodies import read_body
from build_tools.hanzi.drafting import NUMBER_RE, TITLE_END_RE
from build_tools.hanzi.numerals import read_date
from build_tools.hanzi.page_numbers import SIGNED_NUMBER_RE
from build_tools.hanzi.punctuation import squeeze
from build_tools.model.line import Grid
from build_tools.model.page_signs import PageSigns, Told
from build_tools.model.reading import ReadField

# Where a label may begin that has a colon or stands in brackets, where one that has neither, and what is behind them.
_BEFORE_LABEL_RE = re.compile(r"^[【\[]?|(?<=[\s（(【\[|｜；;，,])")
_BEFORE_BARE_RE = re.compile(r"(?<![^\s|｜])")
_BEHIND_LABEL_RE = re.compile(r"(?:[ \u00a0]++|\u3000++)*+[:：]|】")
_OPENING = "（(【[·•●■▪*-—►▶◆ \u3000\u00a0"
_DASHES = "-—–－·~～"
_CLOSING = " \t\u3000\u00a0|｜;；,，)）】]"
_BRACKETS = {"）": "（", ")": "(", "】": "【"}
_FIGURES, _FEWEST_FIGURES = "0123456789 \u2003\u3000\u00a0", 5
# 法规 >> 某条例; 首页 机构概况 政策文件 公告公示, but no row of bodies that sign
_TRAIL_RE = re.compile(
    r"[^。，；：>＞]{2,30}[ ]?(?:>{1,2}|»|›|＞)[ ]?[^。，；：]{2,40}"
    r"|[\u4e00-\u9fff]{1,7}[^\W0-9局委部厅办会院府处](?:[ \u3000]+[\u4e00-\u9fff]{1,7}[^\W0-9局委部厅办会院府处]){3,}"
)
_HEAD_OF_LIST = 3.0
_LONGEST, _LONGEST_OPENING, _LONGEST_VALUE, _LONGEST_LABEL = 200, 40, 60, 8
_LONGEST_NAME = 12  # of a site, in front of its data
_SEPARATORS = "|｜/／·•【】[] \u3000\u00a0"
_SITES = ("网", "网站", "客户端", "公众号")
# What a tool that lists a document's data in a table calls the columns.
_COLUMN_NAMES = frozenset(["", *"字段 属性 项目 名称 信息项 元数据 键 值 内容 信息 key value field content".split()])
_NOTHING = frozenset({"无", "暂无", "-", "—", "--", "/", "空", "null", "None"})
# A date with a time of day is a page's: 2023-05-22 09:12. So is one in figures alone on its line.
_STAMP_RE = re.compile(
    r"(?:19|20)[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?[ \u3000\u00a0]*"
    r"(?:[0-9]{1,2}[:：时][0-9]{2}(?:[:：分](?:[0-9]{2}秒?)?)?)?"
)
_LONGEST_BESIDE_STAMP = 24
_DUTIES = ("责任", "責任", "牵头", "牽頭", "配合", "负责", "負責", "参与", "支撑", "协同")
_URL_RE = re.compile(r"(?:https?|ftp)://[^\s<>\"'）)」》，。；]+")
_HOST_RE = re.compile(r"\bwww(?:\.[A-Za-z0-9-]+)+", re.ASCII)
_NEXT_FIELD_RE = re.compile(r"(?<=[号號])[ \u3000]*[\u4e00-\u9fff]{2,6}[ \u3000]*[：:].*")  # …5号时效： 有效
# {12}------, where a converter tells that a page ends.
_RULE_RE = re.compile(r"(?:\{[0-9]{1,4}\})?(?:[-=_*~][ ]?){3,}\\?|\\")
_PAGER_RE = re.compile(
    r"共[ ]?[0-9]+[ ]?[页条].{0,40}|(?:阅读|浏览|点击|点赞|收藏|评论|转发|分享|在看)[ ]*[(（]?[0-9]+[万)）+]*次?"
)
# 附件【某表.docx】已下载36次: a file that a portal offers, with its count.
_DOWNLOADED_RE = re.compile(r"(?:附件)?[ ]?[【\[][^【】]{2,90}[】\]][ ]?已?下载(?:次数)?[:：]?[ ]?[0-9]*[ ]?次?")
_CODE_RE = re.compile(r"[A-Za-z]{1,6}[-_/]?[0-9][A-Za-z0-9/\-_.]{3,40}|[A-Za-z0-9]{6,30}/[0-9]{4}-[0-9]{3,8}")
_DATED_LINK_RE = re.compile(
    r"[^0-9年][ \u00a0]{0,9}[\[（(]?(?:19|20)[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?[\]）)]?$"
)
_MENU_RE = re.compile(
    r"[\u4e00-\u9fff]{4,24}(?:主办|承办|维护管理|运行维护)|"
    r"[^ \u3000。]{2,24}主办[ \u3000|]+[^ \u3000。]{2,24}(?:承办|协办)|返回.{2,8}[，,]?查看更多"
    r"|[^。|｜┊┆│]{2,14}(?:[|｜┊┆│][^。|｜┊┆│]{2,14}){2,}"
)
# The rest of a Markdown link whose words stand on lines of their own.
_LINK_REST_RE = re.compile(r"^[^\[\]]{0,60}\]\((?:https?:/)?/[^()\s]{1,160}\)$|^\[[^\[\]()]{1,30}$")
_FILE_RE = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar|ceb)\b", re.IGNORECASE)


class Label(NamedTuple):
    """A label on a line: the name, and what belongs to it, start and end."""

    start: int
    end: int
    name: str


def read_pairs(pairs: Mapping[str, str]) -> tuple[Told, ...]:
    """Return the facts among labelled values, as in a front matter; unknown labels are passed over."""
    portals = load_portals()
    # doc_no, doc-no, docNo
    names = {re.sub(r"(?<=[a-z])(?=[A-Z])|[_-]", " ", key).lower(): value for key, value in pairs.items()}
    told = (_tell(portals.labels.get(name, ("", True)), value) for name, value in names.items())
    return tuple(fact for fact in told if fact)


def read_fields(fields: Iterable[ReadField]) -> tuple[Told, ...]:
    """Return the facts among what a file says beside its text."""
    told = (_tell((field.fact, True), field.value) for field in fields if field.fact in FACTS)
    return tuple(fact for fact in told if fact)


def read_wordless(text: str) -> str:
    """Return the rule under which a line without any word is dropped wherever it stands: a rule, a page's number."""
    if not text.strip("-=_*~ "):
        text = text[:_LONGEST]  # a rule may be as wide as the title it stands under
    if len(text) > _LONGEST:
        return ""
    return "markup" if _RULE_RE.fullmatch(text) else "page-number" if SIGNED_NUMBER_RE.fullmatch(text) else ""


def read_signs(text: str, *, linked: bool = False) -> PageSigns | None:
    """Return what a line says of its page, None where it says nothing."""
    if len(text) > _LONGEST:
        return _read_address(text)
    found = [signs for signs in (_read_form(text, linked=linked), _read_data(text), _read_words(text)) if signs]
    if not found:
        return None
    best = max(found, key=lambda signs: signs.weight)
    told = tuple(fact for signs in found for fact in signs.told)
    return PageSigns(best.rule, best.weight, told, all(signs.only_above for signs in found))


def _read_address(text: str) -> PageSigns | None:
    label = next(_list_labels(text, filter(None, [_BEFORE_LABEL_RE.match(text)])), None)
    if label and _name(label)[0] in ("source", "source_url") and _URL_RE.fullmatch(text[label.end :].strip(_CLOSING)):
        return PageSigns("page-data", 4.0, _tell_all(text, [label]))
    return None


def _read_form(text: str, *, linked: bool) -> PageSigns | None:
    """Signs that no word makes: an address, a code, a list of pages, the moment when a page went online."""
    if text.isalpha():  # as most entries of menus
        return PageSigns("page-controls", 3.0) if _is_control(text) else None
    if _URL_RE.fullmatch(text):
        return PageSigns("link-address", 6.0)
    if _LINK_REST_RE.search(text):
        return PageSigns("related-links", 5.0)
    if _DOWNLOADED_RE.fullmatch(text):
        return PageSigns("related-links", 6.0)
    if not text.strip(_SEPARATORS):
        return PageSigns("page-controls", 3.0)
    parts = [part.strip(_CLOSING) for part in text.replace("｜", "|").split("|")] if len(text) <= _LONGEST else []
    facts = {part: "doc_number" for part in parts if NUMBER_RE.fullmatch(part)}
    facts |= {part: "date_published" for part in parts if _STAMP_RE.fullmatch(part)}
    if len(parts) > 1 and len(facts) > 1:  # 某府发〔2021〕5号 | 2021-06-30 | 办公室
        found = (_tell((fact, True), part) for part, fact in facts.items())
        return PageSigns("page-data", 5.0, tuple(filter(None, found)), only_above=True)
    if _is_control(text):
        return PageSigns("page-controls", 3.0)
    if len(words := text.split()) > 1 and all(word.startswith("#") for word in words):
        return PageSigns("page-data", 5.0)  # #渔业 #港口
    if _CODE_RE.fullmatch(text):
        return PageSigns("page-data", 3.0, only_above=True)
    if not text.strip(_FIGURES) and len(text.split()) >= _FEWEST_FIGURES:
        return PageSigns("related-links", 3.0, only_above=True)  # 1 2 3 … that lead to places in the page
    if _TRAIL_RE.fullmatch(text):
        return PageSigns("breadcrumb", 3.0, only_above=True)
    if linked and _DATED_LINK_RE.search(text) and not text.startswith("附"):
        return PageSigns("related-links", 5.0)
    if (linked or len(text) <= _LONGEST_VALUE) and _FILE_RE.search(text) and not text.startswith("附"):
        return PageSigns("related-links", 2.0, only_above=not linked)
    stamp = _STAMP_RE.search(text)
    if stamp and len(text) - len(stamp[0]) <= _LONGEST_BESIDE_STAMP and not text.endswith(("。", "）", ")")):
        if any(sign in stamp[0] for sign in ":：时") or (stamp[0] == text and "年" not in text):
            told = _tell(("date_published", False), text)
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
    lead = bare.lstrip(_OPENING)
    barred = bare.replace("｜", "：", 1).replace("|", "：", 1)  # 编辑｜某某
    # 【我要纠错】责任编辑：某某: what stands behind the button may tell, too.
    rest = bare.partition("】")[2] if bare.startswith("【") else ""
    whole = any(map(portals.patterns["whole"].fullmatch, {bare, lead, lead.rstrip(_DASHES)}))
    if whole and (first := portals.patterns["first"].match(lead)):
        found.append(portals.words["whole"][first[0]])
    found.extend(
        portals.words["opens"][match[0]]
        for front in dict.fromkeys((bare, lead, rest, barred))
        if (match := portals.patterns["opens"].match(front[:_LONGEST_OPENING]))
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


def _list_labels(text: str, places: Iterable[re.Match[str]]) -> Iterator[Label]:
    """Yield the labels with a colon or in brackets that begin at one of some places."""
    find, at = load_portals().label.match, 0
    for place in places:
        name = find(text, place.end()) if place.end() >= at else None
        if name and (end := _BEHIND_LABEL_RE.match(text, name.end())):
            at = end.end()
            yield Label(place.start(), at, name[0])


def _list_glued(text: str) -> Iterator[Label]:
    """Yield the labels with a colon, wherever they begin."""
    find, at = load_portals().label.search, 0
    while name := find(text, at):
        end = _BEHIND_LABEL_RE.match(text, name.end())
        if end and end[0] != "】":
            at = end.end()
            yield Label(name.start(), at, name[0])
        else:
            at = name.start() + 1


def _list_bare(text: str) -> Iterator[Label]:
    """Yield the labels with nothing but blanks around them."""
    find, at = load_portals().label.match, 0
    for place in _BEFORE_BARE_RE.finditer(text):
        if place.end() >= at and (name := find(text, place.end())):
            at = name.end()
            yield Label(place.start(), at, name[0])


def _find_labels(text: str) -> list[Label]:
    """The labels of a line; those glued to the value before them only where the line opens with a label."""
    is_any = any(sign in text for sign in "：:】")
    labels = list(_list_labels(text, _BEFORE_LABEL_RE.finditer(text))) if is_any else []
    if not labels or labels[0].start:
        return labels
    glued = list(_list_glued(text))
    return glued if len(glued) > max(2, len(labels)) else labels


def _name(label: Label) -> tuple[str, bool]:
    return load_portals().by_bare_name[squeeze(label.name).lower()]


def _read_data(text: str) -> PageSigns | None:
    """Labelled data on one line: 来源：… 发布日期：…."""
    bare = text.lstrip(_OPENING)
    labels = _find_labels(bare)
    if labels and (stamp := _STAMP_RE.match(bare)) and (signs := _read_data(bare[stamp.end() :])):
        day = _tell(("date_published", False), stamp[0])  # 2024-03-19 17:00 来源：某网 字号：大 小 | 打印
        return replace(signs, told=(*([day] if day else []), *signs.told))
    if not labels or labels[0].start > 1:
        return _read_stem(bare) or _read_bare(bare) or _read_behind_name(bare, labels)
    if signs := _read_address(text):
        return signs
    if text.endswith(("。", "；")) or len(text) > 2 * _LONGEST_VALUE + 20:
        return None
    if text.endswith(("：", ":")) and labels[-1].end != len(bare):
        return None
    ends = [*(label.start for label in labels[1:]), len(bare)]
    if any(end - label.end > _LONGEST_VALUE for label, end in zip(labels, ends, strict=True)):
        return None
    told = _tell_all(bare, labels)
    is_site = told[:1] != () and told[0].fact == "source" and told[0].value.rstrip("*").endswith(_SITES)
    unsure = len(labels) == 1 and not _name(labels[0])[1] and not is_site
    return PageSigns("page-data", 3.0 + min(len(labels), 4) if not unsure else 2.5, told, only_above=unsure)


def _read_stem(text: str) -> PageSigns | None:
    """A label that is not listed, and what it ends with: 制文机关：某市人民政府."""
    head, sign, value = text.replace(":", "：", 1).partition("：")
    if not sign:
        return None
    name = squeeze(head)
    if name.startswith(_DUTIES) or (name == "单位" and read_body(value.strip(_CLOSING)) is None):
        # （责任单位：甲局）: who answers for a clause, and not for the page; 单位：万元 stands above a table.
        return None
    if not 2 <= len(name) <= _LONGEST_LABEL or len(value) > _LONGEST_VALUE or text.endswith(("。", "；")):
        return None
    fact = _stem_of(name)
    told = _tell((fact, False), value) if fact else None
    return PageSigns("page-data", 1.0, (told,), only_above=True) if told else None


def _read_behind_name(text: str, labels: Sequence[Label]) -> PageSigns | None:
    """Labelled data behind who put it there, its address and day: 某某网 www.example.cn 2024-03-19 浏览：1024."""
    name = text[: labels[0].start] if labels else text
    stamp, host = _STAMP_RE.search(name), _HOST_RE.search(name)
    is_data = any(_name(label)[1] for label in labels) or (stamp and host)
    if not is_data or len(text) > 2 * _LONGEST_VALUE:
        return None
    name = _HOST_RE.sub("", _STAMP_RE.sub("", name)).strip(_CLOSING)
    if not (name or stamp or host):
        return None
    if len(name) > _LONGEST_NAME and not NUMBER_RE.fullmatch(name):
        return None
    if text.endswith(("。", "；")):
        return None
    day = _tell(("date_published", False), stamp[0]) if stamp else None
    number = _tell(("doc_number", True), name) if NUMBER_RE.fullmatch(name) else None
    told = _tell_all(text, list(labels)) if labels else ()
    return PageSigns("page-data", 4.0, (*filter(None, (day, number)), *told), only_above=True)


def _read_bare(text: str) -> PageSigns | None:
    """Labels with nothing but blanks before their values, or nothing: 发布机构 某市人民政府 文 号 某府〔2021〕5号."""
    if len(text) > 2 * _LONGEST_VALUE + 20 or text.endswith(("。", "；")):
        return None
    first = load_portals().label.match(text)
    if first is None or not _name(Label(0, first.end(), first[0]))[1]:
        return None
    labels = list(_list_bare(text))
    ends = [*(label.start for label in labels[1:]), len(text)]
    values = [text[label.end : end].strip(_CLOSING) for label, end in zip(labels, ends, strict=True)]
    fitting = sum(_fits(_name(label)[0], value) for label, value in zip(labels, values, strict=True))
    # 文件名称 文号 发文单位, without any value, is the head of a table.
    if not fitting and (len(labels) < 2 or not any(values)):
        return None
    return PageSigns("page-data", 4.0 + len(labels), _tell_all(text, labels), only_above=True)


def _fits(fact: str, value: str) -> bool:
    """Whether a value is such as its label asks for, and nothing else."""
    if fact == "doc_number":
        return NUMBER_RE.fullmatch(value) is not None
    if fact.startswith("date"):
        return _STAMP_RE.fullmatch(value) is not None
    if fact in ("issuer", "publisher"):
        form = read_body(value)
        return form is not None and form.is_sure
    return fact == "index_number" and _CODE_RE.fullmatch(value) is not None


def _stem_of(name: str) -> str:
    return next((fact for stem, fact in load_portals().stems.items() if name.endswith(stem)), "")


def _tell_all(text: str, labels: list[Label]) -> tuple[Told, ...]:
    ends = [*(label.start for label in labels[1:]), len(text)]
    told = (_tell(_name(label), text[label.end : end]) for label, end in zip(labels, ends, strict=True))
    return tuple(fact for fact in told if fact)


def _tell(label: tuple[str, bool], value: str) -> Told | None:
    fact, sure = label
    bare = value.strip(_CLOSING).replace("｜", "|").split("|")[0].rstrip()  # what stands in the next cell is another's
    # 某某规定（试行） keeps its bracket.
    value = next((bare + sign for sign in _BRACKETS if bare.count(_BRACKETS[sign]) > bare.count(sign)), bare)
    if fact == "author":
        form = read_body(value)
        fact, sure = ("issuer", False) if form is not None and form.is_sure else ("source", sure)
    if fact == "source" and _URL_RE.fullmatch(value):
        fact = "source_url"
    if fact == "source_url" and (url := _URL_RE.search(value)):
        value = url[0]
    if fact.startswith("date"):
        value = read_date(value) or ""
    if fact in ("issuer", "publisher"):
        value = value.replace("/", "、")
    if fact == "doc_number":
        value = _NEXT_FIELD_RE.sub("", value)
    if not fact or not value or value in _NOTHING:
        return None
    return Told(fact, value, 2.0 if sure else 1.0)


def read_label(text: str) -> tuple[str, bool] | None:
    """Return the fact and whether the label is sure, where a line is nothing but a label of page data."""
    name = squeeze(text[: 2 * _LONGEST_OPENING]).lstrip(_OPENING).rstrip("：:】")
    portals = load_portals()
    if name in portals.labels:
        return portals.labels[name]
    stem = _stem_of(name) if 2 < len(name) <= _LONGEST_LABEL else ""
    return (stem, False) if stem else None


def read_value(fact: str, value: str, *, again: bool) -> Told | None:
    """Return the fact that a line tells as the value of the label above it; `again`: the line stands further below."""
    if fact == "title":
        fits = again
    elif fact == "doc_number":
        fits = again or NUMBER_RE.search(value) is not None
    elif fact.startswith("date"):
        fits = len(value) <= _LONGEST_OPENING and read_date(value) is not None
    else:
        fits = len(value) <= _LONGEST_OPENING and TITLE_END_RE.search(value) is None
    if not fits:
        return None
    return _tell((fact, True), value) or Told("", value, 1.0)


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
            if len(line.text) > _LONGEST_LABEL:
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
            label = read_label(text)
            value = row[at + 1] if at + 1 < len(row) else ""
            if label and (text.rstrip().endswith(("：", ":")) or (value and not read_label(value))):
                known += 1
                sure += label[1] and text.rstrip().endswith(("：", ":"))
                paired += not text.rstrip().endswith(("：", ":"))
                if fact := _tell(label, value):
                    told.append(fact)
                at += 1
            elif len(text) < _LONGEST and (signs := _read_data(text)) and signs.weight > 1:
                known += 1
                sure += 1
                told.extend(signs.told)
            at += 1
    cells = [text for row in texts for text in row if text]
    few = known == 1 and sure == 1 and len(cells) <= 2
    rows = texts[1:] if texts and set(texts[0]) <= _COLUMN_NAMES else texts
    labelled = sum(bool(row) and read_label(row[0]) is not None for row in rows)
    in_pairs = paired >= 3 and labelled >= max(2, len(rows) - len(told) // 3)
    return PageSigns("page-data", 9.0, tuple(told)) if sure >= 3 or few or in_pairs else None
