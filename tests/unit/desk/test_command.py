"""The command: it tells its address, answers there, and says why it cannot."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from build_tools import cli
from build_tools.desk.app import make_app
from build_tools.engine.folders import Project
from build_tools.messages import speaking
from tests.unit.desk.conftest import Desk

ROOT = Path(__file__).resolve().parents[3]


def test_the_desk_tells_its_address_and_answers_there(desk: Desk) -> None:
    command = [sys.executable, "-m", "build_tools", "desk", "--no-browser", "--lang", "en", "--project", str(desk.root)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        try:
            assert running.stdout is not None
            address = running.stdout.readline().split()[0]
            assert re.fullmatch(r"http://127\.0\.0\.1:\d+/[\w-]{32}/", address)
            with urllib.request.urlopen(f"{address}api/works", timeout=10) as answer:
                assert b"port-2021" in answer.read()
            with pytest.raises(urllib.error.HTTPError, match="404"):
                urllib.request.urlopen(f"{address[:-2]}/api/works", timeout=10)
        finally:
            running.send_signal(signal.SIGINT)
            told = running.communicate(timeout=10)
    assert running.returncode in (0, 130), told


def test_a_port_that_is_taken_is_told(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        with ThreadPoolExecutor(1) as pool:  # a browser's loop may run in this one
            assert (
                pool.submit(cli.main, ["desk", "--no-browser", "--port", port, "--project", str(desk.root)]).result()
                == 7
            )
    assert port in capsys.readouterr().err


def test_without_its_extra_it_says_what_to_install(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    assert cli.main(["desk", "--no-browser", "--project", str(desk.root)]) == 1
    assert "plan-publisher[desk]" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("told", "asked", "spoken"),
    [
        ("", {"lang": None, "browser": "zh"}, "zh"),
        ("en", {"lang": None, "browser": "zh"}, "en"),
        ("en", {"lang": "zh", "browser": "en"}, "zh"),
    ],
)
def test_a_reader_is_spoken_to_as_chosen_else_as_the_command_was_told(
    desk: Desk, told: str, asked: dict[str, str], spoken: str
) -> None:
    app = make_app(Project(desk.root), "token", language=told)
    with speaking("en"):  # and what others speak is as it was
        answer = TestClient(app, base_url="http://127.0.0.1:8123").post("/token/api/language", json=asked)
    assert answer.json() == {"lang": spoken}
