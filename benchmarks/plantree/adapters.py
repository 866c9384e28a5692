"""What another tool makes of a file, as Markdown on standard output: `adapters.py TOOL FILE`.

Stands alone, so that it runs in whatever Python has the tool; ends with 3 where that has none. No tool here fetches
anything when it runs: docling is asked for its reader of HTML, which needs no model.
"""

from __future__ import annotations

import sys
from pathlib import Path


def run_markitdown(path: Path) -> str:
    """MarkItDown, of Microsoft."""
    from markitdown import MarkItDown

    return str(MarkItDown().convert(str(path)).text_content)


def run_pandoc(path: Path) -> str:
    """Pandoc, by the wheel that brings it."""
    import pypandoc

    return str(pypandoc.convert_file(str(path), "gfm-raw_html", extra_args=["--wrap=none"]))


def run_trafilatura(path: Path) -> str:
    """Trafilatura, which looks for a page's own text."""
    import trafilatura

    found = trafilatura.extract(path.read_text("utf-8"), output_format="markdown", include_tables=True)
    return str(found or "")


def run_docling(path: Path) -> str:
    """Docling, its reader of HTML."""
    from docling.document_converter import DocumentConverter

    return str(DocumentConverter().convert(str(path)).document.export_to_markdown())


TOOLS = {
    "docling": run_docling,
    "markitdown": run_markitdown,
    "pandoc": run_pandoc,
    "trafilatura": run_trafilatura,
}

if __name__ == "__main__":
    tool, file = sys.argv[1:]
    try:
        told = TOOLS[tool](Path(file))
    except ImportError:
        sys.exit(3)
    sys.stdout.buffer.write(told.encode("utf-8"))
