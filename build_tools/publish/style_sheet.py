"""A site's style sheets → the one that its pages need: joined in their order, without what can have no effect.

Left out are comments, blanks, rules whose selectors can match nothing on the site (`StyleUse`), and custom properties
that nothing reads. What is left keeps its order, its conditions and its text, so every page looks as it did. The same
sheets and pages give the same bytes. tinycss2 reads the grammar (CSS Syntax Level 3); its door is here.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import tinycss2
from tinycss2.serializer import serialize_string_value

from build_tools.errors import SiteError
from build_tools.publish.style_use import StyleUse

Node: TypeAlias = Any  # tinycss2 has no types

# At-rules that hold rules of their own.
_GROUPS = frozenset({"media", "supports", "layer", "container"})
# What these functions take are selectors of the same element, or of one that has to be there as well.
_ALTERNATIVES = frozenset({"is", "where", "matches", "-webkit-any", "-moz-any", "has"})
_VARIABLE_RE = re.compile(r"--[\w-]+")


def join_sheets(sheets: Sequence[tuple[str, str]], name: str, use: StyleUse, kept: Iterable[str] = ()) -> str:
    """Return one style sheet for several.

    Args:
        sheets: path in the site and text of each, in the order in which pages name them.
        name: path in the site of the new one; relative addresses are written anew for it.
        use: what selectors can meet.
        kept: further style sheets of the site, loaded later; the custom properties that they read are kept.

    Raises:
        SiteError: a sheet imports another or names a namespace, which has to stand in front of all rules.
    """
    rules: list[Node] = []
    for path, text in sheets:
        parsed = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
        for rule in parsed:
            if rule.type == "at-rule" and rule.lower_at_keyword in ("import", "namespace"):
                raise SiteError(
                    f"{path}: a style sheet with @{rule.at_keyword} cannot be joined with others",
                    remedy="name the other style sheet in mkdocs.yml, extra_css",
                )
        _move_addresses(parsed, path, name)
        rules += parsed
    rest = set(use.words).union(*map(_VARIABLE_RE.findall, kept))
    text = "".join(_write_rules(rules, use, lambda _name: True))
    while True:
        # A property that only a dropped one reads can go, too.
        read = rest.union(_read_variables(text))
        shorter = "".join(_write_rules(rules, use, read.__contains__))
        if shorter == text:
            break
        text = shorter
    return f'@charset "utf-8";\n{text}'


def _read_variables(text: str) -> Iterator[str]:
    """The custom properties that a sheet reads, in var() or elsewhere: all that it does not only set."""
    return (match[0] for match in _VARIABLE_RE.finditer(text) if text[match.end() : match.end() + 1] != ":")


def _write_rules(rules: Iterable[Node], use: StyleUse, is_read: Callable[[str], bool]) -> Iterator[str]:
    """Yield what is kept of rules, a line each."""
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [part for part in _split(rule.prelude) if _can_match(part, use)]
            body = _write_body(rule.content, is_read)
            if selectors and body:
                yield f"{','.join(_write(part) for part in selectors)}{{{body}}}\n"
        elif rule.type == "at-rule" and rule.lower_at_keyword != "charset":
            head = f"@{rule.at_keyword} {_write(rule.prelude)}".strip()
            if rule.content is None:
                yield f"{head};\n"
            elif rule.lower_at_keyword in _GROUPS:
                inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
                body = "".join(_write_rules(inner, use, is_read))
                if body:
                    yield f"{head}{{\n{body}}}\n"
            else:
                yield f"{head}{{{_write(rule.content)}}}\n"


def _write_body(content: Sequence[Node], is_read: Callable[[str], bool]) -> str:
    """What is kept of a rule's declarations. A block that holds rules, too, is kept whole."""
    parts = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    if any(part.type in ("at-rule", "qualified-rule") for part in parts):
        return _write(content)
    return ";".join(
        f"{part.name}:{_write(part.value)}{'!important' if part.important else ''}"
        for part in parts
        if part.type == "declaration" and (not part.name.startswith("--") or is_read(part.name))
    )


def _write(nodes: Sequence[Node]) -> str:
    """Nodes as text, without comments and with the blanks that mean something."""
    text: str = tinycss2.serialize(_condense(nodes))
    return text


def _condense(nodes: Sequence[Node]) -> list[Node]:
    kept: list[Node] = []
    for node in nodes:
        if node.type == "comment":
            continue
        if node.type == "whitespace":
            if not kept or kept[-1].type == "whitespace" or _is_tight(kept[-1]):
                continue
            node.value = " "
        elif _is_tight(node) and kept and kept[-1].type == "whitespace":
            kept.pop()
        for name in ("arguments", "content"):  # of a function, of a block
            if isinstance(getattr(node, name, None), list):
                setattr(node, name, _condense(getattr(node, name)))
        kept.append(node)
    while kept and kept[-1].type == "whitespace":
        kept.pop()
    return kept


def _is_tight(node: Node) -> bool:
    """Whether blanks beside it mean nothing."""
    return node.type == "literal" and node.value in (",", ">", ";")


def _split(nodes: Sequence[Node]) -> list[list[Node]]:
    """A list of selectors, one by one."""
    parts: list[list[Node]] = [[]]
    for node in nodes:
        if node.type == "literal" and node.value == ",":
            parts.append([])
        else:
            parts[-1].append(node)
    return parts


def _can_match(selector: Sequence[Node], use: StyleUse) -> bool:
    """Whether all that a selector asks for is there. What is not understood is taken to be."""
    signs = ["", *(node.value if node.type == "literal" else "" for node in selector)]
    return all(_can_be_met(node, sign, use) for node, sign in zip(selector, signs, strict=False))


def _can_be_met(node: Node, sign: str, use: StyleUse) -> bool:
    """Whether one part of a selector can be met; `sign` stands in front of it."""
    if node.type == "ident":
        return sign == ":" or (use.has_class(node.value) if sign == "." else use.has_tag(node.value))
    if node.type == "hash":
        return use.has_id(node.value)
    if node.type == "[] block":
        return _has_attribute(node.content, use)
    if node.type == "function" and node.lower_name in _ALTERNATIVES:
        return any(_can_match(part, use) for part in _split(node.arguments))
    return True


def _has_attribute(content: Sequence[Node], use: StyleUse) -> bool:
    parts = [node for node in content if node.type != "whitespace"]
    if not parts or parts[0].type != "ident":
        return True
    is_exact = len(parts) == 3 and parts[1].type == "literal" and parts[1].value == "="
    return use.has_attribute(parts[0].value, parts[2].value if is_exact else None)


def _move_addresses(nodes: Iterable[Node], old: str, new: str) -> None:
    """Write the relative addresses in a sheet anew for one that stands elsewhere."""
    for node in nodes:
        if node.type == "url":
            node.value = _move(node.value, old, new)
            node.representation = f'url("{serialize_string_value(node.value)}")'
        elif node.type == "function" and node.lower_name == "url":
            for part in node.arguments:
                if part.type == "string":
                    part.value = _move(part.value, old, new)
                    part.representation = f'"{serialize_string_value(part.value)}"'
        for name in ("prelude", "content", "arguments"):
            if isinstance(getattr(node, name, None), list):
                _move_addresses(getattr(node, name), old, new)


def _move(address: str, old: str, new: str) -> str:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return address
    path = posixpath.join(posixpath.dirname(old), parts.path)
    moved = posixpath.relpath(path, posixpath.dirname(new) or ".")
    return parts._replace(path=moved).geturl()
