"""What stands at the addresses of a work before it was renamed: a page for each page, leading on from every anchor."""

from build_tools.model.anchor import Anchor
from build_tools.model.record import SurveyedWork
from build_tools.render.address import Address, page_file, place_address
from build_tools.render.inline import render_text
from build_tools.render.links import link_words
from build_tools.render.topic_page import frame_page


def cut_former(survey: SurveyedWork) -> dict[str, str]:
    """Return path below docs/ → page, for every former name of a work."""
    return {
        page_file(name, page): _render_page(survey, name, page, places)
        for name in survey.record.formerly
        for page, places in _group_by_page(survey).items()
    }


def _group_by_page(survey: SurveyedWork) -> dict[str, dict[Anchor, Anchor]]:
    """Return page → anchors that may have been published on it → where each leads now."""
    pages: dict[str, dict[Anchor, Anchor]] = {"": {}}
    for old, new in {**{anchor: anchor for anchor in survey.anchors}, **survey.record.aliases}.items():
        pages.setdefault(old.page, {})[old] = new
    return pages


def _render_page(survey: SurveyedWork, name: str, page: str, places: dict[Anchor, Anchor]) -> str:
    work = survey.record.work
    here = Address(page_file(name, page))
    title = survey.record.facts.title or work

    def lead_on(new: Anchor) -> str:
        return link_words(here, place_address(work, new), f"《{title}》{survey.citations[new]}")

    lines = [
        f'<span id="{old.id}" class="moved editorial">本条已移至{lead_on(new)}</span>'
        for old, new in places.items()
        if old.name
    ]
    whole = link_words(here, Address(page_file(work, page)), "本页已移至新的地址")
    moved = f'<span class="moved editorial">{whole}</span>'
    return frame_page(title, [f"# {render_text(title)}", moved, *lines], f"seeds/{work}/")
