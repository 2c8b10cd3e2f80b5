#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the Debian packages (command, window) and the relocatable tar.gz from a Release build, into build/release/packages.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/installer/lib.sh"
mkdir -p "$root/build"
install_dependencies build run
build release
cd "$root/build/release"
cpack -G DEB
cpack -G TGZ
say "Packages"
ls -l packages/*.deb packages/*.tar.gz
