"""What search engines are told of a code's page (schema.org)."""

from typing import Any


def web_page(name: str, address: str, *, is_free: bool) -> dict[str, Any]:
    """WebPage; the parts that are metered are named by their class, as search engines ask for."""
    page: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "name": name,
        "url": address,
        "isAccessibleForFree": is_free,
    }
    if not is_free:
        page["hasPart"] = {
            "@type": "WebPageElement",
            "isAccessibleForFree": False,
            "cssSelector": ".metered",
        }
    return page
