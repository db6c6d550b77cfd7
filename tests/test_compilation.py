"""Several documents in one page, told apart by their attribute blocks."""

from archive.model import ContainedDocument, Page
from pipelines.official.compilation import read_contains, single_block
from pipelines.page import lines as layout
from pipelines.page.sheet import Sheet

SENTENCE = "各区县要把沿河绿化列入年度重点工作，明确责任单位，细化工作措施。"


def sheet(text: str) -> Sheet:
    lines = layout.of_text(text)
    return Sheet(page=Page(body=b""), text=text, lines=lines, start=0, end=len(lines))


def excerpt(title: str, issuer: str, number: str, force: str = "2024.05.10", status: str = "现行有效") -> str:
    return (
        f"{title}\n{title}文章属性•【制定机关】{issuer}•【公布日期】2024.05.06•【字号】{number}•【施行日期】{force}"
        f"•【效力等级】地方规范性文件•【时效性】{status}•【主题分类】水利,绿化正文{title}各区县人民政府：{SENTENCE}\n{SENTENCE}"
    )


FIRST = excerpt("云溪市人民政府关于绿化的通知", "云溪市人民政府", "云政发[2024]12号")
SECOND = excerpt("石桥县水务局关于清淤的通知", "石桥县水务局", "", force="", status="失效")


def test_each_block_without_line_breaks_is_a_document() -> None:
    """In page order, numbers in their normal form, empty attributes null."""
    found = read_contains(sheet(f"工作方案\n{FIRST}\n{SECOND}\n工作方案\n{SENTENCE}"))
    assert found is not None
    assert found.value == (
        ContainedDocument(
            title="云溪市人民政府关于绿化的通知",
            issuer="云溪市人民政府",
            published="2024-05-06",
            doc_number="云政发〔2024〕12号",
            in_force="2024-05-10",
            status="现行有效",
            topic="水利,绿化",
        ),
        ContainedDocument(
            title="石桥县水务局关于清淤的通知",
            issuer="石桥县水务局",
            published="2024-05-06",
            status="失效",
            topic="水利,绿化",
        ),
    )


def test_one_block_is_no_compilation() -> None:
    """It says what the page itself is."""
    page = sheet(FIRST)
    assert read_contains(page) is None
    block = single_block(page)
    assert block is not None
    assert block.value("doc_number") == "云政发[2024]12号"


def test_copies_of_a_block_are_one_document() -> None:
    """Pages carry a copy for narrow screens."""
    page = sheet(f"{FIRST}\n{FIRST}")
    assert read_contains(page) is None
    assert single_block(page) is not None


def test_blocks_in_lines_of_their_own_are_documents_too() -> None:
    """A pair a line, as databases print them."""
    blocks = [
        f"{name}的通知\n发文机关：{name}\n发文字号：云发〔2024〕{place}号\n发布日期：2024-05-0{place}\n时效性：现行有效\n{SENTENCE}\n{SENTENCE}"
        for place, name in enumerate(("云溪市政府", "石桥县政府"), 1)
    ]
    found = read_contains(sheet("\n".join(blocks)))
    assert found is not None
    assert [(one.title, one.issuer, one.doc_number, one.published) for one in found.value] == [
        ("云溪市政府的通知", "云溪市政府", "云发〔2024〕1号", "2024-05-01"),
        ("石桥县政府的通知", "石桥县政府", "云发〔2024〕2号", "2024-05-02"),
    ]


def test_blocks_without_a_text_are_a_list() -> None:
    """Results of a search show attributes only."""
    row = "通知{0}\n发文机关：云溪市政府\n发文字号：云发〔2024〕{0}号\n发布日期：2024-05-06\n"
    assert read_contains(sheet("".join(row.format(place) for place in range(1, 9)))) is None


def test_the_office_that_headline_and_number_name_is_the_issuer() -> None:
    """Two witnesses against the attribute, which names the body the office belongs to."""
    page = sheet(f"{excerpt('云溪市人民政府办公厅关于绿化的通知', '云溪市人民政府', '云政办〔2024〕3号')}\n{SECOND}")
    found = read_contains(page)
    assert found is not None
    assert found.value[0].issuer == "云溪市人民政府办公厅"


def test_the_headline_alone_does_not_overrule_the_attribute() -> None:
    """Without the number's word for it the attribute stands."""
    page = sheet(f"{excerpt('云溪市人民政府办公厅关于绿化的通知', '云溪市人民政府', '云政发〔2024〕3号')}\n{SECOND}")
    found = read_contains(page)
    assert found is not None
    assert found.value[0].issuer == "云溪市人民政府"
