"""What one line of a document's surroundings looks like: the type that the search for the parts weighs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from build_tools.model.line import Line
    from build_tools.model.page_signs import PageSigns

NO_TITLE = -30.0  # log-odds of a line that is none, whatever else speaks for it


@dataclass(slots=True)
class Evidence:
    """What one block looks like.

    Attributes:
        at: number of the block.
        text: of the line; "" for a table.
        line: the line, None for a table.
        inside: it stands between the first and the last label: never the page's.
        is_label, is_sentence, is_date, is_adoption, is_salutation, is_mark, is_imprint, is_brief: what it is by form.
        number: a document's number that the line is, "" where it is none.
        names: whether it holds names of bodies and nothing else; `is_officer`: who signs for one.
        opens_list, is_entry: 附件：, and what may stand below it; `is_listed`: it does, up to the first other line.
        name: the line without the document's number at its end.
        says_letter: it has a letter's stock phrases; `asks_reply`: those of one that asks what is thought of a draft.
        heads_again: it is 附件 between a title and the same title.
        title: how much it looks like a title or a part of one (log-odds).
        is_letter_title: of a letter that carries another document.
        signs: of the page around.
        is_skipped: it stands for the text between two lines that were asked.
    """

    at: int
    text: str
    line: Line | None
    signs: PageSigns | None
    inside: bool = False
    is_label: bool = False
    is_sentence: bool = False
    is_date: bool = False
    is_adoption: bool = False
    is_salutation: bool = False
    is_mark: bool = False
    is_imprint: bool = False
    is_brief: bool = False
    is_officer: bool = False
    is_formal: bool = False  # what a letter prints beside its number: 签发人：某某, 类别：A, 某市人民政府文件
    is_again: bool = False  # its text stands in the file more than once, or the title of what it explains does
    heads_again: bool = False
    number: str = ""
    names: bool = False
    is_rest: bool = False  # of the name on the line above
    opens_list: bool = False
    is_entry: bool = False
    is_listed: bool = False
    says_letter: bool = False
    asks_reply: bool = False
    is_letter_title: bool = False
    title: float = NO_TITLE
    length: int = 0
    name: str = ""
    is_skipped: bool = False
