"""Words that stand for a picture and say nothing of it: its file's name, or what a program calls every picture."""

import re

_FILE_NAME_RE = re.compile(
    r"(?:[^\s]{0,200}[/\\])?[^\s/\\]{0,120}\.(?:jpe?g|png|gif|bmp|webp|svg|tiff?|emf|wmf)", re.IGNORECASE
)
_GENERIC_RE = re.compile(
    r"(?:图片|图像|图|image|img|picture|photo|微信图片|截图|未标题)[-_ 0-9()（）]{0,20}", re.IGNORECASE
)


def is_name_only(words: str) -> bool:
    """Whether words for a picture are only a name of it; what a program wrote below each other is none of anybody's."""
    return _FILE_NAME_RE.fullmatch(words) is not None or _GENERIC_RE.fullmatch(words) is not None or "\n" in words
