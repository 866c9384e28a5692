"""What a reader does with the words of a plan: copying, linking, marking, notes, and the page that keeps them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest

from build_tools.publish.metadata import link_clause_data
from tests.browser.firefox import find_firefox, open_firefox
from tests.browser.test_access import find_violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PLAN = "plans/industrial-internet-2020/"
PARAGRAPH = "s2-c1-p1-para1"
WORDS = "揭榜挂帅"
# Selects words of a paragraph, from the first of them to the last.
SELECT = """([id, first, last, end]) => {
    const find = (block, words) => {
        const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf(words);
            if (at >= 0) return [walker.currentNode, at];
        }
    };
    const block = document.getElementById(id).closest("p");
    const other = end ? document.getElementById(end).closest("p") : block;
    const [from, start] = find(block, first), [to, stop] = find(other, last), range = document.createRange();
    range.setStart(from, start);
    range.setEnd(to, stop + last.length);
    block.scrollIntoView({block: "center"});
    getSelection().removeAllRanges();
    getSelection().addRange(range);
}"""
BAR = ".words-bar:not([hidden])"


@pytest.fixture(scope="module")
def url(whole_site: Path, serve_directory: Callable[..., Any]) -> str:
    return str(serve_directory(whole_site).url)


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(
        viewport={"width": 1440, "height": 900}, permissions=["clipboard-read", "clipboard-write"], locale="zh-CN"
    )
    yield context.new_page()
    context.close()


def select(page: Page, first: str, last: str = "", end: str = "", anchor: str = PARAGRAPH) -> None:
    page.evaluate(SELECT, [anchor, first, last or first, end])
    page.wait_for_selector(BAR)


def choose(page: Page, name: str) -> None:
    page.locator(BAR).get_by_role("button", name=name, exact=True).click()


def copied(page: Page) -> str:
    page.wait_for_function("() => document.querySelector('.words-bar__told').textContent")
    return str(page.evaluate("navigator.clipboard.readText()"))


def kept(page: Page) -> list[dict[str, Any]]:
    found = page.evaluate("Object.entries(localStorage).filter(one => one[0].endsWith('.__notes')).map(one => one[1])")
    return json.loads(found[0]) if found else []


def drawn(page: Page) -> list[str]:
    return page.evaluate(  # type: ignore[no-any-return]
        "[...(CSS.highlights.get('plan-kept') || [])].map(range => range.toString())"
    )


def test_nothing_is_loaded_before_words_are_selected(page: Page, url: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto(url + PLAN, wait_until="networkidle")
    assert "reading.js" not in asked
    select(page, WORDS)
    assert "reading.js" in asked


def test_words_are_copied_with_where_they_stand(page: Page, url: str) -> None:
    page.goto(url + PLAN)
    select(page, WORDS)
    choose(page, "复制并注出处")
    words, source = copied(page).split("\n——")
    assert words == WORDS
    assert source.endswith(f"（沪府办〔2020〕38号）二（一）1第1段，{url}{PLAN}#{PARAGRAPH}")


def test_words_of_several_clauses_are_copied_with_the_first_and_the_last(page: Page, url: str) -> None:
    page.goto(url + PLAN)
    select(page, "深化创新", "产业化进程", "box1-para1")
    choose(page, "复制并注出处")
    source = copied(page).split("\n——")[1]
    end = f"二（一）1第1段至专栏1第1段，{url}{PLAN}#{PARAGRAPH}，{url}{PLAN}#box1-para1"
    assert source.endswith(f"（沪府办〔2020〕38号）{end}")


def test_what_the_edition_adds_is_not_copied(page: Page, url: str) -> None:
    page.goto(url + PLAN)
    page.evaluate(f"document.getElementById('{PARAGRAPH}').parentElement.insertAdjacentHTML('beforeend', "
                  "'<small class=\"editorial\">编者的话</small>')")  # fmt: skip
    select(page, "深化创新应用", "编者的话")
    choose(page, "复制并注出处")
    assert "编者的话" not in copied(page)
    assert copied(page).startswith("深化创新应用")
    page.wait_for_timeout(300)  # longer than the bar waits for a selection to be done
    assert page.text_content(".words-bar__told") == "已复制"


@pytest.mark.parametrize(
    ("first", "last", "end"),
    [
        (WORDS, "", ""),
        ("工业互联网", "", ""),  # stands earlier, too: needs what is in front of it
        ("集中突破", "创新应用", ""),  # long: its beginning and its end
        ("深化创新", "产业化进程", "box1-para1"),  # goes on in another block
    ],
)
def test_a_link_leads_to_the_very_words(page: Page, url: str, first: str, last: str, end: str) -> None:
    page.goto(url + PLAN)
    select(page, first, last, end)
    choose(page, "链接到这几个字")
    link = copied(page)
    address, _, words = link.partition(":~:text=")
    assert address == f"{url}{PLAN}#{PARAGRAPH}"
    assert first[:4] in unquote(words)
    # Without the place in front of it the browser has to find the words itself.
    page.goto("about:blank")
    page.goto(f"{url}{PLAN}#:~:text={words}")
    page.wait_for_function("() => scrollY > 500")
    top = page.evaluate(f"document.getElementById('{PARAGRAPH}').parentElement.getBoundingClientRect().top")
    assert 0 < top + 200 < 1100
    page.goto("about:blank")
    page.goto(f"{url}{PLAN}#:~:text={words}%E7%94%B2%E4%B9%99%E7%94%B2%E4%B9%99", wait_until="networkidle")
    assert page.evaluate("scrollY") == 0


def test_marks_stay_and_hold_in_both_scripts(page: Page, url: str) -> None:
    page.goto(url + PLAN)
    select(page, WORDS)
    choose(page, "标记")
    assert drawn(page) == [WORDS]
    page.goto(url + PLAN)
    page.wait_for_function("() => CSS.highlights.has('plan-kept')")
    assert drawn(page) == [WORDS]
    page.goto(f"{url}hant/{PLAN}")
    page.wait_for_function("() => CSS.highlights.has('plan-kept')")
    assert drawn(page) == ["揭榜掛帥"]


def test_a_mark_is_taken_away_where_it_stands(page: Page, url: str) -> None:
    page.goto(url + PLAN)
    select(page, "集中突破")
    choose(page, "标记")
    left, top = page.evaluate(
        "(box => [box.left + 9, box.top + 9])([...CSS.highlights.get('plan-kept')][0].getClientRects()[0])"
    )
    page.mouse.click(left, top)
    page.wait_for_selector(BAR)
    choose(page, "取消标记")
    assert (kept(page), drawn(page)) == ([], [])


def test_a_mark_follows_words_that_have_moved(page: Page, url: str) -> None:
    page.goto(url + PLAN)
    select(page, WORDS)
    choose(page, "标记")
    page.evaluate(f"document.getElementById('{PARAGRAPH}').after('甲乙丙')")
    page.evaluate("planReading.draw()")
    assert drawn(page) == [WORDS]
    page.evaluate(f"document.getElementById('{PARAGRAPH}').parentElement.lastChild.before('甲')")
    page.evaluate(f"[...document.getElementById('{PARAGRAPH}').parentElement.querySelectorAll('a')].forEach(a => "
                  "{ a.textContent = a.textContent.replace('揭榜', '张榜'); })")  # fmt: skip
    page.evaluate("planReading.draw()")
    assert drawn(page) == []


def test_notes_are_written_kept_and_taken_along(page: Page, url: str, tmp_path: Path) -> None:
    asked: list[str] = []
    page.goto(url + PLAN)
    page.on("request", lambda request: asked.append(request.method + request.url))
    select(page, WORDS)
    choose(page, "笔记")
    page.locator(f"{BAR} textarea").fill("先问*牵头*单位")
    choose(page, "保存")
    assert [(one["quote"], one["note"]) for one in kept(page)] == [(WORDS, "先问*牵头*单位")]
    page.goto(url + "notes/")
    page.on("dialog", lambda dialog: dialog.accept())
    files = {}
    for name in ("导出 Markdown", "导出 RIS", "导出备份"):
        with page.expect_download() as taken:
            page.get_by_role("button", name=name).click()
        files[taken.value.suggested_filename] = taken.value.path().read_bytes().decode("utf-8")
    assert list(files) == ["notes.md", "notes.ris", "notes.json"]
    assert f"> {WORDS}\n>\n> ——《" in files["notes.md"]
    assert "先问\\*牵头\\*单位" in files["notes.md"]
    assert files["notes.ris"].startswith("TY  - RPRT\r\n")
    assert f"\r\nAB  - {WORDS}\r\nN1  - 先问*牵头*单位\r\nER  - \r\n" in files["notes.ris"]
    # Gone, and back from the copy; twice is once.
    page.get_by_role("button", name="全部删除").click()
    assert (kept(page), page.locator(".notes-page li").count()) == ([], 0)
    backup = tmp_path / "notes.json"
    backup.write_text(files["notes.json"], "utf-8")
    for told in ("导入 1 条", "导入 0 条，另 1 条已有或读不懂"):
        page.locator(".notes-page input[type=file]").set_input_files(backup)
        page.wait_for_function("told => document.querySelector('.notes-page__said').textContent === told", arg=told)
    page.locator(".notes-page li a").click()
    page.wait_for_function("() => CSS.highlights.has('plan-noted')")
    assert page.url == f"{url}{PLAN}#{PARAGRAPH}"
    assert {request for request in asked if not request.startswith((f"GET{url}", "GETblob:"))} == set()


@pytest.mark.parametrize(
    "text",
    [
        "no list",
        "{}",
        '[{"id": "a"}]',
        '[{"id":"a","work":"../x","page":"","anchor":"s1","start":0,"end":1,"quote":"<b>","note":"","made":"","facts":{}}]',
    ],
)
def test_files_of_others_are_refused(page: Page, url: str, tmp_path: Path, text: str) -> None:
    page.goto(url + "notes/")
    (tmp_path / "other.json").write_text(text, "utf-8")
    page.locator(".notes-page input[type=file]").set_input_files(tmp_path / "other.json")
    page.wait_for_function("() => document.querySelector('.notes-page__said').textContent")
    assert kept(page) == []


def test_a_clause_is_collected_and_gives_its_data(page: Page, url: str) -> None:
    for tree, keep, drop in (("", "收藏", "不再收藏"), ("hant/", "收藏", "不再收藏")):
        page.goto(f"{url}{tree}{PLAN}")
        if not tree:  # as where the site has the works' data, which this one lacks
            page.evaluate("link => document.head.insertAdjacentHTML('beforeend', link)", link_clause_data(""))
        page.locator('article a[href="#s2-c1-p1"][title]').focus()
        page.keyboard.press("Enter")
        button = page.locator(".cite__more button")
        button.wait_for()
        assert button.text_content() == keep
        button.click()
        assert button.text_content() == drop
        (entry,) = kept(page)
        assert (entry["anchor"], entry["start"], entry["end"]) == ("s2-c1-p1", 0, 0)
        data = page.locator(".cite__more a[lang=en]").evaluate_all("links => links.map(link => link.href)")
        assert data == ([] if tree else [f"{url}{PLAN}clauses.json"])
        assert entry["quote"].startswith({"": "1.加强", "hant/": "1.加強"}[tree])
        button.click()
        assert kept(page) == []


@pytest.mark.parametrize(("tree", "scheme", "width"), [("", "light", 360), ("hant/", "dark", 1440)])
def test_what_opens_has_no_violations(chromium: Browser, url: str, tree: str, scheme: str, width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(url + tree + PLAN)
    select(page, "10")
    bar = find_violations(page)
    low = page.eval_on_selector_all(".words-bar button", "all => all.filter(one => one.offsetHeight < 24).length")
    page.locator(f"{BAR} button").nth(3).click()
    page.locator(f"{BAR} textarea").fill("甲")
    note = find_violations(page)
    page.locator(f"{BAR} button").click()
    page.goto(url + tree + "notes/")
    page.wait_for_selector(".notes-page li")
    notes = find_violations(page)
    context.close()
    assert (bar, low, note, notes) == ([], 0, [], [])


@pytest.mark.skipif(find_firefox() is None, reason="no Firefox; tests/browser/ensure_firefox.sh tells what to do")
def test_firefox_keeps_marks_without_a_server(whole_site: Path, tmp_path: Path) -> None:
    executable = find_firefox()
    assert executable is not None
    address = f"{whole_site.as_uri()}/{PLAN}index.html"
    wait = "new Promise(done => {{ const look = () => {} ? done(true) : setTimeout(look, 50); look(); }})"
    with open_firefox(executable, tmp_path) as firefox:
        firefox.open(address)
        firefox.evaluate(f"({SELECT})({json.dumps([PARAGRAPH, WORDS, WORDS, ''])})")
        firefox.evaluate(wait.format("document.querySelector('.words-bar:not([hidden])')"))
        firefox.evaluate(
            "[...document.querySelectorAll('.words-bar button')].find(one => one.textContent === '标记').click()"
        )
        firefox.open(address)
        firefox.evaluate(wait.format("CSS.highlights.has('plan-kept')"))
        assert firefox.evaluate("[...CSS.highlights.get('plan-kept')].map(range => range.toString())") == [WORDS]


def test_no_script_is_asked_for_from_elsewhere(whole_site: Path) -> None:
    for name in ("reading", "notes"):
        text = (whole_site / f"assets/{name}.js").read_text("utf-8")
        assert re.findall(r"https?://|fetch\(|XMLHttpRequest|sendBeacon|WebSocket", text) == []
