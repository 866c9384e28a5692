"""CleanText → ParsedPlan: the entry to this room."""

from build_tools.hanzi.drafting import COLUMN_NAME_RE, LETTER_ENDS
from build_tools.model.division import UNLABELLED, Division, Kind, Paragraph, Table
from build_tools.model.edition import ParsedPlan
from build_tools.model.line import CleanText
from build_tools.model.report import make_diagnostic
from build_tools.model.witness import Witness
from build_tools.parse.absent import find_absent
from build_tools.parse.bare_labels import join_bare_labels
from build_tools.parse.commentary import is_commentary
from build_tools.parse.contents import remove_contents
from build_tools.parse.dropped_words import doubt_drops
from build_tools.parse.facts import read_facts
from build_tools.parse.files import cut_entry, find_document
from build_tools.parse.finish import finish_tree
from build_tools.parse.framed_lines import lift_framed_lines
from build_tools.parse.letterhead import split_heads
from build_tools.parse.repeats import remove_repeats
from build_tools.parse.tree import TreeBuilder
from build_tools.parse.units import cut_units

# Rows and named columns of a plan that is a table.
_FEWEST_LEADS, _FEWEST_ROWS, _FEWEST_NAMED = 3, 2, 3


def parse_text(text: CleanText, witness: Witness) -> ParsedPlan:
    """Return the structure of a cleaned witness."""
    blocks, repeats = remove_repeats(lift_framed_lines(join_bare_labels(text.blocks)))
    blocks, contents = remove_contents(split_heads(blocks, witness.line_no))
    around = find_document(blocks, text.told, witness, is_page=text.is_page)
    units = cut_units(around, witness.line_no)
    builder = TreeBuilder(units, around)
    builder.build()
    finish_tree(builder)
    root = builder.root.freeze()
    found = read_facts(around.placed, text.told, plans=builder.plans)
    drops = (*repeats, *contents, *around.drops, *builder.drops)
    inside = doubt_drops(root, (*text.drops, *drops), witness, found.title)
    absent = [entry for entry in find_absent(root, found.title) if entry.passage]
    told = [make_diagnostic("annex-absent", entry.line_no, entry.passage.text) for entry in absent]
    doubts = [*text.diagnostics, *builder.diagnostics, *found.doubts, *inside, *told]
    divisions = sum(isinstance(node, Division) and node.kind not in UNLABELLED for node in root.walk())
    return ParsedPlan(
        root,
        found.title,
        tuple(found.issuers),
        found.facts,
        drops,
        tuple(sorted(doubts)),
        has_body=(divisions >= 2 or any(holds(root, found.title) for holds in _FORMS))
        and not is_commentary(text.blocks, found.title),
        absent={entry.passage.start: cut_entry(entry.passage.text) for entry in absent},
        others=found.others,
    )


def _is_single(root: Division, title: str) -> bool:
    """Whether the page holds a titled plan with one numbered division: what is read of it begins with 一、."""
    rungs = [node for node in root.body if isinstance(node, Division) and node.kind in (Kind.SECTION, Kind.CHAPTER)]
    return bool(title) and any(node.body for node in rungs)


def _has_leads(root: Division, title: str) -> bool:
    """Whether the page holds a titled policy that is drafted in lead sentences instead of numbers."""
    leads = sum(isinstance(node, Paragraph) and node.lead > 0 for node in root.walk())
    return bool(title) and leads >= _FEWEST_LEADS


def _is_table(root: Division, title: str) -> bool:
    """Whether the page holds a titled list of tasks or projects: a table that names its columns."""
    tables = [node for node in root.walk() if isinstance(node, Table) and len(node.rows) > _FEWEST_ROWS]
    heads = ([cell.text for cell in table.rows[0]] for table in tables)
    return bool(title) and any(sum(map(bool, map(COLUMN_NAME_RE.search, head))) >= _FEWEST_NAMED for head in heads)


def _is_letter(root: Division, title: str) -> bool:
    """Whether the page holds a signed letter: a notice without numbered divisions is a document, too.

    A 公告 or 通告 addresses nobody, and a letter to a single body may begin as any paragraph does.
    """
    roles = {node.role for node in root.walk() if isinstance(node, Paragraph)}
    return {"signature", "date"} <= roles and ("salutation" in roles or title.endswith(LETTER_ENDS))


_FORMS = (_is_single, _has_leads, _is_table, _is_letter)
