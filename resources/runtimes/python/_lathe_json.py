# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON of unusual results. Lambda's own client writes with simplejson, which knows more than the json module: nested
bytes as text, Decimal with all its digits, named tuples as objects, keys that are not text, NaN and Infinity (which are no JSON, but what Lambda's client writes)."""
import decimal
import json.encoder


def encode(value, ascii_only):
    quote = json.encoder.encode_basestring_ascii if ascii_only else json.encoder.encode_basestring
    out = []
    write(value, quote, out.append, set())
    return "".join(out)


def number(value):
    if value != value:
        return "NaN"
    if value in (float("inf"), float("-inf")):
        return "Infinity" if value > 0 else "-Infinity"
    return float.__repr__(value)


def key_text(key):
    if isinstance(key, str):
        return key
    if isinstance(key, bytes):
        return key.decode("utf-8")
    if isinstance(key, float):
        return number(key)
    if key is True:
        return "true"
    if key is False:
        return "false"
    if key is None:
        return "null"
    if isinstance(key, int):
        return int.__repr__(key)
    raise TypeError("keys must be str, int, float, bool or None, not %s" % type(key).__name__)


def write(value, quote, put, parents):
    if value is None:
        put("null")
    elif value is True:
        put("true")
    elif value is False:
        put("false")
    elif isinstance(value, str):
        put(quote(value))
    elif isinstance(value, bytes):
        put(quote(value.decode("utf-8")))
    elif isinstance(value, int):
        put(int.__repr__(value))
    elif isinstance(value, float):
        put(number(value))
    elif isinstance(value, decimal.Decimal):
        put(number(float("nan")) if value.is_nan() else str(value))
    elif isinstance(value, (dict, list, tuple)):
        if id(value) in parents:
            raise ValueError("Circular reference detected")
        parents.add(id(value))
        if isinstance(value, tuple) and callable(getattr(value, "_asdict", None)):
            write_members(value._asdict(), quote, put, parents)
        elif isinstance(value, dict):
            write_members(value, quote, put, parents)
        else:
            put("[")
            for index, item in enumerate(value):
                if index:
                    put(", ")
                write(item, quote, put, parents)
            put("]")
        parents.discard(id(value))
    else:
        raise TypeError("Object of type %s is not JSON serializable" % type(value).__name__)


def write_members(value, quote, put, parents):
    put("{")
    for index, (key, item) in enumerate(value.items()):
        put(", " if index else "")
        put(quote(key_text(key)) + ": ")
        write(item, quote, put, parents)
    put("}")
