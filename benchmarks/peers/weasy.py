"""WeasyPrint as it comes."""

from __future__ import annotations

from peers.sample import Sample


def weasyprint(sample: Sample) -> bytes:
    """Set the sample with WeasyPrint and no help."""
    from weasyprint import HTML

    written: bytes = HTML(string=sample.as_html()).write_pdf()
    return written
