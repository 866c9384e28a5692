"""Archives: what is a document comes out, in order; what harms is refused with one clear message."""

from __future__ import annotations

import io
import stat
import zipfile
from email.message import EmailMessage

import pytest

from build_tools.errors import UnreadableSourceError
from build_tools.reading import archive
from build_tools.reading.archive import unpack


def make_zip(*files: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files:
            made.writestr(name, data)
    return buffer.getvalue()


def make_link() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("a.txt")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def test_documents_come_in_natural_order_pages_first_and_the_rest_is_told() -> None:
    data = make_zip(
        ("x/附件10.docx", b"10"), ("x/附件2.pdf", b"2"), ("x/通知.html", b"0"), ("x/style.css", b"p{}"),
        ("__MACOSX/a.txt", b"1"),
    )  # fmt: skip
    found = unpack(data, "a.zip")
    assert found is not None
    assert [member.name for member in found.members] == ["通知.html", "附件2.pdf", "附件10.docx"]
    assert found.left_out == ("x/style.css",)


def test_names_of_a_chinese_windows_are_read() -> None:
    data = make_zip(("#" * 8 + ".txt", b"1")).replace(b"#" * 8, "附件文字".encode("gb18030"))
    found = unpack(data, "a.zip")
    assert found is not None
    assert [member.name for member in found.members] == ["附件文字.txt"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (make_zip(("../a.txt", b"1")), "outside"),
        (make_zip(("/a.txt", b"1")), "outside"),
        (make_zip(("C:\\a.txt", b"1")), "outside"),
        (make_zip((make_link(), b"/etc/passwd")), "symbolic link"),
        (make_zip(("a.txt", b"0" * 20_000_000)), "beyond reason"),
        (make_zip(*((f"{n}.txt", b"1") for n in range(501))), "501 files"),
        (make_zip(("a.css", b"1")), "no document"),
        (make_zip(("ppt/presentation.xml", b"1")), "PowerPoint"),
        (make_zip(("a.txt", b"1" * 99))[:60], "damaged: its list of files"),
        (make_zip(("a.txt", b"1" * 99)).replace(b"a.txt", b"b.txt", 1), "damaged"),
    ],
    ids="above root drive link bomb many none slides cut renamed".split(),
)
def test_what_harms_is_refused_with_a_remedy(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableSourceError, match=message) as caught:
        unpack(data, "a.zip")
    assert caught.value.remedy


def test_an_encrypted_archive_is_told() -> None:
    data = bytearray(make_zip(("a.txt", b"1")))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + at] |= 1
    with pytest.raises(UnreadableSourceError, match="encrypted"):
        unpack(bytes(data), "a.zip")


def test_an_entry_that_lies_about_its_size_gives_no_more_than_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST_FILE", 10)
    with pytest.raises(UnreadableSourceError, match="more than"):
        unpack(make_zip(("a.txt", b"12345678901")), "a.zip")
    liar = bytearray(make_zip(("a.txt", b"1" * 9)))
    at = liar.index(b"PK\x01\x02") + 24
    liar[at : at + 4] = (3).to_bytes(4, "little")
    with pytest.raises(UnreadableSourceError, match="damaged"):
        unpack(bytes(liar), "a.zip")


def test_a_mail_and_what_is_attached_to_it_come_together() -> None:
    mail = EmailMessage()
    mail["Subject"] = "通知"
    mail.set_content("某市发展规划\n一、总则\n")
    assert unpack(mail.as_bytes(), "a.eml") is None
    mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="附件1.pdf")
    mail.add_attachment(b"GIF89a", maintype="image", subtype="gif", filename="a.gif")
    found = unpack(mail.as_bytes(), "a.eml")
    assert found is not None
    assert [(member.name, member.data[:4]) for member in found.members[1:]] == [("附件1.pdf", b"%PDF")]
    assert (found.members[0].name, found.left_out) == ("a.eml", ("a.gif",))


@pytest.mark.parametrize("data", [b"", "一、总则".encode(), b"%PDF-1.7"])
def test_what_is_no_archive_is_left_alone(data: bytes) -> None:
    assert unpack(data, "a") is None
