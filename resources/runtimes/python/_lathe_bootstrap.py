# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The places of Lambda's own runtime client that agents replace to see each event, its result and its failure: they ask for
`bootstrap` in the main module. Loaded when one asks; from then on the runtime goes through what stands here.

Names: awslambdaric, `bootstrap.handle_event_request` and `LambdaRuntimeClient`."""


class LambdaRuntimeClient:
    """What a replaced function gets. Sending is the runtime's own: these are called before it, for whoever stands in their place."""

    def __init__(self, event=None, context=None):
        self.event, self.context = event, context
        self.result = self.error = None

    def post_invocation_result(self, invoke_id, result_data, content_type="application/json"):
        pass

    def post_invocation_error(self, invoke_id, error_response_data, xray_fault):
        pass

    def post_init_error(self, error_response_data, error_type_override=None):
        pass


def handle_event_request(lambda_runtime_client, request_handler, *_, **__):
    try:
        lambda_runtime_client.result = request_handler(lambda_runtime_client.event, lambda_runtime_client.context)
    except Exception as error:
        lambda_runtime_client.error = error


def call(handler, event, context, body, content_type):
    """The handler's result, through what stands in handle_event_request."""
    client = LambdaRuntimeClient(event, context)
    deadline = getattr(context, "_epoch_deadline_time_in_ms", 0)
    handle_event_request(client, handler, context.aws_request_id, body, content_type, None, None, context.invoked_function_arn, deadline, None, None)
    if client.error is not None:
        raise client.error
    return client.result


def tell(action, request_id, answer, content_type):
    client = LambdaRuntimeClient()
    if action == "response":
        client.post_invocation_result(request_id, answer, content_type)
    else:
        client.post_invocation_error(request_id, answer, "{}")


def tell_init_error(answer):
    import json
    LambdaRuntimeClient().post_init_error(json.loads(answer))
