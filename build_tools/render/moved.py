"""Pages that span works and are no more → what leads on from their addresses, which have been published."""

from build_tools.render.address import Address
from build_tools.render.inline import render_text
from build_tools.render.links import link_words
from build_tools.render.topic_page import frame_page


def render_moved(folder: str, moved: dict[str, tuple[str, str]]) -> dict[str, str]:
    """Return the pages by path below docs/.

    Args:
        folder: of docs/, "glossary".
        moved: name of a page that was → name of the page that has taken its place, and its title.
    """
    files = {}
    for old, (new, title) in sorted(moved.items()):
        here = Address(f"{folder}/{old}.md")
        link = link_words(here, Address(f"{folder}/{new}.md"), title)
        block = f'<p class="moved editorial" markdown>本页已移至{link}</p>'
        files[here.file] = frame_page(title, [f"# {render_text(title)}", block])
    return files
