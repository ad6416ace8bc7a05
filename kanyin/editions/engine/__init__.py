"""Rooms for what touches the private parts of EbookLib and WeasyPrint."""
