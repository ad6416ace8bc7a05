"""``new``, ``clean``, ``doctor`` and ``preview``."""

import threading
from datetime import date
from http.client import HTTPConnection
from http.server import ThreadingHTTPServer

import pytest

from kanyin import doctor, preview
from kanyin.cli.doctor import finding_line
from kanyin.cli.new import sample_files
from kanyin.doctor import SYSTEM_PACKAGES, Machine, examine, install_command, package_manager
from kanyin.files import MemoryFolder

DEBIAN = 'PRETTY_NAME="Debian GNU/Linux 12"\nID=debian\n'
MINT = 'ID=linuxmint\nID_LIKE="ubuntu debian"\n'
ROCKY = 'ID="rocky"\nID_LIKE="rhel centos fedora"\n'


def test_new_writes_an_issue_that_the_press_can_read(publish, desk):
    ran = publish("new", "2026-03")
    assert ran.code == 0
    assert "新建了 source/2026-03/issue.yaml" in ran.out
    assert "id: 2026-03" in (desk / "source/2026-03/issue.yaml").read_text("utf-8")
    ran = publish("new", "2026-03")
    assert ran.code == 2
    assert "已经存在" in ran.err


def test_what_new_writes_is_well_formed():
    from kanyin.ingest.issue_file import read_plan

    files = sample_files("2026-03", date(2026, 3, 1))
    read = read_plan(files["issue.yaml"].decode(), "issue.yaml")
    assert read.diagnostics == ()
    assert "# " not in files["01-first.md"].decode().splitlines()[0]


def test_clean_removes_what_was_built_and_nothing_else(publish, write, desk):
    write("a.md")
    publish("a.md", "-o", ".")
    mine = write("a/notes.txt")
    other = write("other/report.json", '{"press": "vellum 1"}')
    cache = write(".cache/x")
    link = desk / "link"
    link.symlink_to(desk / "a")
    assert publish("clean", "-o", ".").code == 0
    assert all(path.exists() for path in (mine, other, cache, desk / "a.md"))
    assert [p.name for p in (desk / "a").iterdir()] == ["notes.txt"]
    assert "没有要清理的" in publish("clean").out


def machine(missing=(), system="Linux 6.1", os_release=DEBIAN, root=False):
    return Machine(
        system,
        os_release,
        loads=lambda name: not any(part in name for part in missing),
        version=lambda name: None if name in missing else "1.0",
        has_program=lambda name: name not in missing,
        is_root=root,
    )


FONTS = MemoryFolder(
    {
        "fonts.yaml": b"faces:\n  - {file: a.ttf, sha256: "
        b"ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb}\n",
        "a.ttf": b"a",
        "fonts.conf": b"<fontconfig/>",
    }
)


def said(missing=(), fonts=FONTS, **rest):
    findings = examine(machine(missing, **rest), fonts)
    return {f.key: finding_line(f, "zh") for f in findings if not f.ok}


def test_a_machine_with_everything_lacks_nothing():
    assert said() == {}


def test_without_pango_there_is_one_exact_command():
    lines = said(["pango"])
    assert lines["pango"].startswith("缺  Pango")
    assert lines["pango"].endswith(
        "补上：sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    )
    assert not doctor.pdf_available(lambda name: "pango" not in name)
    assert doctor.pdf_available(lambda name: "subset" not in name)


@pytest.mark.parametrize(
    ("system", "os_release", "root", "begins"),
    [
        ("Linux 6", DEBIAN, True, "apt-get install"),
        ("Linux 6", MINT, False, "sudo apt-get install"),
        ("Linux 6", ROCKY, False, "sudo dnf install -y pango harfbuzz"),
        ("Darwin 23", "", False, "brew install pango"),
        ("Linux 6", "ID=nixos", False, ""),
    ],
)
def test_the_command_fits_the_system(system, os_release, root, begins):
    made = install_command(machine(system=system, os_release=os_release, root=root))
    assert made.startswith(begins)
    assert made or package_manager(machine(os_release=os_release)) == ""


def test_a_missing_python_package_is_got_with_make():
    assert said(["lxml"])["lxml"] == "缺  lxml  补上：make publish"


def test_fonts_are_counted_to_the_byte():
    damaged = MemoryFolder({**FONTS.files, "a.ttf": b"b"})
    assert "a.ttf" in said(fonts=damaged)["fonts"]
    assert "fonts.yaml" in said(fonts=MemoryFolder({}))["fonts"]
    assert "git checkout -- fonts" in said(fonts=MemoryFolder({}))["fonts"]


def test_windows_is_sent_to_wsl():
    assert "wsl --install" in said(system="Windows 11")["wsl"]
    assert said(system="Linux 5.15.90-microsoft-standard-WSL2") == {}


def test_epubcheck_is_optional():
    findings = examine(machine(["java", "epubcheck"]), FONTS)
    assert not any(f.required for f in findings if not f.ok)
    assert said(["java"])["java"].startswith("缺  Java（EPUBCheck 检验用）（可选）")


def test_doctor_says_there_and_missing_in_both_languages(publish, monkeypatch):
    monkeypatch.setattr("kanyin.cli.doctor.examine", lambda *_: examine(machine(["pango"]), FONTS))
    ran = publish("doctor")
    assert ran.code == 1
    assert "缺  Pango" in ran.out
    assert "有  libharfbuzz-subset" in ran.out
    assert "missing  Pango" in publish("doctor", "--lang", "en").out


def test_the_dependencies_are_those_of_the_project():
    import tomllib
    from pathlib import Path

    text = (Path(__file__).parent.parent.parent / "pyproject.toml").read_text("utf-8")
    wanted = tomllib.loads(text)["project"]["dependencies"]
    names = {item.replace("=", "<").replace(">", "<").split("<")[0] for item in wanted}
    assert set(doctor.DEPENDENCIES) == names


def test_the_script_installs_what_doctor_asks_for():
    from pathlib import Path

    script = (Path(__file__).parent.parent.parent / "tools/system_packages.sh").read_text("utf-8")
    assert all(libraries in script for _, libraries, _ in SYSTEM_PACKAGES.values())


@pytest.fixture
def served():
    """A small web edition on a free port; ``ask(path, host)`` gives status, type, body."""
    folder = MemoryFolder(
        {"index.html": b"<p>", "fonts/a.woff2": b"w", "sub/index.html": b"s", "b.css": b"p{}"}
    )
    started = threading.Event()
    servers = []

    class Server(ThreadingHTTPServer):
        def serve_forever(self, poll_interval=0.05):
            servers.append(self)
            started.set()
            super().serve_forever(poll_interval)

    patch = pytest.MonkeyPatch()
    patch.setattr(preview, "ThreadingHTTPServer", Server)
    addresses = []
    thread = threading.Thread(target=preview.serve, args=(folder, 0, addresses.append))
    thread.start()
    assert started.wait(5)
    port = servers[0].server_address[1]

    def ask(path, host=f"127.0.0.1:{port}", method="GET"):
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        connection.putrequest(method, path, skip_host=True)
        connection.putheader("Host", host)
        connection.endheaders()
        answer = connection.getresponse()
        found = answer.status, answer.getheader("Content-Type"), answer.read()
        connection.close()
        return found

    yield ask
    assert addresses == [f"http://127.0.0.1:{port}/"]
    servers[0].shutdown()
    thread.join()
    patch.undo()


def test_preview_serves_the_files_of_the_edition(served):
    assert served("/") == (200, "text/html; charset=utf-8", b"<p>")
    assert served("/fonts/a.woff2?v=1")[:2] == (200, "font/woff2")
    assert served("/sub/") == (200, "text/html; charset=utf-8", b"s")
    assert served("/b.css", method="HEAD") == (200, "text/css; charset=utf-8", b"")


@pytest.mark.parametrize("path", ["/fonts/", "/../x", "/%2e%2e/x", "//x", "/%00", "/sub"])
def test_preview_serves_nothing_else(served, path):
    assert served(path)[0] == 404


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "[::bad"])
def test_preview_answers_to_no_foreign_name(served, host):
    assert served("/", host=host)[0] == 421


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_preview_only_shows(served, method):
    assert served("/", method=method)[0] == 501


def test_preview_builds_the_last_issue_and_tells_its_address(publish, write, desk, monkeypatch):
    for name in ("2026-01", "2026-02"):
        write(f"source/{name}/issue.yaml", f"id: {name}")
    seen = []

    def serve(folder, port, opened):
        seen.append((folder.root, port, folder.read("index.html")))
        opened("http://127.0.0.1:1/")

    monkeypatch.setattr(preview, "serve", serve)
    ran = publish("preview", "--port", "8001")
    assert ran.code == 0
    assert "http://127.0.0.1:1/" in ran.out
    ((root, port, index),) = seen
    assert (root.name, port, index) == ("2026-02.web", 8001, b"web: id: 2026-02")


def test_preview_says_when_its_port_is_taken(publish, write, monkeypatch):
    write("a.md")
    monkeypatch.setattr(preview, "serve", lambda *_: (_ for _ in ()).throw(OSError(98, "taken")))
    ran = publish("preview", "a.md", "--port", "80")
    assert ran.code == 1
    assert "端口 80 打不开：已被别的程序占用" in ran.err
