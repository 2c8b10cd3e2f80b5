#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signs Lambda-shaped requests with botocore and prints them as JSON: the oracle of tst_sigv4. The output is also
committed as sigv4_vectors.json, so that a machine without botocore still tests the signer."""
import datetime
import hashlib
import json
import types

import botocore.auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

HOST = "lambda.eu-west-1.amazonaws.com"
ARN = "arn%3Aaws%3Alambda%3Aeu-west-1%3A123456789012%3Afunction%3Amy-fn"
KEYS = [("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", None),
        ("AKIDEXAMPLE", "a/b+c=d/+=", "FwoGZXIvYXdzEBY/+a=="),
        ("AKID/WITH/SLASH", "geheim-ünïcode", None)]
J = {"Content-Type": "application/json"}
CASES = [
    ("GET", "/2015-03-31/functions", "", {}, ""),
    ("GET", "/2015-03-31/functions/", "", {}, ""),
    ("GET", "/2015-03-31/functions/", "Marker=abc&MaxItems=5", {}, ""),
    ("GET", "/2015-03-31/functions/", "MaxItems=5&Marker=abc", {}, ""),
    ("GET", "/2015-03-31/functions/", "Marker=a%2Fb%3D&FunctionVersion=ALL", {}, ""),
    ("GET", "/2015-03-31/functions/", "List", {}, ""),
    ("GET", "/2015-03-31/functions/", "List&Marker=", {}, ""),
    ("GET", "/2015-03-31/functions/", "a=2&a=1&a=10&A=3", {}, ""),
    ("GET", "/2015-03-31/functions/", "a-b=1&a=2&a.b=3&a_b=4&a~b=5", {}, ""),
    ("GET", "/2015-03-31/functions/", "k=%ED%95%9C%EA%B8%80", {}, ""),
    ("GET", "/2015-03-31/functions/", "k=a%20b&j=a%2Bb", {}, ""),
    ("GET", "/2015-03-31/functions/", "k=v=w", {}, ""),
    ("POST", "/2015-03-31/functions", "", J, '{"a":1}'),
    ("POST", "/2015-03-31/functions", "", J, '{"한글":"값"}'),
    ("POST", "/2015-03-31/functions", "", {"Content-Type": "application/json; charset=utf-8"}, "{}"),
    ("GET", "/2015-03-31/functions/my-fn", "", {}, ""),
    ("GET", "/2015-03-31/functions/my-fn", "Qualifier=%24LATEST", {}, ""),
    ("GET", "/2015-03-31/functions/my-fn%3Aprod", "", {}, ""),
    ("GET", "/2015-03-31/functions/my-fn:prod", "", {}, ""),
    ("GET", f"/2015-03-31/functions/{ARN}/configuration", "", {}, ""),
    ("GET", "/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:my-fn/configuration", "", {}, ""),
    ("PUT", f"/2015-03-31/functions/{ARN}/code", "", J, '{"DryRun":true}'),
    ("PUT", "/2015-03-31/functions/my-fn/configuration", "", J, '{"Timeout":3}'),
    ("DELETE", "/2015-03-31/functions/my-fn", "Qualifier=3", {}, ""),
    ("DELETE", f"/2017-03-31/tags/{ARN}", "tagKeys=b&tagKeys=a", {}, ""),
    ("GET", f"/2017-03-31/tags/{ARN}", "", {}, ""),
    ("GET", "/2017-03-31/tags/arn%3aaws%3alambda", "", {}, ""),
    ("POST", "/2015-03-31/functions/my-fn/invocations", "", {"X-Amz-Invocation-Type": "RequestResponse", "X-Amz-Log-Type": "Tail"}, "{}"),
    ("POST", "/2015-03-31/functions/my-fn/invocations", "Qualifier=prod", {"X-Amz-Client-Context": "eyJhIjoxfQ=="}, '"hi"'),
    ("POST", "/2015-03-31/functions/my-fn/invocations", "", {"X-Amz-Meta": "  two   spaces\tand a tab  "}, "null"),
    ("POST", "/2015-03-31/functions/my-fn/invocations", "", {"X-Amz-A": "1", "X-Amz-Ab": "2", "X-Amz-A-B": "3"}, "1.0"),
    ("POST", "/2015-03-31/functions/my-fn/invocations", "", {"User-Agent": "x", "Expect": "100-continue", "X-Amzn-Trace-Id": "t"}, ""),
    ("POST", "/2015-03-31/functions/my-fn/invocations", "", {"X-Empty": ""}, ""),
    ("POST", "/2021-11-15/functions/my-fn/response-streaming-invocations", "", {}, "[]"),
    ("GET", "/2018-10-31/layers/my-layer/versions/3", "", {}, ""),
    ("GET", "/2018-10-31/layers", "find=LayerVersion&Arn=arn%3Aaws%3Alambda%3Aeu-west-1%3A1%3Alayer%3Ax%3A1", {}, ""),
    ("GET", "/2015-03-31/event-source-mappings/", "EventSourceArn=arn%3Aaws%3Asqs%3Aeu-west-1%3A1%3Aq&FunctionName=f", {}, ""),
    ("GET", "/2019-09-25/functions/%ED%95%A8%EC%88%98/event-invoke-config/list", "", {}, ""),
    ("GET", "/a/../b/./c//d", "", {}, ""),
    ("GET", "/a/../../b/", "", {}, ""),
    ("GET", "/a%20b/c%2Bd/e~f", "", {}, ""),
    ("GET", "/a+b/(c)/d!e*f'g", "", {}, ""),
    ("GET", "/", "", {}, ""),
    ("HEAD", "/2015-03-31/functions/my-fn", "", {}, ""),
    ("PATCH", "/x", "", {"X-Amz-Dup": "1"}, "p"),
]
S3 = [
    ("PUT", "/bucket/a%20b%2Bc.zip", "", {}, "data"),
    ("GET", "/bucket", "uploads", {}, ""),
    ("GET", "/bucket//a/../b", "", {}, ""),
    ("GET", "/bucket/key", "versionId=x&partNumber=1", {"Range": "bytes=0-1"}, ""),
]


class Frozen(datetime.datetime):
    """The clock of every vector."""
    @classmethod
    def utcnow(cls):
        return cls(2026, 11, 22, 14, 45, 0)


botocore.auth.datetime = types.SimpleNamespace(datetime=Frozen)
out = []
TIME = "20261122T144500Z"


def sign(index, case, service):
    method, path, query, headers, body = case
    access, secret, token = KEYS[index % len(KEYS)]
    url = f"https://{HOST}{path}" + (f"?{query}" if query else "")
    request = AWSRequest(method=method, url=url, data=body.encode(), headers=dict(headers, Host=HOST))
    request.context["payload_signing_enabled"] = True
    cls = botocore.auth.S3SigV4Auth if service == "s3" else botocore.auth.SigV4Auth
    cls(Credentials(access, secret, token), service, "eu-west-1").add_auth(request)
    out.append({"method": method, "path": path, "query": query, "headers": dict(headers, Host=HOST), "body": body,
                "sha256": hashlib.sha256(body.encode()).hexdigest(), "service": service, "region": "eu-west-1",
                "accessKeyId": access, "secret": secret, "token": token or "", "time": TIME,
                "authorization": request.headers["Authorization"]})


for i, c in enumerate(CASES):
    sign(i, c, "lambda")
for i, c in enumerate(S3):
    sign(i, c, "s3")

presigned = []
for service in ("lambda", "s3"):
    request = AWSRequest(method="GET", url=f"https://{HOST}/bucket/a%20b?x=1&List", headers={"Host": HOST})
    cls = botocore.auth.S3SigV4QueryAuth if service == "s3" else botocore.auth.SigV4QueryAuth
    cls(Credentials("AKIDEXAMPLE", "a/b+c=d/+=", "tok/en=="), service, "eu-west-1", expires=900).add_auth(request)
    path, _, query = request.url[len("https://" + HOST):].partition("?")
    presigned.append({"path": path, "query": query, "host": HOST, "secret": "a/b+c=d/+=", "time": TIME, "expires": 900})

print(json.dumps({"signed": out, "presigned": presigned}, indent=1, ensure_ascii=True))
