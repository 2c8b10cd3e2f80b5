#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times Lathe against the floor in one run and prints a table of ratios. bench.py BUILD_DIR [FILTER]

FILTER is a part of the names of the measurements that are wanted: cold, beside, first, warm, load, large, clients, memory, window.
Pairs are run in turn (A B A B …) so that a machine whose speed drifts does not favour either. Nothing is asserted.
"""
import os, statistics, subprocess, sys, tempfile, time, shutil

import running

build = os.path.abspath(sys.argv[1])
wanted = sys.argv[2].lower() if len(sys.argv) > 2 else ""
rounds = int(os.environ.get("ROUNDS", "25"))
lathe = os.path.join(build, "bin", "lathe")
bench = os.path.join(build, "bench")
work = tempfile.mkdtemp(prefix="lathe-bench.")
# What makes an interpreter start slower (NODE_EXTRA_CA_CERTS: 45 ms) never reaches a function and must not flatter it.
env = {k: v for k, v in os.environ.items() if not k.startswith(("AWS_", "NODE_", "PYTHON"))}
# Folders of its own: what another build found out about this machine must not cost this one a search at every start.
os.makedirs(f"{work}/run", 0o700)
env.update(XDG_RUNTIME_DIR=f"{work}/run", XDG_CACHE_HOME=f"{work}/cache", XDG_STATE_HOME=f"{work}/xdg-state", XDG_CONFIG_HOME=f"{work}/config")


def timed(argv, **kw):
    begin = time.perf_counter()
    done = subprocess.run(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=kw.pop("env", env), **kw)
    took = (time.perf_counter() - begin) * 1000
    if done.returncode != 0:
        raise SystemExit(f"{argv} ended with {done.returncode}")
    return took


def spoken(argv, **kw):
    """Until the program writes its first line. What its end takes (the kernel waits when watched folders are given back) is not in it."""
    begin = time.perf_counter()
    with subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=kw.pop("env", env), **kw) as program:
        if not program.stdout.readline():
            raise SystemExit(f"{argv} ended without a word")
        return (time.perf_counter() - begin) * 1000


def skip(name, missing):
    print(f"| {name} | skipped: {missing} is not built | | | |", flush=True)


def pair(name, a, b, target, n=rounds, timed=timed, **kw):
    if wanted not in name.lower():
        return
    for program in (a[0], b[0]):
        if not program or not os.path.exists(program):
            return skip(name, os.path.basename(program or "the interpreter"))
    timed(a, **kw), timed(b, **kw)
    xs, ys = [], []
    for _ in range(n):
        xs.append(timed(a, **kw))
        ys.append(timed(b, **kw))
    ratio = statistics.median(x / y for x, y in zip(xs, ys))
    row(name, f"{statistics.median(xs):.1f} ms", f"{statistics.median(ys):.1f} ms", ratio, target)


def row(name, ours, floor, ratio, target):
    print(f"| {name} | {ours} | {floor} | {ratio:.2f} | {target} |", flush=True)


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as f:
        f.write(text)
    return path


print("| what | Lathe | floor | ratio | aim |\n|---|---|---|---|---|")
write(f"{work}/py/lambda_function.py", "def lambda_handler(event, context):\n    return {'ok': True}\n")
write(f"{work}/js/index.js", "exports.handler = async (event) => ({ ok: true });\n")
python = "/usr/bin/python3" if os.path.exists("/usr/bin/python3") else "python3"
node = "/usr/bin/node" if os.path.exists("/usr/bin/node") else shutil.which("node")
pair("cold `lathe invoke`, Python / `python3 -c pass`", [lathe, "invoke", "-C", f"{work}/py"], [python, "-c", "pass"], "≤ 1.35")
pair("cold `lathe invoke`, Node.js / `node -e 0`", [lathe, "invoke", "-C", f"{work}/js"], [node, "-e", "0"], "≤ 1.4")

if wanted in "`lathe invoke` beside `lathe serve`":
    server = subprocess.Popen([lathe, "serve", "--port", "0", "--state", f"{work}/handover-state", "--quiet"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=env)
    server.stdout.readline()
    pair("`lathe invoke` beside `lathe serve`, Python / `python3 -c pass`", [lathe, "invoke", "-C", f"{work}/py"], [python, "-c", "pass"], "≤ 0.4")
    pair("`lathe invoke` beside `lathe serve`, Node.js / `python3 -c pass`", [lathe, "invoke", "-C", f"{work}/js"], [python, "-c", "pass"], "≤ 0.4")
    server.terminate()
    server.wait()

tools = [tool for tool in ("rtt", "load", "floor_http") if not os.path.exists(f"{bench}/{tool}")]
if tools:
    skip("a running endpoint", tools[0])
else:
    running.measure(lathe, bench, work, env, row, wanted, python, node, max(5, rounds // 2))

# First content of the window with a 1 MB Python file.
big = write(f"{work}/big/app.py", "".join(f"def function_{i}(event, context):\n    return {{'number': {i}, 'text': 'some text'}}\n\n\n" for i in range(11000)))
display = dict(env, QT_QPA_PLATFORM=os.environ.get("BENCH_PLATFORM", "offscreen"))
try:
    pair("window, first content with a 1 MB file / minimal Qt + QScintilla window", [f"{build}/bin/lathe-workbench", "--quit-after-first-content", big], [f"{bench}/floor_window", big], "≤ 1.5",
         n=max(5, rounds // 3), timed=spoken, env=display)
finally:
    shutil.rmtree(work, ignore_errors=True)
