# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A body that comes in chunks. The Runtime API sends none; a proxy that an extension puts before it may."""


def read(sock, data):
    """The body, and what came after it. `data`: what was read of it already."""
    parts = []

    def ensure(count):
        nonlocal data
        while len(data) < count:
            more = sock.recv(65536)
            if not more:
                raise ConnectionResetError("The Runtime API closed the connection.")
            data += more

    def line():
        nonlocal data
        while b"\r\n" not in data:
            ensure(len(data) + 1)
        text, _, data = data.partition(b"\r\n")
        return text

    while True:
        size = int(line().partition(b";")[0], 16)
        if size == 0:
            break
        ensure(size + 2)
        parts.append(data[:size])
        data = data[size + 2:]
    while line():
        pass  # trailers say nothing that is needed here
    return b"".join(parts), data
