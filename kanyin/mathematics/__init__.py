"""Mathematics: LaTeX as MathML for screens, and as a drawing for print.

``latex`` guards and converts, ``tokens`` and ``mathml`` tidy the tree, ``atoms`` spaces it
for the drawing, and ``ziamath_room`` draws it. ``speech`` reads it aloud.
"""

from __future__ import annotations

from kanyin.mathematics.drawing import Drawing, to_svg
from kanyin.mathematics.latex import to_mathml
from kanyin.mathematics.problems import MathError
from kanyin.mathematics.speech import speak

__all__ = ["Drawing", "MathError", "speak", "to_mathml", "to_svg"]
