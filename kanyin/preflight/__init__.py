"""付印前检查 — opens what was written and holds it against what it should be.

Nothing here knows how a page was made: a PDF is read back from its bytes.
"""
