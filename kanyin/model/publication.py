"""A rendered issue, before any edition binds it (EPUB's vocabulary)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kanyin.model.article import Element
from kanyin.model.issue import Issue, Picture


@dataclass(frozen=True, slots=True)
class ContentDocument:
    """One page of the web edition, one file of the EPUB, one layout of the PDF.

    ``id`` names it (``cover``, ``contents``, an article's id, ``colophon``);
    ``semantics`` is its EPUB structural semantics (``cover``, ``toc``, ``chapter`` …);
    ``root`` is a whole ``<html>`` tree without a namespace.
    """

    id: str
    title: str
    semantics: str
    root: Element
    lang: str


@dataclass(frozen=True, slots=True)
class NavPoint:
    """An entry of the contents: ``document#fragment`` by document id.

    ``authors`` are the names that the printed contents set after the title.
    """

    title: str
    document: str
    fragment: str = ""
    children: tuple[NavPoint, ...] = ()
    authors: str = ""


@dataclass(frozen=True, slots=True)
class PageMark:
    """Where a print page begins: before character ``offset`` of the element ``fragment``.

    ``offset`` counts the characters of the element's text in document order, white
    space not counted.
    """

    label: str
    document: str
    fragment: str
    offset: int


@dataclass(frozen=True, slots=True)
class Publication:
    """Documents in reading order, the contents, and what the documents refer to."""

    issue: Issue
    documents: tuple[ContentDocument, ...]
    contents: tuple[NavPoint, ...]
    stylesheet: str
    resources: Mapping[str, Picture] = field(default_factory=dict)
    pages: tuple[PageMark, ...] = ()
