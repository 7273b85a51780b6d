"""What official files say of codes beside their names: fees, edits, units, payment, crosswalks.

A row belongs to a release, and through it says where it came from, which edition, and since when.
`code` is the normal form of a CPT or HCPCS code. Files of CMS carry the AMA's short descriptors:
those columns are dropped when they are read, and no column here could hold them.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from jobboard.codes.models import CodeRelease
from jobboard.db import Base, CodeKey


class OfRelease:
    """What each row of a file has: a number of its own, and the release that it came with."""

    id: Mapped[int] = mapped_column(primary_key=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("code_releases.id", ondelete="CASCADE"))

    @declared_attr
    def release(cls) -> Mapped[CodeRelease]:
        return relationship(CodeRelease)


class Fee(OfRelease, Base):
    """A line of the physician fee schedule: one code, alone or with a modifier (`26`, `TC`, `53`).

    `more` has the indicators that few ask for: `pre_op`, `intra_op`, `post_op`, `endo_base`,
    `calculation`, `imaging_family`, `not_for_medicare`, and the three `opps_…` figures.
    """

    __tablename__ = "code_fees"
    __table_args__ = (Index("ix_code_fees_code", "release_id", "code", "modifier", unique=True),)

    code: Mapped[str] = mapped_column(CodeKey)
    modifier: Mapped[str] = mapped_column(String(2), default="")
    status: Mapped[str] = mapped_column(String(2))
    work: Mapped[Decimal | None]
    pe_nonfacility: Mapped[Decimal | None]
    pe_facility: Mapped[Decimal | None]
    mp: Mapped[Decimal | None]
    total_nonfacility: Mapped[Decimal | None]
    total_facility: Mapped[Decimal | None]
    # "NA": the service is rarely or never given there.
    na_nonfacility: Mapped[bool] = mapped_column(default=False)
    na_facility: Mapped[bool] = mapped_column(default=False)
    conversion_factor: Mapped[Decimal | None]
    global_days: Mapped[str] = mapped_column(String(3))
    pctc: Mapped[str] = mapped_column(String(2))
    multiple: Mapped[str] = mapped_column(String(2))
    bilateral: Mapped[str] = mapped_column(String(2))
    assistant: Mapped[str] = mapped_column(String(2))
    co_surgeons: Mapped[str] = mapped_column(String(2))
    team: Mapped[str] = mapped_column(String(2))
    supervision: Mapped[str] = mapped_column(String(2))
    more: Mapped[dict[str, Any] | None]


class Locality(OfRelease, Base):
    """The geographic practice cost indices of one Medicare locality."""

    __tablename__ = "fee_localities"
    __table_args__ = (
        Index("ix_fee_localities_number", "release_id", "contractor", "locality", unique=True),
    )

    contractor: Mapped[str] = mapped_column(String(10))
    locality: Mapped[str] = mapped_column(String(4))
    state: Mapped[str] = mapped_column(String(2))
    name: Mapped[str] = mapped_column(String(120))
    work: Mapped[Decimal]
    pe: Mapped[Decimal]
    mp: Mapped[Decimal]

    @property
    def place(self) -> str:
        """`Houston, TX`: the file has it in capitals."""
        return ", ".join(filter(None, (self.name.title(), self.state)))


class PtpEdit(OfRelease, Base):
    """Two codes that are not paid together, in one window of dates. The same pair may have several
    windows. `indicator`: 0 no modifier may bypass it, 1 one may, 9 it was taken back and never
    applied. The day of its deletion is its last."""

    __tablename__ = "ptp_edits"
    __table_args__ = (
        Index("ix_ptp_edits_column1", "release_id", "column1", "column2"),
        Index("ix_ptp_edits_column2", "release_id", "column2"),
    )

    column1: Mapped[str] = mapped_column(CodeKey)
    column2: Mapped[str] = mapped_column(CodeKey)
    effective_from: Mapped[date]
    deleted_on: Mapped[date | None]
    indicator: Mapped[str] = mapped_column(String(1))
    rationale: Mapped[str] = mapped_column(String(120))
    before_1996: Mapped[bool] = mapped_column(default=False)

    def is_active(self, on: date) -> bool:
        if self.indicator == "9" or self.effective_from > on:
            return False
        return self.deleted_on is None or on <= self.deleted_on


class UnitLimit(OfRelease, Base):
    """A medically unlikely edit: the most units that are paid. `mai` 1 counts a claim line, 2 and 3
    a day; it is empty where the file has none (Medicaid)."""

    __tablename__ = "unit_limits"
    __table_args__ = (Index("ix_unit_limits_code", "release_id", "code", unique=True),)

    code: Mapped[str] = mapped_column(CodeKey)
    units: Mapped[int]
    mai: Mapped[str] = mapped_column(String(1))
    rationale: Mapped[str] = mapped_column(String(120))


class AddOn(OfRelease, Base):
    """An add-on code and a code that it may be billed with. Type 1 lists its primary codes; type 2
    has none listed (the payer decides); type 3 lists some and the payer may take others."""

    __tablename__ = "add_on_codes"
    __table_args__ = (
        Index("ix_add_on_codes_addon", "release_id", "addon"),
        Index("ix_add_on_codes_primary", "release_id", "primary_code"),
    )

    addon: Mapped[str] = mapped_column(CodeKey)
    primary_code: Mapped[str | None] = mapped_column(CodeKey)
    type: Mapped[str] = mapped_column(String(1))
    effective_from: Mapped[date | None]
    deleted_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(String(300), default="")

    def is_active(self, on: date) -> bool:
        begun = self.effective_from is None or self.effective_from <= on
        return begun and (self.deleted_on is None or on <= self.deleted_on)


class OutpatientRate(OfRelease, Base):
    """A line of OPPS Addendum B: what a hospital outpatient department is paid, and how."""

    __tablename__ = "outpatient_rates"
    __table_args__ = (Index("ix_outpatient_rates_code", "release_id", "code", unique=True),)

    code: Mapped[str] = mapped_column(CodeKey)
    status: Mapped[str] = mapped_column(String(4))
    apc: Mapped[str] = mapped_column(String(6), default="")
    weight: Mapped[Decimal | None]
    rate: Mapped[Decimal | None]


class CodeMap(OfRelease, Base):
    """A code and what a crosswalk or a grouping makes of it. The release's system says which one:
    see `datasets.MAPS`. `source` and `target` are codes without dots, or a category."""

    __tablename__ = "code_maps"
    __table_args__ = (
        Index("ix_code_maps_source", "release_id", "source"),
        Index("ix_code_maps_target", "release_id", "target"),
    )

    source: Mapped[str] = mapped_column(CodeKey)
    target: Mapped[str] = mapped_column(String(20))
    detail: Mapped[dict[str, Any] | None]


class CodeTerm(OfRelease, Base):
    """What a letter or number of a release stands for: a status indicator, an HCC, a modifier."""

    __tablename__ = "code_terms"
    __table_args__ = (Index("ix_code_terms_term", "release_id", "kind", "term"),)

    kind: Mapped[str] = mapped_column(String(20))
    term: Mapped[str] = mapped_column(String(20))
    label: Mapped[str] = mapped_column(Text)
    detail: Mapped[dict[str, Any] | None]


class LicensedText(OfRelease, Base):
    """A descriptor that belongs to the AMA, from the operator's own files. Only `licensed` reads
    these, and only while the license record is good. `kind`: long, medium, short, consumer,
    clinician."""

    __tablename__ = "licensed_texts"
    __table_args__ = (Index("ix_licensed_texts_code", "release_id", "code", "kind"),)

    code: Mapped[str] = mapped_column(CodeKey)
    kind: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(Text)
