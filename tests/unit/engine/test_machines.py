"""The same bytes wherever works are converted: here, in pools, on a cluster, in shards; whatever is killed."""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import signal
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from build_tools import cli
from build_tools.commands.writing import write_conversion
from build_tools.engine.cluster import Cluster, open_client
from build_tools.engine.folders import Project
from build_tools.engine.parcels import Delivery, Parcel, do_parcel, lose_parcel, send
from build_tools.engine.project import convert_project
from build_tools.engine.shards import Shard, convert_shard, merge_shards
from build_tools.engine.tasks import Outcome, lose_task
from build_tools.engine.workers import Workers
from build_tools.errors import ManifestError, PublisherError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from distributed import Client

    from build_tools.engine.tasks import Mapper

WORKS = 20
BAD = "work-07"  # cannot be converted, and says so in the same words everywhere


def write_library(root: Path) -> Project:
    """A small library whose works cite each other and use a term."""
    (root / "mkdocs.yml").write_text("site_name: x\n", "utf-8")
    (root / "seeds").mkdir()
    (root / "seeds" / "glossary.toml").write_text(
        '[[term]]\nid = "plc"\nname = "可编程控制器"\nenglish = "PLC"\n'
        'definition = "一种装置。"\nbasis = "《甲》"\nkind = "hardware"\n',
        "utf-8",
    )
    for number in range(WORKS):
        folder = root / "seeds" / f"work-{number:02}"
        folder.mkdir()
        cited = f"落实《甲市第{number or 9}号产业发展规划》。"
        data = f"甲市第{number + 1}号产业发展规划\n一、布局\n推广可编程控制器。\n二、依据\n{cited}\n".encode()
        (folder / "a.txt").write_bytes(data)
        digest = hashlib.sha256(data if folder.name != BAD else b"").hexdigest()
        (folder / "manifest.toml").write_text(
            f'[[witness]]\nfile = "a.txt"\nsha256 = "{digest}"\nrole = "base"\n', "utf-8"
        )
    return Project(root)


def hash_tree(project: Project) -> str:
    """Of all that a conversion writes: path and bytes of each file below docs/, and the lock."""
    paths = [path for path in project.docs.rglob("*") if path.is_file()]
    told = [(path.relative_to(project.root).as_posix(), path.read_bytes()) for path in (*paths, project.lock)]
    return hashlib.sha256(repr(sorted(told)).encode()).hexdigest()


def convert(root: Path, mapper: Mapper) -> tuple[str, list[str]]:
    """Write a library and convert it; return the tree's hash, and why works failed."""
    project = write_library(root)
    conversion = convert_project(project, mapper=mapper)
    write_conversion(project, conversion)
    return hash_tree(project), [str(error).replace(str(root), "") for error in conversion.errors]


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[str]]:
    """What the built-in map gives."""
    made = convert(tmp_path_factory.mktemp("here"), map)
    assert [error.split(":")[0] for error in made[1]] == [f"/seeds/{BAD}/manifest.toml"]
    return made


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    """Two workers of Dask's, each with a folder of its own."""
    with open_client("", 2) as client:
        yield client


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_a_pool_gives_the_same_bytes(jobs: int, tmp_path: Path, expected: tuple[str, list[str]]) -> None:
    assert convert(tmp_path, Workers(jobs, lose_task)) == expected


def test_a_cluster_gives_the_same_bytes_and_keeps_the_same(
    tmp_path: Path, client: Client, expected: tuple[str, list[str]]
) -> None:
    folders = client.run(lambda dask_worker: dask_worker.local_directory)
    assert len(set(folders.values())) == 2
    project = write_library(tmp_path)
    assert run("convert", "--project", str(tmp_path), "--scheduler", client.scheduler.address) == 3
    assert hash_tree(project) == expected[0]
    again: list[Outcome] = []
    convert_project(Project(tmp_path), progress=again.append)
    assert {outcome.work for outcome in again if not outcome.from_cache} == {BAD}


def test_a_worker_that_is_killed_costs_nothing(tmp_path: Path, client: Client, expected: tuple[str, list[str]]) -> None:
    class Killed(Cluster[Parcel, Delivery]):
        def _submit(self, *arguments: object) -> object:
            future = super()._submit(*arguments)  # type: ignore[arg-type]
            if not killed:
                killed.extend(client.run(os.getpid).values())
                os.kill(killed[0], signal.SIGKILL)
            return future

    killed: list[int] = []
    assert convert(tmp_path, send(Killed(client, lose_parcel, batch=2))) == expected
    assert killed


def test_a_piece_that_kills_its_worker_costs_itself_alone(client: Client) -> None:
    cluster: Cluster[int, str | None] = Cluster(client, lambda number: f"lost {number}", batch=2)
    pieces = [signal.SIGWINCH, signal.SIGKILL, signal.SIGWINCH]
    assert list(cluster(signal.raise_signal, pieces)) == [None, "lost 9", None]


@pytest.fixture
def parcels(tmp_path: Path) -> list[Parcel]:
    """What is sent to a cluster, of which nothing comes back."""
    sent: list[Parcel] = []

    def lose_all(_: object, given: Iterable[Parcel]) -> Iterator[Delivery]:
        for parcel in given:
            sent.append(parcel)
            yield lose_parcel(parcel)

    conversion = convert_project(write_library(tmp_path), mapper=send(lose_all))
    assert len(conversion.errors) == WORKS
    return sent


def test_another_version_on_a_worker_is_told(parcels: list[Parcel]) -> None:
    error = do_parcel(replace(parcels[0], code="another")).outcome.error
    assert str(error).startswith("work-00: a worker of the cluster has another version of the program")


def test_no_parcel_names_a_path_of_this_machine(tmp_path: Path, parcels: list[Parcel]) -> None:
    assert len(parcels) == WORKS
    assert not any(str(tmp_path).encode() in pickle.dumps(parcel) for parcel in parcels)


def test_what_comes_back_damaged_is_not_kept(tmp_path: Path) -> None:
    def damage(function: Callable[[Parcel], Delivery], given: Iterable[Parcel]) -> Iterator[Delivery]:
        for delivery in map(function, given):
            yield replace(delivery, kept=tuple((stage, digest, b"x") for stage, digest, _ in delivery.kept))

    project = write_library(tmp_path)
    with pytest.raises(PublisherError, match="what a worker made of work-00 came back damaged"):
        convert_project(project, mapper=send(damage))
    assert list(project.cache.glob("work-*")) == []


def run(*arguments: str) -> int:
    return cli.main([*arguments, "--quiet"])


@pytest.mark.parametrize("total", [2, 40])
def test_shards_give_the_same_bytes(
    total: int, tmp_path: Path, expected: tuple[str, list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    project = write_library(tmp_path)
    place = ("--project", str(tmp_path))
    outs = [tmp_path / "out" / str(number % 2) for number in range(1, total + 1)]
    codes = [run("convert", *place, "--shard", f"{n}/{total}", "--out", str(out)) for n, out in enumerate(outs, 1)]
    assert [code for code in codes if code] == [3]
    assert run("merge", *place, str(outs[0]), str(outs[1])) == 3
    assert hash_tree(project) == expected[0]
    assert BAD in capsys.readouterr().err


def test_a_shard_that_was_killed_is_named_and_a_rerun_does_the_rest(tmp_path: Path) -> None:
    project = write_library(tmp_path)
    shards = [Shard(project.root, number, 2, tmp_path / "out") for number in (1, 2)]
    convert_shard(shards[0], map, lambda _: None)
    done: list[Outcome] = []

    def be_killed(outcome: Outcome) -> None:
        done.append(outcome)
        if len(done) == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        convert_shard(shards[1], map, be_killed)
    with pytest.raises(ManifestError, match="1 of 2 shards are not complete: 2"):
        merge_shards(project, [tmp_path / "out"])
    again: list[Outcome] = []
    convert_shard(shards[1], map, again.append)
    assert [outcome.work for outcome in again if outcome.from_cache] == [
        outcome.work for outcome in done if outcome.error is None
    ]
    assert len(again) == WORKS / 2
    assert merge_shards(project, [tmp_path / "out"]) == WORKS - 1


def test_a_shard_of_another_version_is_not_merged(tmp_path: Path) -> None:
    project = write_library(tmp_path)
    shard = Shard(project.root, 1, 1, tmp_path / "out")
    convert_shard(shard, map, lambda _: None)
    told = json.loads(shard.marker.read_text("utf-8"))
    shard.marker.write_text(json.dumps(told | {"code": "another"}), "utf-8")
    with pytest.raises(ManifestError, match="this shard was made by another version of the program"):
        merge_shards(project, [shard.out])
    shard.marker.write_text("{", "utf-8")
    with pytest.raises(ManifestError, match="the marker is damaged"):
        merge_shards(project, [shard.out])


def test_shards_of_two_runs_are_not_merged(tmp_path: Path) -> None:
    project = write_library(tmp_path)
    for total in (1, 2):
        convert_shard(Shard(project.root, 1, total, tmp_path / "out"), map, lambda _: None)
    with pytest.raises(ManifestError, match="there are shards of 1, 2"):
        merge_shards(project, [tmp_path / "out"])
    with pytest.raises(ManifestError, match="there is no complete shard here"):
        merge_shards(project, [tmp_path])


@pytest.mark.parametrize("shard", ["0/4", "5/4", "1", "a/b"])
def test_a_share_that_cannot_be_is_refused(shard: str) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.main(["convert", "--shard", shard, "--out", "x"])
    assert caught.value.code == 2


def test_a_shard_goes_to_a_folder_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["convert", "--shard", "1/2"]) == 3
    assert "remedy: give both --shard 3/40 and --out DIR" in capsys.readouterr().err


def test_a_cluster_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("build_tools.engine.cluster._PATIENCE", 0.2)
    with pytest.raises(PublisherError, match="no worker answers at tcp:"), open_client("tcp://127.0.0.1:9", 0):
        pass
