#!/usr/bin/env python3
# An extension that subscribes to telemetry, for the tests. Its name says over which API and protocol; what it received it
# prints when it is shut down.
import http.client, http.server, json, os, socketserver, sys, threading, time

name = os.path.basename(sys.argv[0])
address = os.environ["AWS_LAMBDA_RUNTIME_API"]
api = http.client.HTTPConnection(address)
seen = []
fresh = threading.Condition()


def take(events):
    with fresh:
        seen.extend(events)
        fresh.notify_all()


class Http(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        take(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


class Lines(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            take([json.loads(line)])


tcp = "tcp" in name
server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Lines if tcp else Http)
server.daemon_threads = True
threading.Thread(target=server.serve_forever, daemon=True).start()
port = server.server_address[1]


def call(method, path, headers=None, body=None):
    api.request(method, path, body, headers or {})
    answer = api.getresponse()
    return answer.status, answer.headers, answer.read().decode().strip()


def subscription():
    where = {"protocol": "TCP", "port": port} if tcp else {"protocol": "HTTP", "URI": "http://sandbox.localdomain:%d/" % port}
    schema = "2021-03-18" if "logs" in name else "2022-12-13"
    types = ["platform", "function"] + (["extension"] if "all" in name else [])
    return json.dumps({"schemaVersion": schema, "types": types, "buffering": {"timeoutMs": 25}, "destination": where})


path = "/2020-08-15/logs" if "logs" in name else "/2022-07-01/telemetry"
print("stranger", *call("PUT", path, {"Lambda-Extension-Identifier": "11111111-2222-3333-4444-555555555555"}, subscription())[::2], flush=True)
status, headers, body = call("POST", "/2020-01-01/extension/register", {"Lambda-Extension-Name": name}, '{"events":["INVOKE","SHUTDOWN"]}')
me = {"Lambda-Extension-Identifier": headers["Lambda-Extension-Identifier"]}
print("subscribed", *call("PUT", path, me, subscription())[::2], flush=True)
while True:
    event = json.loads(call("GET", "/2020-01-01/extension/event/next", me)[2])
    if event["eventType"] == "INVOKE":
        print("late", *call("PUT", path, me, subscription())[::2], flush=True)
        continue
    with fresh:
        fresh.wait_for(lambda: any(one["type"] == "platform.report" for one in seen), 1.5)
    for one in seen:
        print("SEEN", json.dumps(one), flush=True)
    sys.exit(0)
