#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gathers translatable texts from the sources into lathe_ko.ts: update.py LUPDATE SOURCE_DIR TS

Modules without QObject translate through a helper tr() in the context "lathe", but lupdate files a text under the class
whose function it stands in. Those texts are therefore put into the context "lathe" as well.
"""
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

lupdate, source, ts = sys.argv[1:4]
run = subprocess.run(
    [lupdate, "-silent", "-locations", "none", "-no-obsolete", "-source-language", "en", "-target-language", "ko",
     *(f"{source}/{part}" for part in ("app", "widgets", "models")), "-ts", ts],
    stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=True)
plain = set(re.findall(r"Class '([^']+)' lacks Q_OBJECT", run.stdout)) - {"lathe"}

tree = ET.parse(ts)
contexts = {c.find("name").text: c for c in tree.getroot().findall("context")}
common = contexts["lathe"]
known = {m.find("source").text for m in common.findall("message")}
for name in sorted(plain & contexts.keys()):
    for message in contexts[name].findall("message"):
        if message.find("source").text not in known:
            known.add(message.find("source").text)
            common.append(message)
unfinished = sum(1 for m in tree.getroot().iter("translation") if m.get("type") == "unfinished")
with open(ts, "w", encoding="utf-8") as out:
    out.write('<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n' + ET.tostring(tree.getroot(), encoding="unicode") + "\n")
print(f"{unfinished} texts to translate")
