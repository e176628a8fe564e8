"""Buckets of an S3 service on this machine, which keeps them in memory: moto's server."""

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import boto3
from moto.server import ThreadedMotoServer

#: What the service takes as a key; it asks for one, and takes any.
KEY = {"AWS_ACCESS_KEY_ID": "key-of-a-test", "AWS_SECRET_ACCESS_KEY": "secret-of-a-test"}


@dataclass(frozen=True)
class Bucket:
    """A new bucket, from which nobody reads without a key."""

    endpoint: str
    name: str

    @property
    def client(self) -> Any:
        return boto3.client(
            "s3",
            endpoint_url=self.endpoint,
            region_name="us-east-1",
            aws_access_key_id=KEY["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=KEY["AWS_SECRET_ACCESS_KEY"],
        )

    def names(self, prefix: str = "") -> list[str]:
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=self.name, Prefix=prefix)
        return [entry["Key"] for page in pages for entry in page.get("Contents", ())]

    def read(self, key: str) -> bytes:
        content: bytes = self.client.get_object(Bucket=self.name, Key=key)["Body"].read()
        return content

    def write(self, key: str, content: bytes) -> None:
        self.client.put_object(Bucket=self.name, Key=key, Body=content)

    def let_everybody_read(self, pattern: str) -> None:
        """Give the bucket a policy by which objects can be read without a key."""
        statement = {
            **{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject"},
            "Resource": f"arn:aws:s3:::{self.name}/{pattern}",
        }
        policy = {"Version": "2012-10-17", "Statement": [statement]}
        self.client.put_bucket_policy(Bucket=self.name, Policy=json.dumps(policy))

    def options(self) -> dict[str, Any]:
        """Return the options of a storage of Django for the bucket."""
        return {
            **{"bucket_name": self.name, "endpoint_url": self.endpoint, "region_name": "us-east-1"},
            **{"access_key": KEY["AWS_ACCESS_KEY_ID"], "secret_key": KEY["AWS_SECRET_ACCESS_KEY"]},
            "file_overwrite": False,
        }


@contextmanager
def service() -> Iterator[str]:
    """Yield the address of an S3 service until the end of the block."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        yield f"http://{host}:{port}"
    finally:
        server.stop()


def new_bucket(endpoint: str) -> Bucket:
    bucket = Bucket(endpoint, f"bucket-{secrets.token_hex(6)}")
    bucket.client.create_bucket(Bucket=bucket.name)
    return bucket
