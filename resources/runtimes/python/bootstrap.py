# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts the runtime client. Kept to a few lines: the first script of a process is compiled at every start, modules are not."""
if __name__ == "__main__":
    import _lathe_runtime
    _lathe_runtime.main()
