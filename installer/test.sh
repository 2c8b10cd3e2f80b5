#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds with tests, runs them all without a display. Prints CTest's closing lines.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/installer/lib.sh"
mkdir -p "$root/build"
install_dependencies build run test
build ci
say "Tests"
export QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8
exec ctest --test-dir "$root/build/ci" --output-on-failure -j 2 "$@"
