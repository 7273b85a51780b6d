"""A local server that speaks the OpenAI protocol and misbehaves on purpose.

`script` decides what the next answer is; `seen` keeps what was asked, so that tests can look at what
leaves the board.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Model:
    """`words` are streamed in pieces; `behavior` says how the server goes wrong."""

    words: str = ""
    behavior: str = "well"
    address: str = ""
    seen: list[dict[str, Any]] = field(default_factory=list)
    let_go: threading.Event = field(default_factory=threading.Event)


@contextmanager
def a_model_server() -> Iterator[Model]:
    model = Model()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            model.seen.append(json.loads(self.rfile.read(length)))
            BEHAVIORS[model.behavior](self, model)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    model.address = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield model
    finally:
        model.let_go.set()
        server.shutdown()
        server.server_close()


def _begin(handler: BaseHTTPRequestHandler, status: int = 200) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", "text/event-stream")
    handler.end_headers()


def _send(handler: BaseHTTPRequestHandler, event: Any) -> None:
    handler.wfile.write(b"data: " + json.dumps(event).encode() + b"\n\n")
    handler.wfile.flush()


def _piece(words: str) -> dict[str, Any]:
    return {"choices": [{"delta": {"content": words}}]}


def _well(handler: BaseHTTPRequestHandler, model: Model) -> None:
    _begin(handler)
    for start in range(0, len(model.words), 7):
        _send(handler, _piece(model.words[start : start + 7]))
    _send(handler, {"choices": [], "usage": {"total_tokens": 321}})
    handler.wfile.write(b"data: [DONE]\n\n")


def _stalls(handler: BaseHTTPRequestHandler, model: Model) -> None:
    _begin(handler)
    _send(handler, _piece("CPT 38240 is"))
    model.let_go.wait(10)


def _rubbish(handler: BaseHTTPRequestHandler, _model: Model) -> None:
    _begin(handler)
    handler.wfile.write(b"data: {not json\n\n" + bytes(range(256)))


def _odd_shapes(handler: BaseHTTPRequestHandler, _model: Model) -> None:
    _begin(handler)
    for event in ([], 7, {"choices": [{"delta": {"content": {"x": 1}}}]}):
        _send(handler, event)


def _one_long_line(handler: BaseHTTPRequestHandler, _model: Model) -> None:
    _begin(handler)
    handler.wfile.write(b"data: " + b"x" * 200_000)


def _without_end(handler: BaseHTTPRequestHandler, _model: Model) -> None:
    _begin(handler)
    for _ in range(4_000):
        _send(handler, _piece("Giving donor stem cells to a recipient. [1] "))


def _error(handler: BaseHTTPRequestHandler, _model: Model) -> None:
    _begin(handler, 500)


def _error_event(handler: BaseHTTPRequestHandler, _model: Model) -> None:
    _begin(handler)
    _send(handler, {"error": {"message": "overloaded"}})


def _elsewhere(handler: BaseHTTPRequestHandler, _model: Model) -> None:
    handler.send_response(302)
    handler.send_header("Location", "http://127.0.0.1:9/")
    handler.end_headers()


def _hangs_up(handler: BaseHTTPRequestHandler, _model: Model) -> None:
    handler.connection.close()


BEHAVIORS = {
    "well": _well,
    "stalls": _stalls,
    "rubbish": _rubbish,
    "odd shapes": _odd_shapes,
    "one long line": _one_long_line,
    "without end": _without_end,
    "error": _error,
    "error event": _error_event,
    "elsewhere": _elsewhere,
    "hangs up": _hangs_up,
}
