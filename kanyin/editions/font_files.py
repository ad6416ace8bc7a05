"""Fonts of a publication: subsets under private names, with their licences beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kanyin.editions.epub.package import Item
from kanyin.editions.file_names import unique_names
from kanyin.fonts import Face, FontSet

_WOFF2 = "font/woff2"


@dataclass(frozen=True, slots=True)
class Typefaces:
    """Font files and their licences, the ``@font-face`` rules that name the fonts, and the
    licence of each font: the id of its item, the path of the licence."""

    files: tuple[Item, ...]
    rules: str
    licences: tuple[tuple[str, str], ...]


def bind_fonts(faces: Mapping[Face, frozenset[str]], fonts: FontSet) -> Typefaces:
    """The faces that set some character, as files."""
    used = sorted((f for f in faces if faces[f]), key=lambda f: (f.family, f.weight, f.file))
    names = unique_names(_last(face.file) for face in used)
    items = [_font(face, names[_last(face.file)], faces[face], fonts) for face in used]
    rules = [_rule(face, item) for face, item in zip(used, items, strict=True)]
    licences = _licences(used, fonts)
    granted = (
        (i.id, licences[_last(f.licence_file)].href) for f, i in zip(used, items, strict=True)
    )
    return Typefaces((*items, *licences.values()), "".join(rules), tuple(granted))


def _font(face: Face, name: str, characters: frozenset[str], fonts: FontSet) -> Item:
    data = fonts.woff2(fonts.subset(face, characters))
    return Item(f"font-{name}", f"fonts/{name}.woff2", _WOFF2, data)


def _rule(face: Face, font: Item) -> str:
    """One ``@font-face`` rule; CSS strings hold the family name as a name."""
    family = face.family.replace("\\", "\\\\").replace('"', '\\"')
    return (
        f'@font-face{{font-family:"{family}";font-weight:{face.weight};font-style:normal;'
        f'src:url("../{font.href}") format("woff2")}}\n'
    )


def _licences(faces: list[Face], fonts: FontSet) -> dict[str, Item]:
    """Each licence once: the fonts may only travel with it (OFL 1.1, condition 2)."""
    by_file = {_last(face.licence_file): face for face in faces}
    names = unique_names(by_file)
    return {
        file: Item(
            f"licence-{names[file]}",
            f"fonts/{names[file]}.txt",
            "text/plain",
            fonts.licence(face),
        )
        for file, face in sorted(by_file.items(), key=lambda entry: entry[0])
    }


def _last(path: str) -> str:
    return path.rpartition("/")[2]
