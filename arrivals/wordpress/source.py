"""The source of exports of WordPress."""

from arrivals.sources.source import Source
from arrivals.wordpress.reader import read_export

WORDPRESS = Source(name="wordpress", label="WordPress", suffixes=(".xml",), read=read_export)
