"""The words of a paragraph, and what is marked on them (ECMA-376 Part 1, 17.3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from kanyin.diagnostics import Diagnostic, Place
from kanyin.fields import Remarks
from kanyin.ingest.docx.formula import read_formula
from kanyin.ingest.docx.names import child, inside, is_on, text_in, value
from kanyin.ingest.rich.document import DROP, append_text
from kanyin.model.article import Element


@dataclass(slots=True)
class Reader:
    """What is known of a document while it is read, and what was met on the way."""

    name: str
    relations: dict[str, tuple[str, str]]
    calls: dict[tuple[str, str], str] = field(default_factory=dict)
    boxes: list[Element] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)

    def remark(self, code: str, **said: str) -> None:
        """Remember a remark on the file."""
        Remarks(self.found).add(code, Place(self.name), **said)


def write_runs(source: Element, to: Element, reader: Reader, bold: bool = False) -> None:
    """Put the words inside an element at the end of a paragraph of the document."""
    for name, each in inside(source):
        if name == "r":
            _run(each, to, reader, bold)
        elif name in _DELETED:
            _drop(to, text_in(each), "tracked deletion")
            reader.remark("I133", text=text_in(each)[:60])
        elif name in _INSERTED:
            reader.remark("I132", text=text_in(each)[:60])
            write_runs(each, to, reader, bold)
        elif name == "hyperlink":
            write_runs(each, _link(each, to, reader), reader, bold)
        elif name in _WRITERS:
            _WRITERS[name](each, to, reader)
        elif name in _TRANSPARENT:
            write_runs(each, to, reader, bold)
        elif text := text_in(each):
            _drop(to, text, f"<{name}>")
            reader.remark("I134", what=name, text=text[:60])


_DELETED = frozenset({"del", "moveFrom"})
_INSERTED = frozenset({"ins", "moveTo"})
_TRANSPARENT = frozenset({"smartTag", "sdt", "sdtContent", "customXml", "fldSimple", "dir", "bdo"})


def _run(run: Element, to: Element, reader: Reader, bold: bool) -> None:
    here = _marked(child(run, "rPr"), to, bold)
    for name, each in inside(run):
        if name in ("t", "delText"):
            append_text(here, each.text)
        elif name == "tab":
            append_text(here, " ")
        elif name == "noBreakHyphen":
            append_text(here, "\u2011")
        elif name in ("br", "cr") and value(each, "type") not in ("page", "column"):
            etree.SubElement(here, "br")
        elif name in _WRITERS:
            _WRITERS[name](each, here, reader)


def _marked(properties: Element | None, to: Element, bold: bool) -> Element:
    """The innermost of the elements that a run's properties make."""
    own = child(properties, "b")
    strong = is_on(own) if own is not None else bold
    marks = {
        "strong": strong,
        "em": is_on(child(properties, "i")),
        "dots": value(child(properties, "em")) not in ("", "none"),
        "sup": value(child(properties, "vertAlign")) == "superscript",
        "sub": value(child(properties, "vertAlign")) == "subscript",
        "s": is_on(child(properties, "strike")),
    }
    for tag in (tag for tag, wanted in marks.items() if wanted):
        to = etree.SubElement(to, tag)
    hidden = is_on(child(properties, "vanish"))
    return etree.SubElement(to, "span", {DROP: "hidden text"}) if hidden else to


def _drop(to: Element, text: str, why: str) -> None:
    if text:
        etree.SubElement(to, "span", {DROP: why}).text = text


def _link(link: Element, to: Element, reader: Reader) -> Element:
    kind, target = reader.relations.get(value(link, "id"), ("", ""))
    return etree.SubElement(to, "a", {"href": target}) if kind == "hyperlink" else to


def _note_call(call: Element, to: Element, reader: Reader) -> None:
    kind = etree.QName(call).localname.removesuffix("Reference")
    key = kind, value(call, "id")
    name = reader.calls.setdefault(key, str(len(reader.calls) + 1))
    while to.tag in ("sup", "strong", "em"):  # the style of the call is no mark on a word
        above = to.getparent()
        if above is None:
            break
        to = above
    etree.SubElement(to, "noteref", {"name": name})


def _drawing(drawing: Element, to: Element, reader: Reader) -> None:
    """Its pictures; its text boxes are kept for after the paragraph."""
    boxes = [e for e in drawing.iter("{*}txbxContent") if not _is_fallback(e)]
    reader.boxes += boxes
    described = next((value(e, "descr") for e in drawing.iter("{*}docPr")), "")
    pictures = [e for e in drawing.iter("{*}blip", "{*}imagedata") if not _is_fallback(e)]
    for picture in pictures:
        name = value(picture, "embed") or value(picture, "id") or value(picture, "link")
        target = reader.relations.get(name, ("", ""))[1]
        etree.SubElement(to, "img", {"src": target, "alt": described})
    if not pictures and not boxes:
        reader.remark("I135", text=described)


def _alternate(choices: Element, to: Element, reader: Reader) -> None:
    """The first choice; the others say the same to older programs (Part 3, 9.3)."""
    chosen = next((each for name, each in inside(choices) if name == "Choice"), None)
    for _, each in inside(choices):
        if each is chosen:
            for name, part in inside(each):
                if name in _WRITERS:
                    _WRITERS[name](part, to, reader)
                else:
                    write_runs(each, to, reader)
                    break
        else:
            _drop(to, text_in(each), "said again for older programs")


def _is_fallback(element: Element) -> bool:
    return any(etree.QName(above).localname == "Fallback" for above in element.iterancestors())


def _ruby(ruby: Element, to: Element, reader: Reader) -> None:
    pair = etree.SubElement(to, "ruby")
    for part, tag in (("rubyBase", "rb"), ("rt", "rt")):
        found = child(ruby, part)
        if found is not None:
            etree.SubElement(pair, tag).text = text_in(found)


def _formula(formula: Element, to: Element, reader: Reader) -> None:
    tex = read_formula(formula)
    if tex is not None:
        to.append(tex)
        return
    reader.remark("I136", text=text_in(formula)[:60])
    append_text(to, text_in(formula))


def _symbol(symbol: Element, to: Element, reader: Reader) -> None:
    reader.remark("I134", what=f"sym {value(symbol, 'font')}", text=f"U+{value(symbol, 'char')}")


_WRITERS: dict[str, Callable[[Element, Element, Reader], None]] = {
    "footnoteReference": _note_call,
    "endnoteReference": _note_call,
    "drawing": _drawing,
    "pict": _drawing,
    "object": _drawing,
    "AlternateContent": _alternate,
    "ruby": _ruby,
    "m:oMath": _formula,
    "m:oMathPara": _formula,
    "sym": _symbol,
}
