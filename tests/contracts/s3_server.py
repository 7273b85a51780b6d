"""A small server on loopback that speaks as much S3 as a file store needs, for tests."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

PAGE = 2


@contextmanager
def running() -> Iterator[str]:
    """Serves one empty bucket of any name; yields its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.objects = {}
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_PUT(self) -> None:
        self.server.objects[self._key()] = self._body()
        self._answer(200)

    def do_GET(self) -> None:
        query = parse_qs(urlsplit(self.path).query)
        if "list-type" in query:
            self._answer(200, self._listing(query).encode())
        elif self._key() in self.server.objects:
            self._answer(200, self.server.objects[self._key()])
        else:
            self._answer(404, b"<Error><Code>NoSuchKey</Code></Error>")

    def do_DELETE(self) -> None:
        self.server.objects.pop(self._key(), None)
        self._answer(204)

    def _listing(self, query: dict[str, list[str]]) -> str:
        prefix = query.get("prefix", [""])[0]
        begin = int(query.get("continuation-token", ["0"])[0])
        names = sorted(name for name in self.server.objects if name.startswith(prefix))
        items = "".join(
            f"<Contents><Key>{escape(name)}</Key></Contents>" for name in names[begin:][:PAGE]
        )
        more = begin + PAGE < len(names)
        token = f"<NextContinuationToken>{begin + PAGE}</NextContinuationToken>" if more else ""
        return (
            f"<ListBucketResult><IsTruncated>{str(more).lower()}</IsTruncated>"
            f"{token}{items}</ListBucketResult>"
        )

    def _key(self) -> str:
        return unquote(urlsplit(self.path).path).split("/", 2)[-1]

    def _body(self) -> bytes:
        if "aws-chunked" not in self.headers.get("Content-Encoding", ""):
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        content = b""
        while size := int(self.rfile.readline().split(b";")[0], 16):
            content += self.rfile.read(size)
            self.rfile.readline()
        while self.rfile.readline().strip():
            pass
        return content

    def _answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", '"0"')
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass
