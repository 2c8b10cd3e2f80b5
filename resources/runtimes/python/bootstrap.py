# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts the runtime client. Kept to a few lines: the first script of a process is compiled at every start, modules are not."""


def __getattr__(name):
    if name != "bootstrap":
        raise AttributeError(name)
    import _lathe_bootstrap  # an agent wants to see what this runtime does
    return _lathe_bootstrap


if __name__ == "__main__":
    import _lathe_runtime
    _lathe_runtime.main()
