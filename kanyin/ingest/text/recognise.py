"""The recognisers, in the order in which they look at a page.

To recognise one more thing, write a function from a page to what it found, and put it in
the table: after what must have been taken away for it, before what it takes away.
"""

from __future__ import annotations

import re

from kanyin.ingest.text.byline import byline, dateline, signature
from kanyin.ingest.text.credits import credits, glued_credit, photo_credit_lines, photographers
from kanyin.ingest.text.dates import date_line
from kanyin.ingest.text.keywords import keyword_run
from kanyin.ingest.text.labelled import editor_note, empty_labels, labelled_fields
from kanyin.ingest.text.masthead import masthead
from kanyin.ingest.text.page import CONTROL, CONTROLS, DROPPED, Claim, Found, Page, Recogniser
from kanyin.ingest.text.remnants import (
    bracketed_notes,
    digest_source,
    english_byline,
    serial_notes,
    translated_from,
    translation_record,
    translation_source,
)
from kanyin.ingest.text.several import second_article
from kanyin.ingest.text.site import (
    chrome,
    furniture,
    placeholders,
    related,
    repeated_title,
)
from kanyin.ingest.text.title import column_below, english_title, subtitle, title

_CONTROLS = re.compile(f"[{re.escape(CONTROLS)}]")


def control_characters(page: Page) -> Found:
    """Characters that do not print; ``decode`` has remarked on them."""
    return Found(tuple(Claim(*m.span(), DROPPED, CONTROL) for m in _CONTROLS.finditer(page.text)))


RECOGNISERS: tuple[Recogniser, ...] = (
    control_characters,
    chrome,
    placeholders,
    translation_record,
    furniture,
    related,
    second_article,
    credits,
    glued_credit,
    photo_credit_lines,
    editor_note,
    empty_labels,
    labelled_fields,
    masthead,
    date_line,
    digest_source,
    translated_from,
    translation_source,
    serial_notes,
    bracketed_notes,
    title,
    subtitle,
    repeated_title,
    dateline,
    byline,
    english_title,
    english_byline,
    signature,
    column_below,
    photographers,
    keyword_run,
)


def recognise(page: Page) -> Page:
    """Ask every recogniser in turn; each sees only what is left."""
    for recogniser in RECOGNISERS:
        page = page.with_found(recogniser(page))
    return page
