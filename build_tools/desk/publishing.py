"""A work that is right → what it promises, and its publication: no draft, anchors locked, a commit prepared.

Nothing is committed and nothing leaves the machine.
"""

from build_tools.commands.writing import write_conversion
from build_tools.desk.editing import end_draft
from build_tools.desk.journal import Journal
from build_tools.desk.view import Json, View
from build_tools.engine.conversion import keep_last_editions
from build_tools.engine.folders import Project
from build_tools.engine.git import ask_git
from build_tools.engine.project import convert_project
from build_tools.errors import ManifestError
from build_tools.messages import _
from build_tools.model.generated import GENERATED
from build_tools.model.verdict import VerdictKind
from build_tools.publish.docs import write_whole
from build_tools.publish.take_in import NAMELESS

_MANIFEST = "manifest.toml"


def foresee(project: Project, view: View) -> Json:
    """Return what publishing a work promises and writes."""
    work, title = view.manifest.work, view.edition.title
    message = _("Publish {title}", title=title) + f"\n\nseeds/{work}\n" + _("{count} anchors", count=len(view.anchors))
    return {
        "draft": view.manifest.draft,
        "verdict": view.verdict,
        "made_up": work.startswith(NAMELESS),
        "promises": [str(anchor) for anchor in view.anchors],
        "files": _list_paths(project, work),
        "message": message,
        "git": ask_git(project.root, "rev-parse", "--is-inside-work-tree").strip() == "true",
    }


def publish_work(project: Project, view: View, journal: Journal, *, is_sure: bool) -> Json:
    """Take the mark of a draft from a work, convert the library, lock its anchors, and stage what was written.

    Args:
        project: the library.
        view: the work.
        journal: of the work; the mark is put back where a promise would break.
        is_sure: whatever the verdict.

    Raises:
        PublisherError: the verdict is not clean, the work cannot be converted, or an anchor would break.
    """
    if view.verdict != VerdictKind.CLEAN and not is_sure:
        raise ManifestError(
            _("there are places to look at: {count}", count=len(view.doubts)),
            remedy=_("decide them first; or say that it is to be published all the same"),
        )
    told = foresee(project, view)
    folder = project.seeds / view.manifest.work
    before = (folder / _MANIFEST).read_text("utf-8")
    after = end_draft(before)
    journal.change({_MANIFEST: before}, {_MANIFEST: after})
    try:
        conversion = convert_project(project)
        if failure := conversion.failures.get(view.manifest.work):
            raise failure
        write_conversion(project, conversion)
    except BaseException:
        if after != before:
            journal.undo()
        raise
    keep_last_editions(project, conversion)
    if not told["git"]:
        return {**told, "draft": False, "command": ""}
    for path in _list_paths(project, view.manifest.work):
        ask_git(project.root, "add", "--", path)
    note = project.root / ".build" / "desk" / "message.txt"
    write_whole(note, f"{told['message']}\n".encode())
    staged = ask_git(project.root, "-c", "core.quotePath=false", "diff", "--cached", "--name-only", "--relative")
    command = f"git commit -F {note.relative_to(project.root).as_posix()}"
    return {**told, "draft": False, "files": staged.split("\n")[:-1], "command": command}


def _list_paths(project: Project, work: str) -> list[str]:
    """Return what is staged: the work, the tables beside the works, the lock, and what is generated of docs/."""
    own = [project.seeds / work, *sorted(project.seeds.glob("*.toml")), project.lock]
    made = [project.docs / name for name in GENERATED]
    paths = [*own, *(path for path in (*made, project.home, project.changes) if path.exists())]
    return [path.relative_to(project.root).as_posix() for path in paths]
