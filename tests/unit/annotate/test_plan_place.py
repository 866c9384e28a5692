"""The place of a plan, from its facts."""

from __future__ import annotations

import pytest

from build_tools.annotate.plan_place import tell_place
from build_tools.model.edition import Facts


@pytest.mark.parametrize(
    ("facts", "name", "evidence"),
    [
        (Facts("某规划", issuers=("合肥市人民政府办公室",)), "安徽省合肥市", "issuers"),
        (Facts("上海市某规划", issuers=("中共上海市松江区委",)), "上海市松江区", "issuers"),
        (Facts("某规划", issuers=("甲乙市人民政府",)), "甲乙市", "issuers"),
        (Facts("某规划", issuers=("上海市教育委员会", "上海市松江区人民政府")), "上海市", "issuers"),
        (Facts("某规划", issuers=("江苏省人民政府", "浙江省人民政府")), "全国", "issuers"),
        (Facts("上海市某规划", issuers=("国务院办公厅",)), "全国", "issuers"),
        (Facts("某规划", issuers=("国家税务总局上海市税务局",)), "上海市", "issuers"),
        (Facts("某规划", issuers=("中国（上海）自由贸易试验区管理委员会",)), "上海市", "issuers"),
        (Facts("合肥市某规划", issuers=("市财政局",)), "安徽省合肥市", "title"),
        (Facts("关于《合肥市某规划》的通知"), "安徽省合肥市", "title"),
        (Facts("关于加快推进合肥市某产业发展的意见"), "安徽省合肥市", "title"),
        (Facts("某意见", issuers=("甲乙和丙丁部",)), "全国", "issuers"),
        (Facts("某通知", issuers=("国网陕西省电力公司",)), "陕西省", "issuers"),
        (Facts("全国某规划"), "全国", "title"),
        (Facts("北京市朝阳区某规划", issuers=("朝阳区人民政府",)), "北京市朝阳区", "issuers"),
        (
            Facts("某规划", issuers=("朝阳区人民政府",), source_url="https://www.beijing.gov.cn/a"),
            "北京市朝阳区",
            "issuers",
        ),
        (Facts("某规划", source_url="http://kw.beijing.gov.cn/a"), "北京市", "address"),
        (Facts("上海市某规划", issuers=("上海市财政局",), place="合肥市"), "安徽省合肥市", "manifest"),
    ],
)
def test_told(facts: Facts, name: str, evidence: str) -> None:
    reading = tell_place(facts)
    assert reading.place is not None
    assert (reading.place.name, reading.evidence) == (name, evidence)


@pytest.mark.parametrize(
    ("facts", "candidates"),
    [
        (Facts("某规划"), []),
        (Facts("某规划", issuers=("市财政局",)), []),
        (Facts("某规划", issuers=("市委宣传部",)), []),
        (Facts("某规划", issuers=("朝阳区人民政府",)), ["北京市朝阳区", "吉林省长春市朝阳区"]),
        (Facts("某规划", source_url="https://beijing.example.org/"), []),
        (Facts("某规划", source_url="http://[beijing.gov.cn"), []),
    ],
)
def test_not_told(facts: Facts, candidates: list[str]) -> None:
    reading = tell_place(facts)
    assert reading.place is None
    assert [place.name for place in reading.candidates] == candidates
