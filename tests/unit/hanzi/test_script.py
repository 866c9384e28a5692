"""Script conversion: the reading of hard sentences, and that nothing moves."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

import opencc
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from build_tools.hanzi.punctuation import is_han
from build_tools.hanzi.script import (
    ScriptConverter,
    detect_script,
    find_stale_exceptions,
    fold_script,
    list_variants,
    localise,
    read_regional_words,
)
from build_tools.hanzi.script_review import add_readings, count_readings
from build_tools.hanzi.words import read_lexicon
from build_tools.model.script import Choice, ReadingCount, Script, ScriptException, ScriptTable
from build_tools.source.script_table import read_script_table

ROOT = Path(__file__).resolve().parents[3]
TABLE = read_script_table(ROOT / "seeds/script.toml")
EMPTY = ScriptTable()
TRADITIONAL = (Script.HANT, Script.HANT_HK)
CONVERTERS = {target: ScriptConverter(TABLE, target) for target in Script}
READINGS = json.loads((ROOT / "build_tools/hanzi/script_readings.json").read_text("utf-8"))

mixed_texts = st.text(
    st.one_of(
        st.sampled_from("".join(READINGS["to_traditional"])),
        st.sampled_from("发展系统制造家具有台风电表关注：，并为“”（）《》—…·2025年5G/6G\n\r\t\0"),
        st.characters(),
    )
)


def decide(phrase: str, reads: str, example: str = "") -> ScriptException:
    return ScriptException(phrase, reads, TRADITIONAL, "试", example or phrase)


@pytest.mark.parametrize(
    ("simplified", "taiwan", "hong_kong"),
    [
        ("培育50家具有竞争力的企业", "培育50家具有競爭力的企業", "培育50家具有競爭力的企業"),
        ("皇后在前后", "皇后在前後", "皇后在前後"),
        ("头发、基金发展、龙头发展", "頭髮、基金發展、龍頭發展", "頭髮、基金發展、龍頭發展"),
        ("足额发放资金", "足額發放資金", "足額發放資金"),
        ("面条、面向、全面", "麵條、面向、全面", "麪條、面向、全面"),
        ("干部、干燥、干涉、若干、骨干", "幹部、乾燥、干涉、若干、骨幹", "幹部、乾燥、干涉、若干、骨幹"),
        ("台湾、平台、台风、台州", "臺灣、平臺、颱風、台州", "台灣、平台、颱風、台州"),
        ("车站、站台风雨棚", "車站、站臺風雨棚", "車站、站台風雨棚"),
        ("应对台风、平台风险", "應對颱風、平臺風險", "應對颱風、平台風險"),
        ("里程、公里、这里", "里程、公里、這裡", "里程、公里、這裏"),
        ("山里红、荞面点、骨折并发感染", "山裡紅、蕎麵點、骨折併發感染", "山裏紅、蕎麪點、骨折併發感染"),
        ("制度、研制、客机制造、运行机制", "制度、研製、客機製造、運行機制", "制度、研製、客機製造、運行機制"),
        ("规定制定、提供制度、定制化", "規定制定、提供制度、定製化", "規定制定、提供制度、定製化"),
        ("关系、相关系统、相关系列、联系", "關係、相關系統、相關系列、聯繫", "關係、相關系統、相關系列、聯繫"),
        ("新征程、征收、征集、特征", "新征程、徵收、徵集、特徵", "新征程、徵收、徵集、特徵"),
        ("标准、准入、批准、法官准确", "標準、准入、批准、法官準確", "標準、准入、批准、法官準確"),
        ("以通知所列为准，列为准入条件", "以通知所列為準，列為准入條件", "以通知所列為準，列為准入條件"),
        ("加大采购、风采", "加大採購、風采", "加大採購、風采"),
        ("合并，并为企业、并网", "合併，並為企業、併網", "合併，並為企業、併網"),
        ("复杂、恢复、反复", "複雜、恢復、反覆", "複雜、恢復、反覆"),
        ("发布、分布、占比", "發布、分布、占比", "發佈、分佈、佔比"),
        ("账户、台账", "帳戶、臺帳", "賬户、台賬"),
        ("松江、张江、宽松", "松江、張江、寬鬆", "松江、張江、寬鬆"),
        (
            "范围、周期、周边、采用、游戏、上下游",
            "範圍、週期、周邊、採用、遊戲、上下游",
            "範圍、週期、周邊、採用、遊戲、上下游",
        ),
        ("计划、云计算、咨询、注册、关注", "計畫、雲計算、諮詢、註冊、關注", "計劃、雲計算、諮詢、註冊、關注"),
        ("表明了、指明了、简单明了", "表明了、指明了、簡單明瞭", "表明了、指明了、簡單明瞭"),
        ("电表、仪表、钟表、汇集、汇总", "電表、儀表、鐘錶、匯集、彙總", "電表、儀表、鐘錶、匯集、彙總"),
        ("注：关注：专注：", "註：關注：專注：", "註：關注：專注："),
    ],
)
def test_hard_sentences(simplified: str, taiwan: str, hong_kong: str) -> None:
    found = tuple(CONVERTERS[target].convert(simplified) for target in TRADITIONAL)
    assert found == (taiwan, hong_kong)


@pytest.mark.parametrize(
    ("simplified", "taiwan"),
    [
        # A phrase that the converter knows lies across two words.
        ("我国历史、百年历程", "我國歷史、百年歷程"),
        ("总发电量、总发行量、被发射入轨", "總發電量、總發行量、被發射入軌"),
        ("政府干预、源头发力、牵头发起", "政府干預、源頭發力、牽頭發起"),
        ("体制造成、控制造价、客机制造", "體制造成、控制造價、客機製造"),
        ("批准确需、核准制、核准制造", "批准確需、核准制、核准製造"),
        ("8个中央级库、四个中心", "8個中央級庫、四個中心"),
        ("关系统一、相关系统", "關係統一、相關系統"),
        ("多台风力发电机、应对台风、强台风", "多臺風力發電機、應對颱風、強颱風"),
        ("统一出具、被复制、向应届、向应急", "統一出具、被複製、向應屆、向應急"),
        ("私有云、隧道里、显影后、转换只", "私有雲、隧道裡、顯影後、轉換只"),
        # A word that its dictionary does not have, or has wrong.
        ("冷干机、炒（烘）干机、抓斗、北斗", "冷乾機、炒（烘）乾機、抓斗、北斗"),
        ("编发应急管理、贸易伙伴、不准、免签", "編發應急管理、貿易夥伴、不准、免簽"),
        ("面源污染、液面、时钟同步、新型干法水泥", "面源污染、液面、時鐘同步、新型乾法水泥"),
        ("换发执照、印制证书、准用前条、大气污染防制", "換發執照、印製證書、準用前條、大氣污染防制"),
        # Names are no words.
        ("浙里办、满洲里、塔里木、包头发展改革局", "浙里辦、滿洲里、塔里木、包頭發展改革局"),
        ("银发〔2024〕1号、银发经济", "銀發〔2024〕1號、銀髮經濟"),
        ("据黑发改规范［2023］1号、黑发", "據黑發改規範［2023］1號、黑髮"),
        # The forms that statutes have.
        ("湿地、污染、账户、疏浚、雇主、电表", "濕地、污染、帳戶、疏濬、雇主、電表"),
        ("五年计划、规划、复核、复查、复验、排泄、岩石", "五年計畫、規劃、覆核、復查、複驗、排泄、岩石"),
        # Families of words: what is made, dried, counted, left over.
        ("电解水制氢、煤制气、会员制、体制气", "電解水製氫、煤製氣、會員制、體制氣"),
        ("干湿分离、污泥干化、骨干、干扰", "乾濕分離、污泥乾化、骨幹、干擾"),
        ("存栏三万只、30只羊、只占三成、只是", "存欄三萬隻、30隻羊、只占三成、只是"),
        ("余压、三十余场、10余家、余额", "餘壓、三十餘場、10餘家、餘額"),
        ("科技活动周、持续4周、周围、周某", "科技活動週、持續4週、周圍、周某"),
        ("扶持姜、蒜产业，生姜、姜某、姜国强、姜家镇", "扶持薑、蒜產業，生薑、姜某、姜國強、姜家鎮"),
        # What stands beside a character that is no part of a word tells what it is.
        ("蔬菜干、愈后随访、医疗机构自制制剂、荞面点", "蔬菜乾、癒後隨訪、醫療機構自製製劑、蕎麵點"),
        ("大戏三出、输出三次、首只基金、这周、系腰带", "大戲三齣、輸出三次、首隻基金、這週、繫腰帶"),
        # Parts of longer words are what they are by themselves, but for parts that lie across words.
        ("红木家具、回归线、制粒机、三周岁", "紅木家具、回歸線、製粒機、三周歲"),
        ("市场准入、考试制度、示范县、蒸发量、共青团", "市場准入、考試制度、示範縣、蒸發量、共青團"),
        ("数万里、十几里、数千只、三斗", "數萬里、十幾里、數千隻、三斗"),
        # Places are called after families and wards.
        ("于家村、余家湾村、于集镇、里庄村和里辛镇", "于家村、余家灣村、于集鎮、里莊村和里辛鎮"),
        ("用于家庭、位于集镇、剩余村镇、和平里社区", "用於家庭、位於集鎮、剩餘村鎮、和平里社區"),
        ("余文海同志、其余老同志", "余文海同志、其餘老同志"),
        # Surnames, and 里 in names of other languages.
        ("余某、姓余、钟国强、三点钟、范长江、范围、余家镇", "余某、姓余、鍾國強、三點鐘、范長江、範圍、余家鎮"),
        (
            "里约热内卢、马里共和国、城里、社区里的人、VG里有、谷里街道、余东古镇",
            "里約熱內盧、馬里共和國、城裡、社區裡的人、VG裡有、谷里街道、余東古鎮",
        ),
    ],
)
def test_words_are_found_before_they_are_converted(simplified: str, taiwan: str) -> None:
    assert ScriptConverter(EMPTY, Script.HANT).convert(simplified) == taiwan


@pytest.mark.parametrize("name", ["script", "script_fields"])
def test_judged_passages(name: str) -> None:
    lines = (ROOT / f"benchmarks/{name}.tsv").read_text("utf-8").splitlines()
    convert = ScriptConverter(EMPTY, Script.HANT).convert
    wrong = [line for line in lines if convert(line.split("\t")[0]) != line.split("\t")[1]]
    assert len(wrong) <= 0.005 * len(lines)


def test_an_exception_never_cuts_a_word() -> None:
    table = ScriptTable((decide("造价", "甲乙"), decide("制造", "丙丁")))
    assert ScriptConverter(table, Script.HANT).convert("控制造价、飞机制造") == "控制甲乙、飛機丙丁"


def test_traditional_text_keeps_its_words() -> None:
    assert ScriptConverter(EMPTY, Script.HANT).convert("適合中小企業，裏面的歷程") == "適合中小企業，裡面的歷程"


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (Script.HANT, "搜尋、連結、滑鼠、字元、列印、預設、快速鍵、網路、規劃"),
        (Script.HANT_HK, "搜尋、連結、滑鼠、字元、列印、預設、快捷鍵、網絡、規劃"),
    ],
)
def test_the_sites_own_words_are_those_of_the_region(target: Script, words: str) -> None:
    converted = CONVERTERS[target].convert("搜索、链接、鼠标、字符、打印、默认、快捷键、网络、规划")
    assert localise(target, converted) == words


@pytest.mark.parametrize("target", TRADITIONAL)
def test_local_words_are_as_long_and_what_conversion_gives(target: Script) -> None:
    words = read_lexicon().interface[target]
    assert [word for word, local in words.items() if len(word) != len(local)] == []
    assert [word for word in words if CONVERTERS[target].convert(CONVERTERS[Script.HANS].convert(word)) != word] == []


def test_words_stay() -> None:
    assert (
        CONVERTERS[Script.HANT].convert("视频、软件、网络、信息、可编程控制器")
        == "視頻、軟件、網絡、信息、可編程控制器"
    )


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("頭髮與發展，乾燥與幹部", "头发与发展，干燥与干部"),
        ("著作、沿著、為了、裡面、裏面", "著作、沿着、为了、里面、里面"),
        ("地理座標", "地理坐标"),
        ("乾坤", "乾坤"),
    ],
)
def test_the_other_way(traditional: str, simplified: str) -> None:
    assert CONVERTERS[Script.HANS].convert(traditional) == simplified


@given(mixed_texts, st.sampled_from(Script))
@example("\ud800发\udfff\0展", Script.HANT)
@example("豈更", Script.HANT)
def test_nothing_moves_and_only_characters_change(text: str, target: Script) -> None:
    converted = CONVERTERS[target].convert(text)
    assert len(converted) == len(text)
    changed = [char for char, other in zip(text, converted, strict=True) if char != other]
    assert [char for char in changed if not is_han(char)] == []


@given(mixed_texts, st.sampled_from(TRADITIONAL))
def test_choices_tell_what_conversion_did(text: str, target: Script) -> None:
    converted, choices = CONVERTERS[target].read(text)
    assert converted == CONVERTERS[target].convert(text)
    assert [(text[c.start], converted[c.start]) for c in choices] == [(c.source, c.chosen) for c in choices]
    assert all(choice.others and choice.chosen not in choice.others for choice in choices)


def test_choices() -> None:
    assert CONVERTERS[Script.HANT].read("若干国干部发展")[1] == (
        Choice(1, "干", "干", ("幹", "乾", "榦"), False),
        Choice(3, "干", "幹", ("乾", "干", "榦"), False),
        Choice(5, "发", "發", ("髮",), False),
    )


def test_an_exception_shows_where_nothing_else_was_possible() -> None:
    converter = ScriptConverter(ScriptTable((decide("车", "车"),)), Script.HANT)
    assert converter.read("车站")[1] == (Choice(0, "车", "车", ("車",), True),)


def test_longer_exceptions_come_first() -> None:
    table = ScriptTable(
        (decide("甲", "一"), decide("乙丙", "二三"), decide("甲乙丙", "四五六"), decide("丙丁", "七八"))
    )
    assert ScriptConverter(table, Script.HANT).convert("乙丙丁甲甲乙丙甲") == "二三丁一四五六一"


def test_an_exception_leaves_its_neighbours_to_the_converter() -> None:
    # 头发 is read as one word although the exception takes its first character.
    table = ScriptTable((decide("头", "甲"),))
    assert ScriptConverter(table, Script.HANT).convert("头发") == "甲髮"


def test_exceptions_for_other_targets_are_passed_over() -> None:
    table = ScriptTable((ScriptException("布", "布", (Script.HANT,), "试", "发布"),))
    assert [ScriptConverter(table, target).convert("发布") for target in TRADITIONAL] == ["發布", "發佈"]


def test_stale_exceptions_are_found() -> None:
    right, needed = decide("软件", "軟件"), decide("车站", "车站", "的车站")
    assert find_stale_exceptions(ScriptTable((right, needed))) == [(right, Script.HANT), (right, Script.HANT_HK)]


def test_no_exception_of_the_project_is_stale() -> None:
    assert [(entry.phrase, target) for entry, target in find_stale_exceptions(TABLE)] == []


@pytest.mark.parametrize("target", TRADITIONAL)
def test_every_exception_holds_in_its_example(target: Script) -> None:
    entries = [entry for entry in TABLE.exceptions if target in entry.targets]
    found = [CONVERTERS[target].convert(entry.phrase) for entry in entries]
    assert found == [entry.reads for entry in entries]


def test_readings_are_those_of_the_installed_dictionaries() -> None:
    """The first reading is what OpenCC makes of the character alone; the data is of this very version."""
    assert READINGS["opencc"] == opencc.__version__
    for key, config in (("to_traditional", "s2t"), ("to_simplified", "t2s")):
        converter = opencc.OpenCC(config)
        assert {char: readings[0] for char, readings in READINGS[key].items()} == {
            char: converter.convert(char) for char in READINGS[key]
        }
    reckon = runpy.run_path(str(ROOT / "scripts/list_script_readings.py"))["list_tables"]
    assert {name: READINGS[name] for name in reckon(READINGS)} == reckon(READINGS)


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("为贯彻落实国家战略，推动产业发展", Script.HANS),
        ("為貫徹落實國家戰略，推動產業發展", Script.HANT),
        ("為貫徹落實國家戰略，裏面的线", Script.HANT),
        ("三年行动計畫的通知，关于印发", Script.HANS),
        ("皇后里程台州只有若干", Script.HANS),
        ("2025", Script.HANS),
    ],
)
def test_detection(text: str, script: Script) -> None:
    assert detect_script(text) is script


@pytest.mark.parametrize(
    "forms",
    [
        "里裡裏", "后後", "台臺颱檯", "为為爲", "着著", "发發髮", "干乾幹", "面麵麪", "复復複", "历歷曆", "钟鐘鍾",
        "只隻祇", "系係繫", "划劃畫画", "线線綫", "群羣", "户戶", "布佈", "占佔", "账賬帳帐",
    ],
)  # fmt: skip
def test_forms_of_one_character_fold_alike(forms: str) -> None:
    assert len({fold_script(form) for form in forms}) == 1


@pytest.mark.parametrize("forms", ["制志", "发友", "呆待", "坯坏", "链炼", "干千", "未末", "己已", "象家", "沈沉"])
def test_different_characters_fold_apart(forms: str) -> None:
    assert len({fold_script(form) for form in forms}) == len(forms)


@given(mixed_texts)
def test_folding(text: str) -> None:
    folded = fold_script(text)
    assert len(folded) == len(text)
    assert fold_script(folded) == folded
    assert [(a, b) for a, b in zip(text, folded, strict=True) if a != b and not is_han(a)] == []


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)), st.sampled_from(TRADITIONAL))
@example("账", Script.HANT)
def test_a_text_and_its_conversion_fold_alike(text: str, target: Script) -> None:
    converted = ScriptConverter(EMPTY, target).convert(text)
    pairs = [(a, b) for a, b in zip(fold_script(text), fold_script(converted), strict=True) if a != b]
    assert [pair for pair in pairs if pair not in [("呆", "待"), ("坯", "坏"), ("链", "炼")]] == []


def test_variants_are_those_that_the_texts_need() -> None:
    variants = list_variants("数显着")
    assert {char: variants.get(char) for char in "數数顯著着裡"} == {
        "數": "数", "数": None, "顯": "显", "著": "着", "着": None, "裡": None,
    }  # fmt: skip
    assert list_variants("數") == list_variants("数")
    every = list_variants(map(chr, range(0x3400, 0xA000)))
    assert set(every) & set(every.values()) == set()


def test_readings_are_counted_by_context() -> None:
    read = ScriptConverter(EMPTY, Script.HANT).read
    works = [["新制度。"], [], ["新制度", "制造5台"]]
    assert add_readings(count_readings(map(read, texts)) for texts in works) == (
        ReadingCount("制", "制", ("製",), "新", "度", False, 2),
        ReadingCount("制", "製", ("制",), "", "造", False, 1),
        ReadingCount("台", "臺", ("檯", "颱", "台"), "", "", False, 1),
    )


def test_words_of_other_regions_are_told_with_what_they_mean_here() -> None:
    words = read_regional_words()
    assert {word: words[word] for word in ("軟體", "晶片", "網路", "資料", "數位", "資訊")} == {
        "軟體": "软件",
        "晶片": "芯片",
        "網路": "网络",
        "資料": "数据",
        "數位": "数字",
        "資訊": "信息",
    }
    assert [word for word, meaning in words.items() if fold_script(word) == fold_script(meaning)] == []
