"""What is made of a site after MkDocs."""

from __future__ import annotations

import json
import shutil
from importlib.resources import files
from pathlib import Path

from build_tools.hanzi.script import ScriptConverter
from build_tools.model.anchor import Anchor
from build_tools.model.clause import Clause, ClauseKind, WorkClauses
from build_tools.model.glossary import Glossary, Term
from build_tools.model.script import Script, ScriptTable
from build_tools.publish.finish import SiteTexts, convert_clauses, finish_site, remove_unused
from build_tools.publish.term_cards import write_term_cards

PAGE = (
    '<!doctype html><html lang="zh-Hans"><head><title>规划</title></head><body><span class="script-switch"></span>'
    "<article>{}</article></body></html>"
)
HOSTILE = "用软件</script>设计\u2028芯片。"
GLOSSARY = Glossary(
    (
        Term("eda", "电子设计自动化", "electronic design automation", HOSTILE, "甲", "software", abbr="EDA"),
        Term("cloud", "云", "cloud", "甲。", "乙", "network"),
    )
)
SIMPLIFIED = "上海市数字经济发展规划要求各区政府加快建设软件产业集群"
TRADITIONAL = "上海市數字經濟發展規劃要求各區政府加快建設軟件產業集群"


def work(name: str, text: str) -> WorkClauses:
    clause = Clause(name, Anchor("", "s1"), ClauseKind.TEXT, "一", (text,), text)
    return WorkClauses(name, text, 2021, (text,), (clause,))


def make_site(folder: Path) -> Path:
    pages = {"index.html": "规划", "plans/a/index.html": SIMPLIFIED, "plans/b/index.html": TRADITIONAL}
    for name, text in pages.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(PAGE.format(text), "utf-8")
    library = SiteTexts([work("a", SIMPLIFIED), work("b", TRADITIONAL)], GLOSSARY, ScriptTable())
    finish_site(folder, library)
    return folder


def test_what_nothing_asks_for_is_taken_away(tmp_path: Path) -> None:
    shutil.copytree(Path(str(files("material"))) / "templates/assets", tmp_path / "assets")
    (tmp_path / "assets/stylesheets/own.css").write_text("", "utf-8")
    remove_unused(tmp_path)
    left = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file())
    assert left == ["assets/images/favicon.png", "assets/stylesheets/own.css"]
    assert not (tmp_path / "assets/javascripts").exists()


def test_each_tree_shows_each_work_in_its_script(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    shown = {
        name: (site / name).read_text("utf-8").partition("<article>")[2].partition("</article>")[0]
        for name in ("plans/a/index.html", "plans/b/index.html", "hant/plans/a/index.html", "hant/plans/b/index.html")
    }
    traditional = ScriptConverter(ScriptTable(), Script.HANT).convert(SIMPLIFIED)
    assert shown == {
        "plans/a/index.html": SIMPLIFIED,
        "plans/b/index.html": SIMPLIFIED,
        "hant/plans/a/index.html": traditional,
        "hant/plans/b/index.html": TRADITIONAL,
    }


def read_cards(path: Path) -> dict[str, list[str]]:
    text = path.read_text("utf-8")
    assert text.startswith("planTerms({")
    assert text.endswith("})\n")
    cards: dict[str, list[str]] = json.loads(text.removeprefix("planTerms(").removesuffix(")\n"))
    return cards


def test_cards_in_both_scripts(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    assert read_cards(site / "glossary/terms.js") == {
        "eda": ["电子设计自动化", "EDA", "electronic design automation", HOSTILE],
        "cloud": ["云", "", "cloud", "甲。"],
    }
    cards = read_cards(site / "hant/glossary/terms.js")
    assert cards["eda"][0] == "電子設計自動化"
    assert cards["cloud"] == ["雲", "", "cloud", "甲。"]


def test_no_entries_no_cards(tmp_path: Path) -> None:
    write_term_cards(tmp_path, Glossary())
    assert list(tmp_path.iterdir()) == []


def test_converted_clauses_keep_their_places() -> None:
    before = work("a", "规划")
    after = convert_clauses(before, lambda text: text.replace("规划", "規劃"))
    (clause,) = after.clauses
    assert (after.work, after.title, after.issuers, after.year) == ("a", "規劃", ("規劃",), 2021)
    assert (clause.place, clause.text, clause.path) == (Anchor("", "s1"), "規劃", ("規劃",))


def test_finishing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    sites = [make_site(tmp_path / name) for name in "ab"]
    one, other = (
        {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
        for site in sites
    )
    assert one == other
