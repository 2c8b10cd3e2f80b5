"""Takes the title and the links out of an HTML page."""
from html.parser import HTMLParser


class _Page(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.title = ""
        self.links = []
        self._in_title = False

    def handle_starttag(self, tag, attrs):
        if tag == "title":
            self._in_title = True
        elif tag == "a":
            target = dict(attrs).get("href")
            if target and not target.startswith(("#", "javascript:", "mailto:", "tel:", "data:")):
                self.links.append(target.strip())

    def handle_endtag(self, tag):
        if tag == "title":
            self._in_title = False

    def handle_data(self, data):
        if self._in_title:
            self.title += data


def parse(html):
    """(title, links) in the order of the page."""
    page = _Page()
    page.feed(html)
    page.close()
    return " ".join(page.title.split()), page.links
