"""Web editions on the disk, as a reader has them: the sample issue, and single articles."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from kanyin.build import Manuscript, Request, Shelves, build
from kanyin.diagnostics import has_errors
from kanyin.workspace import DiskFolder

HOUSE = Path(__file__).parent.parent.parent
BESIDE = HOUSE.parent / "shared" / "manuscripts"


def bind(manuscript: Path, folder: Path) -> list[Path]:
    """The pages of a manuscript's web edition, written into a folder."""
    entry = "issue.yaml" if manuscript.is_dir() else manuscript.name
    home = manuscript if manuscript.is_dir() else manuscript.parent
    made = build(
        Manuscript(manuscript.name, "one", DiskFolder(home), entry),
        Shelves(DiskFolder(HOUSE / "layouts"), DiskFolder(HOUSE / "fonts")),
        Request(editions=("web",)),
        lambda progress: None,
        time.perf_counter,
    )
    assert made.artifacts, [d.message() for d in made.diagnostics if has_errors([d])]
    for artifact in made.artifacts:
        path = folder / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artifact.data)
    return sorted(folder.glob("*.web/*.html"))


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The pages of the sample issue."""
    return bind(HOUSE / "source" / "2026-01", tmp_path_factory.mktemp("sample"))


OWN = HOUSE / "tests/epub/readers"
ARTICLES = {
    "scraped": OWN / "scraped.txt",
    "Traditional": OWN / "traditional.md",
    "formulas": OWN / "formulas.md",
    "scraped, beside": BESIDE / "000_b6a043b5f5d4c66f.txt",
    "paper, beside": BESIDE / "articles/chinaxiv/table_math_ChinaXiv-201703.00168V1.md",
}
"""Short ones of our own, and an article and a paper as the web has them."""


@pytest.fixture(scope="session", params=ARTICLES)
def article(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> list[Path]:
    """The page of an article."""
    manuscript = ARTICLES[request.param]
    if not manuscript.exists():
        pytest.skip(f"NO manuscripts beside the checkout: {manuscript.name} was NOT looked at")
    return bind(manuscript, tmp_path_factory.mktemp("article"))
