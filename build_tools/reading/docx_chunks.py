"""Files that Word imports when it opens another one (`w:altChunk`, ECMA-376 17.17.2), as they are kept in it.

Programs that make Word files of pages write nothing but such a page (html-docx-js, PHPDocX): the file is then read as
the page by itself would be. A Word file that is imported is read in its place. What else there is stays a sign.
"""

import hashlib
import re
from dataclasses import replace

from build_tools.hanzi.decode import decode_source
from build_tools.model.reading import Reading
from build_tools.reading.docx_package import Package
from build_tools.reading.docx_xml import Node
from build_tools.reading.mail import is_mail, read_mail
from build_tools.reading.wrapped import wrap_text

READER = "word page 1"
FORM = "word-page"
_HEAD = 4096
_PAGE_RE = re.compile(rb"<(?:!doctype\s+html|html|body|div|p|table)[\s>]", re.IGNORECASE)


def read_lone_page(data: bytes, package: Package, main: str, body: Node) -> Reading | None:
    """Return the reading of the page that a Word file imports if nothing stands beside it.

    Args:
        data: the whole file.
        package: the same.
        main: the name of its main part.
        body: of that.

    Raises:
        UnreadableSourceError: the page is damaged.
    """
    parts = [node for node in body.children if node.name != "w:sectPr" and not _is_empty(node)]
    if len(parts) != 1 or parts[0].name != "w:altChunk":
        return None
    named = package.relations(main).get(parts[0].get("r:id"))
    target = named.target if named and not named.is_external else ""
    page = package.unpack(target) if target.lower() in package.files else b""
    if is_mail(page):
        inner = read_mail(page, package.name)
        return replace(inner, format=FORM, reader=READER, sha256=hashlib.sha256(data).hexdigest(), part=target)
    if not _PAGE_RE.search(page[:_HEAD]):
        return None
    return wrap_text(data, decode_source(page, package.name)[0], form=FORM, reader=READER, part=target)


def _is_empty(node: Node) -> bool:
    """Whether a paragraph holds neither text nor anything else that is printed."""
    runs = [child for run in node.all("w:r") for child in run.children if child.name != "w:rPr"]
    return node.name == "w:p" and not runs and all(child.name in ("w:pPr", "w:r") for child in node.children)
