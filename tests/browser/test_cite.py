"""The forms of citing a clause, the keys between clauses and the bar that tells where one is."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from build_tools.model.edition import Facts
from build_tools.model.record import WorkRecord
from build_tools.publish.metadata import PlaceOnWeb, link_clause_data, make_tags

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser

PLAN = "plans/industrial-internet-2020/"
ANNEX = "plans/electronics-2021/annex-2/"
CLAUSE = "s2-c2-p5"
SCHEMA = Path(__file__).resolve().parents[1] / "cases/csl-data.schema.json"
FACTS = Facts(
    title="某市行动计划",
    doc_number="某府办〔2020〕5号",
    issuers=("甲委", "乙局", "丙局", "丁局"),
    date_issued="2020-06-12",
)
RECORD = WorkRecord("plan", FACTS, (), {}, (), ())


@pytest.fixture(scope="module")
def url(whole_site: Path, serve_directory: Callable[..., Any]) -> str:
    return str(serve_directory(whole_site).url)


def answer_with(text: str) -> Callable[[Route], None]:
    def answer(route: Route) -> None:
        route.fulfill(body=text, content_type="text/html")

    return answer


@pytest.fixture
def page(chromium: Browser, url: str, whole_site: Path) -> Iterator[Page]:
    """A page on 5 January 2026, with the facts above in the head of one plan and of one annex."""
    context = chromium.new_context(
        viewport={"width": 1440, "height": 900}, permissions=["clipboard-read", "clipboard-write"]
    )
    page = context.new_page()
    page.clock.set_fixed_time("2026-01-05T12:00:00")
    for tree in ("", "hant/"):
        for path, annex, title in ((PLAN, "", FACTS.title), (ANNEX, "annex-2", "某专项规划")):
            text = (whole_site / tree / path / "index.html").read_text("utf-8")
            text = re.sub(r'<meta name="citation_[^>]*>|<script type="application/ld[^<]*</script>', "", text)
            text = text.replace("</head>", make_tags(RECORD, annex, title, PlaceOnWeb()) + "</head>", 1)
            page.route(url + tree + path, answer_with(text))
    yield page
    context.close()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def open_dialog(page: Page, anchor: str) -> None:
    page.locator(f'article a[href="#{anchor}"][title]').focus()
    press(page, "Enter")
    page.wait_for_selector('.cite [role="menuitem"]:focus')


def test_what_a_system_shares_is_the_clause(chromium: Browser, url: str) -> None:
    page = chromium.new_page()
    page.add_init_script("navigator.share = what => { window.shared = what; return Promise.reject(); }")
    page.goto(url + PLAN)
    open_dialog(page, CLAUSE)
    page.get_by_role("menuitem", name="分享").click()
    assert page.evaluate("shared.url") == f"{url}{PLAN}#{CLAUSE}"
    page.close()
    page = chromium.new_page()
    page.add_init_script("delete Navigator.prototype.share")
    page.goto(url + PLAN)
    open_dialog(page, CLAUSE)
    assert page.get_by_role("menuitem", name="分享").count() == 0
    page.close()


def read_forms(page: Page) -> dict[str, str]:
    forms = {}
    # The last three give no text: the code, what more there is, the comparison.
    for _ in range(page.locator('.cite [role="menuitem"]').count() - 3):
        label, text = page.evaluate(
            "[document.activeElement.textContent, document.querySelector('.cite textarea').value]"
        )
        forms[label] = text
        press(page, "ArrowRight")
    return forms


def read_csl(text: str) -> dict[str, Any]:
    """Read the one item of a form, which is as citationstyles.org's schema (MIT licence) has it."""
    items = json.loads(text)
    jsonschema.validate(items, json.loads(SCHEMA.read_text("utf-8")))
    (item,) = items
    return dict(item)


def test_the_forms_of_a_clause(page: Page, url: str) -> None:
    page.goto(url + PLAN)
    open_dialog(page, CLAUSE)
    address = f"{url}{PLAN}#{CLAUSE}"
    forms = read_forms(page)
    text = forms.pop("文字").split("\n")
    names = [{"literal": name} for name in FACTS.issuers]
    assert read_csl(forms.pop("CSL-JSON")) == {
        "id": "industrial-internet-2020-s2-c2-p5",
        "type": "report",
        "title": "某市行动计划",
        "author": names,
        "number": "某府办〔2020〕5号",
        "issued": {"date-parts": [[2020, 6, 12]]},
        "note": "二（二）5",
        "URL": address,
        "accessed": {"date-parts": [[2026, 1, 5]]},
        "language": "zh-Hans",
    }
    assert forms == {
        "链接": address,
        "引文": "《某市行动计划》（某府办〔2020〕5号）二（二）5",
        "GB/T 7714-2025": f"甲委，乙局，丙局，等. 某市行动计划：某府办〔2020〕5号[R/OL]. 2020-06-12. {address}.",
        "GB/T 7714-2015": "甲委, 乙局, 丙局, 等. 某市行动计划: 某府办〔2020〕5号[A/OL]. "
        f"(2020-06-12)[2026-01-05]. {address}.",
        "BibTeX": "@techreport{industrial-internet-2020-s2-c2-p5,\n"
        "  author = {{甲委} and {乙局} and {丙局} and {丁局}},\n  title = {{某市行动计划}},\n"
        "  institution = {甲委、乙局、丙局、丁局},\n"
        "  number = {某府办〔2020〕5号},\n  year = {2020},\n  date = {2020-06-12},\n  note = {二（二）5},\n"
        f"  url = {{{address}}},\n  urldate = {{2026-01-05}},\n  langid = {{chinese}}\n}}\n",
        "RIS": "TY  - RPRT\nAU  - 甲委\nAU  - 乙局\nAU  - 丙局\nAU  - 丁局\nTI  - 某市行动计划\n"
        "SN  - 某府办〔2020〕5号\nM1  - 某府办〔2020〕5号\nPB  - 甲委、乙局、丙局、丁局\n"
        "PY  - 2020\nDA  - 2020/06/12\nN1  - 二（二）5\nLA  - zh-Hans\n"
        f"UR  - {address}\nY2  - 2026/01/05\nER  - \n",
    }
    # The heading, its one paragraph with those responsible in the same line, and where it is from.
    assert text[0] == "5.建设工业互联网标杆园区。"
    assert text[1].startswith("全面推动")
    assert text[1].endswith("各区政府)")
    assert text[2:] == [f"——《某市行动计划》（某府办〔2020〕5号）二（二）5，{address}"]


@pytest.mark.parametrize(("tree", "sheet"), [("", "第12页"), ("hant/", "第12頁")])
def test_the_page_of_a_paged_file_is_cited(page: Page, url: str, tree: str, sheet: str) -> None:
    page.goto(url + tree + PLAN)
    link = page.locator(f'article a[href="#{CLAUSE}"][title]')
    link.evaluate("link => { link.dataset.page = '12'; }")
    open_dialog(page, CLAUSE)
    forms = read_forms(page)
    assert forms["引文"].endswith(f"二（二）5，{sheet}")
    assert "[R/OL]. 2020-06-12：12. " in forms["GB/T 7714-2025"]
    assert "[A/OL]. 2020: 12(2020-06-12)[2026-01-05]. " in forms["GB/T 7714-2015"]
    assert read_csl(forms["CSL-JSON"])["page"] == "12"
    assert "\n  pages = {12},\n" in forms["BibTeX"]
    assert "\nSP  - 12\n" in forms["RIS"]


def test_an_annex_is_cited_under_its_title_in_its_plan(page: Page, url: str) -> None:
    page.goto(url + ANNEX)
    open_dialog(page, "s2-c1")
    forms = read_forms(page)
    assert forms["引文"] == "《某市行动计划》（某府办〔2020〕5号）附件2《某专项规划》二（一）"
    names = "甲委，乙局，丙局，等. "
    assert forms["GB/T 7714-2025"].startswith(
        f"{names}某专项规划[R/OL]//{names}某市行动计划：某府办〔2020〕5号. 2020-06-12. http"
    )
    item = read_csl(forms["CSL-JSON"])
    assert (item["type"], item["title"], item["container-title"]) == ("chapter", "某专项规划", "某市行动计划")
    assert item["note"] == "某府办〔2020〕5号　附件2 二（一）"
    assert forms["RIS"].startswith("TY  - CHAP\n")
    assert "\nTI  - 某专项规划\nT2  - 某市行动计划\n" in forms["RIS"]
    assert forms["BibTeX"].startswith("@incollection{electronics-2021-annex-2-s2-c1,\n")


def test_a_table_is_copied_as_rows(page: Page, url: str) -> None:
    page.goto(url + ANNEX)
    open_dialog(page, "schedule1-t1")
    assert read_forms(page)["文字"].split("\n")[:2] == [
        "分类\t序号\t指标\t2025年目标",
        "产业规模\t1\t软件和信息服务业经营收入\t15000亿元",
    ]


def test_a_form_is_copied(page: Page, url: str) -> None:
    page.goto(url + PLAN)
    open_dialog(page, CLAUSE)
    press(page, "ArrowRight", "Enter")
    page.wait_for_function("() => document.querySelector('.cite [role=status]').textContent === '已复制'")
    assert page.evaluate("navigator.clipboard.readText()") == "《某市行动计划》（某府办〔2020〕5号）二（二）5"


def test_a_form_is_copied_without_the_clipboard_of_secure_pages(page: Page, url: str) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto(url + PLAN)
    open_dialog(page, CLAUSE)
    press(page, "Enter")
    page.wait_for_function("() => document.querySelector('.cite [role=status]').textContent === '已复制'")


def test_the_code_is_loaded_when_it_is_chosen(page: Page, url: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[1]))
    page.goto(url + PLAN, wait_until="networkidle")
    before = [name for name in asked if name in ("cite.js", "qr.js")]
    open_dialog(page, CLAUSE)
    opened = [name for name in asked if name in ("cite.js", "qr.js")]
    press(page, "End", "ArrowLeft", "ArrowLeft", "Enter")
    page.wait_for_selector(".cite canvas:not([hidden])")
    assert (before, opened, asked[-1]) == ([], ["cite.js"], "qr.js")
    # The address makes a code of 29 to 45 modules and a margin of 4 at each side; its corner is dark, its margin light.
    size, margin, corner = page.eval_on_selector(
        ".cite canvas",
        """canvas => {
            const dot = (x, y) => canvas.getContext("2d").getImageData(x, y, 1, 1).data[0];
            return [canvas.width, dot(3, 3), dot(4, 4)];
        }""",
    )
    assert (29 + 8 <= size <= 45 + 8, margin, corner) == (True, 255, 0)


def test_the_dialog_by_keyboard(page: Page, url: str) -> None:
    page.goto(url + PLAN)
    # As where the site has the works' data, which this one lacks.
    page.evaluate("link => document.head.insertAdjacentHTML('beforeend', link)", link_clause_data(""))
    open_dialog(page, CLAUSE)
    told = []
    page.wait_for_selector(".cite__more button")
    for key in ("End", "ArrowRight", "ArrowLeft", "ArrowLeft", "Home", *["Tab"] * 6):
        press(page, key)
        told.append(page.evaluate("document.activeElement.textContent || document.activeElement.tagName"))
    assert told == ["对照", "链接", "对照", "更多", "链接", "TEXTAREA", "收藏", "笔记与收藏", "JSON", "关闭", "链接"]
    press(page, "Escape")
    assert page.locator(".cite").count() == 0
    assert page.evaluate("document.activeElement.hash") == f"#{CLAUSE}"
    press(page, "Space")
    page.wait_for_selector(".cite :focus")


def test_the_other_script(page: Page, url: str) -> None:
    page.goto(url + "hant/" + PLAN)
    open_dialog(page, CLAUSE)
    standards = ["GB/T 7714-2025", "GB/T 7714-2015"]
    assert list(read_forms(page)) == ["連結", "引文", *standards, "BibTeX", "RIS", "CSL-JSON", "文字"]


def test_a_plain_link_without_javascript(chromium: Browser, url: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(url + PLAN)
    page.locator(f'article a[href="#{CLAUSE}"][title]').click()
    assert page.url == f"{url}{PLAN}#{CLAUSE}"
    context.close()


def test_a_phone_shows_all_of_it(chromium: Browser, url: str) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 640}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(url + PLAN)
    page.locator(f'article a[href="#{CLAUSE}"][title]').tap()
    page.wait_for_selector(".cite :focus")
    box = page.locator(".cite").bounding_box()
    assert box is not None
    assert (box["x"], box["width"], box["y"] + box["height"]) == (0, 360, 640)
    assert (
        page.eval_on_selector_all(
            ".cite button", "all => all.filter(b => b.offsetHeight < 44 || b.offsetWidth < 44).map(b => b.textContent)"
        )
        == []
    )
    context.close()


def test_keys_move_between_clauses(page: Page, url: str) -> None:
    page.goto(url + PLAN + "#s2-c1")
    visited = []
    for key in ("j", "j", "j", "k", "Shift+J", "Shift+J", "Shift+K"):
        press(page, key)
        visited.append(page.evaluate("document.activeElement.hash"))
    assert visited == [
        "#s2-c1-p1", "#s2-c1-p1-para1", "#box1", "#s2-c1-p1-para1", "#box1", "#s2-c1-p2", "#box1",
    ]  # fmt: skip


def test_keys_are_left_to_fields_and_to_those_who_switch_them_off(page: Page, url: str) -> None:
    page.goto(url + "method/")
    page.evaluate("document.querySelector('article').prepend(document.createElement('input'))")
    page.locator("article > input").focus()
    press(page, "j", "k", "/")
    assert page.locator("article > input").input_value() == "jk/"
    page.click(".settings-button")
    page.locator(".settings__keys").get_by_label("关").check()
    page.goto(url + PLAN)
    press(page, "j", "/")
    page.wait_for_timeout(300)
    assert page.evaluate("[document.activeElement.tagName, !!document.querySelector('dialog[open]')]") == [
        "BODY",
        False,
    ]


def test_the_place_stands_below_the_header(page: Page, url: str) -> None:
    page.goto(url + PLAN)
    at_top = page.locator("nav.place").is_visible()
    shown = []
    for anchor in ("s2-c2-p5", "box2", "s2-c1-p3"):
        page.evaluate(f"location.hash = '{anchor}'")
        page.wait_for_function(f"() => document.querySelector('.place [aria-current]')?.hash === '#{anchor}'")
        shown.append(page.locator(".place li").all_text_contents())
    assert at_top is False
    assert shown == [
        ["二", "（二）", "5.建设工业互联网标杆园区。"],
        ["二", "（一）", "2", "专栏2国资国企数字化转型工程"],
        ["二", "（一）", "3.夯实新人才基础。"],
    ]


def test_the_contents_mark_the_clause_that_an_address_leads_to(page: Page, url: str) -> None:
    page.goto(url + PLAN + "#" + CLAUSE)
    marked = f"document.querySelector('#contents [aria-current]')?.hash === '#{CLAUSE}'"
    page.wait_for_function(f"() => {marked}", timeout=5000)
