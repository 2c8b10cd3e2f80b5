# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON of unusual results. Lambda's own client writes with simplejson, which knows more than the json module: nested
bytes as text, Decimal with all its digits, named tuples as objects, keys that are not text, NaN and Infinity (which are no JSON, but what Lambda's client writes)."""
import decimal
import json.encoder


def encode(value, ascii_only):
    quote = json.encoder.encode_basestring_ascii if ascii_only else json.encoder.encode_basestring
    out = []
    write(value, quote, out.append, set(), {})
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


def write(value, quote, put, parents, keys):
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
    elif callable(getattr(value, "_asdict", None)):  # named tuples, and whatever else says so
        members = value._asdict()
        if not isinstance(members, dict):
            raise TypeError("_asdict() must return a dict, not %s" % type(members).__name__)
        write_members(members, quote, put, parents, keys)
    elif isinstance(value, decimal.Decimal):
        put(number(float("nan")) if value.is_nan() else str(value))
    elif isinstance(value, (dict, list, tuple)):
        if id(value) in parents:
            raise ValueError("Circular reference detected")
        parents.add(id(value))
        if isinstance(value, dict):
            write_members(value, quote, put, parents, keys)
        else:
            put("[")
            for index, item in enumerate(value):
                if index:
                    put(", ")
                write(item, quote, put, parents, keys)
            put("]")
        parents.discard(id(value))
    else:
        raise TypeError("Object of type %s is not JSON serializable" % type(value).__name__)


def write_members(value, quote, put, parents, keys):
    """`keys`: the texts of those that are no text. Equal ones share the first one's in one result: 1.0 after True is "true"."""
    put("{")
    for index, (key, item) in enumerate(value.items()):
        put(", " if index else "")
        text = key if type(key) is str else keys.get(key)
        if text is None:
            text = keys[key] = key_text(key)
        put(quote(text) + ": ")
        write(item, quote, put, parents, keys)
    put("}")
