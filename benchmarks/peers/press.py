"""The press itself: the engine as the editions use it."""

from __future__ import annotations

from lxml import html

from kanyin.editions.engine.weasyprint_room import Engine, Metadata
from peers.sample import Sample


def press(sample: Sample) -> bytes:
    """Set the sample with the press's own engine."""
    engine = Engine(sample.stylesheet(), {})
    laid = engine.layout(html.document_fromstring(sample.as_html()), None)
    return engine.write([laid], Metadata("", (), (), "", "zh-Hans", "2026-01-01", ""))
