"""How documents are drafted: the words that titles end with, numbers of documents, labels, letters' stock phrases.

One place for what several rooms ask of a line. Takes single lines; knows no document and no portal (what pages print
around a document is data, in clean/portals.toml).
"""

import re

from build_tools.hanzi.labels import NUMERAL

# What a document calls itself, at the end of its title; longer words first where one ends with another.
DOCUMENT_WORDS = (
    "规划纲要 规划 计划 方案 意见 办法 措施 纲要 条例 规定 决定 预案 细则 要点 清单 目录 政策 举措 行动 章程 规则"
    " 标准 指南 指引 导则 规范 纲领 綱領"
    " 通知 通告 通报 公告 公报 函 批复 请示 战略 倡议 蓝图 白皮书 报告 守则 规程 通则 准则 决议 实施方案 任务书"
    " 規劃 計劃 計畫 綱要 條例 規定 決定 細則 要點 辦法 藍圖 施政報告 白皮書 報告 準則 通則 規程 標準"
    " 意見 批復 批覆 請示 通報 公報 決議 預案 規則 規範 戰略 倡議 守則 清單 目錄 任務書"
    " 建议 建議 舉措 行動 導則"
).split()
# Words that end the titles of statutes and decisions; too common to tell a title by themselves.
_STATUTE_WORDS = (
    "法典 宪法 修正案 草案 解释 安排 答复 纪要 公约 制度 宣言 声明 大纲 大綱 编制表 編制表 组织法 組織法 路线图 路線圖"
    " 策略 指標體系 指标体系 分工表 分解表 任务表 任務表 项目表 項目表 一览表 一覽表 项目库 項目庫 规章 規章"
    " 計畫書 施政方針 政綱 讲话 講話 议案 总结 说明 重点 打法 答復 答覆 解釋 紀要 公約 聲明 總結 說明 議案"
).split()
_LETTER_WORDS = "通知 函 决定 意见 通告 通报 公告 批复 請示 请示 命令 決定 意見 通報 批復 批覆"
LETTER_ENDS = ("的通知", "的函", "的通告", "的通报", "的公告", "的批复", "的決定", "的决定")
"""The last words of a letter's title: nothing follows them in it."""
_ANY = "|".join(sorted(dict.fromkeys(DOCUMENT_WORDS), key=len, reverse=True))
_LETTERS = "|".join(_LETTER_WORDS.split())
_BRACKETS = r"(?:[（(〔\[][^（）()〔〕\[\]]{1,40}[）)〕\]])*"

# A plan of land or of a town is approved in several volumes: its text, what explains it, its maps.
_VOLUME = "(?:(?<=[）)划劃])(?:文本|说明书?|說明書?|图集|圖集))?"

TITLE_END_RE = re.compile(rf"(?:{_ANY})(?:20[0-9]{{2}})?[”》]?{_BRACKETS}{_VOLUME}(?:的(?:{_LETTERS}))?$")
"""A title ends so: 某某规划（2021-2025年）, 某某规划（2021-2035年）文本, 某某蓝图2030, …若干意见, …的通知."""
BARE_TITLE_RE = re.compile(
    rf"(?:实施|實施|管理|暂行|暫行|试行|具体|若干|工作|操作|行动|专项|政策|总体|组织|的)*(?:{_ANY}){_BRACKETS}"
)
"""A title's end that names no matter: 若干措施, 实施细则（试行）."""
STATUTE_END_RE = re.compile(rf"(?:[^方办辦做看想說说]法|{'|'.join(_STATUTE_WORDS)}){_BRACKETS}$")
DRAFT_RE = re.compile(r"(?:征求|征集|徵求|徵集)[^。]{0,40}意[见見]")
"""The title of a letter that asks what is thought of a draft."""
LETTER_TITLE_RE = re.compile(
    rf"(?:印发|转发|发布|公布|下发|批转|公开|印發|轉發|頒布)[^。]*(?:的)?(?:{_LETTERS})?$|的(?:通知|函|通告|通报|公告|批复)$"
)
"""The title of a letter that carries another document, or is one itself."""
NAMED_RE = re.compile(r"《(?=[^》])(?P<name>[^《》\n]*(?:《[^《》\n]*》[^《》\n]*)*)》")
"""A document's name, in which another one's may stand; it runs into no other line, and no other cell of a table."""
LETTER_END_RE = re.compile(rf"的(?:{_LETTERS})(?=[\u4e00-\u9fff]{{2}})")
"""The last words of a letter's title, and something glued to them."""
ISSUES_RE = re.compile(r"(?:印发|转发|发布|公布|下发|批转|颁布|出台|制定了?|修订了?)(?:了)?")

_YEAR = r"[12\uff11\uff12][0-9０-９OolI]{3}"
_COUNT = r"[0-9０-９OolI]{1,5}"
_HAN_COUNT = r"(?:[0-9]{1,5}|[一二三四五六七八九十百〇零]{1,6})"
NUMBER_RE = re.compile(
    rf"(?:[\u4e00-\u9fffA-Za-z]{{1,14}}|(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{{1,8}}[ ])"
    rf"[（(〔\[［【﹝〈<][ ]?{_YEAR}[ ]?[）)〕\]］】﹞〉>][ ]?第?[ ]?{_COUNT}[ ]?[号號]"
    r"|[\u4e00-\u9fff]{1,14}字第[ ]?[0-9]{1,14}[ ]?[号號]"
    r"|第[ ]?[0-9]{1,3}/[12][0-9]{3}[ ]?[號号](?:法律|行政法規|行政法规|[\u4e00-\u9fff]{2,8}批示)"
    rf"|[\u4e00-\u9fff]{{2,24}}(?:令|公告)[ \u3000]*[（(]?(?:{_YEAR}年)?[ ]?第[ ]?{_HAN_COUNT}[ ]?[号號][）)]?"
)
"""A document's number: 某府发〔2021〕5号, 某字第5号, 第5/2021號行政法規, 某省人民政府令第5号."""
ORDER_NUMBER_RE = re.compile(
    rf"^[（(〔]?[ ]?(?:{_YEAR}年?|第{NUMERAL}届)?[ ]?[）)〕]?[ ]?第[ ]?{_HAN_COUNT}"
    r"[ ]?[号號][ ]?[）)]?$"
)

COLUMN_NAME_RE = re.compile(
    r"(?:序号|序號|编号|編號|名称|名稱|指标|指標|单位|單位|项目|項目|类别|類別|内容|內容|年份|目标|目標|备注|備註|属性|屬性|任务|任務|时限|進度|进度|规模|規模|地点|投资"
    r"|数量|数值|类型|措施|举措|领域|机关|部门|处室|责任人|节点|金额|年限|期限|性质|依据|(?:19|20)[0-9]{2}\s*年?)"
)
"""What a cell that names a column of a table holds."""

FILE_ENDING_RE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar)(?:[ \u3000]*[\[（(【]?[0-9.,]{1,10}[ ]?(?:[KMG]B?|字节)[\]）)】]?)?$",
    re.IGNORECASE,
)
"""The end of a file's name, as lists of annexes on pages have it: 某表.xls (31.5KB)."""
FIGURES_RE = re.compile(r"[0-9０-９.,，%％～~\-—－≥≤>＜<＞±+/ ]+|——|/")
"""What a cell of figures holds, and nothing else; a stroke stands for none."""
_SALUTATION_RE = re.compile(
    r"(?=.{2,400}[：:]$)(?!(?:现|为|根据|按照|到|其中|附))[^。；！？]*(?:政府|委|办|局|单位|部门|企业|公司|街道|镇|院|校|集团|会|厅"
    r"|机构|行|社|各|部|直属|同志|代表|區|縣|處)[^。；！？一-]{0,12}[：:]$"
)
# 发布日期：某日浏览次数：, the data of a page, has a colon within, too.
_SALUTATION_NOT_RE = re.compile(r"(?:如下|包括|事项|要求|任务|内容)[：:]$|[一二三四五六七八九十]、|[：:].")
_EXPLANATION_END_RE = re.compile(r"》的?(?:(?:政策|文字)?解读|(?:起草|编制|修订|制定)(?:情况)?(?:的)?说明)$")
# What the letter that carries a document says of it.
LETTER_PHRASE_RE = re.compile(
    r"印发给你们|印发你们|印發給你們|现予|现将|現將|予以(?:公布|印发)|现印发|现转发|请认真|请.{0,10}(?:贯彻|遵照|执行|落实)|特此|通知如下"
)
REPLY_RE = re.compile(
    r"(?:向社会|公开)(?:公开)?(?:征求|征集)意见|(?:意见|建议)[^。；]{0,12}(?:寄|发送|反馈)[至往到]|邮[件箱][^。；]{0,12}@"
)
"""How a letter that asks what is thought of a draft is answered."""
PUBLICITY_RE = re.compile(r"[（(]此(?:件|文)(?:主动|依申请|不予)?(?:公开|删减|发至)[^（）()]{0,20}[）)]$")
"""How far a paper may go, set below its text by the office that prints it."""
COPIES_RE = re.compile(r"(?:抄送|抄報|抄报|主送|分送|报送|報送)[ \u3000]*[：:]")
"""Who has copies: the first line of an imprint (GB/T 9704-2012, 7.4)."""
REMARK_RE = re.compile(
    r"[（(](?:此件|此文|本文|联系人|聯繫人|聯絡人|此頁|联系电话|(?:信息)?公开(?:形式|方式|属性))[^（）()]{2,60}[）)]$"
    r"|(?:信息)?公开(?:方式|形式|属性)[ \u3000]*[：:][ \u3000]*(?:主动公开|依申请公开|不予公开)$"
)
SUBTITLE_RE = re.compile(
    rf"(?:[（(][^（）()]{{2,60}}[）)]){{1,2}}{_VOLUME}$"
    r"|(?:19|20)[0-9]{2}[^月]{0,3}(?:19|20)?[0-9]{0,2}年?$|[—─―-]{1,4}.{4,40}$"
)

SUBJECT_RE = re.compile(r"主旨[：:][ \u3000]*(?P<subject>[^。]{4,120})。?$")
"""What the republic's letters have for a title: 主旨：檢送某計畫1份，請查照。."""

# What a bracket below a title tells of its text: the years it covers, that it is on trial or a draft.
VERSION_RE = re.compile(
    r"[0-9０-９]{4}|[0-9]{3}年|[试試]行|草案|征求意见|徵求意見|送[审審]|[讨討][论論]稿|[审審][议議]稿"
    r"|[报報]批稿|公示稿|[评評][审審]稿|修[订訂编編]|[暂暫]行"
)


def ends_title(text: str) -> bool:
    """Whether a text ends as titles do, those of statutes among them."""
    return TITLE_END_RE.search(text) is not None or STATUTE_END_RE.search(text) is not None


def is_salutation(text: str) -> bool:
    """Whether a line calls those to whom a letter goes: 各区人民政府，各有关单位：."""
    return (
        len(text) <= 400
        and text.endswith(("：", ":"))
        and _SALUTATION_RE.match(text) is not None
        and _SALUTATION_NOT_RE.search(text) is None
    )


def opens_with_year(text: str) -> bool:
    """Whether a line is what a body does in a year, 2024年工作要点, below its name."""
    return text[:4].isdecimal() and text[4:5] == "年"


def is_explanation(text: str) -> bool:
    """Whether a line is the title of an explanation: 《某市规划》政策解读, 关于《某区办法》的起草说明."""
    return _EXPLANATION_END_RE.search(text) is not None
