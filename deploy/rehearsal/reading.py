"""Prints every public response of the installation of its environment, as JSON: a program of rehearsals and tests."""

import json
import sys

import django

django.setup()

from django.test import Client  # noqa: E402

#: What names the log: it is another one after a backup was restored.
OF_THE_LOG = ("changes",)


def main() -> None:
    client = Client(headers={"host": "localhost"})
    root = client.get("/api/v2/").json()
    found: dict[str, str] = {}
    lists = [url.partition("/api/v2/")[2] for url in root["endpoints"].values()]
    addresses = [f"/api/v2/{path}" for path in lists if path.partition("/")[0] not in OF_THE_LOG and "{" not in path]
    addresses += [f"{address}?fields=*" for address in addresses]
    addresses += ["/api/v2/", "/sitemap.xml", "/feeds/posts.json", "/feeds/events.ics"]
    pages = client.get("/api/v2/pages/").json()["items"]
    addresses += [f"/api/v2/pages/{page['id']}/" for page in pages]
    images = client.get("/api/v2/images/").json()["items"]
    addresses += [f"/api/v2/images/{image['id']}/" for image in images]
    for address in addresses:
        response = client.get(address)
        # Errors have an identifier of their own each time.
        if response.status_code == 200:
            found[address] = response.content.hex()
    json.dump(found, sys.stdout)


main()
