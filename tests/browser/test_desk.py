"""The editor's desk in a browser: doubts by keyboard and by mouse, facts, lost connections, hostile files."""

from __future__ import annotations

import hashlib
import re
import threading
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn

from build_tools import __version__
from build_tools.desk.app import make_app
from build_tools.engine.folders import Project
from build_tools.messages import speaking
from build_tools.publish.start import start_site
from tests.browser.firefox import find_firefox, open_firefox
from tests.browser.test_access import find_violations
from tests.browser.test_firefox import WAIT
from tests.browser.test_hostile import read_cases

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PLAN = """某县港口发展规划（2021—2025年）
某县人民政府
2021年3月1日
一、优化空间布局
加快建设东港、西港两个港区，完善集疏运体系。
二、培育龙头企业
（一）做强港口企业
深化与航运企业的合作。
（三）做优物流企业
推进多式联运。
三、加强组织保障建立联席会议制度明确责任分工
各部门按照职责分工抓好落实。
打印本页
关闭窗口
"""
DROP = """() => {
  const dropped = new DataTransfer();
  dropped.items.add(new File([], "empty.txt"));
  document.body.dispatchEvent(new DragEvent("drop", {dataTransfer: dropped, bubbles: true, cancelable: true}));
}"""
SAVED = "<html><body><h1>某市发展规划</h1><h2>一、优化布局</h2><p>建港。</p><h2>二、培育企业</h2></body></html>"
PWNED = "[window, ...Array.from(frames)].some(one => '__pwned' in one)"
JUMP = "编号与前一个不相接，应为 2"


def add_work(root: Path, work: str, name: str, data: bytes) -> Path:
    """Write a draft's folder."""
    folder = root / "seeds" / work
    folder.mkdir(parents=True)
    (folder / name).write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    manifest = f'draft = true\n\n[[witness]]\nfile = "{name}"\nsha256 = "{digest}"\nrole = "base"\n'
    (folder / "manifest.toml").write_text(manifest, "utf-8")
    return folder


@contextmanager
def run_desk(root: Path) -> Iterator[str]:
    """Serve a project's desk; yields its address."""
    server = uvicorn.Server(uvicorn.Config(make_app(Project(root), "token"), "127.0.0.1", 0, log_level="critical"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}/token/"
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site without works."""
    folder = tmp_path_factory.mktemp("desk") / "site"
    start_site(folder, "某县文库", "", __version__)
    return folder


@pytest.fixture(scope="module")
def address(root: Path) -> Iterator[str]:
    with speaking("zh"), run_desk(root) as address:
        yield address


class Desk:
    """A page of the desk, and what went wrong on it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.wrong: list[str] = []
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("console", lambda told: self.wrong.append(told.text) if told.type == "error" else None)

    def open(self, work: str) -> None:
        """Open a work and wait until it is shown."""
        self.page.goto(f"{self.address}#{work}")
        self.page.locator("#outline [role=treeitem]").first.wait_for()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def pick(self, words: str) -> None:
        """Press the number of the choice that says so."""
        self.page.locator(".choice", has_text=words).wait_for()
        labels = self.page.locator(".choice").all_inner_texts()
        self.press(str(next(number for number, label in enumerate(labels, 1) if words in label)))

    def see(self, text: str) -> None:
        self.page.get_by_text(text).first.wait_for()


@pytest.fixture
def desk(chromium: Browser, address: str) -> Iterator[Desk]:
    with chromium.new_context(locale="zh-CN", viewport={"width": 1440, "height": 900}) as context:
        context.add_init_script("localStorage.setItem('desk-lang', localStorage.getItem('desk-lang') ?? 'zh')")
        context.set_default_timeout(20_000)
        made = Desk(context.new_page(), address)
        yield made
        assert made.wrong == []


@pytest.fixture
def port(root: Path, request: pytest.FixtureRequest) -> Path:
    """The folder of a plan in which a number is missing; it is this test's alone."""
    name = re.sub(r"[^a-z]+", "-", request.node.name.removeprefix("test_")).strip("-")
    return add_work(root, name, "a.txt", PLAN.encode())


def read_manifest(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "manifest.toml").read_text("utf-8"))


def test_keys(desk: Desk, port: Path) -> None:
    """A doubt is settled, undone and settled again without a mouse, and its reason is what was typed."""
    desk.open(port.name)
    desk.see(JUMP)
    page = desk.page
    assert page.locator("#source .desk-here").inner_text().startswith("9")
    desk.pick("照此")
    page.locator("#step-effect li.good").get_by_text(JUMP).wait_for()  # what it changes is seen before it is taken
    assert "decision" not in read_manifest(port)
    desk.press("r")
    page.keyboard.type("原件缺（二）。")
    desk.press("Enter")
    desk.see("没有存疑之处")
    (decision,) = read_manifest(port)["decision"]
    assert (decision["choice"], decision["code"], decision["reason"]) == ("accept", "numbering-jump", "原件缺（二）。")
    assert page.locator("#what .verdict").inner_text() == "无疑"
    desk.press("u")
    desk.see(JUMP)
    assert "decision" not in read_manifest(port)
    desk.press("U")
    desk.see("没有存疑之处")
    assert len(read_manifest(port)["decision"]) == 1


def test_a_line_is_told_by_keys(desk: Desk, port: Path) -> None:
    """/ finds a line, Enter asks what it is; a heading ends where the arrows put it."""
    desk.open(port.name)
    page = desk.page
    desk.press("/")
    page.keyboard.type("联席会议")
    desk.press("Enter", "Escape", "Enter")
    desk.see("这一行是什么？")
    desk.pick("这是标题")
    for _ in "建立联席会议制度明确责任分工":
        desk.press("ArrowLeft")
    page.locator("#step-effect .rows ins").get_by_text("加强组织保障").first.wait_for()
    page.locator("#step-take:enabled").wait_for()
    desk.press("Enter")
    page.locator("#outline .item", has_text="三、加强组织保障").locator(".stamp").wait_for()
    (decision,) = read_manifest(port)["decision"]
    assert (decision["choice"], decision["excerpt"]) == ("heading", "三、加强组织保障")
    texts = page.locator("#outline .item .words").all_inner_texts()
    assert "三、加强组织保障" in texts
    assert "建立联席会议制度明确责任分工" in texts


def test_mouse(desk: Desk, port: Path) -> None:
    """Both panes lead to each other; a text is emended in place."""
    desk.open(port.name)
    page = desk.page
    page.locator("#outline .item", has_text="推进多式联运").click()
    assert page.locator("#source .desk-here .words").inner_text() == "推进多式联运。"
    page.locator("#source .line", has_text="做优物流企业").click()
    assert page.locator("#outline .desk-here .words").inner_text() == "（三）做优物流企业"
    page.locator("#source .line", has_text="做强港口企业").hover()
    assert page.locator("#outline .desk-hover .words").inner_text() == "（一）做强港口企业"
    page.locator("#source .line", has_text="做优物流企业").click()
    page.locator(".choice", has_text="校改文字").click()
    page.locator("#step-text").fill("（二）做优物流企业")
    page.locator("#step-effect li.good").get_by_text(JUMP).wait_for()
    page.locator("#step-take").click()
    desk.see("没有存疑之处")
    (emendation,) = tomllib.loads((port / "emendations.toml").read_text("utf-8"))["emendation"]
    assert emendation["source"].replace("三", "二") == emendation["reads"]
    assert PLAN.count(emendation["source"]) == 1


def test_facts_and_what_was_dropped(desk: Desk, port: Path) -> None:
    desk.open(port.name)
    page = desk.page
    desk.press("]")
    field = page.locator("#fact-doc_number")
    field.fill("某政发〔2021〕3号")
    page.locator(".fact button[type=submit]:enabled").wait_for()
    field.press("Enter")
    desk.see("已写入")
    assert read_manifest(port)["facts"]["doc_number"] == "某政发〔2021〕3号"
    page.locator("#tab-dropped").click()
    page.locator(".rules li", has_text="打印本页").get_by_role("button", name="还是保留").click()
    page.locator("#step-take:enabled").click()
    page.locator("#outline .item", has_text="打印本页").wait_for()
    page.locator("#tab-decisions").click()
    page.locator(".cards li", has_text="打印本页").get_by_role("button", name="撤回").click()
    page.locator("#outline .item", has_text="打印本页").wait_for(state="detached")


def test_nothing_is_lost_with_the_connection(chromium: Browser, tmp_path: Path) -> None:
    """What was written on the page is there when the program answers again, and is taken then."""
    start_site(tmp_path / "site", "某县文库", "", __version__)
    folder = add_work(tmp_path / "site", "one", "a.txt", PLAN.encode())
    with (
        run_desk(tmp_path / "site") as address,
        chromium.new_context(locale="zh-CN") as context,
    ):
        context.add_init_script("localStorage.setItem('desk-lang', 'zh')")
        desk = Desk(context.new_page(), address)
        desk.open("one")
        desk.pick("照此")
        desk.page.locator("#step-take:enabled").wait_for()
        desk.page.locator("#step-reason").fill("原件如此。")
        context.set_offline(True)
        desk.page.locator("#step-take").click()
        desk.page.locator("#lost").get_by_text("没有丢失").wait_for()
        assert "decision" not in read_manifest(folder)
        context.set_offline(False)
        desk.page.locator("#lost button").click()
        desk.page.locator("#lost").wait_for(state="hidden")
        assert desk.page.locator("#step-reason").input_value() == "原件如此。"
        desk.page.locator("#step-take:enabled").click()
        desk.page.locator(".count", has_text="1 / 1").wait_for(state="detached")
        assert read_manifest(folder)["decision"][0]["reason"] == "原件如此。"


def test_an_entry_that_fits_no_more_is_taken_back(desk: Desk, port: Path) -> None:
    with (port / "manifest.toml").open("a", encoding="utf-8") as file:
        file.write(
            '\n[[decision]]\nexcerpt = "没有这一行"\nhash = "0123456789abcdef"\nchoice = "heading"\nreason = "旧。"\n'
        )
    desk.page.goto(f"{desk.address}#{port.name}")
    desk.page.locator("#wrong").get_by_text("没有这一行").wait_for()
    desk.page.get_by_role("button", name="撤回").click()
    desk.page.locator("#outline .item", has_text="推进多式联运").wait_for()
    assert "decision" not in read_manifest(port)
    desk.wrong = [told for told in desk.wrong if "422" not in told]  # that the program refused


def test_files_are_taken_in(desk: Desk, root: Path, tmp_path: Path) -> None:
    """Two files as one work; one that cannot be read is refused, with what helps."""
    (tmp_path / "plan.txt").write_text(PLAN.replace("某县", "某市"), "utf-8")
    (tmp_path / "annex.txt").write_text("附件1\n重点项目表\n一、某项目\n二、另一项目\n", "utf-8")
    page = desk.page
    page.goto(desk.address)
    with page.expect_file_chooser() as chooser:
        page.locator("#tools").get_by_role("button", name="收入文件").click()
    chooser.value.set_files([tmp_path / "plan.txt", tmp_path / "annex.txt"])
    page.get_by_label("合为一件").check()
    page.locator("[name=work]").fill("port-2025")
    page.locator("#taking").get_by_role("button", name="收入").click()
    desk.see("某市港口发展规划")
    page.evaluate(DROP)
    page.locator("#taking").get_by_role("button", name="收入").click()
    desk.see("没有收入")
    assert len(list((root / "seeds" / "port-2025").iterdir())) == 3
    assert page.locator(".refusals").inner_text().startswith("empty.txt")


@pytest.mark.parametrize(("lang", "scheme"), [("zh", "light"), ("en", "dark")])
def test_everyone_can_use_it(desk: Desk, port: Path, lang: str, scheme: Any) -> None:
    """axe-core finds nothing on any sheet; what is narrow is not cut off."""
    page = desk.page
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.add_init_script(f"localStorage.setItem('desk-lang', '{lang}')")
    desk.open(port.name)
    found = []
    for key in ("1", "]", "]", "]", "]", "]", "?"):
        desk.press(key)
        found += find_violations(page)
    assert found == []
    assert page.locator("html").get_attribute("lang") == {"zh": "zh-Hans", "en": "en"}[lang]
    page.set_viewport_size({"width": 768, "height": 1024})
    assert page.evaluate("document.documentElement.scrollWidth") == 768


@pytest.fixture(scope="module")
def hostile(root: Path) -> list[str]:
    """Every payload as a page's markup and as text."""
    cases = read_cases()
    page = "".join(f"<p>一、{number}</p>{case.payload}\n" for number, case in enumerate(cases))
    add_work(
        root,
        "hostile-page",
        "a.html",
        f"<html><body><h1>某市发展规划</h1>{page}</body></html>".encode("utf-8", "replace"),
    )
    text = "某市发展规划\n" + "".join(f"一、{case.payload}\n" for case in cases)
    add_work(root, "hostile-text", "a.txt", text.encode("utf-8", "replace"))
    return ["hostile-page", "hostile-text"]


def test_hostile_files_run_nothing_and_ask_nobody(desk: Desk, hostile: list[str]) -> None:
    asked: list[str] = []
    desk.page.on("request", lambda request: asked.append(request.url))
    desk.page.on("dialog", lambda dialog: desk.wrong.append(dialog.message))
    for work in reversed(hostile):  # the page of a site last: it stays open
        desk.open(work)
        for key in "]]]]]":
            desk.press(key)
        assert desk.page.locator("main :is(script, object, embed)").count() == 0
        assert desk.page.evaluate(PWNED) is False
    assert desk.page.locator("iframe").get_attribute("sandbox") == "allow-same-origin"
    desk.page.frame_locator("iframe").get_by_text("某市发展规划").first.wait_for()
    assert {url for url in asked if not url.startswith((desk.address, "data:"))} == set()


DROP_A_FOLDER = """() => {
  const file = (name, text) => ({name, isFile: true, file: (found) => found(new File([text], name))});
  const folder = (name, ...within) => ({name, isDirectory: true, createReader: () => ({
    readEntries: (found) => found(within.splice(0, 2))})});
  const dropped = folder("规划", file("b10.txt", "乙"), file("b9.txt", "甲"), file(".DS_Store", "x"),
    folder("更多", file("c.txt", "丙")), folder("b_files", file("a.css", "x")));
  const event = new Event("drop");
  event.dataTransfer = {types: ["Files"], files: [new File([], "规划")], items: [{webkitGetAsEntry: () => dropped}]};
  dispatchEvent(event);
}"""


def test_the_files_of_a_dropped_folder_are_taken_in(desk: Desk) -> None:
    desk.page.goto(desk.address)
    desk.page.locator(".intake").wait_for()
    desk.page.evaluate(DROP_A_FOLDER)
    desk.page.locator("#taking .files li").first.wait_for()
    assert desk.page.locator("#taking .files li").all_text_contents() == ["b9.txt", "b10.txt", "c.txt"]
    desk.page.keyboard.press("Escape")


@pytest.fixture(scope="module")
def in_firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    executable = find_firefox()
    if executable is None:
        pytest.skip("no Firefox; tests/browser/ensure_firefox.sh tells what to do")
    with open_firefox(executable, tmp_path_factory.mktemp("firefox")) as browser:
        yield browser


def test_firefox(in_firefox: Any, address: str, root: Path, port: Path) -> None:
    """A doubt is settled by keys in the other engine, and a saved page's lines are heard through its frame."""

    def wait(condition: str) -> Any:
        return in_firefox.evaluate(WAIT.replace("CONDITION", condition))

    in_firefox.resize(1440)
    in_firefox.open(f"{address}#{port.name}")
    number = wait(
        "[...document.querySelectorAll('.choice')].findIndex(one => /照此|as it stands/.test(one.textContent)) + 1"
    )
    in_firefox.press(str(number))
    wait("document.querySelector('#step-take:not(:disabled)')")
    in_firefox.press("\ue007")
    wait("document.querySelector('.stamp, .rest-mark')")
    assert len(read_manifest(port)["decision"]) == 1
    add_work(root, "saved-page", "a.html", SAVED.encode())
    in_firefox.open(f"{address}?#saved-page")
    frame = "document.querySelector('iframe')?.contentDocument"
    wait(f"document.querySelector('#outline .item') && {frame}?.querySelector('h2 [data-line]')")
    in_firefox.evaluate(f"{frame}.querySelector('h2 [data-line]').click()")
    assert wait("document.querySelector('#outline .desk-here')?.textContent").endswith("一、优化布局")
    assert wait("document.querySelector('#step-says')?.textContent") in ("这一行是什么？", "What is this line?")
