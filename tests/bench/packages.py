#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times packaging against `zip -qr` in one run and prints a table of ratios. packages.py BUILD_DIR [CACHE_DIR]

The tree: 28,000 files, at most 250 MB, of packages from the npm registry, fetched once into CACHE_DIR (default:
~/.cache/lathe-bench). ROUNDS (default 3) rounds in turn; CPU is user and system time of the process. Nothing is asserted.
"""
import hashlib, os, shutil, statistics, subprocess, sys, tempfile, time

build = os.path.abspath(sys.argv[1])
cache = os.path.abspath(sys.argv[2] if len(sys.argv) > 2 else os.path.expanduser("~/.cache/lathe-bench"))
rounds = int(os.environ.get("ROUNDS", "3"))
lathe = os.path.join(build, "bin", "lathe")
packages = ("aws-sdk@2.1692.0 typescript@5.6.3 date-fns@4.1.0 rxjs@7.8.1 lodash@4.17.21 core-js@3.39.0 webpack@5.96.1 @babel/core@7.26.0 "
            "@babel/preset-env@7.26.0 eslint@9.15.0 jest@29.7.0 @aws-sdk/client-s3@3.699.0 @aws-sdk/client-dynamodb@3.699.0 "
            "@aws-sdk/client-lambda@3.699.0 mathjs@14.0.0 three@0.170.0 sharp@0.33.5 moment@2.30.1 archiver@7.0.1").split()


def fetched():
    """The folder the packages are installed in; fetched when it is not there."""
    npm = os.path.join(cache, "npm")
    if not os.path.exists(os.path.join(npm, "done")):
        os.makedirs(npm, exist_ok=True)
        with open(os.path.join(npm, "package.json"), "w") as f:
            f.write('{"private":true}')
        subprocess.run(["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", *packages], cwd=npm, check=True, stdout=sys.stderr)
        open(os.path.join(npm, "done"), "w").close()
    return npm


def make_tree(source, to):
    """Copies files in the order of the hashes of their names, so that every package is in it, up to both bounds."""
    found = []
    for folder, _, files in os.walk(source):
        for name in files:
            path = os.path.join(folder, name)
            relative = os.path.relpath(path, source)
            if not os.path.islink(path) and not relative.startswith("node_modules/core-js/"):
                found.append((hashlib.sha1(relative.encode()).digest(), relative, os.path.getsize(path)))
    count = size = 0
    for _, relative, n in sorted(found):
        if count < 28000 and size + n <= 262144000:
            count, size = count + 1, size + n
            os.makedirs(os.path.dirname(os.path.join(to, relative)), exist_ok=True)
            shutil.copyfile(os.path.join(source, relative), os.path.join(to, relative))
    print(f"{count} files, {size} bytes\n", flush=True)


class Cost:
    def __init__(self, wall, cpu, peak, size):
        self.wall, self.cpu, self.peak, self.size = wall, cpu, peak, size


def cost(argv, out, **kw):
    begin = time.perf_counter()
    process = subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **kw)
    _, status, used = os.wait4(process.pid, 0)
    if status != 0:
        raise SystemExit(f"{argv} ended with {status}")
    return Cost(time.perf_counter() - begin, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, os.path.getsize(out))


work = tempfile.mkdtemp(prefix="lathe-bench.", dir=cache if os.path.isdir(cache) else None)
try:
    tree, ours, theirs = f"{work}/tree", f"{work}/ours.zip", f"{work}/zip.zip"
    make_tree(fetched(), tree)
    env = dict(os.environ, XDG_CACHE_HOME=f"{work}/cache", XDG_STATE_HOME=f"{work}/state", XDG_CONFIG_HOME=f"{work}/config")
    command = [lathe, "package", "-q", "-C", tree, "--handler", "index.handler", "--runtime", "nodejs20.x", "-o", ours]
    edited = f"{tree}/node_modules/aws-sdk/edited.js"
    archiver = ("const a=require('archiver')('zip',{zlib:{level:9}});a.pipe(require('fs').createWriteStream(process.argv[2]));"
                "a.directory(process.argv[1],false);a.finalize()")
    rows = {}

    def remove(*paths):
        for path in paths:
            shutil.rmtree(path, ignore_errors=True) if os.path.isdir(path) else os.path.exists(path) and os.unlink(path)

    def add(name, made):
        rows.setdefault(name, []).append(made)

    for number in range(rounds):
        remove(theirs, ours, f"{work}/cache", edited)
        with open(edited, "w") as f:
            f.write("// before\n")
        old = time.time() - 60
        os.utime(edited, (old, old))
        time.sleep(2.5)  # a file system's clock: what was written just now is read again
        add("zip -qr", cost(["zip", "-qr", theirs, "."], theirs, cwd=tree))
        add("first", cost(command, ours, env=env))
        add("nothing changed", cost(command, ours, env=env))
        with open(edited, "a") as f:
            f.write(f"// {number}\n")
        add("one file changed", cost(command, ours, env=env))
        remove(ours)
        add("fast", cost(command + ["--fast"], ours, env=env))
        if number == 0:
            remove(theirs)
            try:
                add("archiver", cost(["node", "-e", archiver, tree, theirs], theirs, cwd=os.path.join(cache, "npm")))
            except (OSError, SystemExit) as error:
                print(f"archiver: skipped: {error}")

    def of(name, field):
        return statistics.median(getattr(made, field) for made in rows[name])

    print("| what | Lathe | floor | ratio | aim |\n|---|---|---|---|---|")

    def row(name, key, field, unit, other, aim, inverse=False):
        if other in rows:
            a, b = of(key, field), of(other, field)
            print(f"| {name} / `{other}` | {a:.2f} {unit} | {b:.2f} {unit} | {b / a if inverse else a / b:.2f}{' times as fast' if inverse else ''} | {aim} |")

    row("first package, CPU", "first", "cpu", "s", "zip -qr", "≤ 0.5")
    row("first package, size", "first", "size", "bytes", "zip -qr", "≤ 1")
    row("first package, time", "first", "wall", "s", "archiver", "≥ 8 times as fast", True)
    row("`--fast`, CPU", "fast", "cpu", "s", "zip -qr", "≤ 0.25")
    row("nothing changed, time", "nothing changed", "wall", "s", "zip -qr", "≥ 20 times as fast", True)
    row("one file changed, time", "one file changed", "wall", "s", "zip -qr", "≥ 20 times as fast", True)
    print(f"| peak memory of a first package | {of('first', 'peak'):.0f} MiB | | | ≤ 100 MiB |")
finally:
    shutil.rmtree(work, ignore_errors=True)
