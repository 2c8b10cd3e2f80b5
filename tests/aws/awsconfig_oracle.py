#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Resolves the cases of awsconfig_cases.json with botocore and prints, by name, what it found: the oracle of
tst_awsconfig. "error" stands for any exception or for no credentials at all."""
import json
import os
import pathlib
import sys
import tempfile

import botocore.session

found = {}
for case in json.load(open(sys.argv[1], encoding="utf-8")):
    if not case.get("oracle", True):
        continue
    with tempfile.TemporaryDirectory() as folder:
        paths = {name: pathlib.Path(folder, name) for name in ("config", "credentials")}
        for name, path in paths.items():
            path.write_bytes(case.get(name, "").encode())
        os.environ.clear()
        os.environ.update(case.get("env", {}), HOME=folder, PATH="/usr/bin:/bin", AWS_EC2_METADATA_DISABLED="true",
                          AWS_CONFIG_FILE=str(paths["config"]), AWS_SHARED_CREDENTIALS_FILE=str(paths["credentials"]))
        try:
            session = botocore.session.Session(profile=case.get("profile"))
            keys = session.get_credentials()
            frozen = keys.get_frozen_credentials()
            found[case["name"]] = {"key": frozen.access_key, "secret": frozen.secret_key, "token": frozen.token or "",
                                   "region": session.get_config_variable("region") or ""}
        except Exception:  # noqa: BLE001 - any failure is the same answer here
            found[case["name"]] = "error"
print(json.dumps(found))
