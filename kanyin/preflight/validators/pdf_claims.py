"""``python pdf_claims.py FILE``: the standards a PDF says it keeps, as veraPDF names them."""

from __future__ import annotations

import json
import sys

import pikepdf

PART, CONFORMANCE = "pdfaid:part", "pdfaid:conformance"
DECLARED = {"wtpdf#accessibility1.0": "wt1a", "wtpdf#reuse1.0": "wt1r"}
"""Declarations of Well-Tagged PDF 1.0 (6.1) as they stand in the XMP."""


def claims(path: str) -> list[str]:
    """``["2a", "ua1"]`` from the XMP of a file (ISO 19005-2 6.6.4, ISO 14289-1 5)."""
    with pikepdf.open(path) as pdf, pdf.open_metadata() as written:
        archive = f"{written.get(PART, '')}{written.get(CONFORMANCE, '')}".lower()
        access = str(written.get("pdfuaid:part", ""))
        packet = str(written)
    declared = [name for said, name in DECLARED.items() if f"/{said}<" in packet]
    return [name for name in (archive, f"ua{access}" if access else "", *declared) if name]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(claims(sys.argv[1])))
