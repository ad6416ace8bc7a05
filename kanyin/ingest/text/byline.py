"""Authors: the byline, the names after the date, their places of work."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kanyin.diagnostics import Diagnostic, Place, remark
from kanyin.ingest.text.names import is_name, names_in, normal, split_run, tokens, without_marks
from kanyin.ingest.text.page import NOTHING, Finding, Found, Line, Page, take
from kanyin.ingest.text.script import HAN, is_prose, squeeze
from kanyin.ingest.text.tables import site
from kanyin.ingest.text.workplaces import WORKPLACE, at_work, places_in, workplaces_below
from kanyin.ingest.text.zones import head, tail
from kanyin.model.article import Credit, Person

_FOREIGNER = re.compile(
    f"[\\[［【（(]([^\\]］】）)]{{1,8}})[\\]］】）)][ 　]*([{HAN}A-Za-z·•]{{3,30}})$"
)
_BY_VERB = re.compile(
    f"(?P<all>[ 　]*(?:[〔［\\[【（(][^〕］\\]】）)]{{1,8}}[〕］\\]】）)])?(?P<names>[{HAN}·•‧・]{{2,20}}?|[{HAN}][ 　]+[{HAN}])"
    "[ 　]*(?P<verb>[著译譯校])(?=[ 　]|$))"
)
_VERBS = {"译": "translator", "譯": "translator", "校": "proofreader"}
_NAMES_AND_PLACE = re.compile(
    r"(?P<names>[^（(]{2,120}?)(?P<place>[（(].*\d{6}.*|(?:中国|中共|北京|天津|上海|重庆|河北|山西|辽宁|吉林"
    "|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|内蒙古|广西|西藏"
    r"|宁夏|新疆)[^（(]*\d{6})"
)
DATELINE = re.compile(
    f"(?:[{HAN}]{{2,6}}讯|[{HAN}]{{2,4}}[社网台报][{HAN}]{{2,8}}(?P<m>[\\d０-９]{{1,2}})月(?P<d>[\\d０-９]{{1,2}})日电)"
    "[ 　]*[（(](?P<by>(?:本报|本刊)?(?:记者|通讯员)[^（()）]{2,40})[）)]"
)


def _roles() -> str:
    return "|".join(sorted(site("bylines"), key=len, reverse=True))


def byline(page: Page) -> Found:
    """The line that names the authors, wherever the head has it."""
    run = _run(page)
    for line in head(page)[:8]:
        people, credits = people_in(line.bare, run)
        if people and _by_itself(page, line):
            return _found(page, line, people, credits)
    for line in head(page)[:8]:
        if found := _with_place(line) or _pen_name(page, line):
            return found
    return _labelled(page) or _from_run(page, run) or NOTHING


def _pen_name(page: Page, line: Line) -> Found | None:
    """阿　禾 below the title: two characters set apart, as only names are."""
    titles = [page.line_at(f.spans[-1][0]).number for f in page.says("title")]
    below = bool(titles) and titles[0] < line.number <= titles[0] + 2
    if not below or not re.fullmatch(f"[{HAN}][ 　]+[{HAN}]", line.bare):
        return None
    if not _by_itself(page, line):
        return None
    why = f"set apart below the title, line {line.number}"
    value = (Person(squeeze(line.bare)),)
    return Found((take(line, "authors"),), (Finding("authors", why, value=value, inferred=True),))


def _with_place(line: Line) -> Found | None:
    """Names and their places of work on one line: 孔雀兰¹，于飞白²（1.某大学，某市 100000）."""
    short = len(line.bare) <= 300
    match = _NAMES_AND_PLACE.fullmatch(line.bare.lstrip("# ")) if short else None
    names = names_in(re.sub(r"(?<=\d)[.．]\d", "", match["names"])) if match else ()
    if match is None or not names or not WORKPLACE.search(match["place"]):
        return None
    places = places_in(match["place"].strip("（）() "))
    people, guessed = at_work(tuple(map(Person, names)), match["names"], places)
    why = f"names before a place of work, line {line.number}"
    glued = match["place"][0] not in "（("
    finding = Finding("authors", why, value=people, inferred=glued or guessed)
    return Found((take(line, "authors"),), (finding,))


def _by_itself(page: Page, line: Line) -> bool:
    """Not a line of verse: no other unclaimed short line right above and right below."""
    around = page.lines[max(0, line.number - 2) : line.number + 1]
    return any(
        not ln.bare or ln.number in page.taken or is_prose(ln.text) for ln in around if ln != line
    ) and not _in_stanza(page, line)


def _in_stanza(page: Page, line: Line) -> bool:
    free = {ln.number for ln in page.free if not is_prose(ln.text) and len(ln.bare) <= 24}
    return {line.number - 1, line.number - 2} <= free or (
        {line.number + 1, line.number + 2} <= free
    )


def _run(page: Page) -> str:
    """The names glued to the date, without spaces and marks."""
    return next((squeeze(without_marks(str(f.value))) for f in page.says("author_run")), "")


def people_in(text: str, run: str = "") -> tuple[tuple[Person, ...], tuple[Finding, ...]]:
    bare = text.lstrip("#□■◇◆○●◎△▲☆★※ 　").strip("（）()【】 　")
    if re.search("[年月日]", text) and re.search(r"\d", text):
        return (), ()
    if match := _FOREIGNER.fullmatch(text):
        return (Person(normal(match.group(2))),), ()
    if written := _written_by(bare):
        return written
    pieces = re.split(f"({_roles()}|(?:^|(?<=[ 　]))文[/／　 ]|摄影报道|文并摄)", bare)
    people: list[Person] = []
    role, credits = "", []
    for piece in (p for p in pieces if p and p.strip()):
        word = piece.strip(" 　/／：:")
        if word in site("bylines"):
            role = word
        elif word in ("摄影报道", "文并摄"):
            credits += [_photographed(p) for p in people]
        elif word != "文":
            piece = piece.strip(" 　/／：:")
            names = names_in(piece) or _same_as_run(piece, run) or _given(piece, role)
            if not names:
                return (), ()
            people += [Person(name, role=role) for name in names]
    return tuple(people), tuple(credits)


def _written_by(text: str) -> tuple[tuple[Person, ...], tuple[Finding, ...]] | None:
    """〔霜兰岛〕莱奥·芬纳著　裘　星译　方　屿校"""
    parts = [m.groupdict() for m in _BY_VERB.finditer(text)]
    if (
        not parts
        or "".join(p["all"] for p in parts).strip() != text.strip()
        or parts[0]["verb"] not in "著文"
    ):
        return None
    people = tuple(Person(normal(name)) for name in tokens(parts[0]["names"]))
    credits = tuple(
        Finding(
            "credits", "byline", value=Credit(_VERBS[p["verb"]], p["verb"], tokens(p["names"]))
        )
        for p in parts[1:]
        if p["verb"] in _VERBS
    )
    return people, credits


def _given(piece: str, role: str) -> tuple[str, ...]:
    """After a role any short word is a name (通讯员 戚小满)."""
    found = tokens(piece)
    return found if role and all(re.fullmatch(f"[{HAN}]{{2,4}}", t) for t in found) else ()


def _same_as_run(text: str, run: str) -> tuple[str, ...]:
    """A line that repeats the names after the date is the byline, whatever they look like."""
    same = run and squeeze(re.sub("[,，、?]", "", without_marks(text))) == re.sub(
        "[,，、?]", "", run
    )
    return tuple(normal(token) for token in tokens(text)) if same else ()


def _photographed(person: Person) -> Finding:
    credit = Credit("photographer", "摄影报道", (person.name,))
    return Finding("credits", "byline", value=credit)


def _found(
    page: Page, line: Line, people: tuple[Person, ...], credits: tuple[Finding, ...]
) -> Found:
    below = workplaces_below(page, line)
    places = [place for _, found in below for place in found]
    placed, guessed = at_work(people, line.bare, places)
    finding = Finding("authors", f"byline, line {line.number}", value=placed, inferred=guessed)
    claims = (take(line, "authors"), *(take(other, "authors") for other, _ in below))
    return Found(claims, (finding, *credits))


def _labelled(page: Page) -> Found | None:
    """作者：×× on a line that another recogniser has taken."""
    for finding in page.says("author_line"):
        text = without_marks(str(finding.value)).strip()
        names = names_in(text) or tuple(
            normal(n.strip()) for n in re.split("[、,，;；]", text) if n
        )
        people = tuple(Person(name) for name in names)
        return Found(findings=(Finding("authors", finding.evidence, value=people),))
    return None


def _from_run(page: Page, run: str) -> Found | None:
    """Names after the date and no byline: surnames divide them, which is a guess."""
    if not run:
        return None
    printed = page.says("author_run")[0]
    people, _ = people_in(str(printed.value))
    if people and people[0].role:
        return Found(findings=(Finding("authors", printed.evidence, value=people),))
    names = split_run(run) or (run,)
    people = tuple(Person(name) for name in names)
    sure = len(names) == 1 and is_name(run)
    why = next(f.evidence for f in page.says("author_run"))
    finding = Finding("authors", why, value=people, inferred=not sure)
    if sure:
        return Found(findings=(finding,))
    place = Place(page.name, int(why.rsplit(" ", 1)[-1]))
    said = remark("I110", place, run=run, names="、".join(names))
    return Found(findings=(finding,), remarks=(said,))


def dateline(page: Page) -> Found:
    """本报讯（记者××）, 新华社北京1月2日电（记者××）: the words stay in the text."""
    for line in page.free[:6]:
        match = DATELINE.match(line.bare)
        if match and not page.says("authors"):
            return Found(findings=tuple(_of_dateline(match, line)))
    return NOTHING


def _of_dateline(match: re.Match[str], line: Line) -> Iterator[Finding]:
    people, _ = people_in(match["by"], "")
    why = f"dateline, line {line.number}"
    if people:
        yield Finding("authors", why, value=people)
    if match["m"]:
        month, day = (int(match[k]) for k in "md")
        yield Finding("date", why, value=f"--{month:02}-{day:02}")


def signature(page: Page) -> Found:
    """——×× as the last line: the signature, and perhaps the only author."""
    lines = tail(page)
    match = re.fullmatch(f"(?:——|──|—)[ 　]*([{HAN}·]{{2,6}})", lines[-1].bare) if lines else None
    if not match:
        return NOTHING
    name, line = match.group(1), lines[-1]
    why = f"last line, {line.number}"
    findings = [Finding("signature", why, value=line.bare)]
    said: tuple[Diagnostic, ...] = ()
    if not page.says("authors"):
        findings.append(Finding("authors", why, value=(Person(name),), inferred=True))
        said = (remark("I116", page.place(line.span), name=name),)
    return Found((take(line, "signature"),), tuple(findings), said)
