"""How often what people type first leads to the right place: success among the first 1 and the first 5 results.

Method. The questions of search_questions.toml, each with the answers that a reader of the texts judged right, are asked
of the project's built site in a Chromium, on the search's own page, in the order in which its results are drawn.
A result is right if it is one of the answers or, for a clause, stands below one. Questions of `held` were never looked
at while the search was worked on.

Run: `python benchmarks/search_questions.py [SITE]` (default: site/); each question that fails is told.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from search import ROOT, Server, find_chromium

QUESTIONS = Path(__file__).with_suffix(".toml")
FIRST = 5

ASK = """async query => {
    const answer = await planSearch.find(query), links = [];
    for await (const result of planSearch.listResults(answer, "", () => true)) {
        links.push(planSearch.drawResult(result).querySelector("a").href);
        if (links.length === 5) break;
    }
    return links;
}"""


def read_questions() -> list[tuple[str, str, str, list[str]]]:
    """Return (tuned or held, kind, question, right answers)."""
    table = tomllib.loads(QUESTIONS.read_text("utf-8"))
    return [
        (group, kind, question, answers)
        for group, kinds in table.items()
        for kind, questions in kinds.items()
        for question, answers in questions.items()
    ]


def name_answer(address: str, root: str) -> str:
    """Return an address of the site as the answers are written: WORK#s2-c3, WORK/annex-1, glossary/plc."""
    path = unquote(urlsplit(address.removeprefix(root)).path).strip("/").removesuffix("/index.html")
    anchor = urlsplit(address).fragment
    return path.removeprefix("plans/") + (f"#{anchor}" if anchor else "")


def is_right(found: str, answers: list[str]) -> bool:
    """Whether a result is an answer, or a clause below one."""
    return any(found == one or ("#" in one and found.startswith(f"{one}-")) for one in answers)


def ask_all(page: Any, root: str) -> list[tuple[str, str, str, int, list[str]]]:
    """Return (group, kind, question, place of the first right answer or 0, what was found) for each question."""
    told = []
    for group, kind, question, answers in read_questions():
        found = [name_answer(address, root) for address in page.evaluate(ASK, question)]
        right = next((at for at, one in enumerate(found, 1) if is_right(one, answers)), 0 if answers else not found)
        told.append((group, kind, question, right, found))
    return told


def main() -> None:
    """Ask and print the table."""
    from playwright.sync_api import sync_playwright

    site = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "site"
    chromium = find_chromium()
    server = Server(site)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.goto(f"{server.url}search/")
        page.wait_for_function("() => window.planSearch")
        told = ask_all(page, server.url)
        browser.close()
    for group, kind, question, right, found in told:
        if right != 1 and (group != "held" or "--held" in sys.argv):
            print(f"{right or '-'} {kind:10} {question}: {' '.join(found)}")
    counts = {name: Counter[tuple[str, str]]() for name in ("asked", "first", "five")}
    for group, kind, _, right, _ in told:
        for key in ((group, kind), (group, "all")):
            counts["asked"][key] += 1
            counts["first"][key] += right == 1
            counts["five"][key] += right > 0
    for (group, kind), asked in counts["asked"].items():
        print(f"{group:6} {kind:10} {counts['first'][group, kind]:3} {counts['five'][group, kind]:3} of {asked}")


if __name__ == "__main__":
    main()
