#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares the window's start with other editors' in one run. editors.py BUILD_DIR [ROUNDS]

Each program is started in turn with the same 1 MB Python file on a display of its own (Xvfb, no window manager, one session bus), with a
home that it has seen before. Measured is the moment from which on the middle of the screen looks as it does at the end, and then the
memory of the program (PSS). Needs xvfb, dbus, python3-pil and the editors: featherpad, geany, kate. Nothing is asserted.
"""
import glob, os, shutil, signal, statistics, subprocess, sys, tempfile, time

from PIL import ImageChops, ImageGrab

build = os.path.abspath(sys.argv[1])
rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 7
work = tempfile.mkdtemp(prefix="lathe-editors.")
text = f"{work}/project/app.py"
os.makedirs(os.path.dirname(text))
with open(text, "w") as f:
    f.write("".join(f"def function_{i}(event, context):\n    return {{'number': {i}, 'text': 'some text'}}\n\n\n" for i in range(11000)))
programs = {"Lathe": [f"{build}/bin/lathe-workbench", text], "FeatherPad": ["featherpad", "-s", text], "Geany": ["geany", "-i", text], "Kate": ["kate", "-n", "-b", text]}


def pss(leader):
    """Of the program and of what it started, in MiB."""
    total = 0
    for status in glob.glob("/proc/[0-9]*/stat"):
        pid = status.split("/")[2]
        try:
            if os.getpgid(int(pid)) == leader:
                total += sum(int(line.split()[1]) for line in open(f"/proc/{pid}/smaps_rollup") if line.startswith("Pss:"))
        except OSError:
            pass
    return total / 1024


def middle():
    return ImageGrab.grab(bbox=(320, 150, 760, 420), xdisplay=display).convert("L")


def start(name, argv, env):
    home = f"{work}/{name}"
    os.makedirs(home, exist_ok=True)
    env = dict(env, HOME=home, XDG_CONFIG_HOME=f"{home}/config", XDG_CACHE_HOME=f"{home}/cache", XDG_DATA_HOME=f"{home}/data", XDG_STATE_HOME=f"{home}/state")
    begin = time.perf_counter()
    program = subprocess.Popen(argv, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    pictures = []
    while time.perf_counter() - begin < 2.5:
        at = time.perf_counter()
        pictures.append((at - begin, middle()))
    final = pictures[-1][1]
    shown = None
    for at, picture in reversed(pictures):  # the cursor blinks: a few pixels may differ
        if sum(ImageChops.difference(picture, final).point(lambda v: v > 16 and 255).histogram()[1:]) > final.width * final.height // 200:
            break
        shown = at
    memory = pss(program.pid)
    os.killpg(program.pid, signal.SIGTERM)
    time.sleep(0.2)
    try:
        os.killpg(program.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    program.wait()
    colours = final.getextrema()
    return shown * 1000, memory, colours[0] != colours[1]


server = subprocess.Popen(["Xvfb", "-displayfd", "1", "-noreset", "-screen", "0", "1280x720x24"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
display = ":" + server.stdout.readline().decode().strip()
env = dict({k: v for k, v in os.environ.items() if not k.startswith(("QT_", "AWS_"))}, DISPLAY=display, LC_ALL="C.UTF-8")
env.pop("WAYLAND_DISPLAY", None)
os.environ["DISPLAY"] = display
os.makedirs(f"{work}/run", 0o700)
env["XDG_RUNTIME_DIR"] = f"{work}/run"
bus = subprocess.run(["dbus-daemon", "--session", "--fork", "--print-address=1", "--print-pid=1"], env=env, capture_output=True, text=True, check=True).stdout.split()
env["DBUS_SESSION_BUS_ADDRESS"] = bus[0]
try:
    times, memory = {}, {}
    for turn in range(rounds + 1):  # the first one makes their settings and caches
        for name, argv in programs.items():
            if not shutil.which(argv[0]):
                continue
            took, mebibytes, content = start(name, argv, env)
            if not content:
                print(f"{name} showed nothing", file=sys.stderr)
            elif turn:
                times.setdefault(name, []).append(took)
                memory.setdefault(name, []).append(mebibytes)
    print("| editor | content shown after | memory then (PSS) | Lathe's time / its |\n|---|---|---|---|")
    for name in times:
        ratio = statistics.median(a / b for a, b in zip(times["Lathe"], times[name]))
        print(f"| {name} | {statistics.median(times[name]):.0f} ms | {statistics.median(memory[name]):.0f} MiB | {ratio:.2f} |")
finally:
    os.kill(int(bus[1]), signal.SIGTERM)
    server.terminate()
    server.wait()
    shutil.rmtree(work, ignore_errors=True)
