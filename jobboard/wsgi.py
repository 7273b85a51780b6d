"""The app as web servers load it."""

from jobboard import create_app
from jobboard.settings import read_settings

app = create_app(read_settings())
