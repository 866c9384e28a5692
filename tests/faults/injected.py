"""Lets one command fail at each place where it changes the disk, one place after the other.

Python tells an audit hook (PEP 578) of every file that is opened for writing, renamed or deleted and of every folder
that is made, before it happens. So "each place" is known without marks in the code: the command runs in a fork of this
process, and at the nth such event the fork is killed as by `kill -9`, or is told that the disk is full. Then the
disk is looked at, the command runs again as a person would run it, and the disk is looked at once more.

`torn` lets the nth file be opened, and the fork be killed in the middle of writing it: from there on no file may grow
beyond `TORN` bytes, and the signal by which the system tells that (SIGXFSZ) ends the fork.

    python tests/faults/injected.py kill|full|torn SCENE FOLDER [STEP]

prints one JSON object: how many places there were, and what was wrong at which of them.
"""

from __future__ import annotations

import contextlib
import errno
import gc
import hashlib
import importlib
import io
import json
import os
import resource
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "unit" / "reading"))

import ghp_import
import typst
from word_files import make_parts, p, pack, r, relations

TEXT = "某市某某发展规划\n一、优化空间布局\n加快建设。\n二、培育龙头企业\n深化合作。\n"
CHANGES = frozenset({"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "subprocess.Popen"})
TORN = 20
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
FULL_DISK = 8
UNREACHED = 77  # exit code of a command that has ended well, and has not come to the place where it should fail

Files = dict[str, bytes]


def read_files(root: Path) -> Files:
    """All files below a folder but caches and locks, by name."""
    found: Files = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if (
            path.is_file()
            and not name.startswith((".build/works/", ".build/tmp/"))
            and not name.endswith((".lock", ".parts", "/downloads.json"))
        ):
            found[name] = path.read_bytes()
    lock = root / "anchors.lock"
    return found | ({"anchors.lock": lock.read_bytes()} if lock.is_file() else {})


def add_work(root: Path, work: str, text: str = TEXT) -> None:
    folder = root / "seeds" / work
    folder.mkdir(parents=True, exist_ok=True)
    data = text.encode("utf-8")
    (folder / "a.txt").write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    (folder / "manifest.toml").write_text(f'[[witness]]\nfile = "a.txt"\nsha256 = "{digest}"\nrole = "base"\n', "utf-8")


def write_site(root: Path, words: str) -> None:
    for name in (
        "offline.zip",
        "downloads/library.sqlite",
        "downloads/one.pdf",
        "plans/one/data.json",
        "plans/report.json",
    ):
        path = root / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{name} {words}", "utf-8")


@dataclass(frozen=True)
class Scene:
    """A command and what its disk may look like.

    Attributes:
        before: makes the disk's good state before, in an empty folder.
        change: makes the command have something to do.
        run: the command; returns its exit code.
        is_whole: whether files that a failing run has left are a good state, told the states before and after.
        again: exit codes of the next run that are right.
        read: the files by which the disk is judged.
        sends: whether the command hands files on to another program, so that each one it reads is a place, too.
    """

    before: Callable[[Path], None]
    change: Callable[[Path], None]
    run: Callable[[Path], int]
    is_whole: Callable[[Files, Files, Files], bool]
    again: frozenset[int] = frozenset({0})
    read: Callable[[Path], Files] = read_files
    sends: bool = False


def run_command(*arguments: str) -> Callable[[Path], int]:
    def run(root: Path) -> int:
        from build_tools.cli import main

        return main([argument.replace("ROOT", str(root)) for argument in arguments])

    return run


def make_pdfs(root: Path) -> int:
    """`pdf`, with a compiler that is quick."""
    from build_tools import cli
    from build_tools.commands import printing

    printing.compile_apart = lambda source, _fonts: source.text.encode("utf-8")
    printing.prove_pdf = lambda *_told: None  # what is quick to make is no PDF
    printing.count_pages = lambda _path: 1
    return cli.main(["pdf", "--quiet", "--jobs", "1", "--project", str(root)])


def below(files: Files, folder: str) -> Files:
    return {name: data for name, data in files.items() if name.startswith(folder)}


def is_one_release(now: Files, old: Files, new: Files) -> bool:
    return below(now, "dist/") in (below(old, "dist/"), below(new, "dist/"))


def is_one_work_more_or_none(now: Files, old: Files, new: Files) -> bool:
    works = {name: data for name, data in now.items() if name.startswith("seeds/") and "/.adding-" not in name}
    return works in (below(old, "seeds/"), below(new, "seeds/"))


def is_each_file_whole(now: Files, old: Files, new: Files) -> bool:
    """A page is the old or the new one, never half of it; what begins with a dot is no page."""
    pages = {name: data for name, data in now.items() if not name.rpartition("/")[2].startswith(".")}
    return all(data in (old.get(name), new.get(name)) for name, data in pages.items())


def is_each_book_whole(now: Files, old: Files, new: Files) -> bool:
    """The list of what the books were made from grows with each; the books themselves are old or new."""
    books = {name: data for name, data in now.items() if name.endswith(".pdf")}
    json.loads(now.get(".build/pdf/keys.json", b"{}"))
    return is_each_file_whole(books, old, new)


def write_first(root: Path) -> None:
    add_work(root, "one")
    (root / "docs").mkdir()
    (root / "docs/index.md").write_text("# 首页\n<!-- plans:start -->\n<!-- plans:end -->\n", "utf-8")


def start_release(root: Path) -> None:
    write_site(root, "old")
    run_command("release", "--quiet", "--project", "ROOT")(root)


def start_add(root: Path) -> None:
    add_work(root, "one")
    (root / "new.txt").write_text(TEXT + "三、深化开放\n", "utf-8")


def make_word_file() -> bytes:
    """Return a Word file with a picture."""
    parts = make_parts(
        p("某市某某发展规划"),
        p("一、优化空间布局"),
        p(r(content='<w:drawing><a:blip r:embed="r9"/></w:drawing>')),
        p("二、培育龙头企业"),
    )
    rels = relations({"r9": ("image", "media/image1.png")})
    picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (9).to_bytes(4) * 2 + bytes(60)
    return pack({**parts, "word/_rels/document.xml.rels": rels, "word/media/image1.png": picture})


ADD_WORD = run_command("add", "ROOT/new.docx", "--work", "new", "--project", "ROOT")


def start_word(root: Path) -> None:
    add_work(root, "one")
    (root / "new.docx").write_bytes(make_word_file())


def start_pdf(root: Path) -> None:
    add_work(root, "one")
    (root / "new.pdf").write_bytes(bytes(typst.compile((TEXT * 3).replace("\n", "\n\n").encode())))


def git(folder: Path, *arguments: str) -> bytes:
    return subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=True).stdout


def start_deploy(root: Path) -> None:
    """Make a repository whose site has been deployed once."""
    git(root, "init", "-q", "--bare", "origin.git")
    git(root, "init", "-q", "work")
    git(root / "work", "remote", "add", "origin", "../origin.git")
    for key in ("user.name", "user.email"):
        git(root / "work", "config", key, "nobody@example.org")
    write_site(root / "work", "old")
    assert run_apart(root, deploy) == 0


def deploy(root: Path) -> int:
    """Run what `make deploy` runs after the site is built."""
    makefile = (Path(__file__).resolve().parents[2] / "Makefile").read_text("utf-8")
    os.chdir(root / "work")
    sys.argv = shlex.split(makefile.partition("@$(PY) -m ghp_import")[2].partition("\n")[0])
    sys.argv.insert(0, "ghp_import")
    ghp_import.main()
    return 0


def read_deployed(root: Path) -> Files:
    """Return what readers of the deployed branch are given."""
    names = git(root / "origin.git", "ls-tree", "-r", "-z", "--name-only", "gh-pages").decode().split("\0")
    return {name: git(root / "origin.git", "show", f"gh-pages:{name}") for name in names if name}


def start_reread(root: Path) -> None:
    """Make a work whose reading is that of an older reader."""
    start_word(root)
    with contextlib.redirect_stdout(io.StringIO()):  # what this program prints is its finding
        ADD_WORD(root)
    folder = root / "seeds" / "new"
    reading, manifest = folder / "new.docx.reading.jsonl", folder / "manifest.toml"
    old = reading.read_bytes()
    reading.write_bytes(old.replace(b'"docx ', b'"docx 0.'))
    digests = [hashlib.sha256(data).hexdigest() for data in (old, reading.read_bytes())]
    manifest.write_text(manifest.read_text("utf-8").replace(*digests), "utf-8")


def is_one_reading(now: Files, old: Files, new: Files) -> bool:
    """The manifest names the old reading or the new one, and that is there."""
    told = now["seeds/new/manifest.toml"]
    state = next((state for state in (old, new) if told == state["seeds/new/manifest.toml"]), {})
    return bool(state) and all(now.get(name) == data for name, data in below(state, "seeds/").items())


ACCEPTED = "seeds/one/accepted.toml"
CONVERT = run_command("convert", "--quiet", "--jobs", "1", "--project", "ROOT")
SCENES = {
    "release": Scene(
        start_release,
        lambda root: write_site(root, "new"),
        run_command("release", "--quiet", "--project", "ROOT"),
        is_one_release,
    ),
    "add": Scene(
        start_add,
        lambda _root: None,
        run_command("add", "ROOT/new.txt", "--work", "new", "--project", "ROOT"),
        is_one_work_more_or_none,
        # 3: it is there already, whole.
        frozenset({0, 3}),
    ),
    "add a Word file": Scene(start_word, lambda _root: None, ADD_WORD, is_one_work_more_or_none, frozenset({0, 3})),
    "add a PDF": Scene(
        start_pdf,
        lambda _root: None,
        run_command("add", "ROOT/new.pdf", "--work", "new", "--project", "ROOT"),
        is_one_work_more_or_none,
        frozenset({0, 3}),
    ),
    "deploy": Scene(
        start_deploy,
        lambda root: write_site(root / "work", "new"),
        deploy,
        lambda now, old, new: now in (old, new),
        read=read_deployed,
        sends=True,
    ),
    "reread": Scene(
        start_reread,
        lambda _root: None,
        run_command("reread", "new", "--reason", "读取器有改进", "--project", "ROOT"),
        is_one_reading,
    ),
    "accept": Scene(
        lambda root: (write_first(root), CONVERT(root))[0],  # type: ignore[func-returns-value]
        lambda root: add_work(root, "one", TEXT.replace("深化合作", "深化开放")),
        run_command("accept", "one", "s2-para1", "--reason", "原文如此", "--project", "ROOT"),
        lambda now, _old, new: now.get(ACCEPTED) in (None, new[ACCEPTED]),
    ),
    "first convert": Scene(write_first, lambda _root: None, CONVERT, is_each_file_whole),
    "convert": Scene(
        lambda root: (write_first(root), CONVERT(root))[0],  # type: ignore[func-returns-value]
        lambda root: add_work(root, "two", TEXT + "三、深化开放\n"),
        CONVERT,
        is_each_file_whole,
    ),
    "pdf": Scene(
        lambda root: (write_first(root), make_pdfs(root))[0],  # type: ignore[func-returns-value]
        lambda root: add_work(root, "one", TEXT.replace("深化合作", "深化开放")),
        make_pdfs,
        is_each_book_whole,
    ),
}


def run_apart(root: Path, run: Callable[[Path], int], way: str = "", at: int = 0, *, sends: bool = False) -> int:
    """Run a command in a fork whose `at`th change of the disk fails.

    Returns:
        its exit code, or minus the signal; UNREACHED where it ended well and changed the disk less often.
    """
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    os.setpgid(0, 0)  # a kill ends what the command has started, too
    seen = 0

    def watch(event: str, details: tuple[object, ...]) -> None:
        nonlocal seen
        if event == "open":
            path, _, flags = details
            changes = isinstance(flags, int) and (flags & WRITING or sends)
            if not changes or isinstance(path, int) or not Path(str(path)).absolute().is_relative_to(root):
                return
        elif way == "torn" or event not in CHANGES or (way == "full" and event != "os.mkdir"):
            return
        seen += 1
        if seen == at and way == "kill":
            os.killpg(0, signal.SIGKILL)
        if seen == at and way == "torn":
            signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
            resource.setrlimit(resource.RLIMIT_FSIZE, (TORN, TORN))
        # Once full, a disk stays full.
        if seen >= at and way == "full":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(details[0]))

    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    code = 70
    with contextlib.suppress(BaseException):
        if at:
            sys.addaudithook(watch)
        code = run(root)
    os._exit(UNREACHED if code == 0 and seen < at else code)


def try_all(way: str, scene: Scene, folder: Path, step: int = 1) -> dict[str, object]:
    """Fail at every place of a scene, or at every `step`th; return how many there are and what was wrong."""
    start, root = folder / "start", folder / "root"
    start.mkdir(parents=True)
    scene.before(start)
    before = scene.read(start)
    scene.change(start)

    def set_up() -> None:
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(start, root)

    set_up()
    import_all(scene, root, folder / "loaded")
    after = scene.read(root)
    # What has been converted need not be converted a hundred times.
    if (root / ".build/works").is_dir():
        shutil.copytree(root / ".build/works", start / ".build/works", dirs_exist_ok=True)
    faults: list[str] = []
    at = 1 - step
    while True:
        at += step
        set_up()
        code = run_apart(root, scene.run, way, at, sends=scene.sends)
        if code == UNREACHED:
            break
        if code == 0:  # a cache that cannot be written costs time and no more; some files are shorter than what is torn
            if scene.read(root) != after:
                faults.append(f"{at}: exit 0, and the disk is not as it should be")
            continue
        if way == "full" and code != FULL_DISK:
            faults.append(f"{at}: exit {code} on a full disk")
        now = scene.read(root)
        if not scene.is_whole(now, before, after):
            faults.append(f"{at}: what is left is neither old nor new")
        if way == "full" and (left := [n for n in now if "/." in f"/{n}" and n not in before and n not in after]):
            faults.append(f"{at}: a full disk leaves {left}")
        code = run_apart(root, scene.run)
        if code not in scene.again or scene.read(root) != after:
            faults.append(f"{at}: the next run ends with {code} and does not heal it")
    return {"places": at - 1, "faults": faults}


def import_all(scene: Scene, root: Path, loaded: Path) -> None:
    """Run a command in a fork, and load here what it has loaded there: no later fork has to, or looks through it."""
    importlib.import_module("build_tools.cli")

    def run(root: Path) -> int:
        code = scene.run(root)
        loaded.write_text("\n".join(sys.modules), "utf-8")
        return code

    assert run_apart(root, run) == 0
    for name in loaded.read_text("utf-8").split("\n"):
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    gc.freeze()


if __name__ == "__main__":
    told = try_all(
        sys.argv[1], SCENES[sys.argv[2]], Path(sys.argv[3]).resolve(), int(sys.argv[4] if len(sys.argv) > 4 else 1)
    )
    sys.stdout.write(json.dumps(told, ensure_ascii=False))
