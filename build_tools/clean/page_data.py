"""A line → the labelled data of a page on it: 来源：… 发布日期：…, with a colon, in brackets, or with blanks alone.

Takes single lines, labels and values; gives facts, and `PageSigns` of lines that hold them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from html import unescape
from typing import NamedTuple

from build_tools.clean.portal_words import FACTS, load_portals
from build_tools.hanzi.bodies import read_body
from build_tools.hanzi.drafting import NUMBER_RE, TITLE_END_RE
from build_tools.hanzi.numerals import STAMPED_DAY, read_date
from build_tools.hanzi.punctuation import squeeze
from build_tools.model.page_signs import PageSigns, Told
from build_tools.model.reading import ReadField

# Where a label may begin that has a colon or stands in brackets, where one that has neither, and what is behind them.
_BEFORE_LABEL_RE = re.compile(r"^[【\[]?|(?<=[\s（(【\[|｜；;，,])")
_BEFORE_BARE_RE = re.compile(r"(?<![^\s|｜])")
_BEHIND_LABEL_RE = re.compile(r"(?:[ \u00a0]++|\u3000++)*+[:：]|】")
OPENING = "（(【[·•●■▪*-—►▶◆ \u3000\u00a0"
CLOSING = " \t\u3000\u00a0|｜;；,，)）】]"
_BRACKETS = {"）": "（", ")": "(", "】": "【"}
LONGEST_OPENING, LONGEST_VALUE, LONGEST_LABEL = 40, 60, 8
_LONGEST_NAME = 12  # of a site, in front of its data
_SITES = ("网", "网站", "客户端", "公众号")
_NOTHING = frozenset({"无", "暂无", "-", "—", "--", "/", "空", "null", "None"})
# A date with a time of day is a page's: 2023-05-22 09:12. So is one in figures alone on its line.
STAMP_RE = re.compile(
    STAMPED_DAY + r"[ \u3000\u00a0]*"
    r"(?:[0-9]{1,2}[:：时][0-9]{2}(?:[:：分](?:[0-9]{2}秒?)?)?)?"
)
_DUTIES = ("责任", "責任", "牵头", "牽頭", "配合", "负责", "負責", "参与", "支撑", "协同", "填")
URL_RE = re.compile(r"(?:https?|ftp)://[^\s<>\"'）)」》，。；]+")
_HEAD = 20_000  # characters of a page, in which it names itself
_SAVED_RE = re.compile(r"<!--[ \t]{0,9}saved from url=\([0-9]{1,9}\)(https?://[^\s<>\"']{1,2000})", re.IGNORECASE)
_META_RE = re.compile(r"<meta\s[^<>]{1,2500}>", re.IGNORECASE)
_NAMED_URL_RE = re.compile(r"\sname\s*=\s*[\"']?url[\"'\s/>]", re.IGNORECASE)
_CONTENT_RE = re.compile(r"\scontent\s*=\s*[\"']?(https?://[^\s<>\"']{1,2000})", re.IGNORECASE)
_HOST_RE = re.compile(r"\bwww(?:\.[A-Za-z0-9-]+)+", re.ASCII)
# …5号时效： 有效; 某字第5號 函
_NEXT_FIELD_RE = re.compile(r"(?<=[號号])(?:[ \u3000]*[\u4e00-\u9fff]{2,6}[ \u3000]*[：:].*|[ \u3000]+[令函]$)")
CODE_RE = re.compile(r"[A-Za-z]{1,6}[-_/]?[0-9][A-Za-z0-9/\-_.]{3,40}|[A-Za-z0-9]{6,30}/[0-9]{4}-[0-9]{3,8}")


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
    told = (tell_fact(portals.labels.get(name, ("", True)), value) for name, value in names.items())
    return tuple(fact for fact in told if fact)


def read_fields(fields: Iterable[ReadField]) -> tuple[Told, ...]:
    """Return the facts among what a file says beside its text."""
    told = (tell_fact((field.fact, True), field.value) for field in fields if field.fact in FACTS)
    return tuple(fact for fact in told if fact)


def read_own_address(page: str) -> tuple[Told, ...]:
    """Return where a page says that it stands: what a browser has noted on saving it, or its <meta name="Url">."""
    head = page[:_HEAD]
    saved = _SAVED_RE.search(head)
    metas = (_CONTENT_RE.search(meta) for meta in _META_RE.findall(head) if _NAMED_URL_RE.search(meta))
    found = next((match for match in (saved, *metas) if match), None)
    return (Told("source_url", unescape(found[1]), 1.0),) if found else ()


def read_address(text: str) -> PageSigns | None:
    """Return the signs of a labelled address, however long it is: 来源：https://…."""
    label = next(_list_labels(text, filter(None, [_BEFORE_LABEL_RE.match(text)])), None)
    if label and _name(label)[0] in ("source", "source_url") and URL_RE.fullmatch(text[label.end :].strip(CLOSING)):
        return PageSigns("page-data", 4.0, _tell_all(text, [label]))
    return None


def read_data(text: str) -> PageSigns | None:
    """Labelled data on one line: 来源：… 发布日期：…."""
    bare = text.lstrip(OPENING)
    labels = _find_labels(bare)
    if labels and (stamp := STAMP_RE.match(bare)) and (signs := read_data(bare[stamp.end() :])):
        day = tell_fact(("date_published", False), stamp[0])  # 2024-03-19 17:00 来源：某网 字号：大 小 | 打印
        return replace(signs, told=(*([day] if day else []), *signs.told))
    if not labels or labels[0].start > 1:
        return _read_stem(bare) or _read_bare(bare) or _read_behind_name(bare, labels)
    if signs := read_address(text):
        return signs
    if text.endswith(("。", "；")) or len(text) > 2 * LONGEST_VALUE + 20:
        return None
    if text.endswith(("：", ":")) and labels[-1].end != len(bare):
        return None
    ends = [*(label.start for label in labels[1:]), len(bare)]
    if any(end - label.end > LONGEST_VALUE for label, end in zip(labels, ends, strict=True)):
        return None
    told = _tell_all(bare, labels)
    is_site = told[:1] != () and told[0].fact == "source" and told[0].value.rstrip("*").endswith(_SITES)
    unsure = len(labels) == 1 and not _name(labels[0])[1] and not is_site
    return PageSigns("page-data", 3.0 + min(len(labels), 4) if not unsure else 2.5, told, only_above=unsure)


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


def _read_stem(text: str) -> PageSigns | None:
    """A label that is not listed, and what it ends with: 制文机关：某市人民政府."""
    head, sign, value = text.replace(":", "：", 1).partition("：")
    if not sign:
        return None
    name = squeeze(head)
    if name.startswith(_DUTIES) or (name == "单位" and read_body(value.strip(CLOSING)) is None):
        # （责任单位：甲局）: who answers for a clause, and not for the page. 单位：万元, 填报单位：甲局 head a table.
        return None
    if not 2 <= len(name) <= LONGEST_LABEL or len(value) > LONGEST_VALUE or text.endswith(("。", "；")):
        return None
    fact = _stem_of(name)
    told = tell_fact((fact, False), value) if fact else None
    return PageSigns("page-data", 1.0, (told,), only_above=True) if told else None


def _read_behind_name(text: str, labels: Sequence[Label]) -> PageSigns | None:
    """Labelled data behind who put it there, its address and day: 某某网 www.example.cn 2024-03-19 浏览：1024."""
    name = text[: labels[0].start] if labels else text
    stamp, host = STAMP_RE.search(name), _HOST_RE.search(name)
    if len(text) > 2 * LONGEST_VALUE:
        return None
    name = _HOST_RE.sub("", STAMP_RE.sub("", name)).strip(CLOSING)
    is_data = any(_name(label)[1] for label in labels) or (
        stamp and (host or len(labels) > 1 or NUMBER_RE.fullmatch(name))
    )
    if not is_data:
        return None
    if not (name or stamp or host):
        return None
    if len(name) > _LONGEST_NAME and not NUMBER_RE.fullmatch(name):
        return None
    if text.endswith(("。", "；")):
        return None
    day = tell_fact(("date_published", False), stamp[0]) if stamp else None
    number = tell_fact(("doc_number", True), name) if NUMBER_RE.fullmatch(name) else None
    told = _tell_all(text, list(labels)) if labels else ()
    return PageSigns("page-data", 4.0, (*filter(None, (day, number)), *told), only_above=True)


def _read_bare(text: str) -> PageSigns | None:
    """Labels with nothing but blanks before their values, or nothing: 发布机构 某市人民政府 文 号 某府〔2021〕5号."""
    if len(text) > 2 * LONGEST_VALUE + 20 or text.endswith(("。", "；")):
        return None
    first = load_portals().label.match(text)
    if first is None or not _name(Label(0, first.end(), first[0]))[1]:
        return None
    labels = list(_list_bare(text))
    ends = [*(label.start for label in labels[1:]), len(text)]
    values = [text[label.end : end].strip(CLOSING) for label, end in zip(labels, ends, strict=True)]
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
        return STAMP_RE.fullmatch(value) is not None
    if fact in ("issuer", "publisher"):
        form = read_body(value)
        return form is not None and form.is_sure
    return fact == "index_number" and CODE_RE.fullmatch(value) is not None


def _stem_of(name: str) -> str:
    return next((fact for stem, fact in load_portals().stems.items() if name.endswith(stem)), "")


def _tell_all(text: str, labels: list[Label]) -> tuple[Told, ...]:
    ends = [*(label.start for label in labels[1:]), len(text)]
    told = (tell_fact(_name(label), text[label.end : end]) for label, end in zip(labels, ends, strict=True))
    return tuple(fact for fact in told if fact)


def tell_fact(label: tuple[str, bool], value: str) -> Told | None:
    """Return what a value tells under a label, which is a fact and whether it is sure; None where it tells nothing."""
    fact, sure = label
    bare = value.strip(CLOSING).replace("｜", "|").split("|")[0].rstrip()  # what stands in the next cell is another's
    # 某某规定（试行） keeps its bracket.
    value = next((bare + sign for sign in _BRACKETS if bare.count(_BRACKETS[sign]) > bare.count(sign)), bare)
    if fact == "author":
        form = read_body(value)
        fact, sure = ("issuer", False) if form is not None and form.is_sure else ("source", sure)
    if fact == "source" and URL_RE.fullmatch(value):
        fact = "source_url"
    if fact == "source_url" and (url := URL_RE.search(value)):
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
    name = squeeze(text[: 2 * LONGEST_OPENING]).lstrip(OPENING).rstrip("：:】")
    portals = load_portals()
    if name in portals.labels:
        return portals.labels[name]
    stem = _stem_of(name) if 2 < len(name) <= LONGEST_LABEL else ""
    return (stem, False) if stem else None


def read_value(fact: str, value: str, *, again: bool) -> Told | None:
    """Return the fact that a line tells as the value of the label above it; `again`: the line stands further below."""
    if fact == "title":
        fits = again
    elif fact == "doc_number":
        fits = again or NUMBER_RE.search(value) is not None
    elif fact.startswith("date"):
        fits = len(value) <= LONGEST_OPENING and read_date(value) is not None
    else:
        fits = len(value) <= LONGEST_OPENING and TITLE_END_RE.search(value) is None
    if not fits:
        return None
    return tell_fact((fact, True), value) or Told("", value, 1.0)
