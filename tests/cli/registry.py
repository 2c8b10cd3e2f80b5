# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A private package index on the loopback: /simple/ for pip (user and password) and /npm/ for npm (a token). Prints its port.

    registry.py FOLDER SECRET

FOLDER holds pip/NAME/FILE and npm/NAME/package (made to a tarball). Whoever comes without SECRET is refused. Each request looks for SECRET in the
command lines of all processes; what it finds goes to FOLDER/leaks. A request below /seen/ is kept in FOLDER/seen.
"""
import base64, hashlib, http.server, io, json, os, sys, tarfile

folder, secret = sys.argv[1], sys.argv[2]
basic = "Basic " + base64.b64encode(f"user:{secret}".encode()).decode()


made = {}


def tarball(name):
    if name not in made:  # its own time stands in it
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode="w:gz") as tar:
            tar.add(os.path.join(folder, "npm", name, "package"), "package")
        made[name] = out.getvalue()
    return made[name]


def leaks():
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as f:
                line = f.read()
        except OSError:
            continue
        if secret.encode() in line and int(pid) != os.getpid():
            with open(os.path.join(folder, "leaks"), "ab") as f:
                f.write(line + b"\n")


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def answer(self, body, kind="application/octet-stream", status=200):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if status == 401:
            self.send_header("WWW-Authenticate", "Basic realm=x")
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        leaks()
        parts = self.path.split("?")[0].strip("/").split("/")
        if parts[0] == "seen":
            with open(os.path.join(folder, "seen"), "a") as f:
                f.write(self.path + "\n")
            return self.answer(b"")
        if self.headers.get("Authorization") not in (basic, "Bearer " + secret):
            return self.answer(b"", status=401)
        try:
            if parts[0] == "simple" and len(parts) == 2:
                names = os.listdir(os.path.join(folder, "pip", parts[1]))
                return self.answer("".join(f'<a href="/files/{parts[1]}/{n}">{n}</a>' for n in names).encode(), "text/html")
            if parts[0] == "files":
                with open(os.path.join(folder, "pip", parts[1], parts[2]), "rb") as f:
                    return self.answer(f.read())
            if parts[0] == "npm" and len(parts) == 2:
                with open(os.path.join(folder, "npm", parts[1], "package", "package.json")) as f:
                    package = json.load(f)
                data = tarball(parts[1])
                package["dist"] = {"tarball": f"http://127.0.0.1:{self.server.server_port}/npm/{parts[1]}/-/x.tgz", "shasum": hashlib.sha1(data).hexdigest()}
                document = {"name": parts[1], "dist-tags": {"latest": package["version"]}, "versions": {package["version"]: package}}
                return self.answer(json.dumps(document).encode(), "application/json")
            if parts[0] == "npm":
                return self.answer(tarball(parts[1]))
        except OSError:
            pass
        self.answer(b"", status=404)


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
