"""Settings: the only reader of the environment. Gaps and mistakes are complained of together."""

import os
import re
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from flask import current_app
from pydantic import Field, NonNegativeInt, PositiveInt, SecretStr, field_validator, model_validator
from pydantic import ValidationError as _ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from jobboard.codes import metering
from jobboard.consult import targets, topics

ROOT = Path(__file__).resolve().parent.parent
MAIL_IN_ADDRESS = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}@[A-Za-z0-9][A-Za-z0-9.-]{0,189}")


class SettingsWrong(Exception):
    """All that is wrong with the settings, a line each."""


STAFF = "editor=unlimited,consultant=unlimited,moderator=unlimited,admin=unlimited"
WHERE_IT_IS_MORE = "What a role or a plan gives instead, where it is more."


class Settings(BaseSettings):
    """What the operator may say. Names are those of the environment, in lower case."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore")

    data: Path = ROOT / "instance"
    demo: bool = False
    site_name: str = "Coderboard"
    site_url: str = "http://127.0.0.1:8000"
    site_timezone: str = "America/New_York"
    operator_name: str = ""
    operator_email: str = "operator@localhost"
    trusted_proxies: NonNegativeInt = 0
    secret_key: SecretStr = SecretStr("")
    database_url: str = ""
    meili_url: str = ""
    meili_master_key: SecretStr = SecretStr("")
    meili_index: str = "jobs"
    meili_reference_index: str = "reference"
    meili_passages_index: str = "passages"
    mail_url: str = ""
    mail_from: str = ""
    mail_in_url: str = Field(
        default="",
        repr=False,
        description="imaps://… or lmtp://host:port; no mail comes in without.",
    )
    mail_in_address: str = Field(default="", description="To whom questions are mailed.")
    files_url: str = ""
    redis_url: str = ""
    guest_code_views: str = "1"
    member_code_views: str = "5"
    plan_code_views: str = Field(
        default=STAFF,
        description=WHERE_IT_IS_MORE,
    )
    guests_per_network: PositiveInt = Field(
        default=5, description="All guests of one network address open as much as so many guests."
    )
    cpt_licence: Path | None = None
    embedded_codes: bool = Field(
        default=True, description="Whether the worker loads ICD-10-CM as it comes with the board."
    )
    guest_questions: str = Field(default="5", description="To the assistant, a day.")
    member_questions: str = "30"
    plan_questions: str = Field(
        default=STAFF,
        description=WHERE_IT_IS_MORE,
    )
    guest_consults: str = Field(default="1", description="Questions to a consultant, a month.")
    member_consults: str = "3"
    plan_consults: str = Field(
        default=f"employer=10,{STAFF}",
        description=WHERE_IT_IS_MORE,
    )
    consult_hours: str = Field(
        default="routine=72,soon=24,urgent=6,employer/routine=48,employer/urgent=4",
        description="How soon a consultant answers, by urgency and for a role or a plan.",
    )
    consult_claim_hours: PositiveInt = Field(
        default=12, description="How long a consultant may hold a question without a move."
    )
    consult_reviewed_topics: str = Field(
        default="compliance,coverage", description="Answers that a second consultant reads first."
    )
    assistant_keep_days: PositiveInt = Field(
        default=90, description="How long questions and answers are kept; guests' a third of it."
    )
    llm_url: str = Field(default="", description="An OpenAI-compatible address, ending in /v1.")
    llm_model: str = ""
    llm_key: SecretStr = SecretStr("")
    llm_tokens_per_day: PositiveInt = Field(default=200_000, description="Then the template alone.")
    listing_days: PositiveInt = 60
    shared_answers_seconds: NonNegativeInt = Field(
        default=10, description="How long visitors may share an answer of the search; 0: never."
    )
    metrics_token: SecretStr = SecretStr("")
    argon2_memory_kib: PositiveInt = 32768
    argon2_rounds: PositiveInt = 5
    second_factor: bool | None = Field(
        default=None, description="Ask moderators and admins for a second factor; off in the demo."
    )

    @field_validator("site_timezone")
    @classmethod
    def _known_timezone(cls, name: str) -> str:
        if name not in available_timezones():
            raise ValueError(f"“{name}” is not a time zone; try America/Chicago")
        return name

    @field_validator("site_url")
    @classmethod
    def _whole_address(cls, address: str) -> str:
        if not address.startswith(("http://", "https://")):
            raise ValueError("must begin with http:// or https://")
        return address.rstrip("/")

    @field_validator("mail_in_address")
    @classmethod
    def _address_with_room(cls, address: str) -> str:
        if address and not MAIL_IN_ADDRESS.fullmatch(address):
            raise ValueError(
                "must be one plain address with at most 32 characters before the @ and no +: "
                "the addresses of questions are made of it"
            )
        return address

    @field_validator("mail_in_url")
    @classmethod
    def _way_in(cls, url: str) -> str:
        if url and not url.startswith(("imap://", "imaps://", "lmtp://")):
            raise ValueError("must begin with imaps://, imap:// or lmtp://")
        return url

    @field_validator(
        "guest_code_views",
        "member_code_views",
        "guest_questions",
        "member_questions",
        "guest_consults",
        "member_consults",
        mode="before",
    )
    @classmethod
    def _number_or_unlimited(cls, amount: object) -> str:
        metering.parse_allowance(str(amount))
        return str(amount)

    @field_validator("plan_code_views", "plan_questions", "plan_consults")
    @classmethod
    def _plans(cls, text: str) -> str:
        metering.parse_plans(text)
        return text

    @field_validator("consult_hours")
    @classmethod
    def _targets(cls, text: str) -> str:
        targets.parse_targets(text)
        return text

    @field_validator("consult_reviewed_topics")
    @classmethod
    def _topics(cls, text: str) -> str:
        topics.parse_topics(text)
        return text

    @model_validator(mode="after")
    def _secret_outside_the_demo(self) -> "Settings":
        if not self.demo and len(self.secret_key.get_secret_value()) < 32:
            raise ValueError("SECRET_KEY must be set to at least 32 characters outside the demo")
        return self

    @model_validator(mode="after")
    def _mail_in_has_an_address(self) -> "Settings":
        if self.mail_in_url and not self.mail_in_address:
            raise ValueError("MAIL_IN_URL needs MAIL_IN_ADDRESS: to whom questions are mailed")
        return self

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.site_timezone)

    @property
    def guest_allowance(self) -> metering.Allowance:
        return metering.parse_allowance(self.guest_code_views)

    @property
    def member_allowance(self) -> metering.Allowance:
        return metering.parse_allowance(self.member_code_views)

    @cached_property
    def code_plans(self) -> dict[str, metering.Allowance]:
        return metering.parse_plans(self.plan_code_views)

    @cached_property
    def consult_targets(self) -> targets.Targets:
        return targets.parse_targets(self.consult_hours)

    @cached_property
    def reviewed_topics(self) -> frozenset[topics.Topic]:
        return topics.parse_topics(self.consult_reviewed_topics)

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{(self.data / 'board.db').resolve()}"

    @property
    def trusted_hosts(self) -> list[str]:
        """Hosts that may stand in the Host header; health checks come by loopback."""
        host = urlsplit(self.site_url).hostname or ""
        return [host, "127.0.0.1", "localhost"]

    @property
    def sender(self) -> str:
        return self.mail_from or self.operator_email

    @property
    def second_factor_required(self) -> bool:
        return not self.demo if self.second_factor is None else self.second_factor


def read_settings(**given: object) -> Settings:
    """Reads `$DATA/settings.env` and the environment (which wins); raises SettingsWrong."""
    data = Path(str(given.get("data") or os.environ.get("DATA") or ROOT / "instance"))
    given["data"] = data
    try:
        return Settings(_env_file=data / "settings.env", **given)  # type: ignore[call-arg, arg-type]
    except _ValidationError as wrong:
        raise SettingsWrong(_sentences(wrong)) from None


def _sentences(wrong: _ValidationError) -> str:
    def line(error: dict[str, object]) -> str:
        where = ".".join(str(part) for part in error["loc"]).upper()  # type: ignore[attr-defined]
        message = str(error["msg"]).removeprefix("Value error, ")
        return f"{where}: {message}" if where else message

    return "\n".join(line(dict(error)) for error in wrong.errors())


def current_settings() -> Settings:
    """The settings of the running app."""
    settings: Settings = current_app.extensions["settings"]
    return settings
