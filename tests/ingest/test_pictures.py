"""Pictures: only from the folder, only what a page can bear."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from kanyin.diagnostics import Place
from kanyin.files import MemoryFolder
from kanyin.ingest.pictures import is_remote, read_picture

PLACE = Place("a.md", 3, 1)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="20mm" height="10mm" viewBox="0 0 2 1">%s</svg>'


def png(width: int = 4, height: int = 3) -> bytes:
    out = BytesIO()
    Image.new("L", (width, height), 128).save(out, "PNG")
    return out.getvalue()


def huge_png(width: int, height: int) -> bytes:
    """The head of a PNG that claims a size, without the pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def codes(files: dict[str, bytes], source: str) -> list[str]:
    return [d.code for d in read_picture(MemoryFolder(files), source, PLACE).diagnostics]


def test_a_raster_picture() -> None:
    picture = read_picture(MemoryFolder({"图/灯 1.png": png()}), "图/灯%201.png", PLACE).value
    assert picture is not None
    assert (picture.media_type, picture.width, picture.height) == ("image/png", 4, 3)


def test_an_svg_is_measured_in_css_pixels() -> None:
    picture = read_picture(
        MemoryFolder({"a.svg": SVG % b"<path d='M0 0'/>"}), "a.svg", PLACE
    ).value
    assert picture is not None
    assert round(picture.width, 2) == 75.59


FAULTS = {
    "没有这个文件": ({}, "a.png", ["M130"]),
    "大小写不同": ({"A.png": png()}, "a.png", ["M131"]),
    "坏文件": ({"a.png": png()[:40]}, "a.png", ["M132"]),
    "不是图": ({"a.png": b"hello"}, "a.png", ["M132"]),
    "炸弹": ({"a.png": huge_png(40000, 40000)}, "a.png", ["M132"]),
    "过大": ({"a.png": huge_png(12000, 11000)}, "a.png", ["M132"]),
    "坏的 SVG": ({"a.svg": b"<svg><path></svg>"}, "a.svg", ["M132"]),
    "PDF": ({"a.pdf": b"%PDF-1.4"}, "a.pdf", ["M132"]),
}


@pytest.mark.parametrize(("files", "source", "expected"), FAULTS.values(), ids=FAULTS.keys())
def test_faults(files: dict[str, bytes], source: str, expected: list[str]) -> None:
    assert codes(files, source) == expected


def test_a_large_but_honest_picture_is_refused_by_its_pixels(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kanyin.ingest.pictures.MAX_PIXELS", 10)
    assert codes({"a.png": png()}, "a.png") == ["M133"]


UNSAFE = {
    "脚本": b"<script>alert(1)</script>",
    "事件": b'<path onclick="alert(1)"/>',
    "外部图": b'<image href="file:///etc/passwd"/>',
    "外部样式": b"<style>@import url(http://x/a.css)</style>",
    "外部引用": b'<use href="http://x/a.svg#b"/>',
    "自己套自己": b'<g id="a"><use href="#a"/></g>',
    "外部填充": b'<path fill="url(http://x/a)"/>',
}


@pytest.mark.parametrize("inside", UNSAFE.values(), ids=UNSAFE.keys())
def test_what_an_svg_may_not_hold(inside: bytes) -> None:
    outcome = read_picture(MemoryFolder({"a.svg": SVG % inside}), "a.svg", PLACE)
    assert [d.code for d in outcome.diagnostics] == ["M134"]
    assert outcome.value is not None
    for word in (b"alert", b"etc/passwd", b"http://x", b"#a"):
        assert word not in outcome.value.data


def test_entities_are_never_resolved() -> None:
    data = b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + SVG % b"<text>&x;</text>"
    outcome = read_picture(MemoryFolder({"a.svg": data}), "a.svg", PLACE)
    assert outcome.value is None or b"root:" not in outcome.value.data


@pytest.mark.parametrize(
    "source", ["https://x/a.png", "file:///a.png", "data:image/png;x", "//x/a"]
)
def test_remote_addresses(source: str) -> None:
    assert is_remote(source)


@pytest.mark.parametrize("source", ["a.png", "images/a.png", "./a.png", "a:b.png"[2:]])
def test_local_addresses(source: str) -> None:
    assert not is_remote(source)
