"""Debian's Dovecot as a process of the test's own: a real IMAP server, in a folder that goes again."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

# Dovecot opens no mailbox as root.
NOBODY = 65534
USER, PASSWORD = "board", "p@ss/word"
# Made for a mail server that belongs to nobody else, and needs no account of the system but its own.
CONFIGURATION = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
first_valid_uid = 1
mail_location = maildir:{folder}/mail
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={nobody} gid={nobody} home={folder}/home
}}
service imap-login {{
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
"""


@dataclass
class MailServer:
    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"imap://{USER}:p%40ss%2Fword@127.0.0.1:{self.port}/INBOX"

    def deliver(self, mail: bytes, name: str) -> None:
        """As a delivery agent does: written beside, then moved in."""
        for part in ("tmp", "new", "cur"):
            folder = self.folder / "mail" / part
            folder.mkdir(exist_ok=True)
            os.chown(folder, NOBODY, NOBODY)
        unfinished = self.folder / "mail" / "tmp" / name
        unfinished.write_bytes(mail)
        os.chown(unfinished, NOBODY, NOBODY)
        unfinished.rename(self.folder / "mail" / "new" / name)

    def names(self, *flags: str, folder: str = "") -> list[str]:
        """The mails that carry all of these flags ("S" is seen), or all mails."""
        held = self.folder / "mail" / folder
        found = [file.name for part in ("new", "cur") for file in (held / part).glob("*")]
        return sorted(
            name.partition(":")[0].partition(",")[0]
            for name in found
            if all(flag in name.partition(":2,")[2] for flag in flags)
        )


@contextmanager
def a_mail_server() -> Iterator[MailServer]:
    """Skips, loudly, where Dovecot is missing or may not run."""
    program = shutil.which("dovecot", path=os.environ["PATH"] + ":/usr/sbin")
    if program is None or os.geteuid() != 0:
        pytest.skip("NO DOVECOT (apt-get install dovecot-imapd, and run as root): IMAP IS UNTESTED")
    # Not among pytest's folders: Dovecot's own accounts must be able to come in.
    with tempfile.TemporaryDirectory(prefix="dovecot-", dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with _running(program, folder) as port:
            yield MailServer(folder, port)


@contextmanager
def _running(program: str, folder: Path) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for name in ("run", "state", "home", "mail"):
        (folder / name).mkdir(mode=0o755)
        os.chown(folder / name, NOBODY, NOBODY)
    os.chown(folder / "run", 0, 0)
    configuration = folder / "dovecot.conf"
    configuration.write_text(
        CONFIGURATION.format(folder=folder, port=port, password=PASSWORD, nobody=NOBODY)
    )
    server = subprocess.Popen([program, "-F", "-c", str(configuration)])
    try:
        _wait_for(port, server, folder)
        yield port
    finally:
        server.terminate()
        server.wait(60)


def _wait_for(port: int, server: subprocess.Popen[bytes], folder: Path) -> None:
    end = time.monotonic() + 60
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
                if line.recv(100).startswith(b"* OK"):
                    return
        except OSError:
            time.sleep(0.05)
        log = folder / "log"
        said = log.read_text() if log.exists() else ""
        assert server.poll() is None, said
        assert time.monotonic() < end, said
