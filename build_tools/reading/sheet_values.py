"""The value of a spreadsheet's cell → what the cell prints, by its number format (ECMA-376 part 1, 18.8.30).

Only forms that plans have: whole and broken numbers, thousands, percent, days. Of another form None comes back.
"""

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

# Formats that files name by number alone; those of days as Chinese programs print them.
_BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "yyyy/m/d",
    31: "yyyy年m月d日", 57: "yyyy年m月", 58: "m月d日", 49: "@",
}  # fmt: skip
_QUOTED_RE = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[(?:\$[^\[\]]*|[A-Za-z]+\d*|>=?[^\[\]]*|<=?[^\[\]]*|DBNum\d)\]')
_NUMBER_RE = re.compile(r"(?P<before>[^0#?,.%]*)(?P<whole>[#0?,]+)(?:\.(?P<part>[0#?]+))?(?P<after>%?[^0#?,.%]*)")
_DAY_RE = re.compile(r"y{2,4}|m{1,2}|d{1,2}")
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_MOST_DAYS = 2_958_465
# A program shows so many digits of a number; what a file holds beyond them is how binary numbers are.
_DIGITS = 15
_LONGEST = 40


def find_format(number: int, own: dict[int, str]) -> str:
    """Return a number format by its number; "" for one that is not known."""
    return own.get(number, _BUILT_IN.get(number, ""))


def print_value(value: str, form: str, *, from_1904: bool = False) -> str | None:
    """Return what a number prints.

    Args:
        value: as the file has it.
        form: the number format.
        from_1904: days are counted from then.
    """
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    if not number.is_finite() or len(value) > _LONGEST or abs(number.adjusted()) > _LONGEST:
        return None
    if form in ("General", "@"):
        return _print_plain(+number.quantize(Decimal(1).scaleb(number.adjusted() - _DIGITS + 1)) if number else number)
    shown = form.split(";")[0]
    bare = _QUOTED_RE.sub("", shown)
    if re.search(r"[ymd]", bare, re.IGNORECASE) and not re.search(r"[hs0#]", bare, re.IGNORECASE):
        return _print_day(int(number), shown, from_1904=from_1904) if 0 < number <= _MOST_DAYS else None
    match = _NUMBER_RE.fullmatch(_QUOTED_RE.sub(lambda quoted: quoted[1] or quoted[2] or "", shown))
    return _print_number(number, match) if match else None


def _print_plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _print_number(number: Decimal, form: re.Match[str]) -> str:
    percent = form["after"].startswith("%")
    part = form["part"] or ""
    value = abs(number * 100 if percent else number).quantize(Decimal(1).scaleb(-len(part)), ROUND_HALF_UP)
    text = format(value, ",f" if "," in form["whole"] else "f")
    for sign in reversed(part):
        if sign == "0" or not text.endswith("0"):
            break
        text = text[:-1].rstrip(".")
    wanted = form["whole"].count("0") + (len(text) - text.index(".") if "." in text else 0)
    minus = "-" if number < 0 and value else ""
    return f"{minus}{form['before']}{text.rjust(wanted, '0')}{form['after']}"


def _print_day(count: int, form: str, *, from_1904: bool) -> str:
    day = (_EPOCH_1904 if from_1904 else _EPOCH) + timedelta(days=count)
    shown = _QUOTED_RE.sub(lambda quoted: quoted[1] or quoted[2] or "", form).lower()
    parts = {"y": f"{day.year:04}", "m": str(day.month), "d": str(day.day)}

    def write(sign: re.Match[str]) -> str:
        text = parts[sign[0][0]]
        if sign[0][0] == "y":
            return text if len(sign[0]) > 2 else text[2:]
        return text.rjust(len(sign[0]), "0")

    return _DAY_RE.sub(write, shown)
