"""Edition → its doubts, each as an entry ready to be pasted and judged: an emendation, or a decision."""

from collections.abc import Iterable

from build_tools.messages import _, choose
from build_tools.model.codes import DOUBTS, Severity
from build_tools.model.decision import hash_line
from build_tools.model.division import DOUBTFUL, Division, HeadingStyle, Paragraph
from build_tools.model.edition import Edition
from build_tools.model.report import Diagnostic
from build_tools.model.toml_text import quote_toml
from build_tools.model.witness import Witness

# Characters on each side of the boundary; more where these do not stand exactly once.
_CONTEXT = 8
_WIDEST = 60


def render_doubts(edition: Edition) -> str:
    r"""Return TOML entries for the doubtful boundaries; "" where there are none.

    Each entry restores the break where the converter guesses it. The editor moves the `\n` where the guess is
    wrong and writes the reason; an entry that is right quiets the doubt.
    """
    entries = [
        entry
        for node in edition.root.walk()
        if isinstance(node, Division) and node.style is HeadingStyle.RUN_IN and node.confidence < DOUBTFUL
        if (entry := _render_entry(edition, node))
    ]
    return "\n".join(entries)


def render_decisions(diagnostics: Iterable[Diagnostic], witness: Witness) -> str:
    """Return TOML entries that accept every doubt about a witness; "" where there are none.

    The editor keeps those that are right as they stand, changes the choice of others, and writes the reason.
    """
    return "\n".join(
        "\n".join(
            [
                (_("# line {line}: ", line=doubt.line_no) if doubt.line_no else "# ")
                + " ".join(choose(doubt.message, doubt.chinese_message).split()),
                "[[decision]]",
                f"excerpt = {quote_toml(doubt.excerpt if doubt.line_no else '')}",
                f'hash = "{hash_line(witness.text, doubt.line_no)}"',
                'choice = "accept"'
                + "".join(_('  # or "{choice}"', choice=one) for one in DOUBTS[doubt.code].choices[:-1]),
                f'code = "{doubt.code}"',
                'reason = ""',
                "",
            ]
        )
        for doubt in diagnostics
        if doubt.severity is not Severity.INFO
    )


def _render_entry(edition: Edition, division: Division) -> str:
    rest = division.body[0] if division.body else None
    if not isinstance(rest, Paragraph) or rest.role != "run-in":
        return ""
    head, body = division.num.text + division.heading.text + division.stop.text, rest.passage.text
    gap = edition.witness.text[(division.stop or division.heading).end : rest.passage.start]
    for width in range(_CONTEXT, _WIDEST, 4):
        left, right = head[-width:], gap + body[:width]
        if edition.witness.text.count(left + right) == 1:
            return "\n".join(
                [
                    _(
                        "# line {line}, confidence {confidence:.2f}: ",
                        line=division.line_no,
                        confidence=division.confidence,
                    )
                    + f"{head} ¶ {body[:30]}…",
                    "[[emendation]]",
                    f"source = {quote_toml(left + right)}",
                    f"reads = {quote_toml(left + chr(10) + right)}",
                    'reason = ""',
                    "",
                ]
            )
    return ""
