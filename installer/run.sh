#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds a Release, opens the workbench on a sample project. Without a display (ssh, CI) the same
# main job runs headless and prints each step with its real result.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/installer/lib.sh"
mkdir -p "$root/build"
install_dependencies build run
build release
bin="$root/build/release/bin"
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && [ "${1:-}" != "--headless" ]; then
    sample="$HOME/lathe/hello-python"
    if [ -d "$sample" ]; then exec "$bin/lathe" "$sample"; fi
    exec "$bin/lathe" --sample hello-python "$sample" # made by Lathe, hence trusted: F5 works at once
fi
say "No display: the main job, headless"
exec "$bin/lathe" tour
