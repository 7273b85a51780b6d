"""Private files in a bucket that speaks S3. The client library is named in this file only.

`FILES_URL=s3://bucket/prefix?region=us-east-1&endpoint=https://…`; the keys to the bucket come from
where that library looks for them (its own variables, its files, or the machine's role).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from jobboard.gateways.files import KEY, FilesUnavailable, checked

MISSING = frozenset({"NoSuchKey", "404"})


def bucket_at(url: str) -> "Bucket":
    parts = urlsplit(url)
    asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    patience = Config(connect_timeout=3, read_timeout=15, retries={"max_attempts": 3})
    client = boto3.client(
        "s3",
        region_name=asked.get("region"),
        endpoint_url=asked.get("endpoint"),
        config=patience,
    )
    prefix = parts.path.strip("/")
    return Bucket(client, parts.netloc, f"{prefix}/" if prefix else "")


@dataclass
class Bucket:
    client: Any
    name: str
    prefix: str = ""

    def put(self, key: str, content: bytes) -> None:
        with _translated():
            self.client.put_object(Body=content, **self._place(key))

    def get(self, key: str) -> bytes:
        with _translated(key):
            answer = self.client.get_object(**self._place(key))
            content: bytes = answer["Body"].read()
            return content

    def remove(self, key: str) -> None:
        with _translated():
            self.client.delete_object(**self._place(key))

    def keys(self) -> list[str]:
        with _translated():
            pages = self.client.get_paginator("list_objects_v2").paginate(
                Bucket=self.name, Prefix=self.prefix
            )
            stored = [item["Key"] for page in pages for item in page.get("Contents", ())]
        names = (key.removeprefix(self.prefix) for key in stored)
        return sorted(name for name in names if KEY.fullmatch(name))

    def _place(self, key: str) -> dict[str, str]:
        return {"Bucket": self.name, "Key": self.prefix + checked(key)}


@contextmanager
def _translated(key: str = "") -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") in MISSING:
            raise FileNotFoundError(key) from None
        raise FilesUnavailable("The file store refused us. Please try again later.") from error
    except BotoCoreError as error:
        raise FilesUnavailable("The file store does not answer. Please try again.") from error
