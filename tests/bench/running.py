# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What happens in a running endpoint: first and warm invocations, many clients, large payloads, memory."""
import base64, io, json, os, shutil, signal, socket, statistics, subprocess, sys, time, zipfile

sys.path.insert(0, "/usr/lib/python3/dist-packages")  # botocore signs; this may be another interpreter than Debian's

PYTHON = "def lambda_handler(event, context):\n    return event\n"
NODE = "exports.handler = async (event) => event;\n"
BOTO = "import boto3\ns3 = boto3.client('s3')\ndef lambda_handler(event, context):\n    return {'ok': True}\n"


class Endpoint:
    """`lathe serve` on a state folder of its own, with the floor beside it."""

    def __init__(self, lathe, bench, work, env, options=()):
        self.lathe, self.bench, self.work, self.env, self.state = lathe, bench, work, env, f"{work}/state"
        self.server = subprocess.Popen([lathe, "serve", "--port", "0", "--state", self.state, "--quiet", *options], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=env, text=True)
        self.url = self.server.stdout.readline().strip().rsplit(" ", 1)[1]
        self.port = self.url.rsplit(":", 1)[1]
        self.floor = subprocess.Popen([f"{bench}/floor_http"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.floor_port = self.floor.stdout.readline().strip()
        keys = json.loads(subprocess.run([lathe, "env", "--state", self.state, "--json"], check=True, env=env, capture_output=True).stdout)["variables"]
        from botocore.credentials import Credentials
        self.credentials = Credentials(keys["AWS_ACCESS_KEY_ID"], keys["AWS_SECRET_ACCESS_KEY"])

    def close(self):
        self.floor.stdin.close()
        self.floor.wait()
        self.server.send_signal(signal.SIGTERM)
        self.server.wait()

    def signed(self, method, path, body=b""):
        """The bytes of a request, valid for five minutes."""
        from botocore.auth import SigV4Auth
        from botocore.awsrequest import AWSRequest
        host = self.url.split("/")[2]
        request = AWSRequest(method, self.url + path, data=body, headers={"Host": host})
        SigV4Auth(self.credentials, "lambda", "us-east-1").add_auth(request)
        head = f"{method} {path} HTTP/1.1\r\n" + "".join(f"{k}: {v}\r\n" for k, v in request.headers.items()) + f"Content-Length: {len(body)}\r\n\r\n"
        return head.encode() + body

    def call(self, request, port=None):
        """One exchange over a new connection: (milliseconds, status, body)."""
        begin = time.perf_counter()
        with socket.create_connection(("127.0.0.1", int(port or self.port))) as peer:
            peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            peer.sendall(request)
            data = b""
            while b"\r\n\r\n" not in data:
                data += peer.recv(1 << 20)
            head, _, body = data.partition(b"\r\n\r\n")
            length = next((int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0)
            while len(body) < length:
                body += peer.recv(1 << 20)
        return (time.perf_counter() - begin) * 1000, int(head.split(b" ")[1]), body

    def create(self, name, runtime, code, memory=256):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("lambda_function.py" if runtime.startswith("python") else "index.js", code)
        self.upload(name, runtime, "lambda_function.lambda_handler" if runtime.startswith("python") else "index.handler", buffer.getvalue(), memory)

    def upload(self, name, runtime, handler, package, memory=256):
        body = json.dumps({"FunctionName": name, "Runtime": runtime, "Role": "arn:aws:iam::000000000000:role/r", "MemorySize": memory, "Timeout": 30,
                           "Handler": handler, "Code": {"ZipFile": base64.b64encode(package).decode()}}).encode()
        status, answer = self.call(self.signed("POST", "/2015-03-31/functions", body))[1:]
        if status != 201:
            raise SystemExit(answer.decode())
        self.settle(name)

    def settle(self, name):
        while True:
            state = json.loads(self.call(self.signed("GET", f"/2015-03-31/functions/{name}/configuration"))[2])
            if state["State"] == "Active" and state["LastUpdateStatus"] == "Successful":
                return
            time.sleep(0.01)

    def change(self, name):
        """Gives the function another configuration: its environments end."""
        self.call(self.signed("PUT", f"/2015-03-31/functions/{name}/configuration", json.dumps({"Description": str(time.time())}).encode()))
        self.settle(name)

    def invocation(self, name, payload=b"{}"):
        return self.signed("POST", f"/2015-03-31/functions/{name}/invocations", payload)

    def file(self, name, request):
        path = f"{self.work}/{name}.request"
        with open(path, "wb") as f:
            f.write(request)
        return path

    def pss(self):
        return pss(self.server.pid)


def pss(root):
    """MiB of a process and everything below it, shared pages counted in parts."""
    parents = {}
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            parents.setdefault(int(open(f"/proc/{pid}/stat").read().rpartition(")")[2].split()[1]), []).append(int(pid))
        except OSError:
            pass
    total, todo = 0, [root]
    while todo:
        pid = todo.pop()
        todo += parents.get(pid, [])
        try:
            total += sum(int(line.split()[1]) for line in open(f"/proc/{pid}/smaps_rollup") if line.startswith("Pss:"))
        except OSError:
            pass
    return total / 1024


def tool(endpoint, name, port, request, *arguments):
    out = subprocess.run([f"{endpoint.bench}/{name}", port, request, *map(str, arguments)], check=True, capture_output=True, text=True).stdout
    return [float(x) for x in out.split()]


def turns(count, ours, floor):
    """Both in turn; the median of each."""
    pairs = [(ours(), floor()) for _ in range(count)]
    return [statistics.median(x) for x in zip(*(p[0] for p in pairs))], [statistics.median(x) for x in zip(*(p[1] for p in pairs))]


def warm(endpoint, row):
    for label, name in (("Python", "py"), ("Node.js", "js")):
        request = endpoint.file(name, endpoint.invocation(name))
        tool(endpoint, "rtt", endpoint.port, request, 500)
        ours, floor = turns(5, lambda: tool(endpoint, "rtt", endpoint.port, request, 1500), lambda: tool(endpoint, "rtt", endpoint.floor_port, request, 3000))
        row(f"warm invoke, {label}, keep-alive, p50 / bare HTTP round trip", f"{ours[0]:.0f} µs", f"{floor[0]:.0f} µs", ours[0] / floor[0], "≤ 6")
        row(f"warm invoke, {label}, p99 / p50", f"{ours[1]:.0f} µs", f"{ours[0]:.0f} µs", ours[1] / ours[0], "≤ 5")


def load(endpoint, row):
    for label, name in (("Python", "py"), ("Node.js", "js")):
        for clients in (8, 32):
            request = endpoint.file(name, endpoint.invocation(name))
            tool(endpoint, "load", endpoint.port, request, 1500, clients)
            ours, floor = turns(3, lambda: tool(endpoint, "load", endpoint.port, request, 1500, clients), lambda: tool(endpoint, "load", endpoint.floor_port, request, 700, clients))
            row(f"{clients} clients, {label}: requests/s / bare HTTP server ({ours[1]:.0f} errors)", f"{ours[0]:.0f}", f"{floor[0]:.0f}", ours[0] / floor[0], "≥ 0.12")


def large(endpoint, row):
    payload = b'"' + b"x" * (6 * 1024 * 1024 - 2) + b'"'
    for label, name in (("Python", "py"), ("Node.js", "js")):
        request = endpoint.file(name, endpoint.invocation(name, payload))
        ours, floor = turns(3, lambda: tool(endpoint, "rtt", endpoint.port, request, 10), lambda: tool(endpoint, "rtt", endpoint.floor_port, request, 10))
        row(f"6 MB echo, {label} / bare HTTP server", f"{ours[0] / 1000:.1f} ms", f"{floor[0] / 1000:.1f} ms", ours[0] / floor[0], "≤ 6")


def bare(argv, env):
    begin = time.perf_counter()
    subprocess.run(argv, check=True, env=env, stdout=subprocess.DEVNULL)
    return (time.perf_counter() - begin) * 1000


def first(endpoint, row, python, node, rounds):
    """First invocations: functions that were made (or, where what they import must be known, changed) a moment ago, each in
    turn with the bare interpreter."""
    for label, runtime, code, floor_argv, aim in (
            ("Python", "python3.11", PYTHON, [python, "-c", "pass"], "≤ 0.35"), ("Node.js", "nodejs20.x", NODE, [node, "-e", "0"], "≤ 10 ms"),
            ("Python with boto3", "python3.11", BOTO, [python, "-c", "import boto3; boto3.client('s3', region_name='us-east-1')"], "≤ 0.25")):
        if not os.path.exists(floor_argv[0] or ""):
            continue
        name = label.lower().replace(" ", "-").replace(".", "")
        endpoint.create(f"{name}-seen", runtime, code, 512)
        endpoint.call(endpoint.invocation(f"{name}-seen"))
        ours, floor = [], []
        for number in range(rounds if "boto" not in label else max(3, rounds // 3)):
            made = f"{name}-seen"
            if "boto" in label:
                endpoint.change(made)
            else:
                endpoint.create(made := f"{name}-{number}", runtime, code, 512)
            time.sleep(0.6 if "boto" not in label else 2.5)  # as after a deploy
            took, status, body = endpoint.call(endpoint.invocation(made))
            if status != 200:
                raise SystemExit(body.decode())
            ours.append(took)
            floor.append(bare(floor_argv, endpoint.env))
        row(f"first invoke in a running endpoint, {label} / `{' '.join(floor_argv[:2]).split('/')[-1]} {floor_argv[2][:20]}`", f"{statistics.median(ours):.1f} ms",
            f"{statistics.median(floor):.1f} ms", statistics.median(x / y for x, y in zip(ours, floor)), aim)


def memory(lathe, bench, work, env, row):
    endpoint = Endpoint(lathe, bench, f"{work}/memory", env)
    try:
        empty = endpoint.pss()
        sizes = []
        for number in range(4):
            endpoint.create(f"m{number}", "python3.11", PYTHON, 128)
            for _ in range(50):
                endpoint.call(endpoint.invocation(f"m{number}"))
            time.sleep(1)
            sizes.append(endpoint.pss())
        row("memory, endpoint and one warm Python function (PSS)", f"{sizes[0]:.1f} MiB", f"{empty:.1f} MiB empty", sizes[0] / empty, "≤ 20 MiB")
        row("memory, each further warm Python function", f"{(sizes[3] - sizes[0]) / 3:.1f} MiB", "", (sizes[3] - sizes[0]) / 3 / sizes[0], "≤ 12 MiB")
    finally:
        endpoint.close()


def window_memory(lathe, work, env, row):
    """What a warm function adds to a window, whose endpoint runs from its first frame on."""
    home = f"{work}/window"
    os.makedirs(f"{home}/run", 0o700)
    env = dict(env, QT_QPA_PLATFORM="offscreen", HOME=home, XDG_RUNTIME_DIR=f"{home}/run", XDG_CACHE_HOME=f"{home}/cache", XDG_STATE_HOME=f"{home}/state",
               XDG_CONFIG_HOME=f"{home}/config", XDG_DATA_HOME=f"{home}/data")
    workbench = os.path.join(os.path.dirname(lathe), "lathe-workbench")
    window = subprocess.Popen([workbench, "--fresh"], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        time.sleep(5)
        sizes = [pss(window.pid)]
        for number in range(3):
            os.makedirs(f"{home}/f{number}")
            with open(f"{home}/f{number}/lambda_function.py", "w") as f:
                f.write(PYTHON)
            for _ in range(40):
                subprocess.run([lathe, "invoke", "-C", f"{home}/f{number}"], env=env, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(3)
            sizes.append(pss(window.pid))
        row("memory, window and one warm Python function / window", f"{sizes[1]:.1f} MiB", f"{sizes[0]:.1f} MiB", sizes[1] / sizes[0], "≤ 20 MiB more")
        row("memory, each further warm Python function beside a window", f"{(sizes[3] - sizes[1]) / 2:.1f} MiB", "", (sizes[3] - sizes[1]) / 2 / sizes[1], "≤ 12 MiB")
    finally:
        window.kill()
        window.wait()


def folder_zip(folder):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for root, _, names in os.walk(folder):
            for name in names:
                entry = zipfile.ZipInfo(os.path.relpath(f"{root}/{name}", folder))
                entry.external_attr = (os.stat(f"{root}/{name}").st_mode & 0xffff) << 16
                with open(f"{root}/{name}", "rb") as f:
                    archive.writestr(entry, f.read(), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def emulate(emulator, folder, handler, env):
    """The emulator around a function, waiting for its first event, and its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen([emulator, "--runtime-interface-emulator-address", f"127.0.0.1:{port}", "--runtime-api-address", f"127.0.0.1:{port + 1}", f"{folder}/bootstrap"],
                               env=dict(env, _HANDLER=handler, LAMBDA_TASK_ROOT=folder), cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(1)
    return process, port


def clients(endpoint, row):
    """AWS's own runtime clients here and under AWS's runtime interface emulator; see README.md for where both come from."""
    emulator, folder = os.environ.get("LATHE_BENCH_EMULATOR", ""), os.environ.get("LATHE_BENCH_CLIENTS", "")
    if not os.path.exists(emulator) or not os.path.isdir(folder):
        print("| AWS's runtime clients | skipped: LATHE_BENCH_EMULATOR and LATHE_BENCH_CLIENTS are not set | | | |", flush=True)
        return
    event = b"POST /2015-03-31/functions/function/invocations HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}"
    for label, name, handler in (("Python", "python", "lambda_function.lambda_handler"), ("Node.js", "node", "index.handler")):
        package = folder_zip(f"{folder}/{name}")
        ours, emulated = [], []
        for number in range(7):
            endpoint.upload(f"client-{name}", "provided.al2023", handler, package, 512) if number == 0 else endpoint.change(f"client-{name}")
            time.sleep(1)  # as after a deploy
            took, status, body = endpoint.call(endpoint.invocation(f"client-{name}"))
            if status != 200:
                raise SystemExit(body.decode())
            ours.append(took)
            theirs, port = emulate(emulator, f"{folder}/{name}", handler, endpoint.env)
            try:
                emulated.append(endpoint.call(event, port)[0])
            finally:
                theirs.terminate()
                theirs.wait()
        row(f"first invoke, AWS's client for {label} / under AWS's emulator", f"{statistics.median(ours):.1f} ms", f"{statistics.median(emulated):.1f} ms",
            statistics.median(x / y for x, y in zip(ours, emulated)), "≤ 0.5")
        request, plain = endpoint.file(f"client-{name}", endpoint.invocation(f"client-{name}")), endpoint.file(f"emulated-{name}", event)
        theirs, port = emulate(emulator, f"{folder}/{name}", handler, endpoint.env)
        try:
            for one, to in ((request, endpoint.port), (plain, str(port))):
                tool(endpoint, "rtt", to, one, 200)
            ours, emulated = turns(5, lambda: tool(endpoint, "rtt", endpoint.port, request, 1500), lambda: tool(endpoint, "rtt", str(port), plain, 1500))
            row(f"warm invoke, AWS's client for {label}, p50 / under AWS's emulator", f"{ours[0]:.0f} µs", f"{emulated[0]:.0f} µs", ours[0] / emulated[0], "≤ 0.5")
        finally:
            theirs.terminate()
            theirs.wait()


def measure(lathe, bench, work, env, row, wanted, python, node, rounds):
    os.makedirs(f"{work}/memory", exist_ok=True)
    parts = {"warm": warm, "load": load, "large": large, "clients": clients}
    if any(wanted in part for part in (*parts, "first")):
        # The default quota of an account allows 10,000 requests a second, less than there are here.
        endpoint = Endpoint(lathe, bench, work, env, ("--concurrency", "10000"))
        try:
            if wanted in "first":
                first(endpoint, row, python, node, rounds)
            if any(wanted in part for part in ("warm", "load", "large")):
                endpoint.create("py", "python3.11", PYTHON)
                endpoint.create("js", "nodejs20.x", NODE)
            for part, run in parts.items():
                if wanted in part:
                    run(endpoint, row)
        finally:
            endpoint.close()
    if wanted in "memory":
        memory(lathe, bench, work, env, row)
        window_memory(lathe, work, env, row)
