"""PDF and Word documents, read by page and paragraph, within limits."""

import io
import zipfile
from collections.abc import Callable

import docx
import pytest

from archive.errors import NotText, UnreadablePage
from archive.model import Page, ReadOptions
from pipelines.forms import ofd, office, word
from pipelines.forms.office import read_sheet
from pipelines.page.form import form_of
from pipelines.page.sheet import Sheet
from pipelines.read import read

TITLE = ("云溪市人民政府办公室关于加强", "河湖沿岸绿化工作的通知")
FULL = "为进一步加强全市河湖水系连通和沿岸绿化工作，提升城市生态品质，"  # as wide as the page
REST = "经市政府同意，现将有关事项通知如下。"


def pdf(*pages: tuple[str, ...]) -> bytes:
    """A PDF of these lines, each set on its own height; its font says what its codes mean, and holds no glyphs."""
    cmap = (
        b"/CIDInit /ProcSet findresource begin begincmap /CMapName /U def 1 begincodespacerange <0000> <FFFF>"
        b" endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end"
    )
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>"
        % (len(pages), b" ".join(b"%d 0 R" % (6 + 2 * place) for place in range(len(pages)))),
        b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(A)/Ordering(I)/Supplement 0>>>>",
        stream(cmap),
    ]
    for place, lines in enumerate(pages):
        drawn = (
            b"BT /F 12 Tf 50 %d Td <%s> Tj ET" % (780 - 20 * row, line.encode("utf-16-be").hex().encode())
            for row, line in enumerate(lines)
        )
        objects += [
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F 3 0 R>>>>>>"
            % (7 + 2 * place),
            stream(b"\n".join(drawn)),
        ]
    return numbered(objects)


def stream(data: bytes) -> bytes:
    return b"<</Length %d>>stream\n%s\nendstream" % (len(data), data)


def numbered(objects: list[bytes]) -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    offsets = []
    for number, one in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, one))
    start = out.tell()
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out.write(b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table))
    out.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
    return out.getvalue()


def written(write: Callable[[docx.document.Document], None]) -> bytes:
    document = docx.Document()
    write(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def fixed(*pages: tuple[tuple[float, float, str], ...]) -> bytes:
    """An OFD document: runs of letters, each with its distances from the left and from the top in millimetres."""
    name = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    parts = {
        "OFD.xml": f"<ofd:OFD {name}><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {name}><ofd:Pages>"
        + "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
        + "</ofd:Pages></ofd:Document>",
    }
    for number, runs in enumerate(pages):
        shown = "".join(
            f'<ofd:TextObject Boundary="{left} {top} {4 * len(text)} 5" Size="4"><ofd:TextCode X="0" Y="3">{text}'
            "</ofd:TextCode></ofd:TextObject>"
            for left, top, text in runs
        )
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = (
            f"<ofd:Page {name}><ofd:Content><ofd:Layer>{shown}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    return packed(parts)


def packed(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def sheet(body: bytes) -> Sheet:
    page = Page(body=body)
    return read_sheet(page, ReadOptions(), form_of(page))


def reason(body: bytes, form: str = "pdf") -> str:
    with pytest.raises(UnreadablePage) as raised:
        read_sheet(Page(body=body), ReadOptions(), form)
    return raised.value.reason


def test_the_lines_of_a_page_become_paragraphs_again() -> None:
    """A full line that ends no sentence goes on in the next; short ones stand alone."""
    page = sheet(pdf(("各区县人民政府：", FULL, REST, "一、总体要求", "云溪市政府", "2024年5月6日")))
    assert [line.text for line in page.lines] == [
        "各区县人民政府：",
        FULL + REST,
        "一、总体要求",
        "云溪市政府",
        "2024年5月6日",
    ]


def test_the_headline_is_one_line() -> None:
    """Broken over two on the page; neither the red head nor the number belongs to it."""
    page = sheet(pdf(("云溪市人民政府文件", "云政办发〔2024〕12号", *TITLE, "各区县人民政府：", FULL, REST)))
    assert [line.text for line in page.lines if line.heading == 1] == ["".join(TITLE)]


@pytest.mark.parametrize(
    ("lines", "headline"),
    [
        (("附件1", "云溪市绿化工程项目清单", "序号 项目名称 面积", "1 沿河绿化带 5.2"), "云溪市绿化工程项目清单"),
        (
            ("附件", "云溪市沿河绿化管理", "实施细则", "（试行）", "第一章总则", FULL, REST),
            "云溪市沿河绿化管理实施细则（试行）",
        ),
        (("云溪市统计公报", "云溪市统计局", FULL, REST), "云溪市统计公报"),
    ],
)
def test_an_attachment_has_a_headline(lines: tuple[str, ...], headline: str) -> None:
    """No document of its own, but a list, rules or a report; rows of a table below it do not run into it."""
    page = sheet(pdf(lines))
    assert [line.text for line in page.lines if line.heading == 1] == [headline]


def test_pages_are_numbered_by_where_they_begin() -> None:
    """Running heads and page numbers are no text."""
    body = pdf(*(("云溪市绿化规划", f"第{n}章总则内容说明。", f"— {n} —") for n in range(1, 5)))
    found = read(Page(body=body))
    pages = [found.text[start:].split("\n")[0] for start in found.page_starts]
    assert pages == ["第1章总则内容说明。", "第2章总则内容说明。", "第3章总则内容说明。", "第4章总则内容说明。"]


def test_an_official_pdf_is_read_like_a_page() -> None:
    """Title, number, the day it was written, the text."""
    lines = (
        "云溪市人民政府文件",
        "云政办发〔2024〕12号",
        *TITLE,
        "各区县人民政府：",
        FULL,
        REST,
        "云溪市政府",
        "2024年5月6日",
    )
    found = read(Page(body=pdf(lines), url="http://yunxi.example/a.pdf", content_type="application/pdf"))
    assert (found.title, found.doc_number, found.written) == ("".join(TITLE), "云政办发〔2024〕12号", "2024-05-06")
    assert FULL + REST in found.text.split("\n")


def test_a_word_document_gives_headings_paragraphs_and_cells() -> None:
    """In document order; a merged cell once."""

    def write(document: docx.document.Document) -> None:
        document.add_heading("云溪市绿化规划", 0)
        document.add_heading("总则", 1)
        document.add_paragraph("第一段。\n同段第二行。")
        table = document.add_table(2, 2)
        table.cell(0, 0).merge(table.cell(0, 1)).text = "合并"
        table.cell(1, 0).text = "甲"
        table.cell(1, 1).text = "乙"
        document.add_paragraph("末段。")

    page = sheet(written(write))
    assert [(line.text, line.heading) for line in page.lines] == [
        ("云溪市绿化规划", 1),
        ("总则", 1),
        ("第一段。", 0),
        ("同段第二行。", 0),
        ("合并", 0),
        ("甲", 0),
        ("乙", 0),
        ("末段。", 0),
    ]


def test_damaged_documents_are_broken() -> None:
    """Cut anywhere, or with a part missing: a reason, never another error."""
    whole = written(lambda document: document.add_paragraph(FULL))
    for body in (whole[: len(whole) // 2], b"PK\x03\x04word/", whole.replace(b"document.xml", b"documenx.xml")):
        assert reason(body, "docx") == "broken"
    damaged = whole[:2000] + b"\0" * 300 + whole[2300:]
    assert reason(damaged, "docx") == "broken"
    assert reason(b"%PDF-1.7\nnothing") == "broken"


def test_an_encrypted_document_says_so() -> None:
    """Without its password nothing can be read."""
    secret = b"<</Filter/Standard/V 2/R 3/Length 128/P -44/O(%s)/U(%s)>>" % (b"o" * 32, b"u" * 32)
    ids = b"/ID[(0123456789abcdef)(0123456789abcdef)]"
    body = pdf(("一",)).replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt " + secret + ids)
    assert reason(body) == "encrypted"


def test_a_document_of_too_many_pages_or_bytes_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limits keep a worker alive."""
    body = pdf(*[("一",)] * 4)
    monkeypatch.setattr(office, "MAX_PAGES", 3)
    assert reason(body) == "too-many-pages"
    monkeypatch.setattr(office, "MAX_BYTES", 100)
    assert reason(body) == "too-large"


def test_a_document_that_unpacks_beyond_measure_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bomb of a few kilobytes."""
    monkeypatch.setattr(word, "MAX_UNPACKED", 10_000)
    monkeypatch.setattr(ofd, "MAX_UNPACKED", 10_000)
    assert reason(packed({"word/document.xml": " " * 20_000}), "docx") == "too-large"
    assert reason(packed({"OFD.xml": " " * 20_000}), "ofd") == "too-large"


def test_an_ofd_document_is_read_by_where_its_letters_stand() -> None:
    """From top to bottom and from left to right, in whatever order they were written; a gap is a blank."""
    first = ((20.0, 30.0, "第二行"), (40.0, 10.0, "右"), (20.0, 10.2, "左"), (24.0, 10.1, "边"))
    page = sheet(fixed(first, ((20.0, 10.0, "次页"),)))
    assert [line.text for line in page.lines] == ["左边 右", "第二行", "次页"]
    assert page.page_lines == (0, 2)


def test_a_damaged_ofd_document_is_broken() -> None:
    """A part that is missing or no XML."""
    assert reason(packed({"OFD.xml": "<OFD><DocRoot>Doc_0/Document.xml</DocRoot></OFD>"}), "ofd") == "broken"
    assert reason(packed({"OFD.xml": ""}), "ofd") == "broken"
    assert reason(fixed(((1.0, 1.0, "字"),))[:200], "ofd") == "broken"


def test_scanned_pages_hold_no_text() -> None:
    """Nothing to read is not an empty text."""
    with pytest.raises(NotText):
        sheet(pdf((), ()))


def test_a_missing_reader_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is optional."""
    monkeypatch.setitem(__import__("sys").modules, "pypdfium2", None)
    with pytest.raises(UnreadablePage, match=r"dibao\[documents\]") as raised:
        sheet(pdf(("一",)))
    assert raised.value.reason == "no-reader"
