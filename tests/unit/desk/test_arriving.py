"""Files are dropped: works come of them, what cannot be read is refused by name, nothing is written elsewhere."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from tests.unit.desk.conftest import PORT, Desk

OTHER = PORT.replace("港口", "公路").replace("码头", "路面")


def drop(desk: Desk, files: list[tuple[str, bytes]], **fields: str) -> Any:
    answer = desk.client.post("/token/api/works", files=[("files", file) for file in files], data=fields)
    assert answer.status_code == 200, answer.text
    return answer.json()


def list_files(desk: Desk) -> list[str]:
    return sorted(path.relative_to(desk.root).as_posix() for path in desk.root.rglob("*") if path.is_file())


def test_a_file_becomes_a_draft(desk: Desk) -> None:
    assert drop(desk, [("road.txt", OTHER.encode())], work="road-2021") == {"works": ["road-2021"], "refused": []}
    assert [(one["work"], one["draft"]) for one in desk.get()["works"]] == [("port-2021", True), ("road-2021", True)]


def test_several_files_are_one_work_or_several(desk: Desk) -> None:
    plan, annex = OTHER.encode(), "附件1\n某市公路项目表\n一、高速\n修建高速公路。\n二、国道\n整修国道。\n".encode()
    assert drop(desk, [("a.txt", plan), ("b.txt", annex)], together="yes", work="road-2021")["works"] == ["road-2021"]
    assert [one["name"] for one in desk.get("/road-2021/source")["files"]] == ["a.txt", "b.txt"]
    assert desk.get("/road-2021/source")["files"][1]["lines"][0]["n"] == plan.decode().count("\n") + 1
    twice = drop(desk, [("c.txt", plan), ("d.txt", b"\0\1\2\3" * 100)])
    assert [one["file"] for one in twice["refused"]] == ["c.txt", "d.txt"]
    assert all(one["message"] and one["remedy"] for one in twice["refused"])


def test_files_of_one_name_are_all_taken_in(desk: Desk) -> None:
    other = OTHER.replace("公路", "铁路")
    assert len(drop(desk, [("a.txt", OTHER.encode()), ("a.txt", other.encode())])["works"]) == 2
    long = "某" * 130
    told = drop(desk, [(f"{long}{number}.txt", OTHER.replace("公路", f"{number}号路").encode()) for number in "甲乙"])
    assert len(told["works"]) == 2
    notice = "某市人民政府关于印发某市水路发展规划的通知\n各区：\n现将规划印发。\n"
    parts = [("a.txt", notice.encode()), ("a.txt", OTHER.replace("公路", "水路").encode())]
    assert drop(desk, parts, together="yes", work="water-2021")["works"] == ["water-2021"]
    assert len(desk.get("/water-2021/source")["files"]) == 2


def test_names_lead_nowhere_else(desk: Desk) -> None:
    before = set(list_files(desk))
    names = [
        "../../../evil.txt",
        "..\\..\\evil.txt",
        "/etc/evil.txt",
        "C:\\evil.txt",
        ".",
        "..",
        "evil\0.txt",
        "长" * 900,
    ]
    for number, name in enumerate(names):
        drop(desk, [(name, OTHER.replace("公路", f"公路{number}").encode())], work=f"road-{number}")
    drop(desk, [("a.txt", OTHER.encode())], work="../../evil")
    written = set(list_files(desk)) - before
    assert all(path.startswith(("seeds/road-", ".build/")) for path in written)


def test_a_bomb_is_refused(desk: Desk) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"0" * 300_000_000)
    told = drop(desk, [("a.zip", packed.getvalue())])
    assert told["works"] == []
    assert told["refused"][0]["file"] == "a.zip"


def test_too_many_files_and_no_form_are_told(desk: Desk) -> None:
    many = [("files", (f"{number}.txt", b"x")) for number in range(60)]
    answer = desk.client.post("/token/api/works", files=many)
    assert answer.status_code == 400
    assert "50 files" in answer.json()["error"]["remedy"]
    assert desk.post("", {}) == {"works": [], "refused": []}
