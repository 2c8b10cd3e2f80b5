#!/usr/bin/env python3
# An external extension for the tests. Its name decides what it does; what it sees goes to its standard output.
import http.client, json, os, sys, time

name = os.path.basename(sys.argv[0])
api = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])


def call(method, path, headers=None, body=None):
    api.request(method, "/2020-01-01/extension/" + path, body, headers or {})
    answer = api.getresponse()
    return answer.status, answer.headers, answer.read()


def say(text):
    sys.stdout.write("[%s] %s\n" % (name, text))
    sys.stdout.flush()


say("begins in " + os.getcwd())
if "dies-at-once" in name:
    sys.exit(0)
if "environment" in name:
    say("environment " + json.dumps(sorted(os.environ)))
events = ["INVOKE"] if "invoke-only" in name else ["INVOKE", "SHUTDOWN"]
status, headers, body = call("POST", "register", {"Lambda-Extension-Name": name}, json.dumps({"events": events}))
say("registered %d" % status)
me = {"Lambda-Extension-Identifier": headers["Lambda-Extension-Identifier"]}
if "init-error" in name:
    call("POST", "init/error", dict(me, **{"Lambda-Extension-Function-Error-Type": "Extension.NoConfig"}), "{}")
    sys.exit(0)
if "slow-init" in name:
    time.sleep(60)
while True:
    status, headers, body = call("GET", "event/next", me)
    event = json.loads(body)
    say("event %s %s" % (event["eventType"], event.get("shutdownReason", "")))
    if event["eventType"] == "SHUTDOWN":
        left = event["deadlineMs"] - time.time() * 1000
        say("has time %s, file %s" % (0 < left <= 2000, os.path.exists("/tmp/kept")))
        if "writes" in name: # the last thing that it does, and not at once
            time.sleep(0.4)
            with open("/mnt/shelf/" + name, "w") as file:
                file.write(event["shutdownReason"])
        if "deaf" in name:
            time.sleep(60)
        sys.exit(0)
    if "crashes" in name:
        sys.exit(3)
    if "works" in name:
        time.sleep(0.3)
        say("worked")
