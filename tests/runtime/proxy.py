#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A wrapper that puts a proxy before the Runtime API, as extensions for auditing do. It answers in chunks, and tells when a second
request comes before the first one is answered: a proxy that serves both at a time would hand the event out twice."""
import http.client
import os
import socket
import sys
import threading

listener = socket.create_server(("127.0.0.1", 0))
upstream = os.environ["AWS_LAMBDA_RUNTIME_API"]


def serve(connection):
    data = b""
    while True:
        while b"\r\n\r\n" not in data:
            more = connection.recv(65536)
            if not more:
                return
            data += more
        head, _, data = data.partition(b"\r\n\r\n")
        first, *lines = head.decode().split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        length = int(headers.get("content-length", 0))
        while len(data) < length:
            data += connection.recv(65536)
        body, data = data[:length], data[length:]
        if data:
            print("two at a time", flush=True)
        method, path, _ = first.split(" ")
        headers.pop("host")
        headers.pop("content-length", None)
        forward = http.client.HTTPConnection(upstream)
        forward.request(method, path, body if method == "POST" else None, headers)
        answer = forward.getresponse()
        out = ["HTTP/1.1 %d OK" % answer.status] + ["%s: %s" % pair for pair in answer.getheaders() if pair[0].lower() not in ("content-length", "connection")]
        connection.sendall("\r\n".join(out + ["transfer-encoding: chunked", "", ""]).encode())
        rest = answer.read()
        while rest:
            connection.sendall(b"%x;name=value\r\n" % len(rest[:40000]) + rest[:40000] + b"\r\n")
            rest = rest[40000:]
        connection.sendall(b"0\r\nX-Trailer: seen\r\n\r\n")


if os.fork() == 0:
    while True:
        threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
os.environ["AWS_LAMBDA_RUNTIME_API"] = "127.0.0.1:%d" % listener.getsockname()[1]
listener.close()
os.execvp(sys.argv[1], sys.argv[1:])
