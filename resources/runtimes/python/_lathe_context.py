# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The context object of a Python handler, with the names and types that Lambda gives it."""
import posix
import sys
from time import time


class Variables:
    """os.environ, which is not loaded before the function asks for it: its module takes a seventh of the interpreter's start.
    It begins with what `posix` holds, so that both always agree."""

    @staticmethod
    def loaded():
        return getattr(sys.modules.get("os"), "environ", None)

    def get(self, name, otherwise=None):
        environ = self.loaded()
        if environ is not None:
            return environ.get(name, otherwise)
        value = posix.environ.get(name.encode())
        return otherwise if value is None else value.decode("utf-8", "surrogateescape")

    def set(self, name, value):
        environ = self.loaded()
        if environ is not None:
            environ[name] = value
        else:
            posix.putenv(name.encode(), value.encode("utf-8", "surrogateescape"))
            posix.environ[name.encode()] = value.encode("utf-8", "surrogateescape")

    def pop(self, name):
        environ = self.loaded()
        if environ is not None:
            return environ.pop(name, None)
        value = self.get(name)
        if value is not None:
            posix.unsetenv(name.encode())
            del posix.environ[name.encode()]
        return value


environ = Variables()


class Fields:
    """An object with fixed fields that are None until they are set."""
    __slots__ = ()

    def __init__(self, values=None):
        for name in self.__slots__:
            setattr(self, name, values.get(name) if values else None)

    def __repr__(self):
        return "%s([%s])" % (type(self).__name__, ",".join("%s=%s" % (n, getattr(self, n)) for n in self.__slots__))


class CognitoIdentity(Fields):
    __slots__ = ("cognito_identity_id", "cognito_identity_pool_id")


class Client(Fields):
    __slots__ = ("installation_id", "app_title", "app_version_name", "app_version_code", "app_package_name")


class ClientContext(Fields):
    __slots__ = ("custom", "env", "client")


class Current:
    """The invocation under way, for log lines."""
    id = ""
    tenant = None


class LambdaContext:
    def __init__(self, request_id, headers, codec, fault):
        def parsed(name, title):
            text = headers.get(name)
            if not text:
                return None
            try:
                return codec.decode(text)
            except Exception as error:
                reason = str(error).replace("Unable to unmarshal input: ", "", 1)
                raise fault("Runtime.LambdaContextUnmarshalError", "Unable to parse %s JSON: %s" % (title, reason))

        self.aws_request_id = request_id
        self.log_group_name = environ.get("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream_name = environ.get("AWS_LAMBDA_LOG_STREAM_NAME")
        self.function_name = environ.get("AWS_LAMBDA_FUNCTION_NAME")
        self.memory_limit_in_mb = environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        self.function_version = environ.get("AWS_LAMBDA_FUNCTION_VERSION")
        self.invoked_function_arn = headers.get(b"lambda-runtime-invoked-function-arn", b"").decode() or None
        tenant = headers.get(b"lambda-runtime-aws-tenant-id")
        self.tenant_id = tenant.decode() if tenant else None
        client = parsed(b"lambda-runtime-client-context", "Client Context")
        self.client_context = None
        if client is not None:
            self.client_context = ClientContext(client)
            if self.client_context.client is not None:
                self.client_context.client = Client(self.client_context.client)
        cognito = parsed(b"lambda-runtime-cognito-identity", "Cognito Identity") or {}
        self.identity = CognitoIdentity({"cognito_identity_id": cognito.get("cognitoIdentityId"),
                                         "cognito_identity_pool_id": cognito.get("cognitoIdentityPoolId")})
        self._epoch_deadline_time_in_ms = int(headers.get(b"lambda-runtime-deadline-ms", 0))

    def get_remaining_time_in_millis(self):
        return max(0, self._epoch_deadline_time_in_ms - int(time() * 1000))

    def log(self, message):
        sys.stdout.write(str(message))

    def __repr__(self):
        names = ("aws_request_id", "log_group_name", "log_stream_name", "function_name", "memory_limit_in_mb",
                 "function_version", "invoked_function_arn", "client_context", "identity", "tenant_id")
        return "LambdaContext([%s])" % ",".join("%s=%s" % (name, getattr(self, name)) for name in names)


for _known in (CognitoIdentity, Client, ClientContext, LambdaContext):  # by the names that Lambda's have
    _known.__module__ = "awslambdaric.lambda_context"
