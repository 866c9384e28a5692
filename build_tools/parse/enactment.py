"""What the lines around a title say of how a text came into force: adoption, promulgation by order, number.

Takes single lines; gives issuers and numbers. Statutes name the body that adopted them in a bracket below the
title, decrees are issued by an order (某某令 第N号) above it, and notices carry a number of their own.
"""

import re

from build_tools.hanzi.drafting import LETTER_END_RE, NUMBER_RE
from build_tools.hanzi.numerals import DATE_RE, read_date, read_month
from build_tools.hanzi.punctuation import BRACKET_END_RE
from build_tools.parse.bodies import is_signature, split_bodies

_YEAR = r"[12][0-9OolI]{3}"
_MONTH = r"(?:[12][0-9]{3}|[一二〇○零三四五六七八九]{4})[ ]?年[ ]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})[ ]?月"
_ORDER_RE = re.compile(r"^(?P<body>[\u4e00-\u9fff、 \u3000]{2,40}?)[ \u3000]?(?:令|命令|公告|(?<=[ \u3000])(?:書)?函)$")
# The name of a body and a date on one line, in either order, below a title.
_SIGNED_RE = re.compile(
    rf"^[（(]?(?P<before>[\u4e00-\u9fff、 \u3000]{{2,60}}?)?[ \u3000，,（(]*(?:{DATE_RE.pattern}|{_MONTH})"
    rf"[ \u3000，,）)]*(?P<after>(?!印发|发布|公布)[\u4e00-\u9fff、 \u3000]{{2,60}}?)?(?:印发|发布|公布)?[）)]?$"
)
# 省长　王某某 / 市长：王某
_OFFICER_RE = re.compile(
    r"^(?:代)?(?:主席|总理|省长|市长|县长|区长|州长|部长|厅长|局长|主任|署长|行长|院长|检察长|盟长|总局局长|委员长|會長"
    r"|縣長|市長|部長|院長|總統|行政院院長|局長)"
    r"[：: \u3000]{1,8}[\u4e00-\u9fff·][\u4e00-\u9fff· \u3000]{1,14}$"
)
_EVENT = r"通过|通過|批准|修订|修訂|修正|修改|公布|公佈|发布|發布|施行|订定|訂定|核定|制定|印发|頒布|函頒|函頒布|核備"
_ADOPTED_RE = re.compile(
    rf"^[（(\[〔]?\s*(?:根据|自|[该本][\u4e00-\u9fff]{{1,4}}于)?{DATE_RE.pattern}.{{0,400}}"
    rf"(?:{_EVENT}|令[ ]?第[ ]?[0-9一二三四五六七八九十百]{{1,6}}[ ]?[号號])"
)
_MORE_EVENTS_RE = re.compile(rf"^[（(]?(?:根据|自|第[一二三四五六七八九十]+次)?.{{0,200}}(?:{_EVENT}|施行)[）)\]〕]$")
_NTH = r"第[一二三四五六七八九十百0-9]+"
_NO_DAY = "(?!(?<=[0-9〇一二三四五六七八九十][ \u3000])日)"  # 27 日全国人大: the day's own; a city may begin with it
_BY_CONGRESS_RE = re.compile(
    rf"(?:^|[日 \u3000（(经由])(?!在){_NO_DAY}(?P<place>[\u4e00-\u9fff]{{0,20}}?){_NTH}届"
    r"(?P<body>(?:全国)?人民代表大会(?:常务委员会)?)"
)
_BY_ORDER_RE = re.compile(
    rf"(?:^|[日 \u3000（(]|由){_NO_DAY}(?:以)?"
    rf"(?P<order>(?P<body>[\u4e00-\u9fff、]{{2,40}}?)令[ \u3000]?(?:{_YEAR}年)?{_NTH}[号號])"
)
_BY_BODY_RE = re.compile(
    rf"^[（(]?\s*{DATE_RE.pattern}[ \u3000]*(?:由)?(?P<body>[\u4e00-\u9fff、]{{2,40}}?)"
    rf"(?:审判委员会|检察委员会|(?:{_YEAR}年)?{_NTH}|公告|发布|公布|批准|通过|常务会议|发布施行|訂定|發布)"
)
# （某市财政局2024年第5次局务会议审议通过）: without a day.
_BY_MEETING_RE = re.compile(
    rf"[（(](?P<body>[\u4e00-\u9fff]{{2,40}}?)(?:{_YEAR}年)?{_NTH}次[\u4e00-\u9fff]{{0,12}}会议[^）)]{{0,20}}(?:通过|批准)[）)]$"
)
_IMPRINT_RE = re.compile(rf"(?:{DATE_RE.pattern})[ \u3000]*印发$")
_BRACKETS = ("（", "(", "[", "〔")
_TERM_RE = re.compile(rf"{_NTH}届")  # whose term it is, is no part of a congress's name
_LONGEST_SIGNED, _LONGEST_RECORD = 160, 80
_LONGEST_NUMBER, _SHORTEST_TITLE = 30, 4
_BESIDE_RECORD_RE = re.compile(rf"[（）()〔〕\[\] \u3000，,、以由函頒]|文?(?:{_EVENT})")
_STATE = "中华人民共和国"
_NUMBER_WORD_RE = re.compile(r"[\u4e00-\u9fff]+")
_SHORTEST_WORD, _LONGEST_WORD = 2, 8  # 国发, 中国人民银行公告


def is_adoption(text: str) -> bool:
    """Whether a line tells by whom and when a text was adopted or changed; a paragraph of sentences does not."""
    if _BY_MEETING_RE.match(text) is not None:
        return True
    if _ADOPTED_RE.match(text) is not None and (text.startswith(_BRACKETS) or "。" not in text[:-1]):
        return True
    return read_numbered(text)[0] != ""


def goes_on_with_events(text: str) -> bool:
    """Whether a line is the rest of such a record that was broken over lines."""
    return _MORE_EVENTS_RE.match(text) is not None


def read_adopters(text: str) -> list[str]:
    """Return who adopted or issued a text, from the first event that a record names."""
    if match := _BY_CONGRESS_RE.search(text):
        return [match["place"] + match["body"]]
    if match := _BY_ORDER_RE.search(text):
        names = [_bare(name) for name in split_bodies(match["body"])]
        return names if all(map(is_signature, names)) else []  # 某府令第1号 names nobody in full
    if match := _BY_BODY_RE.search(text) or _BY_MEETING_RE.match(text):
        names = split_bodies(_bare(match["body"]))
        if all(is_signature(name) for name in names):
            return names
    return read_numbered(text)[1]


def read_order_number(text: str) -> str:
    """Return 某某令第N号 where an adoption record names the order that made it known, else ""."""
    match = _BY_ORDER_RE.search(text)
    return match["order"] if match else ""


def cut_record(title: str) -> tuple[str, str]:
    """Return a title and the record of a day behind it, 甲规划（2024年2月6日）; "" where there is none."""
    record = BRACKET_END_RE.search(title, max(0, len(title) - _LONGEST_RECORD))
    if record is None or not DATE_RE.search(record[0]):
        return title, ""
    return title[: record.start()].rstrip(" \u3000"), record[0]


def cut_number(title: str) -> tuple[str, str]:
    """Return a title and the document's number behind it, in brackets or glued to it; "" where there is none."""
    title = cut_record(title)[0]
    bare = title.rstrip(" \u3000）)")
    number = NUMBER_RE.search(bare, max(0, len(bare) - _LONGEST_NUMBER))
    if number is None or number.end() != len(bare):
        return title, ""
    # 的通知某府发〔2021〕5号: where nothing stands between them, the letter's word ends the title.
    start = number.start() + max((glued.end() for glued in LETTER_END_RE.finditer(number[0])), default=0)
    return (bare[:start].rstrip(" \u3000（("), bare[start:]) if start > _SHORTEST_TITLE else (title, "")


def read_numbered(text: str) -> tuple[str, list[str]]:
    """Return number and bodies of a record of number, date and perhaps who issued: （某省政府令第6号 1990年6月29日）.

    ("", []) where a line is anything else.
    """
    date = DATE_RE.search(text) if len(text) <= _LONGEST_RECORD else None
    if date is None:
        return "", []
    rest = f"{text[: date.start()]} {text[date.end() :]}"
    number = NUMBER_RE.search(rest)
    if number is None:
        return "", []
    start = _end_of_body(number[0])  # 某市人民政府某府规字〔2023〕1号
    others = _BESIDE_RECORD_RE.sub("", rest[: number.start()] + number[0][:start] + rest[number.end() :])
    if others and not is_signature(others):
        return "", []
    return number[0][start:], split_bodies(others)


def _end_of_body(number: str) -> int:
    """Return where a number begins that stands right behind the name of a body; 0 where none stands before it."""
    word = _NUMBER_WORD_RE.match(number)
    ends = range(word.end() - _SHORTEST_WORD, 0, -1) if word and word.end() > _LONGEST_WORD else ()
    return next((end for end in ends if is_signature(number[:end])), 0)


def read_order(text: str) -> list[str] | None:
    """Return who gives an order where a line is its heading (某某省人民政府令), else None."""
    match = _ORDER_RE.match(text)
    if match is None:
        return None
    names = split_bodies(match["body"].strip(" \u3000"))
    return [_bare(name) for name in names] if all(is_signature(_bare(name)) for name in names) else None


def is_imprint(text: str) -> bool:
    """Whether a line says when the paper was printed, below or beside who had it printed: 2021年2月7日印发."""
    return _IMPRINT_RE.search(text) is not None


def read_dispatcher(number: str) -> str:
    """Return who gives a dispatch, by its number: 第5/2021號行政長官批示; "" where it is another paper's."""
    return re.split("[號号]", number)[-1].removesuffix("批示") if number.endswith("批示") else ""


def is_officer(text: str) -> bool:
    """Whether a line is the signature of a person in office."""
    return _OFFICER_RE.match(text) is not None


def read_signed(text: str) -> tuple[list[str], str] | None:
    """某市政府　2023年6月1日: who and when ("YYYY-MM" of a month), on one line; None where it is anything else."""
    if month := read_month(text):
        return [], month
    match = _SIGNED_RE.match(text) if len(text) <= _LONGEST_SIGNED else None
    if match is None or (match["before"] and match["after"]):
        return None
    names = (match["before"] or match["after"] or "").strip(" \u3000")
    date = read_date(text) or read_month(text.replace(names, "").strip(" \u3000，,")) or ""
    if (names and not is_signature(names)) or not (names or date):
        return None
    return split_bodies(_TERM_RE.sub("", names)), date


def _bare(body: str) -> str:
    """国务院 for 中华人民共和国国务院; 中华人民共和国主席 has no shorter name."""
    rest = body.removeprefix(_STATE)
    return rest if rest != body and is_signature(rest) else body
