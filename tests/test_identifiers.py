"""Registered numbers: true ones from the covers of real periodicals and books, and wrong ones."""

import pytest

from kanyin.ingest.issue_file import read_plan
from kanyin.model.identifiers import ean_of_issn, is_cn, is_isbn, is_issn, issn_check_digit


@pytest.mark.parametrize(
    "number", ["0028-0836", "0036-8075", "0257-0270", "0583-1288", "1674-0599"]
)
def test_a_true_issn(number: str) -> None:
    """Nature, Science, 读书, 收获, and a journal of law: and no other last digit will do."""
    assert is_issn(number)
    assert issn_check_digit(number) == number[-1]
    others = set("0123456789X") - {number[-1]}
    assert not [digit for digit in others if is_issn(number[:-1] + digit)]


@pytest.mark.parametrize(
    "text", ["16740599", "1674 0599", "ISSN 1674-0599", "1674-059", "", "九", "1674-059x"]
)
def test_what_is_no_issn(text: str) -> None:
    assert not is_issn(text)


def test_the_x_of_an_issn() -> None:
    assert is_issn("2434-561X")
    assert issn_check_digit("2434-5610") == "X"


@pytest.mark.parametrize("number", ["978-7-02-000220-7", "9787020002207", "7-02-000220-X"])
def test_a_true_isbn(number: str) -> None:
    """《红楼梦》, 人民文学出版社, in both lengths."""
    assert is_isbn(number)
    assert not is_isbn(number[:-1] + ("1" if number[-1] != "1" else "2"))


@pytest.mark.parametrize(
    ("text", "right"),
    [("11-1073/I", True), ("31-1001/TB", True), ("12-3456/G0", True), ("11-0001", True),
     ("CN 11-1073/I", False), ("11-1073/", False), ("11-107/I", False), ("111073/I", False)],
)  # fmt: skip
def test_the_form_of_a_cn_number(text: str, right: bool) -> None:
    assert is_cn(text) is right


def test_the_bar_code_of_an_issn() -> None:
    """Nature is sold under 9 770028 083095: variant 09 stands for its price."""
    assert ean_of_issn("0028-0836", "09") == "9770028083095"
    assert ean_of_issn("1674-0599") == "9771674059007"
    with pytest.raises(ValueError, match="0028-0837"):
        ean_of_issn("0028-0837")


def test_the_remark_names_the_right_digit() -> None:
    [wrong] = read_plan("id: a\nissn: 1674-0590\ncontents: []\n", "issue.yaml").diagnostics
    assert wrong.message("zh") == "ISSN “1674-0590”不对：按前七位，最后一位应是 9"
    assert wrong.message("en") == "ISSN “1674-0590” is wrong: by the first seven, the last is 9"
