"""Who did what: the roles of ``docs/format.md`` with their labels and MARC relators.

Source of the codes: MARC Code List for Relators (Library of Congress).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Role:
    """A role; the first label is printed, the others are understood."""

    key: str
    labels: tuple[str, ...]
    marc: str | None
    english: str
    traditional: str

    @property
    def label(self) -> str:
        """The label printed in front of the names."""
        return self.labels[0]


_ROWS = (
    ("author", "作者 文", "aut", "Author", "作者"),
    ("president", "社长", "edd", "President", "社長"),
    ("editor-in-chief", "主编", "edd", "Editor-in-Chief", "主編"),
    ("executive-editor", "执行主编", "edd", "Executive Editor", "執行主編"),
    ("deputy-editor-in-chief", "副主编", "edd", "Deputy Editor-in-Chief", "副主編"),
    ("editorial-board", "编委 编委会", "edt", "Editorial Board", "編委"),
    ("managing-editor", "编辑部主任", "edt", "Managing Editor", "編輯部主任"),
    ("editor", "编辑", "edt", "Editor", "編輯"),
    ("responsible-editor", "责任编辑 责编", "edt", "Responsible Editor", "責任編輯"),
    ("guest-editor", "特约编辑", "edt", "Guest Editor", "特約編輯"),
    ("selector", "选题 选编", "edt", "Selected by", "選題"),
    ("first-review", "初审", None, "First Review", "初審"),
    ("second-review", "复审", None, "Second Review", "複審"),
    ("final-review", "终审", None, "Final Review", "終審"),
    ("reviewer", "审校 审核", None, "Reviewer", "審校"),
    ("proofreader", "校对", "pfr", "Proofreader", "校對"),
    ("responsible-proofreader", "责任校对", "pfr", "Responsible Proofreader", "責任校對"),
    ("translator", "译 译者 翻译", "trl", "Translator", "譯"),
    ("compiler", "整理 编译", "com", "Compiler", "整理"),
    ("reporter", "记者 采写 通讯员", "rpt", "Reporter", "記者"),
    ("interviewer", "采访", "ivr", "Interviewer", "採訪"),
    ("photographer", "摄影 摄", "pht", "Photographer", "攝影"),
    ("photo-source", "供图 图片来源", "pht", "Photo Source", "供圖"),
    ("illustrator", "插图", "ill", "Illustrator", "插圖"),
    ("art-editor", "美术编辑 美编", "bkd", "Art Editor", "美術編輯"),
    ("designer", "设计", "bkd", "Designer", "設計"),
    ("layout", "版式", "bkd", "Layout", "版式"),
    ("source", "来源", None, "Source", "來源"),
)

ROLES: dict[str, Role] = {
    key: Role(key, tuple(labels.split()), marc, english, traditional)
    for key, labels, marc, english, traditional in _ROWS
}
"""Every role by its key, in the order in which credits are printed."""

ROLE_OF_LABEL: dict[str, Role] = {
    label: role for role in ROLES.values() for label in (*role.labels, role.traditional)
}
"""Every label as printed, to its role."""
