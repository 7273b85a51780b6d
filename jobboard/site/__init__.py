"""The site's own pages: what every visitor expects to find."""
