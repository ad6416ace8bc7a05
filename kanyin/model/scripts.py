"""What the press means by an ideograph, wherever it looks for one."""

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
"""Ideographs, for use inside a bracket expression: 〇, the unified blocks up to Extension H,
and the compatibility ideographs."""

SOLID = HAN + "\u3000-\u303f\uff00-\uffef“”‘’—…"
"""Ideographs and the marks set with them: beside them a line end of the source is no space."""
