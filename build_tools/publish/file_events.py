"""What people write below some folders, told in groups: the door to watchdog, which comes with MkDocs.

Editors write a file in several steps (aside, renamed, written again), so what comes within a moment is told together.
"""

import queue
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from watchdog.events import EVENT_TYPE_CLOSED_NO_WRITE, EVENT_TYPE_OPENED, FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

_SETTLED = 0.05  # seconds without an event: an editor's steps are some milliseconds apart
_READ = frozenset({EVENT_TYPE_OPENED, EVENT_TYPE_CLOSED_NO_WRITE})


class FileEvents(FileSystemEventHandler):
    """The files that have been written, renamed or deleted since they were last asked for."""

    def __init__(self) -> None:
        self._paths: queue.Queue[Path] = queue.Queue()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Take an event down, unless somebody has only read."""
        if event.event_type not in _READ and not (event.is_directory and event.event_type == "modified"):
            for path in filter(None, (event.src_path, event.dest_path)):
                self._paths.put(Path(str(path)))

    @property
    def is_waiting(self) -> bool:
        """Whether something has been written."""
        return not self._paths.empty()

    def take(self) -> set[Path]:
        """Wait until something is written; return all that is, when nothing has come for a moment."""
        found = {self._paths.get()}
        while True:
            try:
                found.add(self._paths.get(timeout=_SETTLED))
            except queue.Empty:
                return found


@contextmanager
def open_events(folders: Iterable[Path], files: Iterable[Path]) -> Iterator[FileEvents]:
    """Yield what is written below folders, and in single files, as long as it is open."""
    events = FileEvents()
    wanted = [(folder, True) for folder in folders if folder.is_dir()]
    wanted += [(folder, False) for folder in {file.parent for file in files}]
    for kind in (Observer, PollingObserver):
        observer = kind()
        try:
            for folder, is_deep in wanted:
                observer.schedule(events, str(folder), recursive=is_deep)
            observer.start()
            break
        except OSError:  # the system tells of no more folders: each is looked at, once a second
            if kind is PollingObserver:
                raise
    try:
        yield events
    finally:
        observer.stop()
        observer.join()
