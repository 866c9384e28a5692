"""Whole documents as offices set them in Word, and the outline that a reader sees: anchors, labels, headings."""

from __future__ import annotations

from word_files import (
    TRANSITIONAL,
    abstract,
    cell,
    listed,
    lvl,
    make_parts,
    num,
    override,
    p,
    pack,
    r,
    row,
    style,
    table,
)

from build_tools.model.edition import Edition
from build_tools.pipeline import convert_bytes

CENTER = '<w:jc w:val="center"/>'
HEI, KAI = '<w:rFonts w:eastAsia="黑体"/>', '<w:rFonts w:eastAsia="楷体_GB2312"/>'
BODY = "坚持统筹推进，完善工作机制，加大支持力度。"
STYLES = "".join(style(str(at), listed(1, at - 1), shown=f"heading {at}") for at in (1, 2, 3)) + style(
    "a3", CENTER, shown="Title"
)
NOTHING = '<w:suff w:val="nothing"/>'
LADDER = (
    abstract(
        0,
        lvl(0, "chineseCountingThousand", "%1、", NOTHING),
        lvl(1, "chineseCounting", "（%2）", NOTHING),
        lvl(2, "decimal", "%3.", NOTHING),
        lvl(3, "decimalEnclosedCircle", "%4", NOTHING),
    )
    + num(1, 0)
    + num(2, 0, override(0, 1), override(1, 1))
)


def convert(parts: dict[str, str]) -> Edition:
    return convert_bytes(pack(parts), "a.docx").edition


def outline(edition: Edition) -> list[str]:
    """The labelled blocks: anchor and what is printed up to the end of the heading."""
    return [f"{block.anchor} {block.text.text[: block.name]}" for block in edition.blocks if block.label]


def test_a_letter_and_its_plan_with_automatic_headings() -> None:
    edition = convert(
        make_parts(
            p("某市人民政府关于印发某市氢能产业规划的通知", about=CENTER),
            p("某府发〔2023〕15号", about=CENTER),
            p("各区人民政府："),
            p("现将《某市氢能产业规划》印发给你们，请认真贯彻执行。"),
            p("某市人民政府"),
            p("2023年5月8日"),
            p("某市氢能产业规划", style="a3"),
            p("为推动氢能产业发展，制定本规划。"),
            p("总体要求", style="1"),
            p("指导思想", style="2"),
            p(BODY),
            p("主要任务", style="1"),
            p("提升能力", style="2"),
            p("建设平台", style="3"),
            p("5G应用平台。", number="1", level=3),
            p("工业平台。", number="1", level=3),
            p("5G基站", style="3"),
            p(BODY),
            styles=STYLES,
            numbering=LADDER,
        )
    )
    assert edition.facts.title == "某市氢能产业规划"
    assert (edition.facts.doc_number, edition.facts.issuers) == ("某府发〔2023〕15号", ("某市人民政府",))
    assert outline(edition) == [
        "s1 一、总体要求",
        "s1-c1 （一）指导思想",
        "s2 二、主要任务",
        "s2-c1 （一）提升能力",
        "s2-c1-p1 1.建设平台",
        "s2-c1-p1-j1 ①5G应用平台",
        "s2-c1-p1-j2 ②工业平台",
        "s2-c1-p2 2.5G基站",
    ]


def test_articles_count_on_through_the_chapters() -> None:
    on = '<w:lvlRestart w:val="0"/><w:suff w:val="space"/>'
    numbering = abstract(
        0,
        lvl(0, "chineseCountingThousand", "第%1章", '<w:suff w:val="space"/>'),
        lvl(1, "chineseCountingThousand", "第%2条", on),
        lvl(2, "chineseCountingThousand", "（%3）", NOTHING),
    )
    chapters = {"总则": ["为规范管理，制定本办法。"], "管理": ["应当履行下列义务：", "违反的，依法处理。"]}
    body = [p("某市数据管理办法", about=CENTER)]
    for name, articles in chapters.items():
        body.append(p(name, number="1", level=0, about=CENTER))
        body.extend(p(article, number="1", level=1) for article in articles[:1])
        body.extend(p(item, number="1", level=2) for item in ("建立制度；", "加强监测。") if name == "管理")
        body.extend(p(article, number="1", level=1) for article in articles[1:])
    assert outline(convert(make_parts(*body, numbering=numbering + num(1, 0)))) == [
        "ch1 第一章 总则",
        "ch1-art1 第一条 为规范管理，制定本办法",
        "ch2 第二章 管理",
        "ch2-art2 第二条 应当履行下列义务",
        "ch2-art2-c1 （一）建立制度",
        "ch2-art2-c2 （二）加强监测",
        "ch2-art3 第三条 违反的，依法处理",
    ]


def test_typed_labels_and_automatic_ones_make_one_ladder() -> None:
    edition = convert(
        make_parts(
            p("某市数字乡村方案", about=CENTER),
            p(r("一、总体目标", HEI)),
            p(BODY),
            p(r("二、重点任务", HEI)),
            p(r("（一）完善设施。", KAI), r(BODY)),
            p("建设网络。" + BODY, number="1", level=2),
            p("2025年建成十个。", number="1", level=2),
            p(r("（二）发展农业。", KAI), r(BODY)),
            numbering=LADDER,
        )
    )
    assert outline(edition) == [
        "s1 一、总体目标",
        "s2 二、重点任务",
        "s2-c1 （一）完善设施",
        "s2-c1-p1 1.建设网络",
        "s2-c1-p2 2.2025年建成十个",
        "s2-c2 （二）发展农业",
    ]


def test_each_annex_begins_its_numbers_anew() -> None:
    edition = convert(
        make_parts(
            p("某市教育局关于印发两项方案的通知", about=CENTER),
            p("各区教育局："),
            p("现将《服务方案》《安全方案》印发给你们，请遵照执行。"),
            p("附件：1．服务方案"),
            p("      2．安全方案"),
            p("某市教育局"),
            p("2022年3月1日"),
            p("附件1"),
            p("服务方案", about=CENTER),
            p("工作目标", number="1", level=0),
            p(BODY),
            p("工作任务", number="1", level=0),
            p("附件2"),
            p("安全方案", about=CENTER),
            p("总体要求", number="2", level=0),
            p("人防", number="2", level=1),
            p(BODY),
            numbering=LADDER,
        )
    )
    assert [line for line in outline(edition) if "#" in line] == [
        "annex-1#s1 一、工作目标",
        "annex-1#s2 二、工作任务",
        "annex-2#s1 一、总体要求",
        "annex-2#s1-c1 （一）人防",
    ]


def test_a_contents_list_in_a_field_is_no_second_text() -> None:
    entries = [("一、发展基础", "1"), ("（一）主要成效", "1"), ("（二）存在问题", "3"), ("二、总体要求", "4")]
    begins = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
    separates = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    lines = [
        p(begins + separates if not at else r(), r(text, content="<w:tab/>"), r(page))
        for at, (text, page) in enumerate(entries)
    ]
    edition = convert(
        make_parts(
            p("某市水务发展规划", style="a3"),
            p("目  录", about=CENTER),
            *lines,
            p('<w:r><w:fldChar w:fldCharType="end"/></w:r>'),
            p("发展基础", style="1"),
            p("主要成效", style="2"),
            p(BODY),
            p("存在问题", style="2"),
            p(BODY),
            p("总体要求", style="1"),
            p(BODY),
            styles=STYLES,
            numbering=LADDER,
        )
    )
    assert outline(edition) == ["s1 一、发展基础", "s1-c1 （一）主要成效", "s1-c2 （二）存在问题", "s2 二、总体要求"]


def test_entries_in_a_style_for_contents_are_no_text_though_they_are_out_of_date() -> None:
    edition = convert(
        make_parts(
            p("某市水务发展规划", style="a3"),
            *(p("目录", about=CENTER), p(r("一、旧的题目", content="<w:tab/>"), r("1"), style="t1")),
            *(p("发展基础", style="1"), p(BODY), p("总体要求", style="1"), p(BODY)),
            p("上文所列各项是正文。", style="t1"),
            styles=STYLES + style("t1", shown="toc 1"),
            numbering=LADDER,
        )
    )
    assert outline(edition) == ["s1 一、发展基础", "s2 二、总体要求"]
    assert "上文所列各项是正文。" in [block.printed for block in edition.blocks]
    assert not any("目录" in block.printed for block in edition.blocks)


def test_contents_are_known_by_their_field_or_their_control_though_they_are_out_of_date() -> None:
    old = r("一、旧的题目", content="<w:tab/>") + r("1")
    begins = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r>'
    separates, ends = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("separate", "end"))
    control = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    by_field = p(begins + separates, old, ends)
    by_control = f"<w:sdt><w:sdtPr>{control}</w:sdtPr><w:sdtContent>{p('目录')}{p(old)}</w:sdtContent></w:sdt>"
    text = [p("一、发展基础"), p(BODY), p("二、总体要求"), p(BODY)]
    for contents in (by_field, by_control):
        edition = convert(make_parts(p("某市水务发展规划", about=CENTER), contents, *text))
        assert outline(edition) == ["s1 一、发展基础", "s2 二、总体要求"]
    unended = begins + separates
    kept = convert(make_parts(p("某市水务发展规划", about=CENTER), p(unended, "目录"), *text))
    assert outline(kept) == ["s1 一、发展基础", "s2 二、总体要求"]


def test_the_number_of_a_note_is_no_part_of_a_title() -> None:
    note = '<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/><w:t>经批准。</w:t></w:r></w:p></w:footnote>'
    title = p("某市统计方案", r(content='<w:footnoteReference w:id="1"/>'), about=CENTER)
    parts = make_parts(title, p("一、说明"), p(BODY), p("二、附则"), p(BODY), others={"footnotes": note})
    assert convert(parts).facts.title == "某市统计方案"


def test_a_title_that_is_broken_within_its_paragraph_is_one() -> None:
    broken = r("某市人民政府", content="<w:br/>") + r("工作规则")
    letterhead = r("某市人民政府文件", content="<w:br/>") + r("某府发〔2023〕15号")
    text = [p("一、总体要求"), p(BODY), p("二、保障措施"), p(BODY)]
    assert convert(make_parts(p(broken, about=CENTER), *text)).facts.title == "某市人民政府工作规则"
    facts = convert(make_parts(p(letterhead, about=CENTER), p("某市发展规划", about=CENTER), *text)).facts
    assert (facts.title, facts.doc_number) == ("某市发展规划", "某府发〔2023〕15号")


LINES = "<w:tblPr><w:tblBorders><w:top w:val='single'/></w:tblBorders></w:tblPr>"


def draw(*rows: str) -> str:
    return f"<w:tbl>{LINES}{''.join(rows)}</w:tbl>"


def test_tables_without_lines_set_letterhead_signature_and_columns() -> None:
    edition = convert(
        make_parts(
            p("某市教育局文件", about=CENTER),
            table(row("某教发〔2023〕15号", "签发人：某某")),
            *(p("某市教育局关于印发某市学校规划的通知", about=CENTER), p("各区教育局：")),
            p("现将《某市学校规划》印发给你们，请认真贯彻执行。"),
            table(row("", "某市教育局"), row("", "2023年5月8日")),
            *(p("某市学校规划", about=CENTER), p("一、总体要求")),
            table(row(cell("左栏第一段。", "左栏第二段。"), cell("右栏第一段。"))),
            draw(row("校名", "学位"), row("甲校", "500")),
            *(p("二、保障措施"), p(BODY)),
            draw(row("抄送：市委办公室。"), row("某市教育局", "2023年5月9日印发")),
        )
    )
    facts = edition.facts
    assert (facts.title, facts.doc_number, facts.issuers, facts.date_issued) == (
        "某市学校规划",
        "某教发〔2023〕15号",
        ("某市教育局",),
        "2023-05-08",
    )
    shown = [block.printed for block in edition.blocks]
    assert shown[shown.index("左栏第一段。") :][:3] == ["左栏第一段。", "左栏第二段。", "右栏第一段。"]
    assert sum(bool(block.cells) for block in edition.blocks) == 2


def test_a_file_tells_its_title_where_the_text_has_none() -> None:
    def title(*body: str, told: str = "Microsoft Word - 某县乡村振兴规划.doc") -> str:
        parts = make_parts(*body, p("一、总体要求"), p(BODY), p("二、任务"), p(BODY))
        core = "metadata/core-properties"
        parts["docProps/core.xml"] = (
            f'<c:coreProperties xmlns:c="{TRANSITIONAL}/package/2006/{core}" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<dc:title>{told}</dc:title><dc:creator>Administrator</dc:creator></c:coreProperties>"
        )
        also = (
            f'<Relationship Id="c" Type="{TRANSITIONAL}/package/2006/relationships/{core}" Target="docProps/core.xml"/>'
        )
        parts["_rels/.rels"] = parts["_rels/.rels"].replace("</Relationships>", f"{also}</Relationships>")
        edition = convert(parts)
        assert edition.facts.issuers == ()
        return edition.facts.title

    assert title() == "某县乡村振兴规划"
    assert title(told="新建文档") == ""
    assert title(p("某县教育规划", about=CENTER)) == "某县教育规划"


def test_boxes_and_tables_with_merged_cells() -> None:
    edition = convert(
        make_parts(
            p("某省智能制造行动计划", about=CENTER),
            p("一、发展目标"),
            p(BODY),
            table(row(cell("专栏3 工厂建设工程", "建设工厂。", "培育服务商。"))),
            p("二、重点任务"),
            p("表1 任务分工", about=CENTER),
            table(
                row("序号", "任务", "内容", about="<w:tblHeader/>"),
                row("1", cell("夯实基础", about='<w:vMerge w:val="restart"/>'), "突破技术"),
                row("2", cell("", about="<w:vMerge/>"), "培育供给"),
                row(cell("合计", about='<w:gridSpan w:val="2"/>'), "两项"),
            ),
        )
    )
    assert outline(edition) == ["s1 一、发展目标", "box3 专栏3 工厂建设工程", "s2 二、重点任务"]
    rows = [[one.printed for one in block.cells] for block in edition.blocks if block.form.value == "row"]
    assert rows == [
        ["序号", "任务", "内容"],
        ["1", "夯实基础", "突破技术"],
        ["2", "培育供给"],
        ["合计", "两项"],
    ]
    (citation,) = [block.citation for block in edition.blocks if block.form.value == "box"]
    assert citation == "专栏3"


def test_numbered_paragraphs_in_a_frame_are_items() -> None:
    box = table(row(cell(p("专栏1 重点工程", about=CENTER))), row(cell("1.平台工程。" + BODY, "2.示范工程。" + BODY)))
    frame = table(row(cell("为推动工作，制定下列措施：", "（一）建设平台", BODY, "（二）培育人才", BODY)))
    plain = table(row(cell("专栏2 有关说明", BODY)))
    edition = convert(
        make_parts(
            p("某市氢能产业规划", about=CENTER),
            *(p("一、总体要求"), p(BODY), box),
            *(p("二、主要任务"), frame, plain),
            *(p("三、保障措施"), p(BODY)),
        )
    )
    assert outline(edition) == [
        *("s1 一、总体要求", "box1 专栏1 重点工程", "box1-p1 1.平台工程", "box1-p2 2.示范工程"),
        *("s2 二、主要任务", "s2-c1 （一）建设平台", "s2-c2 （二）培育人才", "box2 专栏2 有关说明"),
        "s3 三、保障措施",
    ]


def test_what_stands_below_a_frame_is_not_in_its_box() -> None:
    box = table(row(cell("专栏1 重点工程", "1.平台工程。" + BODY, "2.示范工程。" + BODY)))
    edition = convert(
        make_parts(
            p("某市氢能产业规划", about=CENTER),
            *(p("一、主要任务"), p(BODY), box, p("上述工程按年推进。")),
            *(p("二、保障措施"), p(BODY)),
        )
    )
    assert [str(block.anchor) for block in edition.blocks if block.text.text == "上述工程按年推进。"] == ["s1-para2"]


def test_signatures_side_by_side_in_a_table_without_borders() -> None:
    def issuers(*signed: str) -> tuple[str, ...]:
        return tuple(
            convert(
                make_parts(
                    p("某市教育局等部门关于印发某市学校规划的通知", about=CENTER),
                    p("各区教育局："),
                    p("现将《某市学校规划》印发给你们，请认真贯彻执行。"),
                    *signed,
                    *(p("某市学校规划", about=CENTER), p("一、总体要求"), p(BODY), p("二、保障措施"), p(BODY)),
                )
            ).facts.issuers
        )

    names = ("某市教育局", "某市财政局", "某市水利局", "某市商务局")
    date = p("2023年5月8日")
    assert issuers(table(row(*names[:2]), row(*names[2:])), date) == names
    assert issuers(table(row(cell(p(names[0]), date), cell(p(names[1]), date)))) == names[:2]
    assert issuers(table(row("单位", names[0]), row("电话", "123")), p("附表如上。")) == ()


def test_headings_without_numbers_are_known_by_their_styles() -> None:
    edition = convert(
        make_parts(
            p("某市养老服务规划", style="a3"),
            p("发展环境", style="h1"),
            p("主要成就", style="h2"),
            p(BODY),
            p("面临形势", style="h2"),
            p(BODY),
            p("保障措施", style="h1"),
            p(BODY),
            styles=STYLES + style("h1", shown="标题 1") + style("h2", shown="标题 2"),
        )
    )
    found = [f"{block.anchor} {block.text.text}" for block in edition.blocks if block.form.value == "heading"]
    assert found == ["h1 发展环境", "h1-h1 主要成就", "h1-h2 面临形势", "h2 保障措施"]


def test_changes_notes_and_comments() -> None:
    note = (
        '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>1.指大型网点。</w:t></w:r></w:p></w:footnote>'
    )
    edition = convert(
        make_parts(
            p("某区商业网点规划", about=CENTER),
            p("一、现状"),
            p(
                r("现有网点"),
                "<w:del><w:r><w:delText>100</w:delText></w:r></w:del>",
                f"<w:ins>{r('120')}</w:ins>",
                r("个"),
                '<w:r><w:footnoteReference w:id="2"/></w:r>',
                r("。"),
            ),
            p("<w:del><w:r><w:delText>二、旧</w:delText></w:r></w:del>", about="<w:rPr><w:del/></w:rPr>"),
            p("二、任务"),
            p(BODY),
            others={"footnotes": note, "comments": f'<w:comment w:id="0">{p("请核实。")}</w:comment>'},
        )
    )
    assert outline(edition) == ["s1 一、现状", "s2 二、任务"]
    assert [(str(b.anchor), b.text.text) for b in edition.blocks if str(b.anchor).startswith("s1-")] == [
        ("s1-para1", "现有网点120个1。"),
        ("s1-fn1", "11.指大型网点。"),
    ]
    assert {drop.rule for drop in edition.drops} == {"line-break", "revision", "review-comment"}
    assert "revisions-accepted" in {doubt.code for doubt in edition.diagnostics}


def test_markdown_that_was_pasted_into_a_file_is_no_text() -> None:
    lines = [
        "# 某市氢能产业规划",
        "- **发布机构**：某市人民政府",
        "**一、总体要求**",
        "\u3000\u3000**（一）指导思想。**坚持创新。",
        BODY,
        "**二、主要任务**",
        "建设2*3公里示范区。",
    ]
    edition = convert(make_parts(*map(p, lines)))
    assert edition.facts.title == "某市氢能产业规划"
    assert outline(edition) == ["s1 一、总体要求", "s1-c1 （一）指导思想", "s2 二、主要任务"]
    assert [block.text.text for block in edition.blocks][-1] == "建设2*3公里示范区。"
    # One such line is an author's own.
    alone = convert(make_parts(p("某市氢能产业规划"), p("**重点**一、总体要求"), p("一、总体要求"), p(BODY)))
    assert "**重点**" in "".join(block.text.text for block in alone.blocks)


def test_a_document_in_the_frame_of_one_cell() -> None:
    lines = [
        "某市港口方案",
        "一、甲乙",
        BODY,
        "二、丙丁",
        BODY,
        "附件",
        "评分办法",
        "第一条 戊。",
        "第二条 己。",
        "第三条 庚。",
    ]
    edition = convert(make_parts(table(row(cell(*map(p, lines))))))
    assert [block.anchor.name for block in edition.blocks if block.label] == ["s1", "s2", "", "art1", "art2", "art3"]


def test_a_text_whose_printed_lines_are_paragraphs_is_joined() -> None:
    """What was pasted from print has a paragraph for each line: nearly all that break off are equally long."""
    texts = [f"　　加强{name}领域基础设施建设，" + BODY * 3 for name in ("交通", "水利", "能源", "通信")]
    lines = [text[at : at + 28] for text in texts for at in range(0, len(text), 28)]
    edition = convert(make_parts(p("某市发展规划", about=CENTER), p("一、建设"), *map(p, lines)))
    assert [block.text.text for block in edition.blocks][-len(texts) :] == [text.strip() for text in texts]
