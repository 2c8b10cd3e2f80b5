# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Strings of megabytes, which are a file in Base64 most often: they are copied and not taken apart character by character."""
from posix import urandom

BLOCK = 262144  # characters that stay in a processor's cache
ESCAPED = "\"\\" + "".join(map(chr, range(32))) + "\x7f"


def is_plain(text):
    """Whether there is nothing to escape in it: finding that out is faster than escaping."""
    if not text.isascii():
        return False
    for begin in range(0, len(text), BLOCK):
        for character in ESCAPED:
            if text.find(character, begin, begin + BLOCK) >= 0:
                return False
    return True


def decode(body, spans, scan):
    """An event whose long strings stand at `spans`, b"BEGIN-END,…": whether it could be read this way, and what it is."""
    mark = "lathe:%s:" % urandom(16).hex()
    parts, long, at, view = [], {}, 0, memoryview(body)
    for span in spans.split(b","):
        begin, _, end = span.partition(b"-")
        begin, end = int(begin), int(end)
        name = mark + str(len(long))
        parts += view[at:begin], name.encode()
        long[name] = str(view[begin:end], "ascii")
        at = end
    parts.append(view[at:])
    text = b"".join(parts).decode().strip(" \t\n\r")
    value, end = scan(text, 0)
    value = put(value, long)
    return end == len(text) and not long, value  # what is left was a key, or its key came twice


def put(value, long):
    if type(value) is str:
        return long.pop(value, value)
    if type(value) is dict:
        for key in value:
            value[key] = put(value[key], long)
    elif type(value) is list:
        value[:] = [put(item, long) for item in value]
    return value
