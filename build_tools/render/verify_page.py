"""The page on which a reader verifies quotations.

It holds a field and nothing of the works: a script (assets/verify.js) finds where a quotation may stand by the
search's index, loads the texts of these works and tells what `plan-publisher verify` tells.
"""

from build_tools.render.address import Address
from build_tools.render.topic_page import frame_page

_VERIFY_PAGE = Address("verify/index.md")
_INTRODUCTION = (
    "贴入一条或几条引文，每条一行；一条有几行的，条与条之间空一行。逐字核对：**一字不差**的，给出所在的条款、固定链接和散列值；"
    "**有出入**的，列出最接近的一条，逐字标明；否则是**本库没有**。简繁、全半角、空格和首尾的标点不计，省略号代表略去的文字。"
    "核对在本机进行，贴入的文字不会送往任何地方。"
)


def render_verify_page() -> dict[str, str]:
    """Return the page by path below docs/."""
    form = [
        '<form class="verify" hidden>',
        '<label for="quotations">引文</label>',
        '<textarea id="quotations" name="quotations" rows="6" spellcheck="false"></textarea>',
        '<button type="submit">核对</button>',
        "</form>",
        '<p class="verify__told" role="status"></p>',
        '<ol class="verify__found"></ol>',
    ]
    blocks = [
        "# 核对引文",
        '<div>\n<link rel="stylesheet" href="../assets/verify.css">\n</div>',
        _INTRODUCTION,
        "\n".join(form),
        '<p class="verify__plain">需要 JavaScript。不用它时，用命令行：<code>plan-publisher verify</code></p>',
        '<script src="../assets/verify.js" defer></script>',
    ]
    return {_VERIFY_PAGE.file: frame_page("核对引文", blocks, hide_contents=True)}
