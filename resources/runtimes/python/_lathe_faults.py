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


def loader_frames(error):
    """Of a module that was not even begun, because its file cannot be read as one: nothing of it runs when it is loaded once more."""
    import importlib
    try:
        importlib.import_module(os.environ.get("_HANDLER", "").rpartition(".")[0].replace("/", "."))
    except type(error) as again:
        return [(f.filename, f.lineno, f.name, f.line) for f in traceback.extract_tb(again.__traceback__)][1:]
    except BaseException:
        pass
    return []


WARNING = (
    "LAMBDA_WARNING: Unhandled exception. The most likely cause is an issue in the function code. However, in rare cases, a Lambda runtime update can "
    "cause unexpected function behavior. For functions using managed runtimes, runtime updates can be triggered by a function change, or can be applied "
    "automatically. To determine if the runtime has been updated, check the runtime version in the INIT_START log entry. If this error correlates with a "
    "change in the runtime version, you may be able to mitigate this error by temporarily rolling back to the previous runtime version. For more "
    "information, see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-update.html\r")


def as_on_lambda(frame):
    """A frame of this runtime as the one of Lambda's that stands in its place."""
    name, line, function, text = frame
    if not os.path.abspath(name).startswith(OWN):
        return frame
    if function == "serve":
        function, text = "handle_event_request", "response = request_handler(event, lambda_context)"
    return OWN + "awslambdaric/bootstrap.py", line, function, text


def frames_of(error, loading=False):
    """The traceback's lines from the function's own first frame on."""
    frames = [(f.filename, f.lineno, f.name, f.line) for f in traceback.extract_tb(error.__traceback__)]
    for index, frame in enumerate(frames):
        if not os.path.abspath(frame[0]).startswith(OWN):
            above = import_frames() if loading and frame[2] == "<module>" else []
            return traceback.format_list(above + [as_on_lambda(each) for each in frames[index:]])
    return traceback.format_list(loading and loader_frames(error) or [as_on_lambda(each) for each in frames[-1:]])


def warn():
    """What Lambda says before a failure of the init phase."""
    try:
        import logging
        logging.warning(WARNING)
    except Exception:
        pass  # the function has a module of that name


def report(error, request_id):
    """Writes the failure to the log; returns its type and the JSON for the Runtime API. What has no text, or one that cannot be
    written, ends the runtime, as it ends Lambda's."""
    if type(error).__module__ == "_lathe_runtime" and type(error).__name__ == "Fault":
        kind, message, trace = error.kind, error.message, error.trace or []
    else:
        message = str(error)
        kind, trace = type(error).__name__, frames_of(error, request_id is None)
    result = {"errorMessage": message, "errorType": kind, "requestId": request_id or "", "stackTrace": trace}
    minor = os.environ.get("AWS_EXECUTION_ENV", "").rpartition("python3.")[2]
    ascii_only = not (minor.isdigit() and int(minor) >= 12)
    if os.environ.get("AWS_LAMBDA_LOG_FORMAT", "").upper() == "JSON":
        stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        text = json.dumps(dict({"timestamp": stamp, "log_level": "ERROR"}, **result), ensure_ascii=ascii_only) + "\n"
    else:
        lines = ["[ERROR] " + kind + (": " + message if message else ""), "Traceback (most recent call last):"]
        for entry in trace:
            lines += entry.splitlines()
        text = "\n".join(lines) + "\n"
    text.encode()
    try:
        sys.stdout.write(text)
    except (OSError, ValueError, AttributeError):
        pass  # the function closed its streams
    header = "".join(c if c.isprintable() and ord(c) < 127 else "?" for c in kind)
    return header, json.dumps(result, ensure_ascii=ascii_only).encode()
