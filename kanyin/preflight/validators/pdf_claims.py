"""``python pdf_claims.py FILE``: the standards a PDF says it keeps, as veraPDF names them."""

from __future__ import annotations

import json
import sys

import pikepdf

PART, CONFORMANCE = "pdfaid:part", "pdfaid:conformance"


def claims(path: str) -> list[str]:
    """``["2a", "ua1"]`` from the XMP of a file (ISO 19005-2 6.6.4, ISO 14289-1 5)."""
    with pikepdf.open(path) as pdf, pdf.open_metadata() as written:
        archive = f"{written.get(PART, '')}{written.get(CONFORMANCE, '')}".lower()
        access = str(written.get("pdfuaid:part", ""))
    return [name for name in (archive, f"ua{access}" if access else "") if name]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(claims(sys.argv[1])))
