#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs one test program with a home, XDG folders and temporary folder of its own, so that no test sees the user's
# files and none leaves anything behind.
set -eu
root=$(mktemp -d "${TMPDIR:-/tmp}/lathe-test.XXXXXX")
mkdir -p "$root/home" "$root/run" "$root/tmp"
chmod 700 "$root/run"
export HOME="$root/home" XDG_CONFIG_HOME="$root/home/.config" XDG_DATA_HOME="$root/home/.local/share" \
    XDG_CACHE_HOME="$root/home/.cache" XDG_STATE_HOME="$root/home/.local/state" XDG_RUNTIME_DIR="$root/run" TMPDIR="$root/tmp"
unset AWS_PROFILE AWS_DEFAULT_PROFILE AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_REGION AWS_DEFAULT_REGION \
    AWS_ENDPOINT_URL AWS_ENDPOINT_URL_LAMBDA 2>/dev/null || true
status=0
"$@" || status=$?
chmod -R u+rwX "$root" 2>/dev/null || true
rm -rf "$root"
exit $status
