"""Editions: one publication bound as web pages, EPUB and PDF."""
