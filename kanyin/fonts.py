"""The press's own faces: what they can set, and subsets of them.

System fonts are never asked. ``fonts/fonts.yaml`` declares every face with its
sha256, and per role the faces that may help out.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO

import uharfbuzz as hb
from fontTools.ttLib import TTFont

from kanyin.diagnostics import Outcome, PressError, remark
from kanyin.fields import Field, Remarks, read_mapping, read_text, read_texts, read_yaml
from kanyin.files import Cache, Folder

FONTS_FILE = "fonts.yaml"
KEPT_FEATURES = (
    "locl vert vrt2 halt vhal palt chws vchw kern liga ccmp mark mkmk aspa aspb aspc"
).split()
"""Without hwid, fwid and pwid: no style sheet uses them, and they bring 200 wide letters."""


@dataclass(frozen=True, slots=True)
class Face:
    """One static font file. ``role`` is song, hei, kai, fang, song-hant, mono or math."""

    role: str
    family: str
    weight: int
    file: str
    licence: str
    licence_file: str
    sha256: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class FontSet:
    """All faces, and the roles that help out where a role's own face lacks a character."""

    folder: Folder
    faces: tuple[Face, ...]
    fallbacks: Mapping[str, tuple[str, ...]]
    cache: Cache | None = None
    _coverage: dict[str, frozenset[int]] = field(default_factory=dict)
    _encoded: dict[str, bytes] = field(default_factory=dict)

    def face(self, role: str, weight: int = 400) -> Face | None:
        """The face of a role that is nearest to a weight (400 below 600, else 700)."""
        own = [f for f in self.faces if f.role == role]
        wanted = 700 if weight >= 600 else 400
        return min(own, key=lambda f: abs(f.weight - wanted), default=None)

    def role_of(self, family: str) -> str | None:
        """The role that a CSS family name stands for."""
        return next((f.role for f in self.faces if f.family == family), None)

    def families(self, role: str) -> tuple[str, ...]:
        """A role's family and those of its fallbacks, for CSS ``font-family``."""
        roles = (role, *self.fallbacks.get(role, ()))
        names = (face.family for r in roles if (face := self.face(r)))
        return tuple(dict.fromkeys(names))

    def covers(self, face: Face, character: str) -> bool:
        """Whether a face has a glyph for a character."""
        return ord(character) in self.coverage(face)

    def coverage(self, face: Face) -> frozenset[int]:
        """The code points a face has glyphs for."""
        if face.file not in self._coverage:
            self._coverage[face.file] = frozenset(hb.Face(self._blob(face)).unicodes)
        return self._coverage[face.file]

    def choose(self, role: str, weight: int, character: str) -> Face | None:
        """The role's own face, or the first fallback that has the character."""
        for one in (role, *self.fallbacks.get(role, ())):
            face = self.face(one, weight)
            if face and self.covers(face, character):
                return face
        return None

    def subset(self, face: Face, characters: Iterable[str]) -> bytes:
        """A font file with the glyphs of some characters; the same bytes every time."""
        wanted = hb.SubsetInput()
        wanted.sets(hb.SubsetInputSets.UNICODE).set({ord(c) for c in characters})
        features = wanted.sets(hb.SubsetInputSets.LAYOUT_FEATURE_TAG)
        features.set({int.from_bytes(tag.encode(), "big") for tag in KEPT_FEATURES})
        subset = hb.subset(hb.Face(self._blob(face)), wanted)
        return bytes(subset.blob.data)

    def licence(self, face: Face) -> bytes:
        """The text of a face's licence."""
        return self.folder.read(face.licence_file) or b""

    def _blob(self, face: Face) -> hb.Blob:
        data = self.folder.read(face.file)
        if data is None:
            raise PressError(remark("G104", None, file=face.file))
        return hb.Blob(data)

    def woff2(self, sfnt: bytes) -> bytes:
        """The same font as WOFF 2; kept, since encoding takes half a second a face."""
        key = f"woff2-{hashlib.sha256(sfnt).hexdigest()}"
        kept = self._encoded.get(key) or (self.cache.get(key) if self.cache else None)
        if kept is None:
            kept = _encode(sfnt)
            if self.cache:
                self.cache.put(key, kept)
        self._encoded[key] = kept
        return kept


def _encode(sfnt: bytes) -> bytes:
    font = TTFont(BytesIO(sfnt), recalcTimestamp=False)
    font.flavor = "woff2"
    out = BytesIO()
    font.save(out, reorderTables=False)
    return out.getvalue()


def read_fonts(folder: Folder) -> Outcome[FontSet]:
    """Read ``fonts.yaml``. Raises PressError when it is missing or not YAML."""
    text = (folder.read(FONTS_FILE) or b"").decode("utf-8")
    read = read_yaml(text, f"{folder.name}/{FONTS_FILE}")
    if read.value is None:
        raise PressError(*read.diagnostics, remark("G104", None, file=FONTS_FILE))
    remarks = Remarks(list(read.diagnostics))
    values = read_mapping(read.value, remarks, {"faces": _faces, "roles": _roles})
    fonts = FontSet(folder, values.get("faces", ()), values.get("roles", {}))
    return Outcome(fonts, tuple(remarks.found))


def _faces(field: Field, remarks: Remarks) -> tuple[Face, ...]:
    items = field.value if isinstance(field.value, tuple) else ()
    return tuple(_face(item, remarks) for item in items)


def _face(field: Field, remarks: Remarks) -> Face:
    texts = ("role", "family", "file", "licence", "licence_file", "sha256")
    readers = {**dict.fromkeys(texts, read_text), "weight": _weight, "coverage": _anything}
    values = read_mapping(field, remarks, readers)
    return Face(weight=values.get("weight") or 400, **{t: values.get(t, "") for t in texts})


def _weight(field: Field, remarks: Remarks) -> int:
    text = read_text(field, remarks)
    if not text.isdecimal():
        remarks.add("S106", field.place, expected="400 或 700", expected_en="400 or 700")
        return 400
    return int(text)


def _anything(field: Field, remarks: Remarks) -> None:
    return None


def _roles(field: Field, remarks: Remarks) -> dict[str, tuple[str, ...]]:
    items = field.value if isinstance(field.value, dict) else {}
    return {role: read_texts(chain, remarks) for role, chain in items.items()}


@lru_cache(maxsize=4096)
def needs_no_glyph(character: str) -> bool:
    """Spaces, line ends and default-ignorable characters are set without a glyph.

    Default_Ignorable_Code_Point: Unicode Standard, 5.21; here by general category and
    the ranges of variation selectors and tags.
    """
    code = ord(character)
    return (
        unicodedata.category(character) in ("Zs", "Zl", "Zp", "Cc", "Cf")
        or 0xFE00 <= code <= 0xFE0F
        or 0xE0000 <= code <= 0xE0FFF
        or code in (0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0)
    )
