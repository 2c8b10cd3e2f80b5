# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
# Handlers that misbehave, each in its own way; tst_pythonruntime.cpp says what must come of each.
import os
import sys


def echo(event, context):
    return event


def variables(event, context):
    """Seen by os, by the C library and by children alike, whoever loads os first."""
    import subprocess
    import posix
    child = subprocess.run(["/usr/bin/env"], stdout=subprocess.PIPE).stdout.decode()
    seen = [os.environ.get("_X_AMZN_TRACE_ID", "") != "", "_X_AMZN_TRACE_ID=" + os.environ["_X_AMZN_TRACE_ID"] in child.split("\n"),
            "LC_CTYPE" in os.environ, "LC_CTYPE=" in child, b"LC_CTYPE" in posix.environ]
    return seen


def inherits(event, context):
    import subprocess
    seen = subprocess.run(["/bin/sh", "-c", "readlink /proc/self/fd/*"], close_fds=False, stdout=subprocess.PIPE).stdout
    return [b"socket:" in seen, [name for name in os.environ if "LATHE" in name]]


def raises(event, context):
    raise ValueError("bäd \U0001f600")


class Odd(Exception):
    def __str__(self):
        raise RuntimeError("no text")


def raises_odd(event, context):
    raise Odd()


def raises_surrogate(event, context):
    raise ValueError("\ud800")


def raises_fault(event, context):
    class Fault(Exception):
        kind, message, trace = "Runtime.Mine", "not the runtime's", None
    raise Fault("mine")


def raises_deep(event, context):
    def inner():
        {}["missing"]
    inner()


def exits(event, context):
    print("before")
    sys.exit(3)


def exits_plainly(event, context):
    sys.exit()


def quits(event, context):
    quit(4)


def os_exit(event, context):
    sys.stdout.write("no line end")
    os._exit(7)


def segfault(event, context):
    import ctypes
    ctypes.string_at(0)


def aborts(event, context):
    os.abort()


def kills_itself(event, context):
    os.kill(os.getpid(), 9)


def keyboard(event, context):
    raise KeyboardInterrupt()


def recursion(event, context):
    return recursion(event, context)


def nan(event, context):
    return {"x": float("nan")}


def infinite(event, context):
    return [float("inf"), float("-inf")]


def decimal_key(event, context):
    import decimal
    return {decimal.Decimal(1): 1}


def cyclic(event, context):
    a = []
    a.append(a)
    return a


def a_set(event, context):
    return {1, 2}


def raw_bytes(event, context):
    return b"\xff\xfeplain"


def nested_bytes(event, context):
    return {"b": b"text"}


def surrogate(event, context):
    return "\ud800"


def decimals(event, context):
    from decimal import Decimal
    return [Decimal("1.10"), Decimal(10) ** 20]


def named(event, context):
    import collections
    return collections.namedtuple("P", "x y")(1, 2)


class Mapped(dict):
    def _asdict(self):
        return {"as": "dict"}


def as_dicts(event, context):
    class Plain:
        def _asdict(self):
            return {"a": 1}
    return [Plain(), Mapped(z=1)]


def bad_as_dict(event, context):
    class Plain:
        def _asdict(self):
            return 5
    return Plain()


def equal_keys(event, context):
    return {None: {True: {1.0: {1: 2}}}}


def written(event, context):
    return [sys.stdout.write(""), sys.stderr.write("")]


def names_of_lambda(event, context):
    import logging
    from awslambdaric.lambda_context import LambdaContext
    import awslambdaric.bootstrap as client
    return [isinstance(context, LambdaContext), type(context).__module__, type(logging.root.handlers[0]).__name__,
            client is sys.modules["__main__"].bootstrap, [name for name in dir(context) if "current" in name]]


def odd_keys(event, context):
    return {1: "a", None: "b", True: "c", 1.5: "d"}


def bad_key(event, context):
    return {(1, 2): 3}


def nothing(event, context):
    pass


def big_int(event, context):
    return 10 ** 30


def limit(event, context):
    return "x" * (6291556 - 2)


def over_limit(event, context):
    return "x" * (6291556 - 1)


def closes_fds(event, context):
    os.closerange(0, 256)
    return "still here"


def forks(event, context):
    if os.fork() == 0:
        return "child"
    os.wait()
    return "parent"


def fork_storm(event, context):
    """Every process forks for ever: nobody gets a look at their memory maps."""
    print("namespace " + os.readlink("/proc/self/ns/pid"), flush=True)
    while True:
        try:
            os.fork()
        except OSError:
            pass


def terminates(event, context):
    import signal
    os.kill(os.getpid(), signal.SIGTERM)


def kills_group(event, context):
    os.killpg(os.getpgrp(), 9)


def becomes_another(event, context):
    os.execv("/bin/sh", ["sh", "-c", "exit 9"])


def becomes_true(event, context):
    os.execv("/bin/true", ["true"])


def leaves_daemon(event, context):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.closerange(0, 64)
            __import__("time").sleep(3600)
        os._exit(0)
    os.wait()
    return "left one"


def deletes_tmp(event, context):
    import shutil
    open("/tmp/a", "w").close()
    try:
        shutil.rmtree("/tmp")
    except OSError:
        return [name for name in os.listdir("/tmp")]


def all_descriptors(event, context):
    kept = []
    try:
        while True:
            kept.append(os.open("/dev/null", os.O_RDONLY))
    except OSError as error:
        return [900 < len(kept) <= 1024, error.errno]


def odd_output(event, context):
    sys.stdout.buffer.write(b"\xff\xfe\x00\n")
    sys.stdout.flush()
    return 1


def breaks_json(event, context):
    import json
    json.dumps = json.JSONEncoder = None
    return {"a": 1}


def breaks_builtins(event, context):
    import builtins
    builtins.open = builtins.print = None
    return 1


def clears_variables(event, context):
    os.environ.clear()
    return 1


def forgets_modules(event, context):
    sys.modules.clear()
    return 1


def late_thread_raises(event, context):
    import threading

    def raises():
        __import__("time").sleep(0.02)
        raise ValueError("late")
    threading.Thread(target=raises).start()
    return "early"


def thread_exits(event, context):
    import threading
    threading.Thread(target=lambda: os._exit(5)).start()
    __import__("time").sleep(10)


def exits_with_text(event, context):
    sys.exit("a message")


def raises_base(event, context):
    class Mine(BaseException):
        pass
    raise Mine("x")


def answers_itself(event, context):
    import urllib.request
    url = "http://%s/2018-06-01/runtime/invocation/%s/response" % (os.environ["AWS_LAMBDA_RUNTIME_API"], context.aws_request_id)
    urllib.request.urlopen(urllib.request.Request(url, b'"mine"', method="POST"))
    return "again"


def huge_error(event, context):
    raise ValueError("e" * (7 << 20))


def leaves_thread(event, context):
    import threading
    threading.Thread(target=lambda: __import__("time").sleep(60)).start()
    return "answered"


def stdout_gone(event, context):
    sys.stdout = None
    sys.stderr = None
    raise OSError("in the dark")


def one_argument(event):
    return 1


def generator(event, context):
    yield 1


async def coroutine(event, context):
    return 1


class Callable:
    def __call__(self, event, context):
        return "called"


instance = Callable()
not_callable = 5


def changes_signals(event, context):
    import signal
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGPIPE):
        signal.signal(number, signal.SIG_IGN)
    return "deaf"


def deep_result(event, context):
    value = []
    for _ in range(100000):
        value = [value]
    return value


def needs_context(event, context):
    import json
    left = context.get_remaining_time_in_millis()
    fields = {name: getattr(context, name) for name in ("function_name", "function_version", "invoked_function_arn",
              "memory_limit_in_mb", "log_group_name", "tenant_id", "client_context")}
    fields["left"] = 0 < left <= 20000
    fields["id"] = context.aws_request_id == os.environ["_X_AMZN_TRACE_ID"] or len(context.aws_request_id)
    fields["stream"] = context.log_stream_name == os.environ["AWS_LAMBDA_LOG_STREAM_NAME"]
    fields["identity"] = context.identity.cognito_identity_id
    json.dumps(str(context))
    return fields


def logs(event, context):
    import logging
    logging.getLogger().setLevel("INFO")
    logging.info("seen %d", 5)
    logging.debug("unseen")
    print("to stderr", file=sys.stderr)
    try:
        1 / 0
    except ZeroDivisionError:
        logging.exception("caught")
    return len(logging.getLogger().handlers)


def modules(event, context):
    found = {}
    for name in ("boto3", "yaml", "apt", "pip", "requests"):
        try:
            __import__(name)
            found[name] = True
        except ImportError:
            found[name] = False
    return found
