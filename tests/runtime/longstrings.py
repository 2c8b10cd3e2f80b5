# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gives back its event, or results with long strings of several kinds."""
import decimal, json, os, subprocess


def echo(e, c): return e


def results(e, c):
    long = 'y' * 300000
    return {'plain': {'body': long, 'n': 1}, 'quote': long + '"', 'slash': '\\' + long, 'line': long + '\n', 'delete': '\x7f' + long, 'wide': long + '\ud55c',
            'accent': '\xe9' + long, 'null': '\0' + long, 'keys': {long: long}, 'tuple': (long, decimal.Decimal('1.50'))}.get(e, long)


def variables(e, c):
    return [sorted(os.environ), sorted(line.split('=')[0] for line in subprocess.run(['/usr/bin/env'], capture_output=True, text=True).stdout.splitlines())]
