# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns an exception into Lambda's error object and its log lines. Imported at the first failure only."""
import json
import os
import sys
import time
import traceback

OWN = os.path.dirname(os.path.abspath(__file__)) + os.sep


def import_frames():
    """What stands above a module's own frames where it fails while it is loaded: Lambda loads it with importlib.import_module, this
    runtime with less. Taken from this interpreter, by loading a module that fails."""
    import importlib.machinery
    import importlib.util

    class Failing(importlib.machinery.SourceFileLoader):
        def get_code(self, _):
            return compile("raise OSError", "", "exec")

    class Finder:
        @staticmethod
        def find_spec(name, *_):
            return importlib.util.spec_from_loader(name, Failing(name, "")) if name == "_lathe_failing" else None

    sys.meta_path.insert(0, Finder)
    try:
        importlib.import_module("_lathe_failing")
    except OSError as error:
        return [(f.filename, f.lineno, f.name, f.line) for f in traceback.extract_tb(error.__traceback__)][1:-1]
    finally:
        sys.meta_path.remove(Finder)


def frames_of(error, loading=False):
    """The traceback's lines from the function's own first frame on."""
    frames = [(f.filename, f.lineno, f.name, f.line) for f in traceback.extract_tb(error.__traceback__)]
    for index, frame in enumerate(frames):
        if not os.path.abspath(frame[0]).startswith(OWN):
            above = import_frames() if loading and frame[2] == "<module>" else []
            return traceback.format_list(above + frames[index:])
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
        kind, trace = type(error).__name__, frames_of(error, request_id is None)
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
