"""Web pages to articles: the main content of a page, and what its head says of it."""

from kanyin.ingest.html.page import import_html

__all__ = ["import_html"]
