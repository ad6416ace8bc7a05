"""The web edition in a browser of this machine: the only room that opens a socket."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from kanyin.files import Folder

ADDRESS = "127.0.0.1"

MEDIA_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".xhtml": "application/xhtml+xml; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".woff": "font/woff",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".pdf": "application/pdf",
    ".epub": "application/epub+zip",
}
"""By suffix; the table of the system differs from machine to machine."""


class Handler(BaseHTTPRequestHandler):
    """Answers with the files of one folder, to this machine only."""

    server_version = "kanyin"
    sys_version = ""

    def __init__(self, folder: Folder, *rest: object) -> None:
        self.folder = folder
        super().__init__(*rest)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """A file, or why not."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """The same without the file."""
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        if not is_local(self.headers.get("Host", "")):
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return
        path = file_of(self.path)
        data = self.folder.read(path)
        if data is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", media_type(path))
        self.send_header("Content-Length", str(len(data)))
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if with_body:
            self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: only the command line speaks."""


def is_local(host: str) -> bool:
    """Whether a Host header names this machine.

    A foreign name that resolves to 127.0.0.1 is DNS rebinding: another site reading ours.
    """
    try:
        name = urlsplit(f"//{host}").hostname
    except ValueError:
        return False
    return name in (ADDRESS, "localhost")


def file_of(target: str) -> str:
    """The path of a request's file; a folder stands for its ``index.html``."""
    path = unquote(target.split("?")[0].split("#")[0]).lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


def media_type(path: str) -> str:
    """The media type of a file by its suffix."""
    return MEDIA_TYPES.get(PurePosixPath(path).suffix.lower(), "application/octet-stream")


def serve(folder: Folder, port: int, opened: Callable[[str], None]) -> None:
    """Serve a folder until Ctrl-C; ``opened`` is told the address. Raises OSError."""
    with ThreadingHTTPServer((ADDRESS, port), partial(Handler, folder)) as server:
        opened(f"http://{ADDRESS}:{server.server_address[1]}/")
        server.serve_forever()
