"""What can go wrong, as types.

An exception here is a broken promise (text lost, an anchor lost, a file that cannot be read): it carries
data, says what to do next and ends the command. Problems in the content of a document are not exceptions
but `build_tools.model.report.Diagnostic` values that travel beside the result.
"""

import errno
import os
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from build_tools.messages import _

# A full disk and a full quota.
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})


class PublisherError(Exception):
    """Base of all errors that end a command.

    Attributes:
        message: what is wrong, one sentence.
        remedy: what the reader of the message can do about it.
        path: the file concerned, or None.
        line_no: its line, from 1, or None.
        works: names of the works whose fault it is, where that is known.
    """

    exit_code = 1
    works: tuple[str, ...] = ()

    def __init__(self, message: str, *, remedy: str, path: Path | None = None, line_no: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.path = path
        self.line_no = line_no

    def __reduce__(self) -> tuple[object, ...]:
        # By default an exception is made anew from its positional arguments alone, and another process fails at that.
        return _revive, (type(self), self.message, self.remedy), self.__dict__

    def __str__(self) -> str:
        place = ""
        if self.path is not None:
            place = f"{self.path}:{self.line_no}: " if self.line_no else f"{self.path}: "
        return _("{told}\n  remedy: {remedy}", told=place + self.message, remedy=self.remedy)


def _revive(kind: type[PublisherError], message: str, remedy: str) -> PublisherError:
    return kind(message, remedy=remedy)


def lack_package(package: str, extra: str, kind: type[PublisherError] = PublisherError) -> PublisherError:
    """Return that a package is not installed which comes with an extra of ours alone."""
    return kind(
        _("the package {package} is not installed", package=package),
        remedy=_('install it: `pip install "plan-publisher[{extra}]"` (in a clone, `".[{extra}]"`)', extra=extra),
    )


@contextmanager
def blame(work: str) -> Iterator[None]:
    """Let what fails inside say that it failed over this work, so that the others can go on without it.

    A full disk or a lack of memory is nobody's fault.
    """
    try:
        yield
    except (OSError, MemoryError):
        raise
    except Exception as error:
        failure = describe_failure(error, Path("seeds", work))
        failure.works = failure.works or (work,)
        raise failure from None


class DefectError(PublisherError):
    """The program itself failed, or the machine did."""

    exit_code = 8


class UnreadableSourceError(PublisherError):
    """A file cannot be read as text in any encoding that scrapes come in."""

    exit_code = 3


def unreadable(name: str, message: str, remedy: str) -> UnreadableSourceError:
    """Return the error of a file that came in as `name` and cannot be read."""
    return UnreadableSourceError(message, path=Path(name), remedy=remedy)


class ManifestError(PublisherError):
    """A manifest, emendation or alias file says something that cannot be used."""

    exit_code = 3


def not_unicode(path: Path, error: UnicodeDecodeError) -> ManifestError:
    """Return the error of a file that people write and that is not in UTF-8."""
    return ManifestError(
        _("this is not in UTF-8"),
        path=path,
        line_no=error.object.count(b"\n", 0, error.start) + 1,
        remedy=_("save it as UTF-8"),
    )


class FidelityError(PublisherError):
    """Kept and dropped characters do not add up to the decoded source."""

    exit_code = 4


class OutputError(FidelityError):
    """A file that was written is not what the edition says.

    Attributes:
        faults: one for each file that is wrong: output, file, work, anchor, offset of the first character that differs,
            what should stand there and what does (`build_tools.proof.line.Fault`).
    """

    faults: tuple[object, ...] = ()


class AnchorError(PublisherError):
    """A published anchor would be lost or would lead to another clause."""

    exit_code = 5


class StaleEmendationError(PublisherError):
    """An emendation's source text is not in the witness, or is there more than once."""

    exit_code = 6


class StaleDecisionError(PublisherError):
    """A decision in a manifest fits no place of the download any more."""

    exit_code = 6


def stale_decision(excerpt: str, path: Path | None, what: str) -> StaleDecisionError:
    """Return the error of a decision that fits no place any more; `what` tells how."""
    return StaleDecisionError(
        _("the decision about {excerpt!r} {what}", excerpt=excerpt[:60], what=what),
        path=path,
        remedy=_(
            "look at the place again: correct excerpt and hash (`plan-publisher doubts` prints both), or"
            " delete the entry if it has served"
        ),
    )


class SiteError(PublisherError):
    """MkDocs refused the pages, or the built site has a broken link."""

    exit_code = 7


class PdfError(PublisherError):
    """A PDF cannot be made: fonts or compiler are missing, or the compiler refuses the text."""

    exit_code = 9


def describe_failure(error: Exception, path: Path | None = None) -> PublisherError:
    """Return any exception as an error with a message and a remedy; a `PublisherError` comes back as it is.

    Args:
        error: what was raised.
        path: the file or work concerned, if it is known.
    """
    if isinstance(error, PublisherError):
        return error
    if isinstance(error, RuntimeError) and str(error).startswith("Symlink loop"):  # Path.resolve before Python 3.13
        error = OSError(errno.ELOOP, "", *str(error).split("'")[1:2])
    if isinstance(error, MemoryError):
        return DefectError(
            _("there is not enough memory for this"),
            path=path,
            remedy=_("close other programs, run with --jobs 1, or cut the download into the documents that it holds"),
        )
    if (isinstance(error, OSError) and error.errno in _NO_ROOM) or "disk is full" in str(error):
        return DefectError(
            _("the disk is full"),
            path=Path(str(error.filename)) if isinstance(error, OSError) and error.filename else path,
            remedy=_("make room and run this again; what was published is unharmed, and nothing half-written is kept"),
        )
    if isinstance(error, OSError):
        message, remedy = tell_refusal(error)
        return DefectError(message, path=_find_obstacle(error, path), remedy=remedy)
    place = ""
    if error.__traceback__ is not None:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f" ({Path(frame.filename).name}:{frame.lineno})"
    return DefectError(
        _(
            "the converter failed: {name}: {error}{place}",
            name=type(error).__name__,
            error=str(error)[:200],
            place=place,
        ),
        path=path,
        remedy=_("this is a defect of the converter: please report it with the file; what was published is unharmed"),
    )


def tell_refusal(error: OSError) -> tuple[str, str]:
    """Return in words of ours what the system refused, and the remedy."""
    again = _("move it elsewhere or delete it, and run this again")
    rights = _("give yourself the right to it, or let its owner run this")
    told = {
        errno.ENOENT: (_("this is not there"), _("check the name; what is made anew comes back by running this again")),
        errno.EISDIR: (_("a folder stands here where a file belongs"), again),
        errno.ENOTDIR: (_("a file stands here where a folder belongs"), again),
        errno.EEXIST: (_("a file stands here where a folder belongs"), again),
        errno.ELOOP: (_("symbolic links lead round in a circle here"), again),
        errno.EACCES: (_("you may not read or write this"), rights),
        errno.EPERM: (_("you may not read or write this"), rights),
        errno.EBUSY: (
            _("this is a mount, and cannot be replaced"),
            _("mount the folder above it instead, or name a folder within it (`build --site-dir`)"),
        ),
        errno.EROFS: (_("this lies on a disk that is read only"), _("work on a copy that may be written")),
        errno.EADDRINUSE: (_("another program has it"), _("choose another")),
        errno.ENAMETOOLONG: (_("this name is too long for the disk"), _("give it a shorter one")),
    }
    refused = _("the system refused: {strerror}", strerror=error.strerror or error)
    checked = _("check that the disk has room and that the file and its folder may be read and written")
    return told.get(error.errno or 0, (refused, checked))


def _find_obstacle(error: OSError, path: Path | None) -> Path | None:
    """Return the path that stands in the way of the one that the system names; `path` where it names none."""
    named = getattr(error, "filename2", None) or error.filename
    at = Path(os.fsdecode(named)) if isinstance(named, (str, bytes)) else path
    if at is None or error.errno == errno.ENOENT:
        return at
    return next((one for one in (at, *at.parents) if os.path.lexists(one)), at)
