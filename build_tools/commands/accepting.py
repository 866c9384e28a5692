"""`accept WORK ANCHOR…`: a published clause may read otherwise from now on. `withdraw WORK`: nothing of it is promised.

The lock holds a hash of what stands at each anchor, so a word that is corrected at the beginning of a clause breaks the
promise. Where the correction is right, it is recorded with both texts and the reason in seeds/<work>/accepted.toml; the
lock follows with the next conversion.
"""

from collections.abc import Sequence

from build_tools.edition.lock import hash_anchors, join_lock, read_lock
from build_tools.engine.folders import Project, is_draft
from build_tools.engine.promise import read_held
from build_tools.errors import AnchorError, ManifestError
from build_tools.messages import _
from build_tools.model.acceptance import Acceptance, leads_on
from build_tools.model.anchor import Anchor
from build_tools.pipeline import convert_work
from build_tools.publish.docs import clear_unfinished, read_printed, write_whole
from build_tools.source.acceptances import FILE, read_acceptances, write_acceptance


def accept_changes(project: Project, work: str, anchors: Sequence[str], reason: str) -> list[Acceptance]:
    """Record that clauses of a work read otherwise on purpose; return what has been recorded.

    Raises:
        AnchorError: an anchor is not published, is gone, or its words have not changed.
    """
    folder = project.work_folder(work)
    locked = read_lock(project.lock.read_text("utf-8") if project.lock.is_file() else "").get(work, {})
    edition = convert_work(folder).base.edition
    current = hash_anchors(edition)
    known = read_acceptances(folder)
    accepted: list[Acceptance] = []
    for text in anchors:
        anchor = _parse(text)
        before, after = locked.get(anchor, ""), current.get(anchor, "")
        if not before or not after or before == after or leads_on(known, anchor, before, after):
            what = (
                _("is not published") if not before else _("is gone") if not after else _("reads as it was published")
            )
            raise AnchorError(
                f"{work}: {text} {what}",
                path=project.lock,
                remedy=_(
                    "run `convert` and take the anchors that it says lead to another text; for one that is gone"
                    " declare an alias in the manifest"
                ),
            )
        page = project.plans / work / f"{anchor.page or 'index'}.md"
        was = read_printed(page.read_text("utf-8"), anchor.id) if page.is_file() else ""
        reads = next((block.printed for block in edition.blocks if block.anchor == anchor), "")
        accepted.append(Acceptance(anchor, before, after, was, reads, reason))
    path = folder / FILE
    old = path.read_text("utf-8") if path.is_file() else ""
    clear_unfinished(path.parent)
    write_whole(path, "\n".join(filter(None, [old, *map(write_acceptance, accepted)])).encode("utf-8"))
    return accepted


def withdraw_work(project: Project, work: str) -> int:
    """Promise nothing of a work any more that is not here, or is a draft again; return how many anchors it had.

    Its name stays in the lock: it was withdrawn on purpose, whatever earlier commits say.

    Raises:
        ManifestError: the work is here, and no draft.
        AnchorError: it is not published.
    """
    folder = project.seeds / work
    if folder.exists() and not is_draft(folder):
        raise ManifestError(
            _("the work is still here"),
            path=folder,
            remedy=_(
                "move its folder out of seeds/, which you may want to keep; or write draft = true into its manifest,"
                " and it is a draft again"
            ),
        )
    sections = read_held(project.lock)
    if not (anchors := sections.get(work)) or work.endswith("/"):
        raise AnchorError(
            _("{work} is not published", work=work),
            path=project.lock,
            remedy=_("names of published works stand in brackets there"),
        )
    write_whole(project.lock, join_lock(sections | {work: ""}).encode("utf-8"))
    return len(anchors.split("\n"))


def _parse(text: str) -> Anchor:
    try:
        return Anchor.parse(text)
    except ValueError:
        raise AnchorError(
            _("{text!r} is no anchor", text=text), remedy=_('write it as the lock does: "s2-c3", "annex-1#s1"')
        ) from None
