"""A work is published as the commands do it, and only as a whole; pages, words and bodies are shown and explained."""

from __future__ import annotations

import subprocess

from tests.unit.desk.conftest import PORT, Desk


def git(desk: Desk, *arguments: str) -> str:
    command = ["git", "-C", str(desk.root), "-c", "user.name=a", "-c", "user.email=a@example.org", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_publishing_asks_for_a_clean_verdict_and_stages_what_it_wrote(desk: Desk) -> None:
    git(desk, "init", "-q")
    git(desk, "add", "mkdocs.yml")
    git(desk, "commit", "-qm", "x")
    foreseen = desk.get("/port-2021/publish")
    assert (foreseen["git"], foreseen["verdict"], foreseen["draft"]) == (True, "look", True)
    assert {"s1", "s2-c1", "s2-c3", "s3"} <= {*foreseen["promises"]}
    assert "places" in desk.post("/port-2021/publish", status=422)["error"]["says"]
    assert desk.get("/port-2021")["draft"]
    done = desk.post("/port-2021/publish", {"yes": True})
    assert not done["draft"]
    assert {"anchors.lock", "seeds/port-2021/manifest.toml", "docs/plans/port-2021/index.md"} <= {*done["files"]}
    assert "[port-2021]" in (desk.root / "anchors.lock").read_text("utf-8")
    assert "draft" not in desk.read("port-2021")
    assert git(desk, "log", "--format=%s") == "x\n"
    git(desk, *done["command"].split()[1:])
    assert git(desk, "log", "-1", "--format=%s").strip() == done["message"].split("\n")[0]


def test_a_name_that_is_made_up_is_told_before_it_is_promised(desk: Desk) -> None:
    files = [("files", ("公路规划.txt", PORT.replace("港口", "公路").encode()))]
    (work,) = desk.client.post("/token/api/works", files=files).json()["works"]
    assert desk.get(f"/{work}/publish")["made_up"] is True
    assert desk.get("/port-2021/publish")["made_up"] is False


def test_a_promise_that_would_break_leaves_the_draft(desk: Desk) -> None:
    (desk.root / "anchors.lock").write_text("[port-2021]\ns9 0123456789ab\n", "utf-8")
    before = desk.read("port-2021")
    error = desk.post("/port-2021/publish", {"yes": True}, status=422)["error"]
    assert error["file"] == "anchors.lock"
    assert desk.read("port-2021") == before
    assert not (desk.root / "docs" / "plans").exists()


def test_a_draft_is_put_away_whole_and_what_is_published_is_not(desk: Desk) -> None:
    folder = desk.root / "seeds" / "port-2021"
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    kept = desk.root / desk.post("/port-2021/put-away")["kept"]
    assert {path.name: path.read_bytes() for path in kept.iterdir()} == files
    assert desk.get()["works"] == []
    desk.get("/port-2021", status=422)
    kept.replace(folder)
    assert [one["work"] for one in desk.get()["works"]] == ["port-2021"]
    (folder / "manifest.toml").write_bytes(files["manifest.toml"].replace(b"draft = true\n", b""))
    assert "promised" in desk.post("/port-2021/put-away", status=422)["error"]["says"]
    assert folder.is_dir()


def test_words_and_bodies_get_entries(desk: Desk) -> None:
    folder = desk.root / "seeds" / "port-2021"
    text = (
        "某市港口规划\n一、目标\n发展AIoT，推进“两业融合”。\n（责任单位：市甲乙局、市财政局）\n"
        "二、任务\n建设AIoT，深化“两业融合”和“一次”。\n"
    )
    added = desk.client.post(
        "/token/api/works", files=[("files", ("b.txt", text.encode()))], data={"work": "aiot-2021"}
    ).json()
    assert added["works"] == ["aiot-2021"]
    words = desk.get("/aiot-2021/terms")
    assert [(one["word"], one["count"], one["lines"]) for one in words["terms"]] == [
        ("AIoT", 2, [3, 6]),
        ("两业融合", 2, [3, 6]),
    ]
    assert [(one["name"], one["line"]) for one in words["bodies"]] == [("市甲乙局", 4), ("市财政局", 4)]
    term = {"id": "aiot", "name": "人工智能物联网", "abbr": "AIoT", "english": "AIoT", "kind": words["kinds"][0]}
    refused = desk.post("/../terms", term, status=422)
    assert refused["error"]["file"] == "glossary.toml"
    assert not (desk.root / "seeds" / "glossary.toml").exists()
    desk.post("/../terms", {**term, "definition": "物联网与人工智能的结合。"})
    assert [one["word"] for one in desk.get("/aiot-2021/terms")["terms"]] == ["两业融合"]
    body = {"id": "jiayi", "name": "某市甲乙局", "also": "市甲乙局", "place": "上海市"}
    desk.post("/../bodies", body)
    assert 'also = ["市甲乙局"]' in (desk.root / "seeds" / "bodies.toml").read_text("utf-8")
    assert folder.is_dir()
