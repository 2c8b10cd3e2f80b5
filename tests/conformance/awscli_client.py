# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A function's life through the aws command of Debian (about a second a call)."""
import json
import os
import subprocess
import tempfile
import zipfile

ENDPOINT = os.environ["LATHE_ENDPOINT"]
ROLE = "arn:aws:iam::000000000000:role/r"
folder = tempfile.mkdtemp()
calls = 0


def aws(*arguments, status=0, service="lambda"):
    global calls
    calls += 1
    done = subprocess.run(["/usr/bin/aws", "--endpoint-url", ENDPOINT, "--output", "json", service, *arguments], cwd=folder, capture_output=True, text=True, timeout=60)
    assert done.returncode == status, f"aws {' '.join(arguments)}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stderr if status else (json.loads(done.stdout) if done.stdout.strip() else {})


def package(name, code, member="app.py"):
    path = os.path.join(folder, name)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, code)
    return "fileb://" + path


one = package("one.zip", "def handler(event, context):\n    print('in the log')\n    return {'one': event}\n")
two = package("two.zip", "def handler(event, context):\n    raise ValueError('two')\n")

made = aws("create-function", "--function-name", "cli", "--runtime", "python3.11", "--role", ROLE, "--handler", "app.handler", "--zip-file", one, "--tags", "k=v")
assert made["State"] == "Pending", made
aws("wait", "function-active-v2", "--function-name", "cli")
assert aws("get-function", "--function-name", made["FunctionArn"])["Tags"] == {"k": "v"}

answer = aws("invoke", "--function-name", "cli", "--payload", '{"a": 1}', "--cli-binary-format", "raw-in-base64-out", "--log-type", "Tail", "out.json")
assert answer["StatusCode"] == 200 and "LogResult" in answer and "FunctionError" not in answer, answer
assert json.load(open(os.path.join(folder, "out.json"))) == {"one": {"a": 1}}
assert aws("invoke", "--function-name", "cli", "--invocation-type", "Event", "out.json")["StatusCode"] == 202

assert aws("publish-version", "--function-name", "cli", "--description", "first")["Version"] == "1"
assert aws("update-function-code", "--function-name", "cli", "--zip-file", two)["LastUpdateStatus"] == "InProgress"
aws("wait", "function-updated-v2", "--function-name", "cli")
assert aws("invoke", "--function-name", "cli", "out.json")["FunctionError"] == "Unhandled"
assert json.load(open(os.path.join(folder, "out.json")))["errorMessage"] == "two"
assert aws("invoke", "--function-name", "cli", "--qualifier", "1", "out.json")["ExecutedVersion"] == "1"
assert aws("update-function-configuration", "--function-name", "cli", "--memory-size", "512", "--environment", "Variables={NAME=value}")["MemorySize"] == 512
assert [v["Version"] for v in aws("list-versions-by-function", "--function-name", "cli", "--page-size", "1")["Versions"]] == ["$LATEST", "1"]

live = aws("create-alias", "--function-name", "cli", "--name", "live", "--function-version", "1")
assert aws("invoke", "--function-name", "cli:live", "out.json")["ExecutedVersion"] == "1"
assert aws("update-alias", "--function-name", "cli", "--name", "live", "--description", "d", "--revision-id", live["RevisionId"])["Description"] == "d"
assert aws("list-aliases", "--function-name", "cli", "--function-version", "1")["Aliases"][0]["AliasArn"] == live["AliasArn"]
message = aws("delete-function", "--function-name", "cli", "--qualifier", "1", status=254)
assert "Unable to delete version because the following aliases reference it: [live]" in message, message
aws("add-permission", "--function-name", "cli:live", "--statement-id", "api", "--action", "lambda:InvokeFunction", "--principal", "apigateway.amazonaws.com")
assert json.loads(aws("get-policy", "--function-name", "cli", "--qualifier", "live")["Policy"])["Statement"][0]["Principal"] == {"Service": "apigateway.amazonaws.com"}
aws("delete-alias", "--function-name", "cli", "--name", "live")

layer = aws("publish-layer-version", "--layer-name", "cli-tools", "--zip-file", package("layer.zip", "text", "note.txt"), "--compatible-runtimes", "python3.11")
assert layer["Version"] == 1 and aws("get-layer-version-by-arn", "--arn", layer["LayerVersionArn"])["Content"]["CodeSha256"] == layer["Content"]["CodeSha256"]
assert aws("list-layers", "--compatible-runtime", "python3.11")["Layers"][0]["LayerName"] == "cli-tools"
assert aws("update-function-configuration", "--function-name", "cli", "--layers", layer["LayerVersionArn"])["Layers"] == [{"Arn": layer["LayerVersionArn"], "CodeSize": layer["Content"]["CodeSize"]}]
aws("wait", "function-updated-v2", "--function-name", "cli")
aws("delete-layer-version", "--layer-name", "cli-tools", "--version-number", "1")
assert aws("list-layer-versions", "--layer-name", "cli-tools") == {"LayerVersions": []}

assert aws("put-function-concurrency", "--function-name", "cli", "--reserved-concurrent-executions", "5") == {"ReservedConcurrentExecutions": 5}
assert aws("get-function-concurrency", "--function-name", "cli") == {"ReservedConcurrentExecutions": 5}
aws("delete-function-concurrency", "--function-name", "cli")
assert aws("get-account-settings")["AccountLimit"]["UnreservedConcurrentExecutions"] == 1000
assert aws("get-caller-identity", service="sts")["Account"] == "000000000000"
aws("delete-function", "--function-name", "cli")
message = aws("get-function", "--function-name", "cli", status=254)
assert "An error occurred (ResourceNotFoundException) when calling the GetFunction operation: Function not found: arn:aws:lambda:us-east-1:000000000000:function:cli" in message, message
print(calls, "calls: all is well")
