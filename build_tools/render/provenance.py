"""A copy's origin → what readers are told of it: the site, its kind, and what is not known."""

from urllib.parse import urlsplit

from build_tools.model.edition import SITES, Facts

_GOVERNMENTS = (".gov.cn", ".gov.hk", ".gov.mo", ".gov.tw")
ORIGINAL = "官方原文"
NOT_RECORDED = "网址未记录；以发文机关公布的文本为准"


def tell_site(url: str, kind: str) -> str:
    """Return the domain of a site and its kind: "www.example.gov.cn，政府网站"; says what is not known.

    Args:
        url: of the copy, "" where it is not known.
        kind: of the site, a key of `SITES`; "" where nobody says and the domain has to tell.
    """
    domain = name_domain(url)
    if not kind and domain.endswith(_GOVERNMENTS):
        kind = "government"
    known = [domain or "网址不详"] + ([SITES[kind]] if kind else [])
    return "，".join(known)


def name_domain(url: str) -> str:
    """Return the domain of an address, "" where it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def tell_source(facts: Facts) -> str:
    """Return where a work's copy comes from: who put it online, on which site, of which kind."""
    site = tell_site(facts.source_url, facts.source_kind)
    return f"{facts.source}（{site}）" if facts.source else site


def tell_original(facts: Facts) -> str:
    """Return the address of the issuing body's own text, or that it is not recorded; "" where the copy is official."""
    if facts.original_url:
        return facts.original_url
    return "" if SITES["government"] in tell_site(facts.source_url, facts.source_kind) else NOT_RECORDED
