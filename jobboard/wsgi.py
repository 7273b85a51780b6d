"""The app as web servers load it."""

from jobboard import create_app
from jobboard.garbage import staying
from jobboard.settings import read_settings

with staying():
    app = create_app(read_settings())
