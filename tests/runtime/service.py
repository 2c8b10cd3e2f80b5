# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
# Handlers for tst_runtimeservice.cpp.
import os, sys, time, json
def echo(e, c): return e
def sleep(e, c):
    time.sleep(e)
    return os.getpid()
def busy(e, c):
    import signal
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    print("begun")
    while True: pass
def children(e, c):
    for i in range(3):
        if os.fork() == 0:
            while True: pass
    while True: pass
def grow(e, c):
    blocks = []
    while True: blocks.append(bytearray(4 << 20))
def sixty(e, c):
    block = bytearray(60 << 20)
    for i in range(0, len(block), 4096): block[i] = 1
    return len(block)
def flood(e, c):
    end = time.time() + e
    chunk = "y\n" * 32768
    n = 0
    while time.time() < end:
        sys.stdout.write(chunk)
        n += len(chunk)
    print("last line")
    return n
def env(e, c): return dict(os.environ)
def look(e, c):
    found = {}
    for path in e:
        try: found[path] = os.listdir(path) if os.path.isdir(path) else open(path).read(2000)
        except OSError as x: found[path] = x.strerror
    return found
def keep(e, c):
    new = not os.path.exists("/tmp/kept")
    open("/tmp/kept", "a").write("x")
    if new: os._exit(1)
    return open("/tmp/kept").read()
def exit_after(e, c):
    import threading
    threading.Timer(0.02, lambda: os._exit(5)).start()
    return "ok"


def fill(event, context):
    runs = os.path.getsize('/tmp/runs') if os.path.exists('/tmp/runs') else 0
    total = os.statvfs('/tmp').f_blocks * os.statvfs('/tmp').f_frsize
    error = 0
    with open('/tmp/big', 'wb', buffering=0) as f:
        try:
            for _ in range(20):
                f.write(bytes(1 << 20))
        except OSError as e:
            error = e.errno
    os.remove('/tmp/big')
    with open('/tmp/runs', 'a') as f:
        f.write('x')
    return [total, error, runs]
