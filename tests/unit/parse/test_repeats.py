"""Pages that hold a text twice, and contents lists."""

from __future__ import annotations

from build_tools.pipeline import convert_bytes
from build_tools.render.outline import render_outline

BODY = "\n".join(
    f"{number}、加快推进第{number}项重点任务建设\n围绕第{number}项任务的目标，完善机制，落实责任。"
    for number in "一二三四五六七八"
)


def labels_of(text: str) -> list[str]:
    outline = render_outline(convert_bytes(text.encode("utf-8"), "a.txt").edition, [])
    return [item["label"] for item in outline["items"]]


def rules_of(text: str) -> set[str]:
    return {drop.rule for drop in convert_bytes(text.encode("utf-8"), "a.txt").edition.drops}


def test_the_second_copy_is_taken_out() -> None:
    assert labels_of(f"{BODY}\n打印版本如下方所示内容\n{BODY}") == labels_of(BODY)
    assert "repeated-text" in rules_of(f"{BODY}\n打印版本如下方所示内容\n{BODY}")


def test_a_few_repeated_lines_stay() -> None:
    text = f"{BODY}\n" + "\n".join(BODY.split("\n")[:6])
    assert "repeated-text" not in rules_of(text)


def test_a_contents_page_does_not_double_the_tree() -> None:
    contents = "\n".join(line for line in BODY.split("\n") if "、加快" in line)
    assert labels_of(f"目　录\n{contents}\n{BODY}") == labels_of(BODY)
    assert "contents-list" in rules_of(f"目　录\n{contents}\n{BODY}")


def test_a_contents_page_with_page_numbers() -> None:
    contents = "\n".join(f"{line}………{number}" for number, line in enumerate(BODY.split("\n")[::2], 3))
    assert labels_of(f"目录\n{contents}\n{BODY}") == labels_of(BODY)


def test_the_word_alone_is_no_contents_page() -> None:
    assert labels_of(f"目录\n{BODY}") == labels_of(BODY)
    assert "contents-list" not in rules_of(f"目录\n{BODY}")


def test_a_copy_without_breaks_is_taken_out() -> None:
    text = BODY.replace(
        "，完善机制", "，健全工作体系，完善推进机制，强化要素保障，细化工作举措，明确时间节点，完善机制"
    )
    copy = text.replace("\n", "").replace(" ", "")
    assert labels_of(f"{text}\n扫一扫\n{copy}") == labels_of(text)
    assert "repeated-text" in rules_of(f"{text}\n扫一扫\n{copy}")
    assert "repeated-text" in rules_of(f"{text}\n扫一扫\n{copy}\n打印")  # a short line may follow
    assert "repeated-text" not in rules_of(f"{text}\n扫一扫\n{copy[::-1]}")
