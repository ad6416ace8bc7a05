"""``build`` on a page or a Word file: imported in memory, set like any article."""

from word_file import paragraph, picture, word_file

from kanyin.files import MemoryFolder
from kanyin.ingest.assemble import Desk, read_issue
from kanyin.model.issue import Issue

PROSE = "灯在水里站着，像一句没有说完的话。桥上的人来来去去，谁也没有停下来听它。"


def loose(file: str, files: dict[str, bytes]) -> tuple[Issue | None, list[str]]:
    outcome = read_issue(Desk(MemoryFolder(files), file, file, "a"))
    return outcome.value, [each.code for each in outcome.diagnostics]


def test_a_word_file_is_an_article_with_the_pictures_inside_it(png: bytes) -> None:
    data = word_file(
        paragraph("桥上的灯", "T") + paragraph(PROSE) + paragraph(picture("p", "灯")),
        {"word/media/p.png": png},
        [("p", "image", "media/p.png")],
    )
    issue, codes = loose("稿.docx", {"稿.docx": data})
    assert issue is not None
    (article,) = issue.articles
    assert article.record.title == ("桥上的灯",)
    assert [held.data for held in issue.pictures.values()] == [png]
    assert "M130" not in codes


def test_places_of_a_page_are_lines_of_its_text(png: bytes) -> None:
    html = f"<meta charset=utf-8><title>灯</title><p>{PROSE}</p><p>又亮了。<b>真</b>的。</p>"
    issue, _ = loose("页.html", {"页.html": html.encode()})
    assert issue is not None
    source = issue.sources["页.html"]
    for paragraph_ in issue.articles[0].body.iter("p"):
        line = source.lines[int(paragraph_.get("data-line", "0")) - 1]
        assert line == "".join(paragraph_.itertext())


def test_an_issue_may_list_any_format(png: bytes) -> None:
    plan = "id: a\nkind: periodical\njournal: 灯\ncontents:\n  - {column: 甲, articles: [页.html, 稿.doc]}\n"
    html = f"<meta charset=utf-8><title>灯</title><p>{PROSE}</p><img src=p.png alt=灯>"
    files = {
        "issue.yaml": plan.encode(),
        "页.html": html.encode(),
        "p.png": png,
        "稿.doc": b"\xd0\xcf\x11\xe0" + bytes(9),
    }
    outcome = read_issue(Desk(MemoryFolder(files), "issue.yaml", "期", "a"))
    assert outcome.value is not None
    assert [held.data for held in outcome.value.pictures.values()] == [png]
    assert "I131" in [each.code for each in outcome.diagnostics]
