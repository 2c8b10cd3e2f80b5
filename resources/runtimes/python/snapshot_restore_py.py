# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hooks of functions with SnapStart, under the names of the module that Lambda's Python runtimes bring along."""

__all__ = ["register_before_snapshot", "register_after_restore"]
_before, _after = [], []


def register_before_snapshot(func, *args, **kwargs):
    """Called before the snapshot is taken, the last one registered first. Also a decorator."""
    _before.append((func, args, kwargs))
    return func


def register_after_restore(func, *args, **kwargs):
    """Called when an environment was restored, in the order of registration. Also a decorator."""
    _after.append((func, args, kwargs))
    return func


def get_before_snapshot():
    return _before


def get_after_restore():
    return _after
