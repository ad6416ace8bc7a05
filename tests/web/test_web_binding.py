"""What binding adds to a page so that a keyboard reaches everything in it."""

from __future__ import annotations

import pytest
from lxml import etree, html

from kanyin.editions.web import bind_web
from kanyin.model.issue import Issue, Masthead
from kanyin.model.publication import ContentDocument, Publication

ROW = "<tr><td>一九七八年十二月</td><td>{}</td></tr>"


def bound(markup: str) -> etree._Element:
    """A page with one body, as the web edition has it."""
    root = etree.fromstring(f"<html><head/><body>{markup}</body></html>")
    document = ContentDocument("a01", "灯", "chapter", root, "zh-Hans")
    issue = Issue("one", "article", "灯", Masthead(), ())
    made = bind_web(Publication(issue, (document,), (), ""), {}, None).value
    return html.fromstring(made[0].data.decode()).find("body")[0]


@pytest.mark.parametrize(
    ("markup", "name"),
    [
        (f'<div class="table wide"><table>{ROW.format("县城的第一盏路灯")}</table></div>', "表格"),
        (
            '<div class="table"><table><caption>表1 路灯</caption>'
            f"{ROW.format('县城的第一盏路灯')}</table></div>",
            "表1 路灯",
        ),
        (f'<p class="formula"><math><mi>{"x" * 30}</mi></math></p>', "公式"),
    ],
)
def test_what_may_scroll_is_reached_by_keys(markup, name):
    element = bound(markup)
    assert (element.get("tabindex"), element.get("role")) == ("0", "group")
    assert element.get("aria-label") == name


@pytest.mark.parametrize(
    "markup",
    [
        f'<div class="table"><table>{ROW.format("灯")}</table></div>',
        '<p class="formula"><math><mi>x</mi></math></p>',
        f"<p>{'灯' * 40}</p>",
    ],
)
def test_what_every_screen_has_room_for_is_no_stop(markup):
    assert bound(markup).get("tabindex") is None
