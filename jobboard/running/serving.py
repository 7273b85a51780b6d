"""How the pages are served: granian, which slow clients cannot stall."""

import sys


def command(*, port: int, host: str = "127.0.0.1", workers: int = 1, threads: int = 4) -> list[str]:
    """The web server's command. Its main process only watches over those that serve."""
    options = {
        "--interface": "wsgi",
        "--host": host,
        "--port": port,
        "--workers": workers,
        "--blocking-threads": threads,
        "--backpressure": 256,
        # What speaks to us is a proxy or a browser on the same machine: neither has HTTP/2 without TLS,
        # and to find out which it is takes half a millisecond of a page's time.
        "--http": 1,
        # One that does not end by itself must not keep the others from it.
        "--workers-kill-timeout": 10,
        "--log-level": "warning",
    }
    words = [str(word) for pair in options.items() for word in pair]
    flags = ["--no-ws", "--respawn-failed-workers"]
    return [sys.executable, "-m", "granian", *words, *flags, "jobboard.wsgi:app"]
