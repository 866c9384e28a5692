"""README, Makefile, requirements and code say the same."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

import build_tools
from build_tools.cli import main

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"

CODE_RE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
MAKE_RE = re.compile(r"\bmake ([a-z][a-z-]*)")
COMMAND_RE = re.compile(r"(?:python3? -m build_tools|plan-publisher) ([a-z][a-z-]*)")
TARGET_RE = re.compile(r"^([a-z][a-z-]*):(.*)$", re.MULTILINE)
REQUIREMENT_RE = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)

# A path that exists on one machine only; what precedes it shows that it is no part of a longer address.
MACHINE_PATH_RE = re.compile(r"(?<![\w.}>\])*-])/(?:home|Users|root|work|workspace|opt|mnt|srv)/\w")

TEXT_SUFFIXES = {
    "",
    ".cfg",
    ".css",
    ".html",
    ".in",
    ".js",
    ".md",
    ".py",
    ".sh",
    ".toml",
    ".txt",
    ".yaml",
    ".yml",
}
NOT_OURS = {".git", ".venv", "seeds", "site"}


def read_code(path: Path) -> str:
    """The code blocks and code spans of a Markdown file: prose may say "make sure"."""
    return "\n".join(CODE_RE.findall(path.read_text(encoding="utf-8")))


def list_targets() -> dict[str, bool]:
    """Makefile target → whether `make help` shows it."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return {name: "## " in rest for name, rest in TARGET_RE.findall(makefile)}


def list_names(path: Path) -> set[str]:
    """Normalised names of the packages that a compiled requirements file pins."""
    return {normalise(name) for name in REQUIREMENT_RE.findall(path.read_text(encoding="utf-8"))}


def normalise(requirement: str) -> str:
    name = re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", name).lower()


def list_our_files() -> list[Path]:
    """Files that people of the project write, caches and generated pages left out."""
    found = []
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        hidden = any(part.startswith(".") and part not in {".ci", ".github"} for part in parts[:-1])
        ours = parts[0] not in NOT_OURS and parts[:2] != ("docs", "plans") and "__pycache__" not in parts
        if ours and not hidden and path.is_file() and path.suffix in TEXT_SUFFIXES:
            found.append(path)
    return found


def test_readme_is_there() -> None:
    assert README.is_file()


@pytest.mark.parametrize("name", sorted(path.name for path in ROOT.glob("*.md")))
def test_make_targets_named_in_documents_exist(name: str) -> None:
    assert set(MAKE_RE.findall(read_code(ROOT / name))) - set(list_targets()) == set()


def test_readme_names_every_target_that_help_lists() -> None:
    shown = {name for name, is_shown in list_targets().items() if is_shown}
    assert shown - set(MAKE_RE.findall(read_code(README))) == set()


@pytest.mark.parametrize(("name", "language"), [("README.md", "en"), ("README.zh.md", "zh")])
def test_the_example_of_the_readme_is_what_the_program_prints(
    name: str, language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    readme = (ROOT / name).read_text("utf-8")
    page, outline = (re.search(rf"```{kind}\n(.*?)```", readme, re.DOTALL) for kind in ("html", "text"))
    assert page is not None
    assert outline is not None
    (tmp_path / "page.html").write_text(page[1], "utf-8")
    assert main(["--lang", language, "outline", str(tmp_path / "page.html")]) == 0
    assert capsys.readouterr().out.strip() == outline[1].strip()


def test_help_lists_the_targets() -> None:
    shown = {name for name, is_shown in list_targets().items() if is_shown}
    told = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert set(re.findall(r"^ +make ([a-z-]+) ", told, re.MULTILINE)) == shown


def test_commands_named_in_documents_exist() -> None:
    named = {command for path in ROOT.glob("*.md") for command in COMMAND_RE.findall(read_code(path))}
    ended = {}
    for command in sorted(named):
        with pytest.raises(SystemExit) as caught:
            main([command, "--help"])
        ended[command] = caught.value.code
    assert ended == dict.fromkeys(named, 0)


@pytest.mark.parametrize("name", ["formats.md", "desk.md"])
def test_a_supplied_page_is_the_one_shown_here(name: str) -> None:
    supplied = (ROOT / "build_tools/publish/starter/pages" / name).read_text(encoding="utf-8")
    own = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert re.sub(r"<!-- From plan-publisher[^\n]*-->\n\n", "", supplied) == own


def test_versions_agree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == build_tools.__version__


def test_dependencies_are_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    site = list_names(ROOT / "requirements/site.txt")
    test = list_names(ROOT / "requirements/test.txt")
    assert {normalise(name) for name in project["dependencies"]} - site == set()
    assert {normalise(name) for name in project["optional-dependencies"]["test"]} - site - test == set()
    pdf = list_names(ROOT / "requirements/pdf.txt")
    assert {normalise(name) for name in project["optional-dependencies"]["pdf"]} - site - pdf == set()
    ocr = list_names(ROOT / "requirements/ocr.txt")
    assert {normalise(name) for name in project["optional-dependencies"]["ocr"]} - ocr == set()
    dask = list_names(ROOT / "requirements/dask.txt")
    assert {normalise(name) for name in project["optional-dependencies"]["dask"]} - dask == set()


@pytest.mark.parametrize("name", ["build.txt", "site.txt", "pdf.txt", "ocr.txt", "dask.txt", "test.txt"])
def test_requirements_are_hashed_and_name_no_index(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    pins = text.replace("\\\n", " ").splitlines()
    assert [pin for pin in pins if "==" in pin and "--hash=sha256:" not in pin] == []
    assert re.findall(r"://|--(?:extra-)?index-url|--find-links|--trusted-host", text) == []


def test_shared_packages_are_pinned_to_one_version() -> None:
    versions: dict[str, set[str]] = {}
    for name in ("site.txt", "pdf.txt", "ocr.txt", "dask.txt", "test.txt"):
        text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
        for package, version in re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", text, re.MULTILINE):
            versions.setdefault(package, set()).add(version)
    assert {package: found for package, found in versions.items() if len(found) > 1} == {}


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("see /home/anna/plans", True),
        ('open("/srv/plans/site")', True),
        ("docs/work/a", False),
        ("https://code.example/work/a", False),
        ("seeds/<work>/manifest.toml", False),
    ],
)
def test_machine_paths_are_recognised(text: str, is_one: bool) -> None:
    assert bool(MACHINE_PATH_RE.search(text)) == is_one


def test_no_file_names_a_path_of_one_machine() -> None:
    found = {
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in list_our_files()
        if path != Path(__file__)
        for match in MACHINE_PATH_RE.finditer(path.read_text(encoding="utf-8", errors="replace"))
    }
    assert found == set()


# A path in backquotes, as comments and docstrings name files: `build_tools/model/line.py`.
NAMED_PATH_RE = re.compile(r"`((?:[\w.-]+/)+[\w.-]+\.(?:py|toml|typ|css|js|json|md|sh|html))`")


def test_paths_named_in_the_program_exist() -> None:
    generated = {"glossary/terms.json"}
    missing = {
        f"{path.relative_to(ROOT)}: {name}"
        for folder in ("build_tools", "scripts", "benchmarks")
        for path in sorted((ROOT / folder).rglob("*.py"))
        for name in NAMED_PATH_RE.findall(path.read_text(encoding="utf-8"))
        if name not in generated
        and not any((base / name).exists() for base in (ROOT, ROOT / "build_tools", ROOT / "docs"))
    }
    assert missing == set()


def _outline(name: str) -> list[tuple[str, list[str], set[str]]]:
    """Of each section of a text: how deep it stands, its examples without their comments, and the code in its words."""
    sections = re.split(r"(?m)^(?=#{1,6} )", re.sub(r"(?m)(?<!^) +# .*$", "", (ROOT / name).read_text("utf-8")))
    told = []
    for section in sections[1:]:
        examples = re.findall(r"(?s)```.*?```", section)
        words = re.sub(r"(?s)```.*?```", "", section)
        told.append(
            (section.split(" ", 1)[0], examples, {" ".join(code.split()) for code in re.findall(r"`([^`]+)`", words)})
        )
    return told


def test_both_guides_for_contributors_say_the_same() -> None:
    english, chinese = _outline("CONTRIBUTING.md"), _outline("CONTRIBUTING.zh.md")
    assert [depth for depth, _, _ in english] == [depth for depth, _, _ in chinese]
    for (_, examples, code), (_, other_examples, other_code) in zip(english, chinese, strict=True):
        assert examples == other_examples
        assert code ^ other_code == set()
