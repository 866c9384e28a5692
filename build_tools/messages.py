"""What the program says to the person who runs it, in English or in Chinese.

Messages are English where they arise, `_("{count} works", count=3)`; locale/zh.po holds their Chinese. Only what is
shown is translated: pages and JSON are the same in every language. Comments in a manifest are in the site's language.
"""

import argparse
import io
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

CATALOGUE = Path(__file__).with_name("locale") / "zh.po"
LANGUAGES = ("zh", "en")

_translations = NullTranslations()


def _(text: str, /, **fields: object) -> str:
    """Return a message in the language spoken, with its fields filled in.

    Args:
        text: the English message as a literal, so that it is found; `{name}` stands for a field.
        fields: their values.
    """
    said = _translations.gettext(text)
    return said.format_map(fields) if fields else said


def speak(language: str) -> None:
    """Say everything in a language from now on: one of `LANGUAGES`."""
    global _translations
    _translations = _read_catalogue() if language == "zh" else NullTranslations()
    # What argparse says by itself, it looks up in the domain of whatever program has bound one.
    vars(argparse).update(_=_, ngettext=_translations.ngettext)


def spoken() -> str:
    """Return the language spoken."""
    return "en" if type(_translations) is NullTranslations else "zh"


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak another language for a while, for what is written for readers of one."""
    before = spoken()
    speak(language)
    try:
        yield
    finally:
        speak(before)


def choose(english: str, chinese: str) -> str:
    """Return that of two wordings which is in the language spoken, of what a table has in both."""
    return english if spoken() == "en" else chinese


def _read_catalogue() -> GNUTranslations:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = io.BytesIO()
    with CATALOGUE.open("rb") as file:
        write_mo(compiled, read_po(file, locale="zh"))
    compiled.seek(0)
    return GNUTranslations(compiled)


def choose_language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the language to speak: what `--lang` says, else the locale, else English.

    Args:
        arguments: of the command line.
        environment: LC_ALL, LC_MESSAGES and LANG are read, the first that is set; on Windows, where none is, the
            language of its windows counts.
    """
    # Help is written before arguments are read. Whether the value is right is told then.
    reader = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    reader.add_argument("--lang", nargs="?")
    told = reader.parse_known_args(arguments)[0].lang
    names = (told, *map(environment.get, ("LC_ALL", "LC_MESSAGES", "LANG")))
    return "zh" if (next(filter(None, names), "") or _ask_windows()).lower().startswith("zh") else "en"


def _ask_windows() -> str:
    if sys.platform != "win32":
        return ""
    import ctypes
    import locale

    return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
