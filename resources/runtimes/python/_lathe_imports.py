# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two import hooks: the SDK that Lambda bundles, taken from the machine's packages and nothing else of them; and the
root logger, set up as Lambda does at the moment when a function imports `logging` (an import that costs many ms)."""
import sys

BUNDLED = frozenset(("boto3", "botocore", "s3transfer", "jmespath", "dateutil", "urllib3", "six"))


class BundledSdk:
    """Finds Lambda's bundled packages on the machine; last in line, so that the function's own ones win."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if path is not None or name not in BUNDLED:
            return None
        from importlib.machinery import PathFinder
        version = "python%d.%d" % sys.version_info[:2]
        folders = [sys.prefix + "/lib/" + version + "/site-packages", "/usr/lib/python3/dist-packages",
                   "/usr/local/lib/" + version + "/dist-packages", "/usr/lib/" + version + "/site-packages"]
        return PathFinder.find_spec(name, folders, target)


class LoggingSetUp:
    """Lets `logging` load as ever and then gives its root logger Lambda's handler."""

    def __init__(self):
        self.loader = None

    def find_spec(self, name, path=None, target=None):
        if name != "logging":
            return None
        sys.meta_path.remove(self)
        from importlib.util import find_spec
        spec = find_spec(name)
        self.loader, spec.loader = spec.loader, self
        return spec

    def create_module(self, spec):
        return self.loader.create_module(spec)

    def exec_module(self, module):
        module.__spec__.loader = module.__loader__ = self.loader
        self.loader.exec_module(module)
        import _lathe_logging
        _lathe_logging.set_up(module)


def install():
    sys.meta_path.insert(0, LoggingSetUp())
    sys.meta_path.append(BundledSdk)
