"""Nobody but the person of this machine is answered, and no answer can do harm in a browser."""

from __future__ import annotations

import pytest

from tests.unit.desk.conftest import Desk

GOOD = {"host": "127.0.0.1:8123"}


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/token/", GOOD, 200),
        ("/token/", {"host": "localhost:8123"}, 200),
        ("/token/", {**GOOD, "origin": "http://127.0.0.1:8123"}, 200),
        ("/", GOOD, 404),
        ("/token", GOOD, 404),
        ("/wrong/api/works", GOOD, 404),
        ("/tokenx/", GOOD, 404),
        ("/token/", {"host": "evil.example:8123"}, 403),
        ("/token/", {"host": "127.0.0.1:80"}, 403),
        ("/token/", {"host": "127.0.0.1"}, 403),
        ("/token/api/works", {**GOOD, "origin": "https://evil.example"}, 403),
        ("/token/api/works", {**GOOD, "origin": "null"}, 403),
        ("/token/api/works", {**GOOD, "sec-fetch-site": "cross-site"}, 403),
        ("/token/page/../app.py", GOOD, 404),
        ("/token/page/%2e%2e/app.py", GOOD, 404),
        ("/token/page/..%2fapp.py", GOOD, 404),
        ("/token/page//etc/passwd", GOOD, 404),
        ("/token/api/works/..%2f..%2fetc", GOOD, 404),
        ("/token/api/works/..", GOOD, 404),
    ],
)
def test_who_is_answered(desk: Desk, path: str, headers: dict[str, str], status: int) -> None:
    answer = desk.client.get(path, headers=headers)
    assert answer.status_code == status
    if status != 200:
        assert {"says", "remedy"} <= answer.json()["error"].keys()


def test_a_work_is_one_that_is_listed(desk: Desk) -> None:
    for name in ("nothing", ".adding-x", "port-2021%00", "a" * 5000, "port-2021%2f..%2fport-2021"):
        assert desk.client.get(f"/token/api/works/{name}").status_code in (404, 422)


def test_methods_and_sizes(desk: Desk) -> None:
    assert desk.client.put("/token/api/works").status_code == 405
    huge = {"content-length": str(300 * 10**6), **GOOD}
    assert desk.client.post("/token/api/works/port-2021/change", headers=huge).status_code == 413
    chunks = desk.client.post("/token/api/works/port-2021/change", content=iter([b"{}"]))
    assert chunks.status_code == 411


def test_every_answer_forbids_what_it_does_not_need(desk: Desk) -> None:
    for path in ("/token/", "/token/api/works", "/wrong/", "/token/api/works/port-2021"):
        headers = desk.client.get(path).headers
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "no-referrer"
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy


def test_a_body_that_is_no_object_is_told(desk: Desk) -> None:
    for body in (b"", b"[1]", b"{", b'"x"', b"\xff\xfe"):
        answer = desk.client.post("/token/api/works/port-2021/change", content=body)
        assert answer.status_code == 422
        assert answer.json()["error"]["remedy"]
