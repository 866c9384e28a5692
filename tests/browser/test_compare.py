"""Two clauses of a reader's choice: by list, by address, from the clauses themselves, in both scripts, on a disk."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from build_tools.model.anchor import Anchor
from build_tools.model.clause import Clause, ClauseKind, WorkClauses
from build_tools.model.note import TermUse
from build_tools.publish.clause_scripts import Marks, render_clause_script

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Route

pytestmark = pytest.mark.browser

PAGE = "compare/clauses/"
SOFTWARE, INTERNET, ELECTRONICS = "industrial-software-2021", "industrial-internet-2020", "electronics-2021"
PAIR = f"{PAGE}?a={SOFTWARE}.s2-c1-p1&b={INTERNET}.s2-c1-p1"
SIDES = ".pair__side"
# None of them names a clause; some would be markup, a path or a property if they were taken for one.
BAD = (
    "%3Cimg%20src=x%20onerror=window.hurt=1%3E",
    "..%2F..%2Fassets.s1",
    "__proto__.constructor",
    "constructor",
    "%E0%A4%A",
    "%23%23.",
    ".",
    f"{SOFTWARE}%2F.s1",
)
BAD_CLAUSES = ("nothing", "__proto__", "constructor", "%3Cimg%20src=x%20onerror=window.hurt=1%3E", "s2-", "annex-1.s1")


@pytest.fixture(scope="module")
def url(whole_site: Path, serve_directory: Callable[..., Any]) -> str:
    return str(serve_directory(whole_site, "/sub/path/").url)


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page; the test fails where the browser reports an error on it."""
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    yield page
    assert errors == []


def told(page: Page) -> str:
    return page.inner_text(".compare__told")


def sides(page: Page, count: int = 2) -> list[list[str]]:
    """The paragraphs of each side, when both are drawn."""
    page.wait_for_function(
        "count => [...document.querySelectorAll('.pair__side a')].length >= count && !document.querySelector('.cite')",
        arg=count,
    )
    return [side.locator("p").all_inner_texts() for side in page.locator(SIDES).all()]


def choose(page: Page, side: str, work: str, clause: str) -> None:
    page.select_option(f'[name="{side}-work"]', work)
    page.wait_for_selector(f'[name="{side}"] option[value="{clause}"]', state="attached")
    page.select_option(f'[name="{side}"]', clause)


def open_dialog(page: Page, anchor: str) -> None:
    page.locator(f'article a[href="#{anchor}"][title]').focus()
    page.keyboard.press("Enter")
    page.wait_for_selector('.cite [role="menuitem"]:focus')


def compare(page: Page) -> None:
    page.locator(".cite [role=menuitem]").last.click()


# By list


def test_two_clauses_are_chosen(page: Page, url: str) -> None:
    page.goto(url + PAGE)
    assert page.locator(".compare__plain").is_hidden()
    assert page.locator('[name="a"]').is_disabled()
    choose(page, "a", SOFTWARE, "s2-c1-p1")
    assert [side[0][:2] for side in sides(page, 1)] == ["甲　", "乙　"]
    assert page.url == f"{url}{PAGE}?a={SOFTWARE}.s2-c1-p1"
    choose(page, "b", INTERNET, "s2-c1-p1")
    left, right = sides(page)
    assert page.url == url + PAIR
    assert left[2] == "1.夯实基础工业软件能力。"
    assert left[3].startswith("整合产学研用多方力量")
    # A heading with all that stands below it, its box included.
    assert right[2] == "1.加强新技术导入。"
    assert right[4] == "专栏1关键核心技术产业化工程"
    links = page.locator(f"{SIDES} .pair__place a")
    assert [link.evaluate("link => link.href") for link in links.all()] == [
        f"{url}plans/{SOFTWARE}/#s2-c1-p1",
        f"{url}plans/{INTERNET}/#s2-c1-p1",
    ]
    assert page.title().startswith("二（一）1 ↔ 二（一）1 - ")


def test_what_both_share_is_marked(page: Page, url: str) -> None:
    page.goto(f"{url}{PAGE}?a={SOFTWARE}.s2-c1-p1&b={INTERNET}.s2-c1-p1")
    sides(page)
    marks = [side.locator("mark").all_inner_texts() for side in page.locator(SIDES).all()]
    assert marks == [["市经济信息化委"], ["市经济信息化委"]]
    assert told(page) == "两条没有共有的术语，有连续六字以上相同的文字。"
    page.goto(f"{url}{PAGE}?a={SOFTWARE}.s2-c2&b={INTERNET}.s1")
    sides(page)
    terms = page.locator(".pair__terms a")
    assert terms.all_inner_texts() == ["工业互联网"]
    assert terms.first.evaluate("link => link.href") == f"{url}glossary/industrial-internet/"
    assert told(page).startswith("两条共有术语1个")
    for side in page.locator(SIDES).all():
        assert [mark for mark in side.locator("mark").all_inner_texts() if "工业互联网" in mark]


def test_nothing_is_shared(page: Page, url: str) -> None:
    page.goto(f"{url}{PAGE}?a={SOFTWARE}.notice-para1&b={ELECTRONICS}.annex-2.schedule1-t1")
    sides(page)
    assert told(page) == "两条没有共有的术语，也没有连续六字以上相同的文字。"
    assert page.locator(".pair mark, .pair__terms").count() == 0


def test_sides_change_places(page: Page, url: str) -> None:
    page.goto(url + PAIR)
    before = sides(page)
    page.click(".compare__swap")
    page.wait_for_url(f"{url}{PAGE}?a={INTERNET}.s2-c1-p1&b={SOFTWARE}.s2-c1-p1")
    after = sides(page)
    assert [side[1:] for side in after] == [side[1:] for side in reversed(before)]
    assert page.input_value('[name="a-work"]') == INTERNET
    assert page.input_value('[name="b"]') == "s2-c1-p1"


def test_by_keyboard(page: Page, url: str) -> None:
    page.goto(url + PAGE)
    page.locator('[name="a-work"]').focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_selector('[name="a"]:enabled')
    names = []
    for _ in range(3):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.name || document.activeElement.textContent"))
    assert names == ["a", "b-work", "互换"]  # there is no clause to choose before a work is chosen
    page.locator('[name="a"]').focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_selector(f"{SIDES} .pair__place a")
    # The list in which somebody is stays the same list.
    page.evaluate("document.querySelector('[name=\"a\"] option:last-child').dataset.seen = ''")
    first = page.input_value('[name="a"]')
    page.keyboard.press("ArrowDown")
    page.wait_for_function("first => !location.search.endsWith('.' + first)", arg=first)
    assert page.evaluate("document.activeElement.name") == "a"
    assert page.locator('[name="a"] option[data-seen]').count() == 1
    labels = page.locator(".compare label").evaluate_all("all => all.map(label => label.control && label.control.name)")
    assert labels == ["a-work", "a", "b-work", "b"]


def test_a_long_heading_is_cut_at_a_clause(page: Page, url: str) -> None:
    page.goto(f"{url}{PAGE}?a={ELECTRONICS}.annex-1&b={ELECTRONICS}.annex-1.s1-para1")
    left, right = sides(page)
    assert left[-1] == "以下从略，见原文"
    assert sum(map(len, left)) < 4_300
    assert right[-1] in left


# By address


def test_what_stands_below_a_place(page: Page, url: str) -> None:
    """s2-2nd and art8-1 are siblings; a box within a heading is below it; another page never is."""
    hostile = "<img src=x onerror=window.hurt=1></script>𠮷云计算"
    texts = (
        ("", "s2", ClauseKind.HEADING, (), "二、甲"),
        ("", "s2-c1", ClauseKind.HEADING, ("二、甲",), "（一）乙"),
        ("", "box1", ClauseKind.HEADING, ("二、甲", "（一）乙"), "专栏1"),
        ("", "box1-para1", ClauseKind.TEXT, ("二、甲", "（一）乙", "专栏1"), hostile),
        ("", "s2-2nd", ClauseKind.HEADING, (), "二、甲"),
        ("", "s2-2nd-para1", ClauseKind.TEXT, ("二、甲",), "丙"),
        ("", "art8", ClauseKind.TEXT, (), "第八条 丁"),
        ("", "art8-i1", ClauseKind.TEXT, (), "（一）戊"),
        ("", "art8-1", ClauseKind.TEXT, (), "第八条之一 己"),
        ("annex-1", "s2", ClauseKind.HEADING, (), "二、甲"),
    )
    made = tuple(
        Clause(SOFTWARE, Anchor(place, anchor), kind, anchor, path, text, block=number)
        for number, (place, anchor, kind, path, text) in enumerate(texts)
    )
    at = hostile.index("云计算")
    marks = Marks((TermUse(3, at, at + 3, "cloud", True),))
    work, names = WorkClauses(SOFTWARE, hostile, 2021, (), made), {"cloud": hostile}
    script = render_clause_script(work, work, marks, names, names)
    page.route(
        f"{url}plans/{SOFTWARE}/clauses.js", lambda route: route.fulfill(body=script, content_type="text/javascript")
    )
    shown = {}
    for name in ("s2", "s2-2nd", "art8", "art8-1", "annex-1.s2", "box1-para1"):
        page.goto(f"{url}{PAGE}?a={SOFTWARE}.{name}&b={SOFTWARE}.box1-para1")
        left, _ = sides(page)
        path = page.locator(f"{SIDES} >> nth=0 >> .compare__path").count()
        shown[name] = left[1 + path :]
    assert shown == {
        "s2": ["二、甲", "（一）乙", "专栏1", hostile],
        "s2-2nd": ["二、甲", "丙"],
        "art8": ["第八条 丁", "（一）戊"],
        "art8-1": ["第八条之一 己"],
        "annex-1.s2": ["二、甲"],
        "box1-para1": [hostile],
    }
    assert page.evaluate("String(window.hurt)") == "undefined"
    assert page.locator("article :is(img, script:not([src]))").count() == 0
    # 𠮷 is two units of a browser's strings; the term behind it is marked nevertheless. Its sign is no letter.
    page.goto(f"{url}{PAGE}?a={SOFTWARE}.box1-para1&b={SOFTWARE}.box1-para1")
    sides(page)
    assert page.locator(f"{SIDES} >> nth=0 >> mark").all_inner_texts()[-1] == "云计算"
    assert page.locator(".pair__terms a").all_inner_texts() == [hostile]


@pytest.mark.parametrize("form", ["{0}.annex-2.schedule1", "{0}%23annex-2%23schedule1", " {0}%23annex-2.schedule1 "])
def test_forms_of_a_name(page: Page, url: str, form: str) -> None:
    page.goto(f"{url}{PAGE}?b={form.format(ELECTRONICS)}")
    _, right = sides(page, 1)
    assert right[2] == "附表上海软件和信息服务业“十四五”期间预期性指标"
    assert "软件和信息服务业经营收入" in right[4]
    assert page.url == f"{url}{PAGE}?b={ELECTRONICS}.annex-2.schedule1"


def test_old_names_and_names_of_parts_without_words(page: Page, url: str) -> None:
    page.goto(f"{url}{PAGE}?a={SOFTWARE}.s9&b={ELECTRONICS}.notice")
    left, right = sides(page)
    assert left[2] == "1.夯实基础工业软件能力。"
    assert right[0].endswith("印发通知第1段起")
    assert right[1:][-1] == "2021年12月24日"
    assert page.input_value('[name="b"]') == "notice"
    assert page.url == f"{url}{PAGE}?a={SOFTWARE}.s2-c1-p1&b={ELECTRONICS}.notice"


@pytest.mark.parametrize("name", BAD)
def test_an_address_that_names_nothing(page: Page, url: str, name: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{url}{PAGE}?a={name}&b={INTERNET}.s2-c1-p1")
    _, right = sides(page, 1)
    assert right[2] == "1.加强新技术导入。"
    assert told(page) == "地址里的“甲”无法识别，请另选。"
    assert page.evaluate("String(window.hurt)") == "undefined"
    assert page.locator("article :is(img, [onerror])").count() == 0
    assert [one.removeprefix(url) for one in asked if "clauses.js" in one] == [f"plans/{INTERNET}/clauses.js"]
    choose(page, "a", SOFTWARE, "s2-c1-p1")
    sides(page)
    assert told(page).startswith("两条")
    assert page.url == url + PAIR


@pytest.mark.parametrize("clause", BAD_CLAUSES)
def test_an_address_that_names_no_clause(page: Page, url: str, clause: str) -> None:
    page.goto(f"{url}{PAGE}?a={SOFTWARE}.{clause}")
    page.wait_for_function("() => document.querySelector('.compare__told').textContent")
    assert told(page) == "“甲”的规划里没有地址所指的条款，请另选。"
    assert page.evaluate("String(window.hurt)") == "undefined"
    assert (page.input_value('[name="a-work"]'), page.input_value('[name="a"]')) == (SOFTWARE, "")
    page.select_option('[name="a"]', "s1")
    sides(page, 1)
    assert told(page) == ""


def test_a_text_that_cannot_be_had(chromium: Browser, url: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.route("**/clauses.js", lambda route: route.abort())
    page.goto(url + PAIR)
    page.wait_for_function("() => document.querySelector('.compare__told').textContent")
    assert told(page) == "“甲”的规划未能载入，请稍后再试。“乙”的规划未能载入，请稍后再试。"
    page.unroute("**/clauses.js")
    page.select_option('[name="a-work"]', ELECTRONICS)
    page.wait_for_selector('[name="a"]:enabled')
    context.close()


@pytest.mark.parametrize("tree", ["", "hant/"])
def test_texts_that_the_files_of_the_search_have(page: Page, url: str, whole_site: Path, tree: str) -> None:
    """As on a large site: the same is shown, whether the search is opened before or behind them."""
    page.goto(url + tree + PAIR)
    before = sides(page)
    for name in (SOFTWARE, INTERNET):
        whole = json.loads(
            "[" + (whole_site / f"plans/{name}/clauses.js").read_text("utf-8")[len("planClauses(") : -2] + "]"
        )
        data = whole[1]
        clauses = [record for _, records in data["pages"] for record in records]
        files = len([*(whole_site / f"search/t/{name}").iterdir()])
        data["texts"] = [files, sum(len(record[2] + record[4]) for record in clauses), "0"]
        data["terms"] = [term for term, *_ in data["terms"]]
        data["pages"] = [[page, [[one[1], *one[5:]] for one in records]] for page, records in data["pages"]]
        del data["paths"]
        script = f"planClauses({json.dumps(name)},{json.dumps(data)})"
        page.route(f"**/plans/{name}/clauses.js", partial(fulfill, script))
    page.goto(url + tree + PAIR)
    assert sides(page) == before
    page.locator(".search-button").click()
    page.locator(".plan-search input").fill("工业软件")
    page.wait_for_selector(".plan-search mark")
    choose(page, "b", SOFTWARE, "s2-c1-p2")
    assert sides(page)[0] == before[0]


def fulfill(script: str, route: Route) -> None:
    route.fulfill(body=script, content_type="text/javascript")


# From the clauses themselves


def test_from_one_clause_to_another(page: Page, url: str) -> None:
    page.goto(f"{url}plans/{SOFTWARE}/")
    open_dialog(page, "s2-c1-p1")
    assert page.locator(".cite__kept").is_hidden()
    compare(page)
    assert page.inner_text(".cite__told") == "已选定这一条；再到另一条选“对照”，即左右并列"
    compare(page)  # the same once more changes nothing
    assert page.url == f"{url}plans/{SOFTWARE}/#s2-c1-p1"
    page.goto(f"{url}plans/{ELECTRONICS}/annex-2/")
    open_dialog(page, "s4-c1")
    assert "二（一）1" in page.inner_text(".cite__kept")
    compare(page)
    page.wait_for_url(f"{url}{PAGE}?a={SOFTWARE}.s2-c1-p1&b={ELECTRONICS}.annex-2.s4-c1")
    assert [side[2] for side in sides(page)] == ["1.夯实基础工业软件能力。", "（一）固本创新，提升软件产业的核心竞争力"]
    # A page that one comes back to knows that nothing is kept any more.
    page.go_back()
    open_dialog(page, "s4-c1")
    assert page.locator(".cite__kept").is_hidden()


def test_an_annex_is_a_clause_too(page: Page, url: str) -> None:
    page.goto(f"{url}plans/{ELECTRONICS}/annex-1/")
    open_dialog(page, "annex-1")
    compare(page)
    page.click(".cite__kept a")
    page.wait_for_url(f"{url}{PAGE}?a={ELECTRONICS}.annex-1")
    assert sides(page, 1)[0][1].startswith("附件1")


def test_what_is_kept_is_dropped_by_keyboard(page: Page, url: str) -> None:
    page.goto(f"{url}plans/{SOFTWARE}/")
    open_dialog(page, "s1")
    for key in ("End", "Enter", "Tab", "Tab"):
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.textContent") == "取消"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "对照"
    assert page.locator(".cite__kept").is_hidden()
    page.goto(url + PAGE)
    page.wait_for_selector("form.compare:not([hidden])")
    assert page.input_value('[name="a-work"]') == ""


def test_what_is_kept_is_offered_in_the_lists(page: Page, url: str) -> None:
    page.goto(f"{url}plans/{SOFTWARE}/")
    open_dialog(page, "s2-c1-p1")
    compare(page)
    page.goto(url + PAGE)
    assert sides(page, 1)[0][2] == "1.夯实基础工业软件能力。"
    page.goto(f"{url}{PAGE}?b={INTERNET}.s2-c1-p1")
    assert sides(page, 1)[0][0].endswith("尚未选择")


def test_a_browser_that_forbids_to_keep(chromium: Browser, url: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.add_init_script("Object.defineProperty(window, 'sessionStorage', {get() { throw new Error('forbidden'); }})")
    page.goto(f"{url}plans/{SOFTWARE}/")
    open_dialog(page, "s1")
    compare(page)
    open_dialog(page, "s2-c1-p1")
    compare(page)
    page.wait_for_url(f"{url}{PAGE}?a={SOFTWARE}.s1&b={SOFTWARE}.s2-c1-p1")
    assert len(sides(page)) == 2
    context.close()


def test_only_clauses_of_plans_are_compared(page: Page, url: str) -> None:
    page.goto(url + "cite/")
    open_dialog(page, "form")
    assert page.locator(".cite [role=menuitem]").last.inner_text() == "二维码"


# Everywhere


def test_the_other_script(page: Page, url: str) -> None:
    page.goto(f"{url}hant/{PAGE}?a={SOFTWARE}.s2-c2&b={INTERNET}.s1")
    sides(page)
    assert page.locator(".pair__terms a").all_inner_texts() == ["工業互聯網"]
    assert told(page).startswith("兩條共有術語1個")
    for side in page.locator(SIDES).all():
        assert [mark for mark in side.locator("mark").all_inner_texts() if "工業互聯網" in mark]
    assert page.locator('[name="a-work"] option:checked').inner_text().startswith("促進工業軟件")
    page.locator("a.script-switch").click()
    page.wait_for_url(f"{url}{PAGE}?a={SOFTWARE}.s2-c2&b={INTERNET}.s1")
    sides(page)
    assert page.locator(".pair__terms a").all_inner_texts() == ["工业互联网"]


def test_on_a_disk(page: Page, whole_site: Path) -> None:
    root = whole_site.as_uri() + "/"
    page.goto(f"{root}{PAGE}index.html?a={SOFTWARE}.s2-c1-p1&b={INTERNET}.s2-c1-p1")
    assert [side[2] for side in sides(page)] == ["1.夯实基础工业软件能力。", "1.加强新技术导入。"]
    page.locator(f"{SIDES} .pair__place a").first.click()
    page.wait_for_url(f"{root}plans/{SOFTWARE}/index.html#s2-c1-p1")
    open_dialog(page, "s2-c1-p1")
    compare(page)
    open_dialog(page, "s1")
    compare(page)
    page.wait_for_url(f"{root}{PAGE}index.html?a={SOFTWARE}.s2-c1-p1&b={SOFTWARE}.s1")
    assert len(sides(page)) == 2


def test_texts_are_fetched_when_they_are_chosen(page: Page, url: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(url)))
    page.goto(f"{url}plans/{SOFTWARE}/", wait_until="networkidle")
    page.goto(url + "compare/", wait_until="networkidle")
    assert [name for name in asked if "clauses.js" in name or "/compare." in name] == []
    page.goto(url + PAGE, wait_until="networkidle")
    assert [name for name in asked if "clauses.js" in name] == []
    choose(page, "b", INTERNET, "s1")
    choose(page, "a", INTERNET, "s2")
    sides(page)
    assert [name for name in asked if "clauses.js" in name] == [f"plans/{INTERNET}/clauses.js"]


@pytest.mark.parametrize("width", [320, 360, 719, 720, 1440])
def test_beside_each_other_where_there_is_room(page: Page, url: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{url}{PAGE}?a={ELECTRONICS}.annex-2.schedule1&b={INTERNET}.s2-c1-p1")
    sides(page)
    first, second = (side.bounding_box() for side in page.locator(SIDES).all())
    assert first is not None
    assert second is not None
    assert (first["y"] == second["y"]) == (width >= 720)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    if width < 720:
        low = ".compare :is(select, button)"
        assert page.eval_on_selector_all(low, "all => all.filter(one => one.offsetHeight < 44).length") == 0


def test_without_javascript(chromium: Browser, url: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(url + PAIR)
    assert page.locator("form.compare").is_hidden()
    assert page.inner_text(".compare__plain p").startswith("自选两条需要 JavaScript。")
    links = page.locator(".compare__plain a").evaluate_all("all => all.map(link => link.href)")
    assert f"{url}compare/" in links
    assert f"{url}compare/{INTERNET}/{SOFTWARE}/" in links
    context.close()


def test_a_site_that_mkdocs_has_built_alone(chromium: Browser, url: str) -> None:
    context = chromium.new_context()
    page = context.new_page()

    def unfinish(route: Any) -> None:
        body = route.fetch().text().replace(" data-finished", "", 1)
        route.fulfill(body=body, content_type="text/html")

    page.route(f"{url}{PAGE}*", unfinish)
    page.route(f"{url}plans/{SOFTWARE}/", unfinish)
    page.goto(url + PAIR)
    page.wait_for_load_state("networkidle")
    assert page.locator("form.compare").is_hidden()
    assert page.locator(".compare__plain").is_visible()
    page.goto(f"{url}plans/{SOFTWARE}/")
    open_dialog(page, "s1")
    assert page.locator(".cite [role=menuitem]").last.inner_text() == "二维码"
    context.close()
