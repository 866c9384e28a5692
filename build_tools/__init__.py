"""Republishes Chinese government plans as an anchored, searchable and provably faithful static site.

Data flows one way; each room is one stage of it and imports only the foundation (`errors`, `model`, `hanzi`):

    source: bytes → Witness         clean: Witness → Lines        parse: Lines → Divisions
    edition: Divisions → Edition    annotate: Edition → Notes     render: → Markdown, JSON
    publish: files on disk

`build_tools.pipeline` is the only module that knows all rooms.
"""

__version__ = "0.1.0"
