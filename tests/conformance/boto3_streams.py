# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Streamed responses through Debian's botocore. Its event stream reader is there; the operation itself is younger than its
model of Lambda, so that this adds the operation's public shapes to the model that it finds."""
import base64
import copy
import io
import json
import os
import tempfile
import time
import zipfile

import botocore.session
from botocore.config import Config

ROLE = "arn:aws:iam::000000000000:role/r"
HANDLER = """
exports.handler = awslambda.streamifyResponse(async (event, stream) => {
  stream.write('one');
  if (event.fail) throw new RangeError('in the middle');
  if (event.exit) { await new Promise((done) => setTimeout(done, 100)); process.exit(3); }
  await new Promise((done) => setTimeout(done, event.wait || 0));
  stream.write(String(Date.now()));
  stream.end();
});
exports.plain = async (event) => ({ plain: event });
"""


def member(shape, location=None, name=None, **more):
    found = {"shape": shape, **more}
    if location:
        found["location"] = location
    if name:
        found["locationName"] = name
    return found


def with_the_operation(model):
    """The service's model with InvokeWithResponseStream, as AWS publishes it since 2023."""
    model = copy.deepcopy(model)
    if "InvokeWithResponseStream" in model["operations"]:
        return model
    model["operations"]["InvokeWithResponseStream"] = {
        "name": "InvokeWithResponseStream",
        "http": {"method": "POST", "requestUri": "/2021-11-15/functions/{FunctionName}/response-streaming-invocations"},
        "input": {"shape": "InvokeWithResponseStreamRequest"},
        "output": {"shape": "InvokeWithResponseStreamResponse"},
        "errors": model["operations"]["Invoke"]["errors"],
    }
    structure = lambda members, **more: {"type": "structure", "members": members, **more}
    model["shapes"].update({
        "InvokeWithResponseStreamRequest": structure({
            "FunctionName": member("NamespacedFunctionName", "uri", "FunctionName"),
            "InvocationType": member("InvocationType", "header", "X-Amz-Invocation-Type"),
            "LogType": member("LogType", "header", "X-Amz-Log-Type"),
            "ClientContext": member("String", "header", "X-Amz-Client-Context"),
            "Qualifier": member("Qualifier", "querystring", "Qualifier"),
            "Payload": member("Blob"),
        }, required=["FunctionName"], payload="Payload"),
        "InvokeWithResponseStreamResponse": structure({
            "StatusCode": member("Integer", "statusCode"),
            "ExecutedVersion": member("Version", "header", "X-Amz-Executed-Version"),
            "EventStream": member("InvokeWithResponseStreamResponseEvent"),
            "ResponseStreamContentType": member("String", "header", "Content-Type"),
        }, payload="EventStream"),
        "InvokeWithResponseStreamResponseEvent": structure({
            "PayloadChunk": member("InvokeResponseStreamUpdate"),
            "InvokeComplete": member("InvokeWithResponseStreamCompleteEvent"),
        }, eventstream=True),
        "InvokeResponseStreamUpdate": structure({"Payload": member("Blob", eventpayload=True)}, event=True),
        "InvokeWithResponseStreamCompleteEvent": structure(
            {"ErrorCode": member("String"), "ErrorDetails": member("String"), "LogResult": member("String")}, event=True),
    })
    return model


def make_client(folder):
    session = botocore.session.get_session()
    loader = session.get_component("data_loader")
    model = with_the_operation(loader.load_service_model("lambda", "service-2"))
    target = os.path.join(folder, "lambda", "2015-03-31")
    os.makedirs(target)
    with open(os.path.join(target, "service-2.json"), "w", encoding="utf-8") as file:
        json.dump(model, file)
    session = botocore.session.get_session()
    session.get_component("data_loader").search_paths.insert(0, folder)
    return session.create_client("lambda", endpoint_url=os.environ["LATHE_ENDPOINT"], config=Config(retries={"total_max_attempts": 1}))


def same(found, expected):
    assert found == expected, f"{found!r} is not {expected!r}"


def package():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("index.js", HANDLER)
    return buffer.getvalue()


def create(client, name, handler):
    client.create_function(FunctionName=name, Runtime="nodejs20.x", Role=ROLE, Handler=handler, Timeout=20, Code={"ZipFile": package()})
    client.get_waiter("function_active_v2").wait(FunctionName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 10})


def read(client, **arguments):
    """The chunks with their times of arrival, and the completion."""
    answer = client.invoke_with_response_stream(**arguments)
    same((answer["StatusCode"], answer["ExecutedVersion"], answer["ResponseStreamContentType"]), (200, "$LATEST", "application/vnd.amazon.eventstream"))
    chunks, complete = [], None
    for event in answer["EventStream"]:
        assert complete is None, event
        if "PayloadChunk" in event:
            chunks.append((time.time() * 1000, event["PayloadChunk"]["Payload"]))
        else:
            complete = event["InvokeComplete"]
    assert complete is not None
    return chunks, complete


def run(client):
    create(client, "streams", "index.handler")
    create(client, "plain", "index.plain")
    chunks, complete = read(client, FunctionName="streams", Payload=json.dumps({"wait": 3000}), LogType="Tail")
    same([payload for _, payload in chunks][0], b"one")
    made = float(chunks[1][1])
    assert chunks[0][0] < made, f"the first chunk came at {chunks[0][0]}, after the second was made ({made})"
    same(set(complete), {"LogResult"})
    assert "REPORT RequestId:" in base64.b64decode(complete["LogResult"]).decode()

    chunks, complete = read(client, FunctionName="streams", Payload=b'{"fail": true}')
    same([payload for _, payload in chunks], [b"one"])
    same(complete["ErrorCode"], "Unhandled")
    error = json.loads(complete["ErrorDetails"])
    same((error["errorType"], error["errorMessage"]), ("RangeError", "in the middle"))

    chunks, complete = read(client, FunctionName="streams", Payload=b'{"exit": true}')
    same([payload for _, payload in chunks], [b"one"])
    same(complete, {"ErrorCode": "Runtime.TruncatedResponse"})

    chunks, complete = read(client, FunctionName="plain", Payload=b"1")
    same((b"".join(payload for _, payload in chunks), complete), (b'{"plain":1}', {}))
    try:
        client.invoke_with_response_stream(FunctionName="nobody")
    except client.exceptions.ResourceNotFoundException:
        pass
    else:
        raise AssertionError("ResourceNotFoundException was expected")


with tempfile.TemporaryDirectory() as folder:
    run(make_client(folder))
print("all is well")
