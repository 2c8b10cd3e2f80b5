# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns an exception into Lambda's error object and its log lines. Imported at the first failure only."""
import json
import os
import sys
import time
import traceback

OWN = os.path.dirname(os.path.abspath(__file__)) + os.sep


def frames_of(error):
    """The traceback's lines from the function's own first frame on."""
    frames = [(f.filename, f.lineno, f.name, f.line) for f in traceback.extract_tb(error.__traceback__)]
    for index, frame in enumerate(frames):
        if not os.path.abspath(frame[0]).startswith(OWN):
            return traceback.format_list(frames[index:])
    return traceback.format_list(frames)


def report(error, request_id):
    """Writes the failure to the log; returns its type and the JSON for the Runtime API."""
    if hasattr(error, "kind") and type(error).__name__ == "Fault":
        kind, message, trace = error.kind, error.message, error.trace or []
    else:
        try:
            message = str(error)
        except Exception:
            message = ""
        kind, trace = type(error).__name__, frames_of(error)
    result = {"errorMessage": message, "errorType": kind, "requestId": request_id or "", "stackTrace": trace}
    if os.environ.get("AWS_LAMBDA_LOG_FORMAT", "").upper() == "JSON":
        stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        text = json.dumps(dict({"timestamp": stamp, "log_level": "ERROR"}, **result), ensure_ascii=False) + "\n"
    else:
        lines = ["[ERROR] " + kind + (": " + message if message else ""), "Traceback (most recent call last):"]
        for entry in trace:
            lines += entry.splitlines()
        text = "\n".join(lines) + "\n"
    try:
        sys.stdout.write(text)
    except UnicodeEncodeError:
        sys.stdout.write(text.encode("utf-8", "backslashreplace").decode())
    except (OSError, ValueError, AttributeError):
        pass  # the function closed its streams
    header = "".join(c if c.isprintable() and ord(c) < 127 else "?" for c in kind)
    return header, json.dumps(result, ensure_ascii=True).encode()
