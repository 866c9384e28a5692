"""How pages are numbered: on the page itself, and in a table of contents.

Takes single lines. A number alone proves nothing; where it is one, the rooms tell from all of them.
"""

import re

_N = "[0-9０-９]{1,4}"
_DASHES = r"[-—–―－─·•~～]{1,20}"
SIGNED_NUMBER_RE = re.compile(
    rf"{_DASHES}[ \u3000]*{_N}[ \u3000]*{_DASHES}|第[ ]?{_N}[ ]?[页頁](?:[，,/／ ]*共[ ]?{_N}[ ]?[页頁])?"
    rf"|(?:Page|PAGE)[ ]?{_N}"
    # --- Page 3 ---, [第 3 页]: how programs mark where a page ended.
    rf"|[-—–=*#\[【<]{{1,6}}[ ]?(?:[Pp]age|PAGE|第)[ ]?{_N}[ ]?(?:页|(?:/|of)[ ]?{_N})?[ ]?[-—–=*#\]】>]{{1,6}}"
)
"""What is a page's number wherever it stands alone."""
BARE_NUMBER_RE = re.compile(
    rf"(?:[Pp]age[ ]?)?(?P<n>{_N})(?:[ ]?(?:/|／|of)[ ]?(?P<total>{_N}))?|[IVXivx\u2160-\u217b]{{1,6}}"
)
"""What is one only in a row of them; groups n (none of a Roman number) and total."""
CONTENTS_TITLE_RE = re.compile(
    r"目[ \u3000]*[录次錄]|(?:document )?outline|(?:table of )?contents|索[ \u3000]*引", re.IGNORECASE
)
"""The title of a table of contents."""
DOTS_RE = re.compile(r"[.．…·⋯‥・]{3,}|[.．·][ ][.．·][ ][.．·]")
"""The dots between an entry of a table of contents and its page."""
LEADER_RE = re.compile(
    r"(?<![.．·…⋯])[.．·…⋯]{3,}+[ \u3000]*+[-—(（]?[ \u3000]*+(?:[0-9]{1,4}|[IVXivx]{1,5})[ \u3000]*[-—)）]?$"
)
"""Such dots, and the page at the end of a line."""
