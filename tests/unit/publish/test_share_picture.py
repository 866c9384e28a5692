"""The picture that is shown where an address is shared."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from PIL import Image

from build_tools.publish.share_picture import SIZE, draw_picture, find_face

TITLES = {
    "short": ("文库",),
    "usual": ("某市促进软件业高质量发展", "行动计划（2021-2023年）"),
    "long": ("某市软件业" * 6,) * 9,
    "empty": (),
    "characters that no font has": ("某\U0010fffd规划",),
}


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_a_picture_is_light_and_keeps_its_edges(title: tuple[str, ...]) -> None:
    face = find_face(os.environ)
    assert face is not None
    data = draw_picture(face, "规划文库", title, "某府发〔2020〕5号　" + "某市某某局、" * 20, "#1f5c4d")
    assert data == draw_picture(face, "规划文库", title, "某府发〔2020〕5号　" + "某市某某局、" * 20, "#1f5c4d")
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    assert picture.size == SIZE == (1200, 630)
    assert len(data) < 50_000  # by runs, a title that repeats itself takes a sixth more, any other less
    paper = picture.getpixel((600, 5))
    for box in ((40, 0, 90, 630), (1130, 0, 1200, 630), (40, 0, 1200, 50), (40, 590, 1200, 630)):
        assert picture.crop(box).getcolors() == [((box[2] - box[0]) * (box[3] - box[1]), paper)]


def test_without_fonts_there_is_none(tmp_path: Path) -> None:
    assert find_face({"PLAN_FONT_DIR": str(tmp_path)}) is None
