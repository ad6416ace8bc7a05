"""The disk: never outside of a folder, never half a file."""

import os
import sys
from pathlib import Path

import pytest

from kanyin import workspace
from kanyin.diagnostics import PressError
from kanyin.files import Artifact
from kanyin.workspace import DiskCache, DiskFolder, is_safe_name, reading, slug, writing


@pytest.fixture
def folder(tmp_path):
    """An issue's folder with a neighbour that is none of its business."""
    (tmp_path / "issue/images").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "issue/a.md").write_text("文章")
    (tmp_path / "issue/images/Lamp.PNG").write_bytes(b"png")
    (tmp_path / "issue/.hidden").write_text("h")
    return DiskFolder(tmp_path / "issue", "source/issue")


def test_a_folder_is_read(folder):
    assert folder.read("a.md") == "文章".encode()
    assert folder.read("images/../a.md") is None
    assert folder.read("./images/Lamp.PNG") == b"png"
    assert list(folder.names()) == ["a.md", "images/Lamp.PNG"]


@pytest.mark.parametrize(
    "path",
    [
        "",
        ".",
        "images",
        "../secret.txt",
        "/etc/passwd",
        "images/../../secret.txt",
        "..\\secret.txt",
        "a.md\0",
        "C:\\x",
        "images/lamp.png",
        "A.md",
        "none/none.md",
        "a.md/x",
        "x" * 5000,
        "//etc/passwd",
        "\udcff",
    ],
)
def test_a_path_that_leads_elsewhere_is_not_there(folder, path):
    assert folder.read(path) is None


def test_the_spelling_on_disk_is_found(folder):
    assert folder.find("Images/lamp.png") == "images/Lamp.PNG"
    assert folder.find("ａ.md") == "a.md"
    assert folder.find("a.md") == "a.md"
    assert folder.find("b.md") is None
    assert folder.find("../secret.txt") is None
    assert folder.find("images") is None


def test_links_may_stay_inside_but_not_lead_out(folder):
    root = folder.root
    (root / "inside.md").symlink_to("a.md")
    (root / "outside.md").symlink_to("../secret.txt")
    (root / "up").symlink_to("..")
    (root / "loop.md").symlink_to("loop.md")
    (root / "broken.md").symlink_to("nowhere")
    assert folder.read("inside.md") == "文章".encode()
    for path in ("outside.md", "up/secret.txt", "loop.md", "broken.md"):
        assert folder.read(path) is None
        assert folder.find(path) is None
    assert list(folder.names()) == ["a.md", "images/Lamp.PNG", "inside.md"]


def test_devices_and_pipes_are_no_files(folder):
    os.mkfifo(folder.root / "pipe.md")
    (folder.root / "zero.md").symlink_to("/dev/zero")
    assert folder.read("pipe.md") is None
    assert folder.read("zero.md") is None
    with pytest.raises(PressError) as caught:
        workspace.read_file(folder.root / "pipe.md", "pipe.md")
    assert caught.value.diagnostics[0].code == "B104"


def test_a_file_that_is_too_big_is_a_remark_with_its_place(folder, monkeypatch):
    monkeypatch.setattr(reading, "SIZE_LIMIT", 3)
    with pytest.raises(PressError) as caught:
        folder.read("a.md")
    (found,) = caught.value.diagnostics
    assert (found.code, str(found.place)) == ("B120", "source/issue/a.md")


@pytest.mark.skipif(
    hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything"
)
def test_a_file_that_may_not_be_read_is_a_remark(folder):
    (folder.root / "a.md").chmod(0)
    with pytest.raises(PressError) as caught:
        folder.read("a.md")
    assert "没有权限" in caught.value.diagnostics[0].message("zh")


@pytest.mark.parametrize(
    ("stem", "made"),
    [
        ("2026-01", "2026-01"),
        ("000_b6a043b5f5d4c66f", "000_b6a043b5f5d4c66f"),
        ("桥上的灯（终稿） v2.1", "桥上的灯-终稿-v2-1"),
        ("𠮷野", "𠮷野"),
        ("../../etc/passwd", "etc-passwd"),
        ("..", "article"),
        ("-rf", "rf"),
        ("CON", "_CON"),
        ("lpt1", "_lpt1"),
        ("ＡＢ１", "AB1"),
        ("a\nb\0c", "a-b-c"),
        ("trailing. ", "trailing"),
        ("", "article"),
        ("灯" * 100, "灯" * 60),
    ],
)
def test_a_slug_is_a_name_everywhere(stem, made):
    assert slug(stem) == made
    assert is_safe_name(made)
    assert slug(made) == made


@pytest.mark.parametrize(
    "name", ["", ".", "..", ".x", "a/b", "a\\b", "a\0", "con", "NUL.txt", "a.", "a ", "-x", "a:b"]
)
def test_other_names_are_refused(name):
    assert not is_safe_name(name)


def listing(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def made(*pairs):
    return [Artifact(path, "x", data) for path, data in pairs]


OLD = made(("a.epub", b"old"), ("a.web/index.html", b"old"), ("a.web/gone.css", b"old"))
NEW = made(("a.epub", b"new"), ("a.web/index.html", b"new"))


def test_the_web_folder_is_exchanged_whole(tmp_path):
    workspace.write_artifacts(tmp_path, "a", ("epub", "web"), OLD)
    workspace.write_artifacts(tmp_path, "a", ("epub", "web"), NEW)
    assert listing(tmp_path) == {"a/a.epub": b"new", "a/a.web/index.html": b"new"}


@pytest.mark.parametrize("broken", ["_write_synced", "_put_in_place"])
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_failing_write_leaves_the_old_files(tmp_path, monkeypatch, broken, error):
    workspace.write_artifacts(tmp_path, "a", ("epub", "web"), OLD)
    before = listing(tmp_path)

    def fail(*_):
        raise error

    monkeypatch.setattr(writing, broken, fail)
    with pytest.raises((PressError, KeyboardInterrupt)) as caught:
        workspace.write_artifacts(tmp_path, "a", ("epub", "web"), NEW)
    assert listing(tmp_path) == before
    if isinstance(caught.value, PressError):
        assert "磁盘已满" in caught.value.diagnostics[0].message("zh")


def test_a_folder_that_cannot_take_its_place_gives_the_old_one_back(tmp_path, monkeypatch):
    workspace.write_artifacts(tmp_path, "a", ("web",), OLD)
    before = listing(tmp_path)
    rename = os.rename

    def fail_for_new(source, target):
        if Path(source).parent.name == "new":
            raise OSError(13, "no")
        rename(source, target)

    monkeypatch.setattr(os, "rename", fail_for_new)
    with pytest.raises(PressError):
        workspace.write_artifacts(tmp_path, "a", ("web",), made(("a.web/index.html", b"new")))
    assert listing(tmp_path) == before


@pytest.mark.parametrize("path", ["../evil", "/tmp/evil", "a/../../evil", "", "a\\b", "x\0"])
def test_nothing_is_written_outside(tmp_path, path):
    out = tmp_path / "build"
    with pytest.raises(PressError):
        workspace.write_artifacts(out, "a", (), made((path, b"x")))
    with pytest.raises(PressError):
        workspace.write_artifacts(out, path, (), made(("a.epub", b"x")))
    assert listing(tmp_path) == {}


def test_a_link_in_the_output_is_not_followed(tmp_path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/mine").write_text("mine")
    (tmp_path / "build/b").mkdir(parents=True)
    (tmp_path / "build/a").symlink_to(tmp_path / "outside")
    with pytest.raises(PressError) as caught:
        workspace.write_artifacts(tmp_path / "build", "a", (), NEW)
    assert caught.value.diagnostics[0].code == "B125"
    (tmp_path / "build/b/b.web").symlink_to(tmp_path / "outside")
    (tmp_path / "build/b/b.epub").symlink_to(tmp_path / "outside/mine")
    new = made(("b.epub", b"new"), ("b.web/index.html", b"new"))
    workspace.write_artifacts(tmp_path / "build", "b", (), new)
    assert listing(tmp_path / "outside") == {"mine": b"mine"}
    assert listing(tmp_path / "build/b") == {"b.epub": b"new", "b.web/index.html": b"new"}


def test_an_edition_that_was_not_made_leaves_no_old_file(tmp_path):
    workspace.write_artifacts(tmp_path, "a", ("epub", "web"), OLD)
    workspace.write_artifacts(tmp_path, "a", ("epub",), made(("report.json", b"{}")))
    names = set(listing(tmp_path / "a"))
    assert names == {"report.json", "a.web/index.html", "a.web/gone.css"}


def test_written_files_have_ordinary_rights(tmp_path):
    workspace.write_artifacts(tmp_path, "a", (), NEW)
    mask = os.umask(0)
    os.umask(mask)
    assert (tmp_path / "a/a.epub").stat().st_mode & 0o777 == 0o666 & ~mask
    assert (tmp_path / "a/a.web").stat().st_mode & 0o777 == 0o777 & ~mask


def test_the_cache_gives_back_what_it_was_given(tmp_path):
    cache = DiskCache(tmp_path)
    assert cache.get("k") is None
    cache.put("k", b"data")
    cache.put("../../k", b"other")
    assert (cache.get("k"), cache.get("../../k")) == (b"data", b"other")
    assert all(".kanyin-cache" in path for path in listing(tmp_path))


def test_a_damaged_entry_of_the_cache_is_not_there(tmp_path):
    cache = DiskCache(tmp_path)
    cache.put("k", b"data")
    (path,) = (p for p in tmp_path.rglob("*") if p.is_file())
    path.write_bytes(path.read_bytes()[:-1] + b"X")
    assert cache.get("k") is None


def test_a_cache_that_cannot_be_written_is_no_obstacle(tmp_path):
    (tmp_path / "file").write_text("")
    DiskCache(tmp_path / "file").put("k", b"data")
    assert DiskCache(tmp_path / "file").get("k") is None


def test_a_name_that_is_taken_by_something_else_is_not_used(tmp_path):
    texts = {".md": b"one", ".original": b"two"}
    assert workspace.free_name(tmp_path, "a", texts) == "a"
    (tmp_path / "a.md").write_bytes(b"one")
    assert workspace.free_name(tmp_path, "a", texts) == "a"
    (tmp_path / "a.md").write_bytes(b"edited by hand")
    assert workspace.free_name(tmp_path, "a", texts) == "a-2"


@pytest.mark.usefixtures("desk")
def test_a_loose_article_that_is_a_link_is_read_where_it_lies(desk):
    (desk / "far").mkdir()
    (desk / "far/real.md").write_text("文章")
    (desk / "near.md").symlink_to("far/real.md")
    found = workspace.read_manuscript("near.md")
    assert (found.name, found.id_hint, found.entry) == ("near.md", "near", "real.md")
    assert found.folder.read(found.entry) == "文章".encode()


@pytest.mark.skipif(sys.platform == "win32", reason="no such names on Windows")
def test_the_working_folder_itself_may_be_the_issue(desk, monkeypatch):
    (desk / "2026-01").mkdir()
    (desk / "2026-01/issue.yaml").write_text("id: x")
    monkeypatch.chdir(desk / "2026-01")
    found = workspace.read_manuscript(".")
    assert (found.name, found.id_hint, found.folder.name) == (".", "2026-01", "")
