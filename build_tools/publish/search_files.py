"""Pairs of keys and where they stand → files of the index; those that are new where the line has changed."""

import hashlib
from base64 import urlsafe_b64encode
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple
from zlib import crc32

from build_tools.publish.docs import hash_file
from build_tools.publish.search_code import decode_numbers, encode_gaps
from build_tools.publish.search_line import OwnLine
from build_tools.publish.search_pack import pack


class File(NamedTuple):
    """What is known of a file of the index.

    Attributes:
        version: tells it from that of an older build that a reader's browser may hold: 4 signs of base64url.
        digest: SHA-256 of its text.
        first: of a file of keys, the first pair.
        length: of that pair's code.
    """

    version: str
    digest: str
    first: str = ""
    length: int = 0


Pairs = list[tuple[str, str]]
"""Pairs of keys, in order, and the code of the places of each."""


def describe_file(name: str, body: str, first: str = "", length: int = 0) -> File:
    """Return what is known of a file, told by its name in the index and its body."""
    return File(tell_version(body), hash_file(write_file(name, body)), first, length)


def write_file(name: str, body: str) -> str:
    """Return the script that holds a body."""
    return f'planSearch.add("{tell_version(body)}","{name}","{body}")\n'


def tell_version(body: str) -> str:
    """Return the version of a file."""
    digest = hashlib.sha256(body.encode("ascii")).digest()
    return urlsafe_b64encode(digest[:3]).decode("ascii")


def name_file(pair: str) -> str:
    """Return the name of the key file that begins with a pair: where files end elsewhere, the others keep theirs."""
    return _order(pair).hex()


def pack_keys(
    folder: str, pairs: Iterable[tuple[str, bytes | bytearray]], most: int
) -> tuple[list[File], dict[str, str]]:
    """Return the files of keys of a folder, and the body of each by its name in the index.

    Args:
        folder: "k" or "n".
        pairs: each, in any order, with the code of its places.
        most: about how many characters a file has.
    """
    ordered = ((pair, code.decode("ascii")) for pair, code in sorted(pairs, key=lambda one: _order(one[0])))
    files: list[File] = []
    bodies: dict[str, str] = {}
    for own in _cut(ordered, most):
        _pack_file(folder, own, files, bodies)
    return files, bodies


def _pack_file(folder: str, own: Pairs, files: list[File], bodies: dict[str, str]) -> None:
    pair, code = own[0]
    name = f"{folder}/{name_file(pair)}"
    bodies[name] = body = pack("".join(pair for pair, _ in own), " ".join(code for _, code in own))
    files.append(describe_file(name, body, pair, len(code)))


def _cut(pairs: Iterable[tuple[str, str]], most: int) -> Iterator[Pairs]:
    """Yield the pairs of each file.

    A file ends where the next pair says so by its hash, the likelier the more it would add; so what changes in one
    file moves no end but its own and perhaps the next.
    """
    own: Pairs = []
    size, half = 0, most // 2
    for pair, code in pairs:
        length = len(code) + 4
        is_edge = size > half and crc32(_order(pair)) * half < length << 32
        if own and (is_edge or size + length > 2 * most):
            yield own
            own, size = [], 0
        own.append((pair, code))
        size += length
    if own:
        yield own


def _order(pair: str) -> bytes:
    return pair.encode("utf-16-be", "surrogatepass")


KeyChange = tuple[int, int, list[int]]
"""A stretch of the line, its first place and that behind it, and where a pair stands there now."""


def list_changes(start: int, was: OwnLine, own: OwnLine) -> Iterator[tuple[str, KeyChange]]:
    """Yield the pairs that stand elsewhere when a part of the line that begins at `start` has changed, not its size."""
    before, now = dict(was.list_gaps()), dict(own.list_gaps())
    for pair in {pair for pair, _ in before.items() ^ now.items()}:
        first, gaps = now.get(pair, (None, ""))
        places = [] if first is None else [*accumulate(decode_numbers(gaps), initial=start + first)]
        yield pair, (start, start + own.head.size, places)


def splice_keys(
    files: Sequence[File], changes: Mapping[str, list[KeyChange]], read: Callable[[File], Pairs], most: int
) -> tuple[list[File], dict[str, str]]:
    """Return the files of keys of plans after changes, and the bodies of those that may be new.

    They are those that `pack_keys` would give: how files are cut from one of them on is told by what stands from there
    on, so between a file that has changed and the next end that is where one was all is cut anew, and nothing else.

    Args:
        files: as they were.
        changes: by pair, what has changed of its places.
        read: gives what a file held.
        most: about how many characters a file has.
    """
    firsts = [_order(file.first) for file in files]
    touched: dict[int, dict[str, list[KeyChange]]] = {}
    for pair, own in changes.items():
        touched.setdefault(max(bisect_right(firsts, _order(pair)) - 1, 0), {})[pair] = own
    renewed = {number: _change_file(read(files[number]), own) for number, own in touched.items()}
    # A file ends where the first pair of the next says so.
    unsure = {*renewed}
    for number, pairs in renewed.items():
        if not pairs or (pairs[0][0], len(pairs[0][1])) != (files[number].first, files[number].length):
            unsure.add(number - 1)
    found: list[File] = []
    bodies: dict[str, str] = {}
    at = 0
    while at < len(files):
        if at not in unsure:
            found.append(files[at])
            at += 1
            continue
        begins: dict[int, int] = {}  # how many pairs come before a file, and its number

        def stream(first: int, begins: dict[int, int]) -> Iterator[tuple[str, str]]:
            passed = 0
            for number in range(first, len(files)):
                begins[passed] = number
                pairs = renewed[number] if number in renewed else read(files[number])
                yield from pairs
                passed += len(pairs)

        done, at_first, at = 0, at, len(files)
        for pairs in _cut(stream(at_first, begins), most):
            _pack_file("k", pairs, found, bodies)
            done += len(pairs)
            if begins.get(done, at_first) not in unsure:
                at = begins[done]
                break
    return found, bodies


def _change_file(pairs: Pairs, changes: Mapping[str, list[KeyChange]]) -> Pairs:
    held = dict(pairs)
    for pair, own in changes.items():
        places = [*accumulate(decode_numbers(held.pop(pair, "")))]
        for start, end, new in own:
            places[bisect_left(places, start) : bisect_left(places, end)] = new
        if places:
            held[pair] = encode_gaps([0, *places])
    return sorted(held.items(), key=lambda one: _order(one[0]))
