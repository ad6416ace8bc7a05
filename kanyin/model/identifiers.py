"""The registered numbers of a publication: ISSN, CN and ISBN, with their check digits.

python-stdnum counts the digits of the international numbers; a CN number has none. It is
imported where it is used, since it brings modules that take a tenth of a second.
"""

from __future__ import annotations

import re

_CN = re.compile(r"\d{2}-\d{4}(?:/[A-Z][A-Z0-9]{0,2})?")


def is_issn(text: str) -> bool:
    """Eight digits as ``1674-0599``, the last one right (ISO 3297 Annex A)."""
    from stdnum import issn

    return re.fullmatch(r"\d{4}-\d{3}[\dX]", text) is not None and bool(issn.is_valid(text))


def is_isbn(text: str) -> bool:
    """Thirteen or ten digits, with or without hyphens, the last one right (ISO 2108)."""
    from stdnum import isbn

    return bool(isbn.is_valid(text))


def is_cn(text: str) -> bool:
    """Region, serial number and class: ``11-1073/I`` (GB/T 9999.1—2018)."""
    return _CN.fullmatch(text) is not None


def issn_check_digit(text: str) -> str:
    """The digit that an ISSN of this text would end in; "" when it is no ISSN at all."""
    from stdnum import issn

    found = re.fullmatch(r"(\d{4})-?(\d{3})[\dXx]", text)
    return str(issn.calc_check_digit(found[1] + found[2])) if found else ""


def ean_of_issn(text: str, variant: str = "00") -> str:
    """The 13 digits of a periodical's bar code: 977, seven of the ISSN, ``variant``, check.

    Raises ValueError for an ISSN that is none (GB/T 16827—1997; ISO 3297).
    """
    from stdnum import issn
    from stdnum.exceptions import ValidationError

    try:
        return str(issn.to_ean(text, variant))
    except ValidationError as error:
        raise ValueError(text) from error
