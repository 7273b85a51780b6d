"""Copies the front-end files that npm installed to static/vendor, where pages load them from."""

import filecmp
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COPIES = {
    "@picocss/pico/css/pico.min.css": "pico.min.css",
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "trix/dist/trix.umd.min.js": "trix.umd.min.js",
}


def main(root: Path = ROOT) -> int:
    modules, vendor = root / "node_modules", root / "static" / "vendor"
    missing = [source for source in COPIES if not (modules / source).is_file()]
    if missing:
        print(
            f"Not in {modules}: {', '.join(missing)}. Run `npm ci` first, then this again.",
            file=sys.stderr,
        )
        return 1
    vendor.mkdir(parents=True, exist_ok=True)
    copied = sum(_copy(modules / source, vendor / name) for source, name in COPIES.items())
    print(f"static/vendor is up to date: {copied} of {len(COPIES)} files copied.")
    return 0


def _copy(source: Path, target: Path) -> bool:
    if target.is_file() and filecmp.cmp(source, target, shallow=False):
        return False
    shutil.copyfile(source, target)
    return True


if __name__ == "__main__":
    sys.exit(main())
