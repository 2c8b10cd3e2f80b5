# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an environment of a running server does beyond serving: it tells which of the interpreter's own and of the machine's
modules the function's code imported, and one that was started ahead imports them while it waits for its turn. The
function's own modules are never imported before its turn, nor any module that the function or a layer has as well."""
import sys

LONGEST = 60000  # of the list, in characters


def places():
    """Folders of modules that are the interpreter's or the machine's."""
    return (sys.base_prefix + "/lib/", "/usr/lib/", "/usr/local/lib/")


def imported(before):
    """Modules that came since `before` was taken, in their order, as a comma-separated list."""
    ours, found = places(), []
    for name, module in list(sys.modules.items()):
        if name in before or name.startswith("_lathe") or name == "__main__":
            continue
        spec = getattr(module, "__spec__", None)
        origin = getattr(spec, "origin", None)
        if origin in ("built-in", "frozen") or isinstance(origin, str) and origin.startswith(ours):
            found.append(name)
    return ",".join(found)[:LONGEST].rpartition(",")[0] if sum(map(len, found)) + len(found) > LONGEST else ",".join(found)


def load_ahead(names):
    from importlib.machinery import PathFinder
    own = [path for path in sys.path if path.startswith(("/var/task", "/opt"))]
    shadowed = {}
    for name in names:
        top = name.partition(".")[0]
        if top not in shadowed:
            shadowed[top] = PathFinder.find_spec(top, own) is not None
        if not shadowed[top]:
            try:
                __import__(name)
            except Exception:
                pass  # the function will meet it itself


def wait(client):
    """Returns at the environment's turn."""
    def get(path):
        status, _, body = client.exchange((("GET /lathe/%s HTTP/1.1\r\n" % path).encode() + client.fixed + b"\r\n",), 1)[0]
        if status != 200:
            sys.exit(1)
        return body
    names = get("imports").decode()
    if names:
        load_ahead(names.split(","))
    get("turn")
    logging = sys.modules.get("logging")
    if logging is not None and hasattr(logging, "_startTime"):  # what relativeCreated counts from
        import time
        logging._startTime = time.time() if isinstance(logging._startTime, float) else time.time_ns()
