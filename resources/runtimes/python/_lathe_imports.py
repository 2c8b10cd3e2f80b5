# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two import hooks: the SDK that Lambda bundles, taken from the machine's packages and nothing else of them; and the
root logger, set up as Lambda does at the moment when a function imports `logging` (an import that costs many ms)."""
import sys

BUNDLED = frozenset(("boto3", "botocore", "s3transfer", "jmespath", "dateutil", "urllib3", "six"))
# Distributions patch botocore to use these instead of copies of its own; Lambda does not have them.
PRIVATE = frozenset(("requests", "certifi", "chardet", "charset_normalizer", "idna"))


# What Lambda's own client has loaded before the function: a file of that name in the function's folder is never found there.
LOADED = frozenset((
    "__future__", "_sitebuiltins", "_weakrefset", "contextlib", "copyreg", "decimal", "enum", "functools", "importlib", "json", "keyword", "linecache",
    "logging", "math", "numbers", "operator", "os", "re", "reprlib", "site", "stat", "string", "struct", "textwrap", "threading", "token", "tokenize",
    "traceback", "types", "warnings", "weakref", "collections", "abc", "io", "codecs"))


class LoadedBefore:
    """Finds those in the interpreter's own folders; first in line."""
    folders = []

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        if path is None and name in LOADED:
            from _frozen_importlib_external import PathFinder  # importlib itself is one of them
            return PathFinder.find_spec(name, cls.folders, target)
        return None


class AfterImport:
    """Lets one module load as ever and then calls `action(module)`."""

    def __init__(self, name, action):
        self.name, self.action, self.loader = name, action, None

    def find_spec(self, name, path=None, target=None):
        if name != self.name:
            return None
        sys.meta_path.remove(self)
        from importlib.util import find_spec
        spec = find_spec(name)
        if spec is not None:
            self.loader, spec.loader = spec.loader, self
        return spec

    def create_module(self, spec):
        return self.loader.create_module(spec)

    def exec_module(self, module):
        module.__spec__.loader = module.__loader__ = self.loader
        self.loader.exec_module(module)
        self.action(module)


def importer():
    """The top package of the code that runs the import statement."""
    frame = sys._getframe(2)
    while frame is not None and "importlib" in frame.f_globals.get("__name__", ""):
        frame = frame.f_back
    return frame.f_globals.get("__name__", "").partition(".")[0] if frame is not None else ""


class BundledSdk:
    """Finds Lambda's bundled packages on the machine; last in line, so that the function's own ones win."""
    hooked = False

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        if path is not None:
            return None
        if name not in BUNDLED and not (name in PRIVATE and importer() in BUNDLED | PRIVATE):
            return None
        from importlib.machinery import PathFinder
        version = "python%d.%d" % sys.version_info[:2]
        folders = [sys.prefix + "/lib/" + version + "/site-packages", "/usr/lib/python3/dist-packages",
                   "/usr/local/lib/" + version + "/dist-packages", "/usr/lib/" + version + "/site-packages"]
        spec = PathFinder.find_spec(name, folders, target)
        if name == "botocore" and spec is not None and not cls.hooked:
            cls.hooked = True
            sys.meta_path.insert(0, AfterImport("botocore.exceptions", hide_private))
        return spec


def hide_private(_):
    """botocore holds what it needs of them; the function's own `import requests` fails here as it does on Lambda."""
    for name in list(sys.modules):
        if name.partition(".")[0] in PRIVATE:
            del sys.modules[name]


def set_up_logging(module):
    import _lathe_logging
    _lathe_logging.set_up(module)


def install(folders):
    """`folders`: the interpreter's own ones."""
    LoadedBefore.folders = folders
    sys.meta_path.insert(0, LoadedBefore)
    if "logging" in sys.modules:  # start-up code of a wrapper's
        set_up_logging(sys.modules["logging"])
    else:
        sys.meta_path.insert(0, AfterImport("logging", set_up_logging))
    sys.meta_path.append(BundledSdk)
