"""Crawls a site breadth first, using the standard library only."""
import logging
import os
import urllib.error
import urllib.request
from collections import deque
from urllib.parse import urldefrag, urljoin, urlsplit

from page import parse

logger = logging.getLogger()
logger.setLevel(logging.INFO)

MOST_PAGES = 50
MOST_BYTES = 2 * 1024 * 1024
TIMEOUT = float(os.environ.get("PAGE_TIMEOUT_SECONDS", "5"))
USER_AGENT = os.environ.get("USER_AGENT", "crawler")


class FetchError(Exception):
    """A page that could not be read; the text says why."""


def fetch(url):
    """The HTML of one page on the network."""
    request = urllib.request.Request(url, headers={"User-Agent": USER_AGENT, "Accept": "text/html"})
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as response:
            if response.headers.get_content_type() != "text/html":
                raise FetchError(f"is {response.headers.get_content_type()}, not HTML")
            charset = response.headers.get_content_charset() or "utf-8"
            try:
                return response.read(MOST_BYTES).decode(charset, errors="replace")
            except LookupError:  # a charset that Python does not know
                return response.read(MOST_BYTES).decode("utf-8", errors="replace")
    except urllib.error.HTTPError as error:
        raise FetchError(f"HTTP {error.code}") from error
    except (OSError, ValueError) as error:
        raise FetchError(str(getattr(error, "reason", error))) from error


def fetcher(pages):
    """Reads from `pages` (URL -> HTML) when they are given, so that a crawl can be tried without a network."""
    if pages is None:
        return fetch

    def from_event(url):
        if url not in pages:
            raise FetchError("HTTP 404")
        return pages[url]

    return from_event


def same_site(url, start):
    return urlsplit(url).scheme in ("http", "https") and urlsplit(url).netloc == urlsplit(start).netloc


def crawl(start, most, read):
    """Reads at most `most` pages of the site of `start`, and each page once."""
    waiting, seen = deque([start]), {start}
    pages, broken, outside = [], [], set()
    while waiting and len(pages) + len(broken) < most:
        url = waiting.popleft()
        try:
            title, links = parse(read(url))
        except FetchError as error:
            logger.warning("%s: %s", url, error)
            broken.append({"url": url, "reason": str(error)})
            continue
        targets = list(dict.fromkeys(urldefrag(urljoin(url, link)).url for link in links))
        logger.info("%s: %d links", url, len(targets))
        pages.append({"url": url, "title": title, "links": len(targets)})
        for target in targets:
            if not same_site(target, start):
                outside.add(target)
            elif target not in seen:
                seen.add(target)
                waiting.append(target)
    return {"start": start, "pages": pages, "broken": broken, "outside": sorted(outside), "unread": len(waiting)}


def handler(event, context):
    start = event.get("url", "")
    if urlsplit(start).scheme not in ("http", "https") or not urlsplit(start).netloc:
        raise ValueError("url has to be an http or https address")
    most = max(1, min(int(event.get("mostPages", 10)), MOST_PAGES))
    return crawl(urldefrag(start).url, most, fetcher(event.get("pages")))
