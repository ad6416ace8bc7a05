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
    "大写的外部填充": b'<path fill="URL( http://x/a)"/>',
    "转义的外部样式": b"<style>a{fill:\\75rl(http://x/a)}</style>",
    "内嵌的坏图": b'<image href="data:image/png;base64,aHR0cDovL3g="/>',
    "内嵌的网页": b'<image href="data:text/html,http://x"/>',
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


def test_a_damaged_checksum_is_a_fault() -> None:
    data = bytearray(png())
    at = data.index(b"IDAT") + 6
    data[at + 2] ^= 0xFF
    assert codes({"a.png": bytes(data)}, "a.png") == ["M132"]
    whole = bytearray(png())
    whole[whole.index(b"IEND") - 5] ^= 0xFF  # the checksum of the pixels alone
    assert codes({"a.png": bytes(whole)}, "a.png") == ["M132"]


@pytest.mark.parametrize("on_disk", ["caf\u00e9.png", "cafe\u0301.png"])
@pytest.mark.parametrize("written", ["caf\u00e9.png", "cafe\u0301.png", "caf%C3%A9.png"])
def test_an_accent_may_be_one_character_or_two(on_disk: str, written: str) -> None:
    picture = read_picture(MemoryFolder({on_disk: png()}), written, PLACE).value
    assert picture is not None
    assert picture.path == on_disk


@pytest.mark.parametrize("name", ["100%.png", "a b.png", "a%20b.png", "a#b.png", "q&a.png"])
def test_a_name_is_found_as_it_is_spelled(name: str) -> None:
    picture = read_picture(MemoryFolder({name: png()}), name, PLACE).value
    assert picture is not None
    assert picture.path == name


RINGS = {
    "两个互相引用": b'<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>',
    "先引用后定义": b'<use href="#c"/><g id="b"><g><use id="c" href="#b"/></g></g>',
    "底纹引用自己": b'<pattern id="p"><path fill="url(#p)"/></pattern><path fill="url(#p)"/>',
}


@pytest.mark.parametrize("inside", RINGS.values(), ids=RINGS.keys())
def test_references_in_a_ring_are_cut(inside: bytes) -> None:
    outcome = read_picture(MemoryFolder({"a.svg": SVG % inside}), "a.svg", PLACE)
    assert [d.code for d in outcome.diagnostics] == ["M134"]
    assert outcome.value is not None
    assert outcome.value.data.count(b"#") == inside.count(b"#") - 1


def test_uses_of_uses_are_counted_as_often_as_they_are_drawn() -> None:
    layers = (
        b'<g id="l%d">%s</g>' % (n, b'<use href="#l%d"/>' % (n - 1) * 10) for n in range(1, 9)
    )
    inside = b'<g id="l0"><path/></g>' + b"".join(layers)
    assert codes({"a.svg": SVG % inside}, "a.svg") == ["M132"]


def test_text_behind_what_is_taken_out_of_an_svg_stays() -> None:
    inside = "<text>甲<!-- 注 -->乙<script>x</script>丙</text>".encode()
    picture = read_picture(MemoryFolder({"a.svg": SVG % inside}), "a.svg", PLACE).value
    assert picture is not None
    assert "<text>甲乙丙</text>" in picture.data.decode()


SIZES = {
    "只有宽": ('width="20mm" viewBox="0 0 2 1"', (75.59, 37.8)),
    "只有比例": ('viewBox="0,0,2e2,1e2"', (200.0, 100.0)),
    "百分数不是尺寸": ('width="100%" height="50%" viewBox="0 0 4 3"', (4.0, 3.0)),
    "什么也没有": ("", (300.0, 150.0)),
    "数字写坏了": ('width="1.2.3" viewBox="0 0 . 3"', (300.0, 150.0)),
}


@pytest.mark.parametrize(("written", "expected"), SIZES.values(), ids=SIZES.keys())
def test_sizes_of_an_svg(written: str, expected: tuple[float, float]) -> None:
    data = f'<svg xmlns="http://www.w3.org/2000/svg" {written}/>'.encode()
    picture = read_picture(MemoryFolder({"a.svg": data}), "a.svg", PLACE).value
    assert picture is not None
    assert (round(picture.width, 2), round(picture.height, 2)) == expected


@pytest.mark.parametrize("written", ['viewBox="0 0 0 0"', 'width="9e9" height="1"'])
def test_an_svg_without_a_possible_size(written: str) -> None:
    data = f'<svg xmlns="http://www.w3.org/2000/svg" {written}/>'.encode()
    assert codes({"a.svg": data}, "a.svg") == ["M132"]
