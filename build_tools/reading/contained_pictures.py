"""A file → the files of pictures in it, by the addresses that its text gives them.

A page may hold them inside of its addresses, a saved page (MHTML) as further parts, a Word file as parts of its
package. What lies beside the file is not known here.
"""

import zipfile
import zlib
from base64 import b64decode
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from urllib.parse import unquote_to_bytes, urljoin

from build_tools.errors import UnreadableSourceError
from build_tools.hanzi.decode import decode_source
from build_tools.model.picture import DATA_RE, LARGEST_PICTURE, name_address
from build_tools.reading.archive import is_zip
from build_tools.reading.mail import is_mail, list_parts, parse_mail, read_payload

Find = Callable[[str], bytes | None]


def open_pictures(data: bytes, name: str) -> Find:
    """Return what finds a picture's bytes by its address, None where the file does not hold it."""
    if is_zip(data):
        return _open_package(data)
    if is_mail(data):
        return _open_mail(data, name)
    held: dict[str, bytes] | None = None

    def find(address: str) -> bytes | None:
        nonlocal held
        if not address.startswith("data:"):
            return None
        if held is None:
            held = _read_addresses(data, name)
        return held.get(address)

    return find


def _open_package(data: bytes) -> Find:
    package: zipfile.ZipFile | None = None

    def find(address: str) -> bytes | None:
        nonlocal package
        with suppress(zipfile.BadZipFile, zlib.error, KeyError, EOFError, OSError, ValueError, RuntimeError):
            package = package or zipfile.ZipFile(BytesIO(data))
            with package.open(address) as part:
                return part.read(LARGEST_PICTURE + 1)
        return None

    return find


def _read_addresses(data: bytes, name: str) -> dict[str, bytes]:
    """Return the files that stand in a page's addresses, by their names (`name_address`)."""
    try:
        text, _ = decode_source(data, name)
    except UnreadableSourceError:
        return {}
    found: dict[str, bytes] = {}
    for match in DATA_RE.finditer(text):
        with suppress(ValueError):
            found[name_address(match[0])] = b64decode(unquote_to_bytes(match["bytes"]))
    return found


def _open_mail(data: bytes, name: str) -> Find:
    parts: dict[str, bytes] = {}
    held: dict[str, bytes] = {}
    base = ""
    for part in list_parts(parse_mail(data, name)):
        payload = read_payload(part)
        location = str(part.get("Content-Location", ""))
        if part.get_content_type() == "text/html":
            base = base or location
            held |= _read_addresses(payload, name)
            continue
        number = str(part.get("Content-ID", "")).strip("<>")
        parts |= {address: payload for address in (location, number and f"cid:{number}") if address}

    def find(address: str) -> bytes | None:
        if address.startswith("data:"):
            return held.get(address)
        with suppress(ValueError):
            return parts.get(address) or parts.get(urljoin(base, address))
        return None

    return find
