"""A work that fails while the site is built is left out, and the others are built without it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from build_tools.commands import building
from build_tools.commands.building import _add_pdfs, _list_downloads
from build_tools.engine.folders import Project
from build_tools.errors import OutputError, PublisherError, SiteError
from build_tools.publish.pdf_files import PdfStore


@dataclass
class Shown:
    """A conversion, as far as leaving out looks at it."""

    failures: dict[str, PublisherError] = field(default_factory=dict)
    shown: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


def blame(error: PublisherError, *works: str) -> PublisherError:
    error.works = works
    return error


# Where each fails: MkDocs on a page, the check of links, the proof of a book, and two works one behind the other.
FAILURES = {
    "MkDocs": [blame(SiteError("MkDocs refused a page", remedy="a"), "one")],
    "links": [blame(SiteError("a link leads nowhere", remedy="a"), "two")],
    "books": [blame(OutputError("a book is not what the edition says", remedy="a"), "one", "two")],
    "one after the other": [
        blame(SiteError("MkDocs refused a page", remedy="a"), "one"),
        blame(OutputError("a book is not what the edition says", remedy="a"), "two"),
    ],
}


def build(
    monkeypatch: pytest.MonkeyPatch, root: Path, errors: list[PublisherError], write: Any = lambda *_: None
) -> tuple[Any, list[set[str]]]:
    """Build a library of three works whose builds end with these errors; return what it shows, and each build's."""
    for work in ("one", "two", "three"):
        (root / "seeds" / work).mkdir(parents=True)
    left = list(errors)
    built: list[set[str]] = []

    def build_once(_project: Project, conversion: Shown, *_others: object) -> None:
        built.append(set(conversion.failures))
        if left:
            raise left.pop(0)

    def convert(failures: Mapping[str, PublisherError]) -> Shown:
        return Shown(dict(failures))

    monkeypatch.setattr(building, "_build_once", build_once)
    monkeypatch.setattr(building, "write_conversion", write)
    monkeypatch.setattr(building, "keep_last_editions", lambda *_: None)
    settings = building.BuildSettings(quiet=True, warn=print, jobs=1, whole=False)
    shown = building.build_library(
        Project(root), cast("Any", convert), cast("Any", Shown()), root / "site", settings, "", ()
    )
    return shown, built


@pytest.mark.parametrize("errors", FAILURES.values(), ids=FAILURES)
def test_what_fails_is_left_out_and_the_rest_built(
    errors: list[PublisherError], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shown, built = build(monkeypatch, tmp_path, errors)
    guilty = [set(error.works) for error in errors]
    assert built == [set().union(*guilty[:number]) for number in range(len(errors) + 1)]
    assert {work: error.message for work, error in shown.failures.items()} == {
        work: error.message for error in errors for work in error.works
    }


@pytest.mark.parametrize("works", [(), ("nobody",)])
def test_what_is_no_works_fault_ends_the_build(
    works: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with pytest.raises(SiteError, match="the template is broken"):
        build(monkeypatch, tmp_path, [blame(SiteError("the template is broken", remedy="a"), *works)])


def test_a_work_that_was_never_published_leaves_no_page_and_no_promise(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "docs/plans/two").mkdir(parents=True)
    (tmp_path / "anchors.lock").write_text("[two]\n", "utf-8")

    left: list[list[str]] = []

    def write(project: Project, conversion: Shown, *_: object) -> None:
        left.append([path.name for path in project.plans.iterdir()])
        for work in {"one", "two", "three"} - set(conversion.failures):
            (project.plans / work).mkdir(exist_ok=True)
            project.lock.write_text(project.lock.read_text("utf-8") + f"[{work}]\n", "utf-8")

    error = blame(OutputError("a page is not what the edition says", remedy="a"), "one", "two")
    build(monkeypatch, tmp_path, [error], write=write)
    assert left == [["two"], ["two"]]
    # What had been published stays as it was.
    assert sorted(path.name for path in (tmp_path / "docs/plans").iterdir()) == ["three", "two"]
    assert (tmp_path / "anchors.lock").read_text("utf-8") == "[two]\n[three]\n"


def test_volumes_are_offered_in_their_order_behind_the_works() -> None:
    names = [
        "collection.2021-10.pdf",
        "collection.2021-2.pdf",
        "collection.2020.pdf",
        "a.pdf",
        "collection.2020.zh-hant.pdf",
    ]
    found = [(one.work, one.script) for one in _list_downloads(["a"], {f"downloads/{name}": 1 for name in names})]
    volumes = ["collection.2020", "collection.2021-2", "collection.2021-10"]
    assert found == [*((name, "hans") for name in ("a", *volumes)), ("collection.2020", "hant")]


OTHERS = "binds other works than this site has, and is left out; run `plan-publisher pdf`"


@pytest.mark.parametrize(("works", "told"), [
    (["one", "two"], []),
    (["one"], [
        f"collection.2020.pdf {OTHERS}",
        f"collection.2021.pdf {OTHERS}",
        "two.pdf is of a work that this site does not have, and left out",
    ]),
    (["one", "three", "two"], [f"collection.2020.pdf {OTHERS}", f"collection.2021.pdf {OTHERS}"]),
])  # fmt: skip
def test_volumes_and_pdfs_of_other_works_than_the_library_has_are_left_out(
    works: list[str], told: list[str], tmp_path: Path
) -> None:
    store = PdfStore(tmp_path)
    for name in ("one", "two"):
        store.put(f"{name}.pdf", "key", b"")
    store.put("collection.2020.pdf", "key", b"", ("one",))
    store.put("collection.2021.pdf", "key", b"", ("two",))
    project = SimpleNamespace(pdfs=tmp_path)
    library: Any = SimpleNamespace(
        project=project, names=works, published=works, records=dict.fromkeys(works), key=lambda _name: ""
    )
    proofs: Any = SimpleNamespace(holds_pdf=lambda *_: True)
    assembly: Any = SimpleNamespace(take=lambda *_: False, put=lambda *_: None)
    assert _add_pdfs(library, proofs, assembly) == told
    proofs.holds_pdf = lambda *_: False
    assert "one.pdf is of an older text and left out; run `plan-publisher pdf`" in _add_pdfs(library, proofs, assembly)
