# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
# Shared by run.sh and test.sh: installs by package name what is missing, configures and builds. Sourced, not run.

say() { printf '\n== %s\n' "$*"; }
stop() { printf 'lathe: %s\n' "$*" >&2; exit 3; }

# as_root COMMAND...: directly for root, through sudo for users.
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null 2>&1; then sudo "$@"
    else stop "packages are missing and this is not root: run '$*' as root, then start again"; fi
}

# have PACKAGE: installed?
have() { dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'ok installed'; }

# install_dependencies PHASE...: what installer/dependencies lists for these phases and the machine lacks.
install_dependencies() {
    missing=""
    for phase in "$@"; do
        for package in $(awk -v p="$phase" '$1 == p { print $2 }' "$root/installer/dependencies"); do
            have "$package" || missing="$missing $package"
        done
    done
    # Node.js comes from Debian unless the machine has one (nvm, nodesource …).
    command -v node >/dev/null 2>&1 || missing="$missing nodejs"
    command -v npm >/dev/null 2>&1 || missing="$missing npm"
    [ -z "$missing" ] && return 0
    say "Installing:$missing"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq || true
    # shellcheck disable=SC2086
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null ||
        stop "apt-get could not install:$missing"
}

# build PRESET: configures and builds it.
build() {
    say "Building ($1)"
    (cd "$root" && cmake --preset "$1" >"$root/build/configure-$1.log" 2>&1) || { tail -30 "$root/build/configure-$1.log"; stop "CMake failed"; }
    cmake --build "$root/build/$1" -j "$(nproc)" || stop "the build failed"
}
