"""The structure of a PDF → the same structure with fewer parts.

The compiler marks every line of a paragraph for itself. Here lines of one element that follow each other on a page are
marked as one, in the page's content as in the structure, and what says no more than is known without it is left out.
"""

from collections.abc import Iterator
from typing import Any

from build_tools.publish.pdf_content import PageContent

_Mark = tuple[tuple[int, int], int]  # the page's object and the number there


def join_marks(pdf: Any, pikepdf: Any) -> None:
    """Write the pages' contents and the elements anew, with as few marks as tell the same."""
    tree = pdf.Root.StructTreeRoot
    elements = list(_walk(tree.K, pikepdf))
    follows: dict[_Mark, _Mark] = {}
    for element in elements:
        before = None
        for child in _list_children(element, pikepdf):
            mark = _read_mark(child, element, pikepdf)
            if mark is not None and before is not None:
                follows[mark] = before
            before = mark
    owners = tree.ParentTree.Nums
    owners_at = {int(owners[at]): at + 1 for at in range(0, len(owners), 2)}
    widths: dict[tuple[int, int], dict[int, float]] = {}
    renumbered: dict[_Mark, int] = {}
    for page in pdf.pages:
        content = PageContent(page.Contents.read_bytes())
        place = page.obj.objgen
        numbers: dict[int, int] = {}
        kept: list[Any] = []
        held = owners[owners_at[int(page.obj.StructParents)]] if "/StructParents" in page.obj else []
        for number, owner in enumerate(held):
            before_it = content.joined.get(number)
            if before_it is not None and follows.get((place, number)) == (place, before_it):
                numbers[number] = numbers[before_it]
            else:
                numbers[number] = len(kept)
                kept.append(owner)
            renumbered[place, number] = numbers[number]
        faces: dict[bytes, dict[int, float]] = {}
        for name, font in page.obj.Resources.get("/Font", {}).items():
            if "/DescendantFonts" not in font:
                continue
            if font.objgen not in widths:
                widths[font.objgen] = _read_widths(font, pikepdf)
            faces[name[1:].encode()] = widths[font.objgen]
        page.Contents = pdf.make_stream(content.write(numbers, faces))
        if kept:
            owners[owners_at[int(page.obj.StructParents)]] = pdf.make_indirect(pikepdf.Array(kept))
    for element in elements:
        _simplify(element, renumbered, pikepdf)


def _walk(elements: Any, pikepdf: Any) -> Iterator[Any]:
    """Yield all elements of a structure."""
    stack = [elements]
    while stack:
        element = stack.pop()
        if isinstance(element, pikepdf.Array):
            stack += reversed(list(element))
        elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
            yield element
            if "/K" in element:
                stack.append(element.K)


def _list_children(element: Any, pikepdf: Any) -> list[Any]:
    children = element.get("/K", [])
    return list(children) if isinstance(children, pikepdf.Array) else [children]


def _read_mark(child: Any, element: Any, pikepdf: Any) -> _Mark | None:
    """Return the marked content that a child of an element is; None where it is something else."""
    if isinstance(child, int):
        return element.Pg.objgen, child
    if isinstance(child, pikepdf.Dictionary) and "/MCID" in child:
        return child.get("/Pg", element.get("/Pg")).objgen, int(child.MCID)
    return None


def _simplify(element: Any, renumbered: dict[_Mark, int], pikepdf: Any) -> None:
    """Write an element's children anew; leave out what a reader takes for granted (ISO 32000-1, 14.7.2)."""
    children: list[Any] = []
    last = None
    for child in _list_children(element, pikepdf):
        mark = _read_mark(child, element, pikepdf)
        if mark is None:
            if isinstance(child, pikepdf.Dictionary) and "/Obj" in child and child.get("/Pg") == element.get("/Pg"):
                del child.Pg
            children.append(child)
            last = None
            continue
        number = renumbered.get(mark, mark[1])
        if last == (mark[0], number):
            continue
        last = mark[0], number
        if isinstance(child, int):
            children.append(number)
        else:
            child.MCID = number
            children.append(child)
    if children:
        element.K = children[0] if len(children) == 1 else pikepdf.Array(children)
    if "/Type" in element:
        del element.Type


def _read_widths(font: Any, pikepdf: Any) -> dict[int, float]:
    """Return how far each code of a font with codes of two bytes moves, in thousandths of its size."""
    found: dict[int, float] = {}
    held = list(font.DescendantFonts[0].get("/W", []))
    while held:
        first, second = int(held[0]), held[1]
        if isinstance(second, pikepdf.Array):
            found.update({first + at: float(width) for at, width in enumerate(second)})
            held = held[2:]
        else:
            found.update(dict.fromkeys(range(first, int(second) + 1), float(held[2])))
            held = held[3:]
    return found
