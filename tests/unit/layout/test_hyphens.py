"""Hyphens at the ends of lines: the word's own ones stay."""

import pytest

from build_tools.layout.hyphens import read_hyphens


@pytest.mark.parametrize(
    ("lines", "is_parted"),
    [
        (["of policy-", "making"], False),
        (["policymaking and policy-", "making"], True),
        (["policy-making, policymaking and policy-", "making"], False),
        (["the govern-", "ment"], True),
        # A document that breaks words: what is no word of its own elsewhere is a part of one.
        (["data reduction by reduc-", "tion", "and an intro-", "duction"], True),
        (["data reduction by reduc-", "tion", "of high quality, the standard of high-", "standard"], False),
        (["a well-known well-", "known", "and an intro-", "duction"], False),
        (["a state-of-the-art and state-of-", "the-art"], False),
        (["the T-", "shirts"], False),
        (["数据-", "duction"], False),
        (["the Sino-", "German"], False),
    ],
)
def test_a_hyphen_at_the_end_of_a_line(lines: list[str], is_parted: bool) -> None:
    assert read_hyphens(lines).parts_word(*lines[-2:]) is is_parted
