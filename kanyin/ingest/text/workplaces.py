"""Where authors work: numbered or plain places, with the postcodes that journals print."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TypeAlias

from kanyin.ingest.text.page import Line, Page
from kanyin.ingest.text.script import HAN, has_han, squeeze
from kanyin.model.article import Person

Workplace: TypeAlias = "dict[str, str | None]"
"""The ``name`` of a place, its number ``n`` and its postcode ``code``."""

_SUPERSCRIPTS = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹", "123456789")
_PLACE = re.compile(
    r"(?:(?P<n>\d)[.．、]?[ 　]*)?(?P<name>[^\d，,；;()（）]{3,40}?)[，, 　]+(?P<city>[^\d，,；;]{0,8}?)[ 　]*(?P<code>\d{6})"
)
_SUPERSCRIPT = re.compile(r"\$\^\{?(\d)\}?\$")
_PLAIN_PLACE = re.compile(
    r"(?:(?P<n>\d)[.．、]?[ 　]*)?(?P<name>[^\d，,；;]{3,40}?"
    r"(?:(?=[，,]|$)|(?<=[学院系所馆局心司社部台站校厅])(?=[^\d，,；;]{2,3}\d{6})))[^\d]*(?P<code>\d{6})?"
)
WORKPLACE = re.compile(
    "大学|学院|研究|局|馆|站|中心|公司|社|学校|小学|中学|队|所|厂|系|院|委|报|部"
)
_NUMBERED = re.compile(f"([{HAN}·](?:[ 　]?[{HAN}·]){{1,11}})[ \t　]*(?:\\$\\^{{?)?([\\d,，]+)")


def workplaces_below(page: Page, line: Line) -> list[tuple[Line, list[Workplace]]]:
    """（单位，城市 邮编） on a line below the byline."""
    for other in page.lines[line.number : line.number + 3]:
        bare = _SUPERSCRIPT.sub(r"\1", other.bare)
        if other.number not in page.taken and bare and _is_workplace(bare):
            return [(other, places_in(bare.strip("（）() ")))]
    return []


def places_in(text: str) -> list[Workplace]:
    """Each place of work with its number and postcode; the city goes."""
    places = [m.groupdict() for m in _PLACE.finditer(text)]
    if places:
        return places
    pieces = [piece.strip() for piece in re.split("[；;]", text)]
    return [m.groupdict() for piece in pieces if (m := _PLAIN_PLACE.match(piece))]


def _is_workplace(text: str) -> bool:
    wrapped = text[0] in "（(" and text[-1] in "）)"
    coded = re.match(r"\d", text) and re.search(r"\d{6}", text)
    return bool((wrapped or coded) and WORKPLACE.search(text) and has_han(text)) and (
        "记者" not in text and len(text) <= 200
    )


def at_work(
    people: tuple[Person, ...], byline_text: str, places: list[Workplace]
) -> tuple[tuple[Person, ...], bool]:
    """The people with their places, and whether only the order of both joins them."""
    plain = byline_text.translate(_SUPERSCRIPTS)
    numbers = {squeeze(m.group(1)): m.group(2)[:1] for m in _NUMBERED.finditer(plain)}
    by_number = {place["n"] or "": place for place in places if place["n"]}
    in_order = not by_number and len(places) == len(people) > 1
    if in_order:
        return tuple(map(_placed, people, places)), True
    shared = places[0] if len({place["name"] for place in places}) == 1 else None
    return tuple(_placed(p, by_number.get(numbers.get(p.name, ""), shared)) for p in people), False


def _placed(person: Person, place: Workplace | None) -> Person:
    if place is None:
        return person
    return replace(person, affiliation=(place["name"] or "").strip(), postcode=place["code"] or "")
