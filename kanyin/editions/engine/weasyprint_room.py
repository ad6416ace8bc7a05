"""The sealed room of WeasyPrint: the only module that touches its private parts.

Checked against WeasyPrint 70.0. What is private here:

* ``HTML`` is made from a tree that is already parsed (version 70 takes only text, and
  its parser needs 1.7 s for a megabyte);
* ``Page._page_box`` is read after layout, to learn on which page each block stands.

Documents are laid out one by one and joined, first over their pages, then in one PDF;
``Engine.layout`` is the place for a pass after layout (composition), ``Engine.write``
for the one over the finished file (``pdf_finish``).
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from kanyin.diagnostics import Diagnostic, PressError, remark
from kanyin.editions.conservation import fragment_of
from kanyin.editions.engine.pdf_metadata import Metadata
from kanyin.editions.engine.pdf_pictures import in_srgb
from kanyin.editions.engine.weasyprint_links import tidy_links
from kanyin.editions.engine.weasyprint_pictures import resolutions
from kanyin.editions.engine.weasyprint_tags import structured
from kanyin.model.article import Element
from kanyin.model.issue import Picture

CHECKED_VERSION = "70.0"
BASE = "kanyin:/"
"""The address of the publication; nothing outside it is ever fetched."""


def load() -> ModuleType:
    """Import WeasyPrint. Raises PressError when it or Pango is missing or another version."""
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        problem = str(error).split("\n")[0]
        raise PressError(remark("E201", None, problem=problem)) from error
    if weasyprint.__version__ != CHECKED_VERSION:
        raise PressError(
            remark("E202", None, found=weasyprint.__version__, checked=CHECKED_VERSION)
        )
    module: ModuleType = weasyprint
    return module


@dataclass(frozen=True, slots=True)
class PageStart:
    """What a page begins with: a block and how many of its characters came before."""

    fragment: str
    offset: int


@dataclass(frozen=True, slots=True)
class Laid:
    """One document after layout. ``pages`` are the engine's, for ``Engine.write`` only.

    ``counts`` says how many visible characters of each named block stand on the pages,
    ``unfilled`` which lines (element, text, lack in em) do not reach the edge, ``pictures``
    at how many pixels an inch each picture is printed.
    """

    pages: tuple[Any, ...]
    starts: tuple[PageStart | None, ...]
    counts: Mapping[str, int]
    unfilled: tuple[tuple[Element, str, float], ...]
    pictures: tuple[tuple[Element, float], ...]
    document: Any


@dataclass(slots=True)
class Engine:
    """WeasyPrint with one stylesheet and one set of pictures, for many documents."""

    stylesheet: str
    pictures: Mapping[str, Picture]
    found: list[Diagnostic] = field(default_factory=list)
    _weasyprint: ModuleType = field(default_factory=load)
    _shared: dict[str, Any] = field(default_factory=dict)
    _images: dict[str, Any] = field(default_factory=dict)
    _parsed: Any = None

    def layout(self, root: Element, first_page: int | None) -> Laid:
        """Lay out one document; its first page gets a number, or stays outside the count.

        An even number begins on a left page.
        """
        sheets = [self._main_sheet(), self._sheet(_numbering(first_page))]
        from kanyin.editions.engine.composer_room import composing
        from kanyin.editions.engine.margin_notes import spread_margin_notes
        from kanyin.editions.engine.page_notes import restart_on_each_page

        with _listening(self.found), composing() as job:
            html = _parsed(self._weasyprint, root, self._fetcher())
            document = html.render(
                stylesheets=sheets, cache=self._images, pdf_tags=True, **self._configuration()
            )
        pages = tuple(document.pages)
        restart_on_each_page(pages)
        spread_margin_notes(pages)
        tidy_links(pages)
        counts: Counter[str] = Counter()
        starts = tuple(_page_starts(pages, counts))
        unfilled = tuple((u.element, u.text, u.missing) for u in job.unfilled.values())
        return Laid(pages, starts, counts, unfilled, tuple(resolutions(pages)), document)

    def write(self, laid: list[Laid], metadata: Metadata) -> bytes:
        """Join laid out documents into one PDF."""
        from weasyprint.pdf.metadata import DocumentMetadata

        joined = laid[0].document.copy([page for one in laid for page in one.pages])
        joined.metadata = DocumentMetadata(
            title=metadata.title,
            authors=list(metadata.authors),
            keywords=list(metadata.keywords),
            description=metadata.description,
            lang=metadata.lang,
            created=metadata.created,
            modified=metadata.created,
            generator=metadata.generator,
        )
        with _listening(self.found), structured(joined.pages, metadata.lang):
            written: bytes = joined.write_pdf(pdf_tags=True)
        return written

    def _configuration(self) -> dict[str, Any]:
        if not self._shared:
            from weasyprint.css.counters import CounterStyle
            from weasyprint.text.fonts import FontConfiguration

            self._shared = {
                "font_config": FontConfiguration(),
                "counter_style": CounterStyle(),
                "color_profiles": {},
            }
        return self._shared

    def _main_sheet(self) -> Any:
        if self._parsed is None:
            with _listening(self.found):
                self._parsed = self._sheet(self.stylesheet)
        return self._parsed

    def _sheet(self, css: str) -> Any:
        return self._weasyprint.CSS(
            string=css, base_url=BASE, url_fetcher=self._fetcher(), **self._configuration()
        )

    def _fetcher(self) -> Any:
        return _fetcher(self.pictures)


def _numbering(first_page: int | None) -> str:
    """CSS for the number and the side of the first page."""
    if first_page is None:
        return ""
    side = "left" if first_page % 2 == 0 else "right"
    return f"@page:first{{counter-reset:page {first_page}}} html{{break-before:{side}}}"


def _fetcher(pictures: Mapping[str, Picture]) -> Any:
    """A fetcher that knows the publication's pictures and inline data, and nothing else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OnlyOurs(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            from urllib.parse import unquote

            picture = pictures.get(unquote(url.removeprefix(BASE)))
            if picture is not None:
                picture = in_srgb(picture)
                kind = {"Content-Type": picture.media_type}
                return URLFetcherResponse(url, picture.data, kind)
            return super().fetch(url, headers)

    return OnlyOurs(allowed_protocols={"data"})


def _parsed(weasyprint: ModuleType, root: Element, fetcher: Any) -> Any:
    """An ``HTML`` of a tree, made as ``HTML.__init__`` does after parsing."""
    from cssselect2 import ElementWrapper

    class Parsed(weasyprint.HTML):  # type: ignore[misc,name-defined]
        def __init__(self) -> None:
            self.base_url = BASE
            self.url_fetcher = fetcher
            self.media_type = "print"
            self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
            self.etree_element = self.wrapper_element.etree_element

    return Parsed()


@contextmanager
def _listening(found: list[Diagnostic]) -> Iterator[None]:
    """Turn every record that WeasyPrint logs into a remark: nothing passes unnoticed."""
    logger = logging.getLogger("weasyprint")
    handler = _Ear(found)
    before, logger.propagate = logger.propagate, False
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.propagate = before


class _Ear(logging.Handler):
    def __init__(self, found: list[Diagnostic]) -> None:
        super().__init__(logging.WARNING)
        self._found = found

    def emit(self, record: logging.LogRecord) -> None:
        code = "R111" if record.levelno >= logging.ERROR else "R110"
        self._found.append(remark(code, None, message=record.getMessage()))


def _page_starts(pages: tuple[Any, ...], counts: Counter[str]) -> Iterator[PageStart | None]:
    """Where each page begins; the characters of every block are counted on the way."""
    for page in pages:
        first: PageStart | None = None
        for fragment, text, begins in _texts(page._page_box, counts):
            visible = sum(not c.isspace() for c in text)
            if first is None and begins and (visible or not text):
                first = PageStart(fragment, counts[fragment])
            counts[fragment] += visible
        yield first


def _texts(page_box: Any, counts: Counter[str]) -> Iterator[tuple[str, str, bool]]:
    """The texts of a page with the nearest named block of each.

    The flag says whether a page can begin there: not in a footnote, in what belongs to a
    whole section, or in the head of a table when it is repeated. A picture gives an empty text, since a page can begin with one.
    """
    from weasyprint.formatting_structure import boxes

    waiting = [(page_box, True)]
    while waiting:
        box, in_flow = waiting.pop()
        if isinstance(box, boxes.MarginBox) or _generated(box):
            continue
        if isinstance(box, boxes.TextBox | boxes.ReplacedBox):
            fragment = fragment_of(box.element)
            if fragment:
                begins = in_flow and not _is_section(box.element, fragment)
                begins &= not (counts[fragment] and _is_repeated(box.element))
                yield fragment, getattr(box, "text", ""), begins
        in_flow = in_flow and not isinstance(box, boxes.FootnoteAreaBox)
        waiting += [(child, in_flow) for child in reversed(list(getattr(box, "children", ())))]


def _is_repeated(element: Element) -> bool:
    return any(e.tag == "thead" for e in (element, *element.iterancestors()))


def _is_section(element: Element, fragment: str) -> bool:
    named = next(e for e in (element, *element.iterancestors()) if e.get("id") == fragment)
    return named.tag == "section"


def _generated(box: Any) -> bool:
    return "::" in (box.element_tag or "")
