# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The end of the init phase of a function with SnapStart: its hooks, and the sleep between them until the first event."""
import sys


def fail(client, path, kind, error, code):
    import _lathe_faults
    _, body = _lathe_faults.report(error, None)
    client.post(path, body, extra="Lambda-Runtime-Function-Error-Type: %s\r\n" % kind)
    sys.exit(code)


def take(client):
    hooks = sys.modules.get("snapshot_restore_py")  # what nobody imported has no hooks
    try:
        before = hooks.get_before_snapshot() if hooks else []
        while before:
            func, args, kwargs = before.pop()
            func(*args, **kwargs)
        client.get("restore/next")
    except BaseException as error:
        fail(client, "init/error", "Runtime.BeforeSnapshotError", error, 64)
    try:
        for func, args, kwargs in hooks.get_after_restore() if hooks else []:
            func(*args, **kwargs)
    except BaseException as error:
        fail(client, "restore/error", "Runtime.AfterRestoreError", error, 65)
