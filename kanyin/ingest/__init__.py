"""Ingest (入稿): files become an issue, with remarks on everything met on the way."""
