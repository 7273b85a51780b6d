"""A city or a ZIP code of the United States, for suggestions and distances."""

from sqlalchemy import Float, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from jobboard.db import Base
from jobboard.places.geometry import Point

# Binary order on both databases, so that a prefix is a range of keys.
PlaceKey = String(80).with_variant(String(80, collation="C"), "postgresql")


class Place(Base):
    """`zip` is empty for a city. A ZIP code's `population` is its city's: it only ranks."""

    __tablename__ = "places"
    __table_args__ = (UniqueConstraint("key", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(PlaceKey)
    name: Mapped[str] = mapped_column(String(80))
    state: Mapped[str] = mapped_column(String(2))
    zip: Mapped[str | None] = mapped_column(String(5))
    lat: Mapped[float] = mapped_column(Float)
    lng: Mapped[float] = mapped_column(Float)
    population: Mapped[int] = mapped_column(default=0)

    @property
    def value(self) -> str:
        """What stands in an address, and finds this place again."""
        return self.zip or f"{self.name}, {self.state}"

    @property
    def label(self) -> str:
        city = f"{self.name}, {self.state}"
        return f"{self.zip} ({city})" if self.zip else city

    @property
    def point(self) -> Point:
        return self.lat, self.lng
