# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A function's life through Debian's boto3: operations, waiters, paginators, error classes, names as ARNs."""
import base64
import hashlib
import io
import json
import os
import time
import urllib.request
import zipfile

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ENDPOINT = os.environ["LATHE_ENDPOINT"]
ROLE = "arn:aws:iam::000000000000:role/r"
client = boto3.client("lambda", endpoint_url=ENDPOINT, config=Config(retries={"total_max_attempts": 1}))


def package(code, name="app.py"):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, code)
    return buffer.getvalue()


def same(found, expected):
    assert found == expected, f"{found!r} is not {expected!r}"


def refused(name, call, **arguments):
    """The call fails with the error class of this name; returns the error's answer."""
    try:
        call(**arguments)
    except ClientError as error:
        same(error.response["Error"]["Code"], name)
        modelled = getattr(client.exceptions, name, None)
        assert modelled is None or isinstance(error, modelled), type(error)
        assert error.response["ResponseMetadata"]["RequestId"]
        return error.response
    raise AssertionError(f"{name} was expected")


ECHO = "def handler(event, context):\n    print('hello log')\n    return {'got': event, 'version': context.function_version}\n"
FAILING = "def handler(event, context):\n    raise KeyError('broken')\n"


def lifecycle():
    code = package(ECHO)
    made = client.create_function(FunctionName="life", Runtime="python3.11", Role=ROLE, Handler="app.handler", Code={"ZipFile": code},
        Description="first", Environment={"Variables": {"AA": "1"}}, Tags={"team": "a"})
    same(made["ResponseMetadata"]["HTTPStatusCode"], 201)
    same(made["State"], "Pending")
    same(made["CodeSha256"], base64.b64encode(hashlib.sha256(code).digest()).decode())
    client.get_waiter("function_active").wait(FunctionName="life", WaiterConfig={"Delay": 1, "MaxAttempts": 10})
    client.get_waiter("function_active_v2").wait(FunctionName="life", WaiterConfig={"Delay": 1, "MaxAttempts": 10})
    client.get_waiter("function_exists").wait(FunctionName="life", WaiterConfig={"Delay": 1, "MaxAttempts": 3})
    refused("ResourceConflictException", client.create_function, FunctionName="life", Runtime="python3.11", Role=ROLE, Handler="app.handler", Code={"ZipFile": code})

    got = client.get_function(FunctionName="life")
    same(got["Tags"], {"team": "a"})
    same(urllib.request.urlopen(got["Code"]["Location"]).read(), code)
    same(got["Configuration"], {k: v for k, v in client.get_function_configuration(FunctionName="life").items() if k != "ResponseMetadata"})

    changed = client.update_function_code(FunctionName="life", ZipFile=package(FAILING), Publish=False)
    same(changed["LastUpdateStatus"], "InProgress")
    client.get_waiter("function_updated").wait(FunctionName="life", WaiterConfig={"Delay": 1, "MaxAttempts": 10})
    failed = client.invoke(FunctionName="life", Payload=b"{}")
    same((failed["StatusCode"], failed["FunctionError"]), (200, "Unhandled"))
    same(json.load(failed["Payload"])["errorType"], "KeyError")
    client.update_function_code(FunctionName="life", ZipFile=code)
    client.get_waiter("function_updated_v2").wait(FunctionName="life", WaiterConfig={"Delay": 1, "MaxAttempts": 10})

    client.update_function_configuration(FunctionName="life", MemorySize=256, Timeout=10)
    client.get_waiter("function_updated_v2").wait(FunctionName="life", WaiterConfig={"Delay": 1, "MaxAttempts": 10})
    now = client.get_function_configuration(FunctionName="life")
    same((now["MemorySize"], now["Timeout"], now["Environment"]["Variables"]), (256, 10, {"AA": "1"}))
    refused("PreconditionFailedException", client.update_function_code, FunctionName="life", ZipFile=code, RevisionId="other")


def invocations():
    answer = client.invoke(FunctionName="life", Payload=json.dumps({"n": 1}), LogType="Tail")
    same((answer["StatusCode"], answer["ExecutedVersion"]), (200, "$LATEST"))
    same(json.load(answer["Payload"]), {"got": {"n": 1}, "version": "$LATEST"})
    log = base64.b64decode(answer["LogResult"]).decode()
    assert "hello log" in log and "REPORT RequestId: " + answer["ResponseMetadata"]["RequestId"] in log, log
    same(client.invoke(FunctionName="life", InvocationType="Event", Payload=b"{}")["StatusCode"], 202)
    same(client.invoke(FunctionName="life", InvocationType="DryRun")["StatusCode"], 204)
    arn = client.get_function_configuration(FunctionName="life")["FunctionArn"]
    for name in ("life", "life:$LATEST", "function:life", "000000000000:function:life", arn, arn + ":$LATEST"):
        same(client.invoke(FunctionName=name)["StatusCode"], 200)
    same(client.invoke(FunctionName=arn, Qualifier="$LATEST")["ExecutedVersion"], "$LATEST")
    context = base64.b64encode(b'{"custom": {}}').decode()
    same(client.invoke(FunctionName="life", ClientContext=context)["StatusCode"], 200)
    error = refused("InvalidRequestContentException", client.invoke, FunctionName="life", Payload=b"{not json")
    assert error["Error"]["Message"].startswith("Could not parse request body into json: "), error
    refused("RequestTooLargeException", client.invoke, FunctionName="life", Payload=b'"' + b"x" * (6 * 1024 * 1024 + 200) + b'"')
    refused("RequestTooLargeException", client.invoke, FunctionName="life", InvocationType="Event", Payload=b'"' + b"x" * (1024 * 1024) + b'"')
    refused("ResourceNotFoundException", client.invoke, FunctionName="nobody")


def versions():
    first = client.publish_version(FunctionName="life", Description="one")
    same((first["Version"], first["Description"]), ("1", "one"))
    same(client.publish_version(FunctionName="life")["Version"], "1")
    client.get_waiter("published_version_active").wait(FunctionName="life", Qualifier="1", WaiterConfig={"Delay": 1, "MaxAttempts": 10})
    for number in range(2, 5):
        client.update_function_configuration(FunctionName="life", Timeout=10 + number)
        client.get_waiter("function_updated_v2").wait(FunctionName="life", WaiterConfig={"Delay": 1, "MaxAttempts": 10})
        same(client.publish_version(FunctionName="life")["Version"], str(number))
    pages = list(client.get_paginator("list_versions_by_function").paginate(FunctionName="life", PaginationConfig={"PageSize": 2}))
    same(len(pages), 3)
    same([v["Version"] for page in pages for v in page["Versions"]], ["$LATEST", "1", "2", "3", "4"])
    same(json.load(client.invoke(FunctionName="life", Qualifier="3")["Payload"])["version"], "3")
    client.delete_function(FunctionName="life", Qualifier="2")
    refused("ResourceNotFoundException", client.get_function, FunctionName="life", Qualifier="2")
    refused("InvalidParameterValueException", client.publish_version, FunctionName="life", CodeSha256="wrong")
    refused("InvalidParameterValueException", client.delete_function, FunctionName="life", Qualifier="$LATEST")


def aliases():
    made = client.create_alias(FunctionName="life", Name="live", FunctionVersion="3", Description="d", RoutingConfig={"AdditionalVersionWeights": {"4": 0.5}})
    same((made["ResponseMetadata"]["HTTPStatusCode"], made["AliasArn"].split(":")[-1], made["RoutingConfig"]), (201, "live", {"AdditionalVersionWeights": {"4": 0.5}}))
    ran = [client.invoke(FunctionName="life:live") for _ in range(100)]
    same({a["ExecutedVersion"] for a in ran}, {"3", "4"}) # only one of them: once in 10^30 runs
    same(all(json.load(a["Payload"])["version"] == a["ExecutedVersion"] for a in ran), True)
    refused("ResourceConflictException", client.create_alias, FunctionName="life", Name="live", FunctionVersion="3")
    refused("InvalidParameterValueException", client.update_alias, FunctionName="life", Name="live", FunctionVersion="4")
    refused("PreconditionFailedException", client.update_alias, FunctionName="life", Name="live", RevisionId="other")
    refused("ResourceConflictException", client.delete_function, FunctionName="life", Qualifier="4")
    moved = client.update_alias(FunctionName="life", Name="live", FunctionVersion="4", RoutingConfig={"AdditionalVersionWeights": {}}, RevisionId=made["RevisionId"])
    same((moved["FunctionVersion"], "RoutingConfig" in moved), ("4", False))
    same({k: v for k, v in client.get_alias(FunctionName="life", Name="live").items() if k != "ResponseMetadata"}, {k: v for k, v in moved.items() if k != "ResponseMetadata"})
    for name in ("a", "b"):
        client.create_alias(FunctionName="life", Name=name, FunctionVersion="1")
    same([a["Name"] for page in client.get_paginator("list_aliases").paginate(FunctionName="life", PaginationConfig={"PageSize": 1}) for a in page["Aliases"]], ["a", "b", "live"])
    same([a["Name"] for a in client.list_aliases(FunctionName="life", FunctionVersion="1")["Aliases"]], ["a", "b"])
    client.get_waiter("function_active_v2").wait(FunctionName="life:live", WaiterConfig={"Delay": 1, "MaxAttempts": 3})
    same(client.get_function(FunctionName="life", Qualifier="live")["Configuration"]["FunctionArn"], made["AliasArn"])
    same(client.invoke_async(FunctionName=made["AliasArn"], InvokeArgs=b"{}")["Status"], 202)
    same(client.invoke(FunctionName="life", Qualifier="live", InvocationType="Event")["StatusCode"], 202)
    same(client.put_provisioned_concurrency_config(FunctionName="life", Qualifier="a", ProvisionedConcurrentExecutions=1)["Status"], "IN_PROGRESS")
    refused("ResourceConflictException", client.put_provisioned_concurrency_config, FunctionName="life", Qualifier="b", ProvisionedConcurrentExecutions=1)
    refused("ResourceConflictException", client.put_provisioned_concurrency_config, FunctionName="life", Qualifier="1", ProvisionedConcurrentExecutions=1)
    for name in ("a", "b", "live", "gone"):
        client.delete_alias(FunctionName="life", Name=name)
    same(client.list_aliases(FunctionName="life")["Aliases"], [])
    refused("ResourceNotFoundException", client.update_alias, FunctionName="life", Name="live")


def function_settings():
    client.create_alias(FunctionName="life", Name="live", FunctionVersion="3")
    added = client.add_permission(FunctionName="life", Qualifier="live", StatementId="s3", Action="lambda:InvokeFunction", Principal="s3.amazonaws.com", SourceArn="arn:aws:s3:::bucket", SourceAccount="111111111111")
    same(json.loads(added["Statement"])["Condition"], {"ArnLike": {"AWS:SourceArn": "arn:aws:s3:::bucket"}, "StringEquals": {"AWS:SourceAccount": "111111111111"}})
    refused("ResourceConflictException", client.add_permission, FunctionName="life:live", StatementId="s3", Action="lambda:InvokeFunction", Principal="s3.amazonaws.com")
    policy = client.get_policy(FunctionName="life", Qualifier="live")
    same([s["Sid"] for s in json.loads(policy["Policy"])["Statement"]], ["s3"])
    refused("ResourceNotFoundException", client.get_policy, FunctionName="life")
    client.remove_permission(FunctionName="life", Qualifier="live", StatementId="s3", RevisionId=policy["RevisionId"])
    refused("ResourceNotFoundException", client.remove_permission, FunctionName="life", Qualifier="live", StatementId="s3")
    put = client.put_function_event_invoke_config(FunctionName="life", Qualifier="live", MaximumRetryAttempts=1, DestinationConfig={"OnFailure": {"Destination": "arn:aws:sqs:us-east-1:000000000000:dead"}})
    same((put["FunctionArn"].split(":")[-1], put["MaximumRetryAttempts"], put["LastModified"].year >= 2026), ("live", 1, True))
    same(client.update_function_event_invoke_config(FunctionName="life", Qualifier="live", MaximumEventAgeInSeconds=60)["MaximumRetryAttempts"], 1)
    client.put_function_event_invoke_config(FunctionName="life", MaximumRetryAttempts=0)
    pages = client.get_paginator("list_function_event_invoke_configs").paginate(FunctionName="life", PaginationConfig={"PageSize": 1})
    same([c["FunctionArn"].split(":")[-1] for page in pages for c in page["FunctionEventInvokeConfigs"]], ["$LATEST", "live"])
    client.delete_function_event_invoke_config(FunctionName="life")
    url = client.create_function_url_config(FunctionName="life", Qualifier="live", AuthType="NONE", Cors={"AllowOrigins": ["*"]})
    client.add_permission(FunctionName="life:live", StatementId="url", Action="lambda:InvokeFunctionUrl", Principal="*", FunctionUrlAuthType="NONE")
    client.add_permission(FunctionName="life:live", StatementId="invoke", Action="lambda:InvokeFunction", Principal="*")
    with urllib.request.urlopen(urllib.request.Request(url["FunctionUrl"] + "path?x=1", headers={"Origin": "https://a.example"})) as answer:
        got = json.load(answer)
        same((got["got"]["rawPath"], got["got"]["queryStringParameters"], got["version"]), ("/path", {"x": "1"}, "3"))
        same(answer.headers["Access-Control-Allow-Origin"], "*")
    same(client.update_function_url_config(FunctionName="life", Qualifier="live", AuthType="AWS_IAM")["AuthType"], "AWS_IAM")
    same([c["FunctionUrl"] for page in client.get_paginator("list_function_url_configs").paginate(FunctionName="life") for c in page["FunctionUrlConfigs"]], [url["FunctionUrl"]])
    client.delete_function_url_config(FunctionName="life", Qualifier="live")
    refused("ResourceNotFoundException", client.get_function_url_config, FunctionName="life", Qualifier="live")
    client.delete_alias(FunctionName="life", Name="live")
    refused("ResourceNotFoundException", client.get_function_event_invoke_config, FunctionName="life", Qualifier="live")
    refused("InvalidParameterValueException", client.update_function_configuration, FunctionName="life:3", Timeout=9)


def provisioned():
    arguments = {"FunctionName": "life", "Qualifier": "3"}
    refused("InvalidParameterValueException", client.put_provisioned_concurrency_config, FunctionName="life", Qualifier="$LATEST", ProvisionedConcurrentExecutions=1)
    refused("ProvisionedConcurrencyConfigNotFoundException", client.get_provisioned_concurrency_config, **arguments)
    made = client.put_provisioned_concurrency_config(ProvisionedConcurrentExecutions=1, **arguments)
    same((made["ResponseMetadata"]["HTTPStatusCode"], made["Status"], made["RequestedProvisionedConcurrentExecutions"]), (202, "IN_PROGRESS", 1))
    for _ in range(200):
        state = client.get_provisioned_concurrency_config(**arguments)
        if state["Status"] != "IN_PROGRESS":
            break
        time.sleep(0.05)
    same((state["Status"], state["AvailableProvisionedConcurrentExecutions"]), ("READY", 1))
    same([c["FunctionArn"].split(":")[-1] for c in client.list_provisioned_concurrency_configs(FunctionName="life")["ProvisionedConcurrencyConfigs"]], ["3"])
    same(json.load(client.invoke(**arguments)["Payload"])["version"], "3")
    client.delete_provisioned_concurrency_config(**arguments)
    refused("ProvisionedConcurrencyConfigNotFoundException", client.get_provisioned_concurrency_config, **arguments)


def lists_and_tags():
    for number in range(5):
        client.create_function(FunctionName=f"list-{number}", Runtime="provided.al2023", Role=ROLE, Handler="x", Code={"ZipFile": package("#!/bin/sh\n", "bootstrap")})
    names = [f["FunctionName"] for page in client.get_paginator("list_functions").paginate(PaginationConfig={"PageSize": 2}) for f in page["Functions"]]
    same(names, ["life"] + [f"list-{n}" for n in range(5)])
    every = [f["FunctionArn"] for page in client.get_paginator("list_functions").paginate(FunctionVersion="ALL") for f in page["Functions"]]
    same(len(every), 9)
    arn = client.get_function_configuration(FunctionName="life")["FunctionArn"]
    client.tag_resource(Resource=arn, Tags={"a b": "ü", "x": "1"})
    client.untag_resource(Resource=arn, TagKeys=["x", "team"])
    same(client.list_tags(Resource=arn)["Tags"], {"a b": "ü"})


def layers():
    tools = package("def tool():\n    return 'one'\n", "python/tool.py")
    made = client.publish_layer_version(LayerName="tools", Description="first", Content={"ZipFile": tools}, CompatibleRuntimes=["python3.11"],
        CompatibleArchitectures=["x86_64"], LicenseInfo="MIT")
    same((made["ResponseMetadata"]["HTTPStatusCode"], made["Version"], made["Content"]["CodeSize"]), (201, 1, len(tools)))
    same(made["Content"]["CodeSha256"], base64.b64encode(hashlib.sha256(tools).digest()).decode())
    same(urllib.request.urlopen(client.get_layer_version(LayerName="tools", VersionNumber=1)["Content"]["Location"]).read(), tools)
    same(client.get_layer_version_by_arn(Arn=made["LayerVersionArn"])["LicenseInfo"], "MIT")
    same(client.get_layer_version(LayerName=made["LayerArn"], VersionNumber=1)["Description"], "first")
    second = client.publish_layer_version(LayerName="tools", Content={"ZipFile": package("def tool():\n    return 'two'\n", "python/tool.py")})
    pages = list(client.get_paginator("list_layer_versions").paginate(LayerName="tools", PaginationConfig={"PageSize": 1}))
    same([v["Version"] for page in pages for v in page["LayerVersions"]], [2, 1])
    same([v["Version"] for v in client.list_layer_versions(LayerName="tools", CompatibleRuntime="python3.11")["LayerVersions"]], [1])
    same([x["LatestMatchingVersion"]["Version"] for page in client.get_paginator("list_layers").paginate() for x in page["Layers"]], [2])

    code = package("import tool\n\ndef handler(event, context):\n    return tool.tool()\n")
    client.create_function(FunctionName="layered", Runtime="python3.11", Role=ROLE, Handler="app.handler", Code={"ZipFile": code}, Layers=[made["LayerVersionArn"]])
    client.get_waiter("function_active_v2").wait(FunctionName="layered", WaiterConfig={"Delay": 1, "MaxAttempts": 10})
    same(json.load(client.invoke(FunctionName="layered")["Payload"]), "one")
    changed = client.update_function_configuration(FunctionName="layered", Layers=[second["LayerVersionArn"]])
    same(changed["Layers"], [{"Arn": second["LayerVersionArn"], "CodeSize": second["Content"]["CodeSize"]}])
    client.get_waiter("function_updated_v2").wait(FunctionName="layered", WaiterConfig={"Delay": 1, "MaxAttempts": 10})
    client.delete_layer_version(LayerName="tools", VersionNumber=2)
    same(json.load(client.invoke(FunctionName="layered")["Payload"]), "two")
    refused("ResourceNotFoundException", client.get_layer_version, LayerName="tools", VersionNumber=2)
    refused("InvalidParameterValueException", client.update_function_configuration, FunctionName="layered", Layers=[second["LayerVersionArn"]])
    same(client.publish_layer_version(LayerName="tools", Content={"ZipFile": tools})["Version"], 3)

    added = client.add_layer_version_permission(LayerName="tools", VersionNumber=3, StatementId="all", Action="lambda:GetLayerVersion", Principal="*")
    same(json.loads(added["Statement"])["Resource"], made["LayerArn"] + ":3")
    policy = client.get_layer_version_policy(LayerName="tools", VersionNumber=3)
    same((policy["RevisionId"], len(json.loads(policy["Policy"])["Statement"])), (added["RevisionId"], 1))
    refused("ResourceConflictException", client.add_layer_version_permission, LayerName="tools", VersionNumber=3, StatementId="all", Action="lambda:GetLayerVersion", Principal="*")
    refused("PreconditionFailedException", client.remove_layer_version_permission, LayerName="tools", VersionNumber=3, StatementId="all", RevisionId="x")
    client.remove_layer_version_permission(LayerName="tools", VersionNumber=3, StatementId="all", RevisionId=policy["RevisionId"])
    client.delete_function(FunctionName="layered")


def code_signing():
    publishers = {"SigningProfileVersionArns": ["arn:aws:signer:us-east-1:000000000000:/signing-profiles/team/0123456789"]}
    config = client.create_code_signing_config(Description="d", AllowedPublishers=publishers, CodeSigningPolicies={"UntrustedArtifactOnDeployment": "Enforce"})["CodeSigningConfig"]
    arn = config["CodeSigningConfigArn"]
    same(client.get_code_signing_config(CodeSigningConfigArn=arn)["CodeSigningConfig"], config)
    same([c["CodeSigningConfigId"] for page in client.get_paginator("list_code_signing_configs").paginate() for c in page["CodeSigningConfigs"]], [config["CodeSigningConfigId"]])
    same(client.put_function_code_signing_config(FunctionName="life", CodeSigningConfigArn=arn)["FunctionName"], "life")
    same(client.get_function_code_signing_config(FunctionName="life")["CodeSigningConfigArn"], arn)
    same(len(client.list_functions_by_code_signing_config(CodeSigningConfigArn=arn)["FunctionArns"]), 1)
    refused("CodeVerificationFailedException", client.update_function_code, FunctionName="life", ZipFile=package(ECHO))
    refused("ResourceConflictException", client.delete_code_signing_config, CodeSigningConfigArn=arn)
    client.delete_function_code_signing_config(FunctionName="life")
    same(client.update_code_signing_config(CodeSigningConfigArn=arn, Description="e")["CodeSigningConfig"]["Description"], "e")
    client.delete_code_signing_config(CodeSigningConfigArn=arn)
    refused("ResourceNotFoundException", client.get_code_signing_config, CodeSigningConfigArn=arn)
    refused("CodeSigningConfigNotFoundException", client.put_function_code_signing_config, FunctionName="life", CodeSigningConfigArn=arn)


def settings():
    same(client.get_account_settings()["AccountUsage"]["FunctionCount"], 6)
    same(client.list_aliases(FunctionName="life")["Aliases"], [])
    same(client.list_event_source_mappings(FunctionName="life")["EventSourceMappings"], [])
    client.get_function_code_signing_config(FunctionName="life")
    same(client.get_function_concurrency(FunctionName="life").get("ReservedConcurrentExecutions"), None)
    same(client.put_function_concurrency(FunctionName="life", ReservedConcurrentExecutions=0)["ReservedConcurrentExecutions"], 0)
    same(client.get_function(FunctionName="life")["Concurrency"], {"ReservedConcurrentExecutions": 0})
    throttled = refused("TooManyRequestsException", client.invoke, FunctionName="life")
    same((throttled["Reason"], throttled["retryAfterSeconds"]), ("ReservedFunctionConcurrentInvocationLimitExceeded", "1"))
    same(client.put_function_concurrency(FunctionName="life", ReservedConcurrentExecutions=900)["ReservedConcurrentExecutions"], 900)
    same(client.get_account_settings()["AccountLimit"]["UnreservedConcurrentExecutions"], 100)
    refused("InvalidParameterValueException", client.put_function_concurrency, FunctionName="life", ReservedConcurrentExecutions=901)
    client.delete_function_concurrency(FunctionName="life")
    same(client.get_account_settings()["AccountLimit"]["UnreservedConcurrentExecutions"], 1000)
    refused("ResourceNotFoundException", client.get_policy, FunctionName="life")
    refused("ResourceNotFoundException", client.get_function_url_config, FunctionName="life")
    refused("ResourceNotFoundException", client.get_alias, FunctionName="life", Name="live")
    refused("UnknownOperationException", client.create_event_source_mapping, FunctionName="life", EventSourceArn="arn:aws:sqs:us-east-1:000000000000:q")
    refused("ValidationException", client.update_function_configuration, FunctionName="life", Timeout=100000)
    refused("InvalidParameterValueException", client.update_function_configuration, FunctionName="life", Runtime="cobol")
    stranger = boto3.client("lambda", endpoint_url=ENDPOINT, aws_access_key_id="AKIAIOSFODNN7EXAMPLE", aws_secret_access_key="x")
    refused("UnrecognizedClientException", stranger.list_functions)
    stranger = boto3.client("lambda", endpoint_url=ENDPOINT, aws_secret_access_key="x", aws_access_key_id=os.environ["AWS_ACCESS_KEY_ID"])
    refused("InvalidSignatureException", stranger.list_functions)
    same(boto3.client("sts", endpoint_url=ENDPOINT).get_caller_identity()["Account"], "000000000000")


def goodbye():
    for name in ["life"] + [f"list-{n}" for n in range(5)]:
        same(client.delete_function(FunctionName=name)["ResponseMetadata"]["HTTPStatusCode"], 204)
    refused("ResourceNotFoundException", client.get_function, FunctionName="life")
    same(client.list_functions()["Functions"], [])


for step in (lifecycle, invocations, versions, aliases, function_settings, provisioned, lists_and_tags, layers, code_signing, settings, goodbye):
    step()
print("all is well")
