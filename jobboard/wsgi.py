"""The app as web servers load it."""

from jobboard import create_app, heap
from jobboard.garbage import staying
from jobboard.settings import read_settings

heap.keep_one()
with staying():
    app = create_app(read_settings())
