"""In which volumes works are printed together, and what volumes are called."""

from __future__ import annotations

import pytest

from build_tools.publish.pdf_files import COLLECTION
from build_tools.publish.pdf_volumes import MOST_PAGES, Volume, bind_volumes, is_volume, show_volume


def test_while_all_fits_there_is_one_volume_at_its_old_address() -> None:
    works = [("b", "2021-01-01", MOST_PAGES - 100), ("a", "", 50), ("c", "2020-05-01", 50)]
    assert bind_volumes(works) == [Volume(COLLECTION, ("c", "b", "a"))]
    assert bind_volumes([]) == []


def test_what_is_more_is_bound_by_year_and_a_long_year_in_parts() -> None:
    works = [
        ("d", "", 10),
        ("e", "2021-03-01", 150),
        ("a", "2020-01-01", 200),
        ("b", "2021-01-01", 150),
        ("c", "2021-02-01", 150),
        ("f", "2021-04-01", MOST_PAGES + 1),  # too long for any volume: it has one of its own
        ("g", "2021-05-01", 1),
    ]
    assert bind_volumes(works) == [
        Volume("collection.2020", ("a",)),
        Volume("collection.2021-1", ("b", "c")),
        Volume("collection.2021-2", ("e",)),
        Volume("collection.2021-3", ("f",)),
        Volume("collection.2021-4", ("g",)),
        Volume("collection.undated", ("d",)),
    ]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("collection", ""),
        ("collection.2021", "2021年"),
        ("collection.2021-12", "2021年第12册"),
        ("collection.undated-2", "未注明日期第2册"),
    ],
)
def test_volumes_are_told_apart(name: str, shown: str) -> None:
    assert (is_volume(name), show_volume(name)) == (True, shown)


@pytest.mark.parametrize("name", ["a-2020", "collection-2021", "collection.zh-hant", "collection.2021.zh-hant", ""])
def test_other_names_are_those_of_works(name: str) -> None:
    assert (is_volume(name), show_volume(name)) == (False, "")
