"""Text of Word files: what of a paragraph is text, what is computed, what is dropped, and where it stands."""

from __future__ import annotations

import pytest
from word_files import cell, p, print_lines, r, read, root, row, style, table

from build_tools.model.reading import ReadLine, ReadTable, Stretch
from build_tools.reading.docx_fields import draw_field

NOTES = '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'


def footnote(number: str, *content: str) -> str:
    inside = "".join(part if part.startswith("<") else r(part) for part in content)
    return f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r>{inside}</w:p></w:footnote>'


def reference(number: str, kind: str = "footnote", about: str = "") -> str:
    return f'<w:r><w:{kind}Reference w:id="{number}"{about}/></w:r>'


def field(instruction: str, result: str = "") -> str:
    shown = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(result)}' if result else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>{shown}'
        f'<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def box(*content: str) -> str:
    inside = "".join(content)
    shape = f"<wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx>"
    old = f"<v:shape><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData>'
        f"{shape}</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{old}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def picture(words: str = "", kind: str = "inline") -> str:
    return (
        f'<w:r><w:drawing><wp:{kind}><wp:docPr id="1" name="图片 1" descr="{words}"/>'
        '<a:graphic><a:graphicData><a:blip r:embed="rIdmap"/></a:graphicData></a:graphic>'
        f"</wp:{kind}></w:drawing></w:r>"
    )


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        (r("甲") + r("乙"), "甲乙"),
        ("<w:r><w:t> 甲 </w:t></w:r>", "甲"),
        ('<w:r><w:t xml:space="preserve"> 甲 </w:t></w:r>', " 甲 "),
        (r("甲", content="<w:tab/>") + r("乙"), "甲\t乙"),
        (r("甲", content="<w:br/>") + r("乙"), "甲\v乙"),
        (r("甲", content="<w:cr/>") + r("乙"), "甲\v乙"),
        (r(content='<w:br w:type="page"/>') + r("甲"), "甲"),
        (r("甲", content='<w:br w:type="page"/>') + r("乙"), "甲\v乙"),
        (r("5G", content="<w:noBreakHyphen/>") + r("A"), "5G-A"),
        (r("甲", content="<w:softHyphen/>") + r("乙"), "甲乙"),
        (r(content='<w:sym w:font="Wingdings" w:char="F0FE"/>') + r("是"), "☑是"),
        (r(content='<w:sym w:font="Unknown" w:char="F0FE"/>'), "\uf0fe"),
        (r(content='<w:sym w:font="Symbol" w:char="no"/>') + r("甲"), "甲"),
        (f'<w:hyperlink r:id="rId9">{r("甲")}</w:hyperlink>', "甲"),
        (f'<w:smartTag w:element="place">{r("甲")}</w:smartTag>', "甲"),
        (f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{r('甲')}</w:sdtContent></w:sdt>", "甲"),
        (f"<w:ins>{r('甲')}</w:ins>", "甲"),
        (f"<w:moveTo>{r('甲')}</w:moveTo>", "甲"),
        (f'<w:fldSimple w:instr="DATE">{r("甲")}</w:fldSimple>', "甲"),
        (field("HYPERLINK x", "甲") + r("乙"), "甲乙"),
        (field("PAGE") + r("乙"), "乙"),
        (field("SEQ 表", "1") + r("乙"), "1乙"),
        (field(r"EQ \o\ac(○,11)") + r("乙"), "⑪乙"),
        (field(r"EQ \* jc2 \* hps10 \o\ad(\s\up 9(pin),拼)") + r("音"), "拼音"),
        (field(r"EQ \f(1,2)") + r("乙"), "〔公式〕乙"),
        (
            "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>yín</w:t></w:r></w:rt>"
            "<w:rubyBase><w:r><w:t>鄞</w:t></w:r></w:rubyBase></w:ruby></w:r>" + r("州"),
            "鄞（yín）州",
        ),
        ("<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>", "a+b"),
        ("<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num></m:f></m:oMath>", "〔公式〕a"),
        ("<w:r><w:t>甲\n乙</w:t></w:r>", "甲 乙"),
        ('<w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="0" w:name="a"/>' + r("甲"), "甲"),
    ],
)
def test_what_a_paragraph_prints(content: str, shown: str) -> None:
    assert print_lines(read(p(content))) == [shown]


def test_raised_and_lowered_letters_are_marked() -> None:
    base = "<m:e><m:r><m:t>m</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup>"
    sub = r("2", '<w:vertAlign w:val="subscript"/>')
    (line,) = read(p(r("CO"), sub, f"<m:oMath><m:sSup>{base}</m:sSup></m:oMath>")).lines()
    assert line.text == "CO2m2"
    assert [(s.start, s.end, s.mark) for s in line.stretches] == [(2, 3, "sub"), (4, 5, "sup")]


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        ("<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>", "revision"),
        (f"<w:moveFrom>{r('旧')}</w:moveFrom>", "revision"),
        (r("旧", "<w:vanish/>"), "hidden"),
        (r("旧", '<w:rStyle w:val="Hidden"/>'), "hidden"),
        (r("旧", "<w:strike/>"), "struck-out"),
        (r("旧", "<w:dstrike/>"), "struck-out"),
    ],
)
def test_what_is_not_shown_stays_on_record(content: str, rule: str) -> None:
    styles = style("Hidden", run="<w:vanish/>", kind="character")
    (line,) = read(p(r("甲"), content, r("乙")), styles=styles).lines()
    assert line.text == "甲旧乙"
    assert line.stretches == (Stretch(1, 2, drop=rule),)


def test_hidden_text_that_is_switched_on_again_shows() -> None:
    styles = style("Body", run="<w:vanish/>")
    assert print_lines(read(p(r("甲", '<w:vanish w:val="0"/>'), style="Body"), styles=styles)) == ["甲"]


def test_what_a_control_asks_for_is_no_text_where_nobody_has_filled_it_in() -> None:
    def control(content: str, about: str = "") -> str:
        return f"<w:sdt><w:sdtPr>{about}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    prompt = "<w:showingPlcHdr/>"
    inline = p(r("密级："), control(r("选择一项。"), prompt), control(r("内部")))
    reading = read(inline, control(p(r("单击此处输入摘要")), prompt))
    dropped = [line.text[s.start : s.end] for line in reading.lines() for s in line.stretches if s.drop == "prompt"]
    assert (print_lines(reading)[0], dropped) == ("密级：内部", ["选择一项。", "单击此处输入摘要"])


@pytest.mark.parametrize("kind", ["drop", "margin"])
def test_a_large_first_letter_belongs_to_the_paragraph_below(kind: str) -> None:
    body = [p("为", about=f'<w:framePr w:dropCap="{kind}" w:lines="3"/>'), p("推动发展，制定本规划。")]
    assert [line.text for line in read(*body).lines()] == ["为推动发展，制定本规划。"]


def test_a_framed_paragraph_that_is_no_letter_stands_alone() -> None:
    body = [p("乙", about='<w:framePr w:wrap="around"/>'), p("推动发展。")]
    assert [line.text for line in read(*body).lines()] == ["乙", "推动发展。"]


def test_a_paragraph_whose_mark_is_deleted_goes_on() -> None:
    body = [p("甲", about="<w:rPr><w:del/></w:rPr>"), p("乙", about='<w:jc w:val="center"/>')]
    (line,) = read(*body).lines()
    assert (line.text, line.centered) == ("甲乙", True)


def test_changes_are_told_once() -> None:
    assert read(p(f"<w:ins>{r('甲')}</w:ins>"), p(f"<w:ins>{r('乙')}</w:ins>")).doubts == (("revisions-accepted", ""),)
    assert read(p("甲")).doubts == ()


# -- fields


def test_an_instruction_is_no_text_and_its_end_is_not_missed() -> None:
    begins = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
    separates = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    ends = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert print_lines(read(p(begins, separates, "甲"), p("乙"), p("丙", ends, "丁"))) == ["甲", "乙", "丙丁"]
    assert print_lines(read(p(begins), p("乙"))) == ["", "乙"]


def test_fields_in_an_instruction_are_not_shown() -> None:
    begins = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>'
    separates = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    ends = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert print_lines(read(p(begins, field("PAGE", "3"), separates, "甲", ends))) == ["甲"]


@pytest.mark.parametrize(
    ("instruction", "text"),
    [
        (r"eq \o\ac(○,1)", "①"),
        (r" EQ \o \ac(○ , 50 ) ", "㊿"),
        (r"EQ \o\ac(○,管)", "管"),
        (r"EQ \o\ac(□,1)", None),
        (r"EQ \r(3,x)", None),
    ],
)
def test_a_drawn_field(instruction: str, text: str | None) -> None:
    assert draw_field(instruction) == text


# -- what has lines of its own


def test_a_box_of_text_comes_once_behind_its_paragraph() -> None:
    assert print_lines(read(p("甲", box(p("乙"), p("丙"))), p("丁"))) == ["甲", "乙", "丙", "丁"]


def test_a_paragraph_that_only_holds_a_box_prints_nothing() -> None:
    assert print_lines(read(p(box(p("乙"))))) == ["乙"]


def test_an_alternative_that_is_not_understood_gives_its_fallback() -> None:
    content = (
        '<w:r><mc:AlternateContent><mc:Choice xmlns:cx="urn:x" Requires="cx"><w:t>新</w:t></mc:Choice>'
        "<mc:Fallback><w:t>旧</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert print_lines(read(p(content))) == ["旧"]


def test_a_picture_has_its_place() -> None:
    map_part = {"media": ""}
    reading = read(
        p("甲"), p(picture("全市布局图", "anchor")), p(picture("图片1.png")), p("见", picture()), others=map_part
    )
    assert [(line.text, line.figure) for line in reading.lines()] == [
        ("甲", None),
        ("全市布局图", ""),
        ("", ""),
        ("见", None),
    ]
    assert print_lines(reading)[-1] == "见〔图〕"


def test_an_embedded_object_has_its_sign() -> None:
    content = '<w:r><w:object><v:shape><v:imagedata r:id="rId5"/></v:shape><o:OLEObject ProgID="{}"/></w:object></w:r>'
    body = [p("甲", content.format("Equation.DSMT4")), p(content.format("Excel.Sheet.12"))]
    assert print_lines(read(*body)) == ["甲〔公式〕", "〔嵌入对象〕"]


def test_words_that_are_drawn_are_read() -> None:
    content = '<w:r><w:pict><v:shape><v:textpath string="某市人民政府文件"/></v:shape></w:pict></w:r>'
    assert print_lines(read(p(content))) == ["某市人民政府文件"]


# -- notes


def test_a_note_stands_behind_its_paragraph_with_its_number() -> None:
    others = {"footnotes": NOTES + footnote("2", " 注一。") + footnote("3", " 注二。")}
    reading = read(p("甲", reference("2"), "乙"), p("丙", reference("3")), others=others)
    assert print_lines(reading) == ["甲1乙", "1 注一。", "丙2", "2 注二。"]
    assert [line.role for line in reading.lines()] == ["", "footnote", "", "footnote"]


def test_notes_are_numbered_as_the_document_says() -> None:
    settings = '<w:footnotePr><w:numFmt w:val="decimalEnclosedCircle"/><w:numStart w:val="3"/></w:footnotePr>'
    others = {"footnotes": footnote("1", "注。")}
    assert print_lines(read(p("甲", reference("1")), settings=settings, others=others)) == ["甲③", "③注。"]


def test_a_note_with_a_sign_of_its_own_has_no_number() -> None:
    others = {"footnotes": footnote("1", "注一。") + footnote("2", "注二。")}
    body = p("甲", reference("1", about=' w:customMarkFollows="1"'), "＊", reference("2"))
    assert print_lines(read(body, others=others)) == ["甲＊1", "注一。", "1注二。"]


def test_notes_may_count_by_page_and_by_section() -> None:
    others = {"footnotes": footnote("1", "一") + footnote("2", "二")}
    settings = '<w:footnotePr><w:numRestart w:val="{}"/></w:footnotePr>'
    broken = p(r(content="<w:lastRenderedPageBreak/>"), reference("2"))
    reading = read(p("甲", reference("1")), broken, settings=settings.format("eachPage"), others=others)
    assert print_lines(reading) == ["甲1", "1一", "1", "1二"]
    ended = p("甲", reference("1"), about="<w:sectPr/>")
    reading = read(ended, p(reference("2")), settings=settings.format("eachSect"), others=others)
    assert print_lines(reading) == ["甲1", "1一", "1", "1二"]


def test_endnotes_have_roman_numbers() -> None:
    note = '<w:endnote w:id="1"><w:p><w:r><w:endnoteRef/></w:r><w:r><w:t>尾注</w:t></w:r></w:p></w:endnote>'
    assert print_lines(read(p("甲", reference("1", "endnote")), others={"endnotes": note})) == ["甲i", "i尾注"]


def test_a_note_in_a_cell_stands_behind_the_table() -> None:
    others = {"footnotes": footnote("1", "注。")}
    reading = read(table(row(cell(p("甲", reference("1"))), "乙")), p("丙"), others=others)
    assert isinstance(reading.pieces[0], ReadTable)
    assert print_lines(reading) == ["甲1", "乙", "1注。", "丙"]


def test_a_note_that_nothing_refers_to_is_dropped_on_record() -> None:
    reading = read(p("甲"), others={"footnotes": footnote("1", "注。")})
    line = reading.pieces[-1]
    assert isinstance(line, ReadLine)
    assert (line.text, line.stretches) == ("注。", (Stretch(0, 2, drop="hidden"),))


# -- around the text


def test_running_heads_and_feet_have_their_roles() -> None:
    others = {"header1": p("某规划"), "footer1": p("— ", field("PAGE", "1"), " —"), "footer2": p()}
    reading = read(p("甲"), others=others)
    assert [(line.text, line.role) for line in reading.lines()] == [("某规划", "head"), ("甲", ""), ("— 1 —", "foot")]


def test_comments_are_dropped_on_record() -> None:
    reading = read(p("甲"), others={"comments": f'<w:comment w:id="0">{p("请核实。")}</w:comment>'})
    assert print_lines(reading) == ["甲", ""]
    assert [s.drop for line in reading.lines() for s in line.stretches] == ["review-comment"]


def test_a_content_control_around_paragraphs_adds_nothing() -> None:
    content = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('甲')}{table(row('乙'))}</w:sdtContent></w:sdt>"
    assert print_lines(read(content, p("丙"))) == ["甲", "乙", "丙"]


def test_a_part_that_is_not_read_is_told() -> None:
    reading = read('<w:altChunk r:id="rIdhtml"/>', others={"html": ""})
    assert print_lines(reading) == ["〔嵌入对象〕"]


def test_strict_names_are_read() -> None:
    from word_files import NAMESPACES, make_parts, pack

    from build_tools.reading.docx_file import read_docx

    strict = {**NAMESPACES, "w": "http://purl.oclc.org/ooxml/wordprocessingml/main"}
    parts = make_parts()
    parts["word/document.xml"] = root("w:document", f"<w:body>{p('甲')}</w:body>", strict)
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
        "http://purl.oclc.org/ooxml/officeDocument/relationships/",
    )
    assert print_lines(read_docx(pack(parts), "a.docx")) == ["甲"]
