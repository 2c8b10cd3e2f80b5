# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runtime client for Python functions: takes events from the Runtime API, calls the handler, sends its result back.

It talks HTTP over one kept raw socket and imports next to nothing before the handler: a plain `import json` alone would
add two thirds to the start of the interpreter, which runs with -S. What a function may expect of the `site` module, of
Lambda's logging set-up and of the bundled SDK is put back by hand or on first use. Source is valid for Python 3.8+.
"""
import builtins
import sys
from posix import dup2, getpid, set_inheritable, write
from time import monotonic_ns, time as wall_clock

import _json
import _socket

from _lathe_context import Current, LambdaContext, environ

PREFIX = "/2018-06-01/runtime/"
BLANKS = " \t\n\r"
PATIENCE = 1000000  # seconds, i.e. for ever: with a limit reads poll first, for a read that blocks is woken by the peer's reads too
TUNABLES = "glibc.malloc.mmap_threshold=33554432:glibc.malloc.trim_threshold=67108864"  # the environment's, not the function's
LIMIT = 6291556  # bytes of a result that Lambda takes
LONG = 65536  # characters of a string for which a look ahead pays


class Fault(Exception):
    """A failure that Lambda names with a Runtime.* type."""

    def __init__(self, kind, message, trace=None):
        Exception.__init__(self, message)
        self.kind, self.message, self.trace = kind, message, trace


class Client:
    """HTTP/1.1 over one connection to the Runtime API; made anew when the function closed it or the peer did."""

    def __init__(self, address):
        host, _, port = address.rpartition(":")
        self.peer = (host.strip("[]"), int(port))
        self.family = _socket.AF_INET6 if ":" in host else _socket.AF_INET
        self.fixed = ("Host: %s\r\nUser-Agent: lathe-python/%d.%d\r\n" % ((address,) + sys.version_info[:2])).encode()
        self.poll = ("GET %sinvocation/next HTTP/1.1\r\n" % PREFIX).encode() + self.fixed + b"\r\n"
        # A wrapper may have put a proxy in between, which would take two requests at a time for two that run side by side.
        self.one_by_one = bool(environ.get("AWS_LAMBDA_EXEC_WRAPPER"))
        self.socket = self.inherited()
        self.ahead = b""

    def inherited(self):
        """The socket that an environment brings along, already open to the Runtime API; None without one."""
        number = environ.pop("_LATHE_RUNTIME_SOCKET")
        if number is None:
            return None
        try:
            sock = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM, 0, int(number))
            set_inheritable(int(number), False)
            sock.settimeout(PATIENCE)
            return sock
        except (OSError, ValueError):
            return None

    def connect(self):
        sock = _socket.socket(self.family, _socket.SOCK_STREAM | _socket.SOCK_CLOEXEC)
        sock.setsockopt(_socket.IPPROTO_TCP, _socket.TCP_NODELAY, 1)
        sock.connect(self.peer)
        self.socket = sock

    def exchange(self, parts, answers):
        """Sends requests back to back, returns the last answer and the status of the first one. A broken connection is
        made anew once."""
        for last in (False, True):
            first = None
            try:
                if self.socket is None:
                    self.connect()
                for part in parts:
                    self.send(part)
                first = self.receive()
                return (self.receive() if answers == 2 else first), first[0]
            except OSError:
                self.drop()
                if first is not None:  # the result arrived, only the poll was lost
                    return self.next(), first[0]
                if last:
                    raise

    def send(self, part):
        """What fits is written at once, without asking first whether it will."""
        try:
            count = write(self.socket.fileno(), part)
        except BlockingIOError:
            count = 0
        if count < len(part):
            self.socket.sendall(memoryview(part)[count:])

    def drop(self):
        try:
            if self.socket is not None:
                self.socket.close()
        except OSError:
            pass
        self.socket = None
        self.ahead = b""

    def receive(self):
        """One answer: (status, headers, body), the body as bytes or a bytearray. What came after it waits in `ahead`."""
        receive = self.socket.recv
        data = self.ahead or receive(65536)
        while b"\r\n\r\n" not in data:
            more = receive(65536)
            if not more:
                raise ConnectionResetError("The Runtime API closed the connection.")
            data += more
        head, _, rest = data.partition(b"\r\n\r\n")
        lines = head.split(b"\r\n")
        headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(b":")
            headers[name.strip().lower()] = value.strip()
        if b"transfer-encoding" in headers:
            import _lathe_chunked
            body, self.ahead = _lathe_chunked.read(self.socket, rest)
            return int(lines[0][9:12]), headers, body
        length = int(headers.get(b"content-length", 0))
        if len(rest) < length:
            whole = bytearray(length)
            whole[:len(rest)] = rest
            at, view = len(rest), memoryview(whole)
            while at < length:
                count = self.socket.recv_into(view[at:])
                if not count:
                    raise ConnectionResetError("The Runtime API closed the connection.")
                at += count
            self.ahead = b""
            return int(lines[0][9:12]), headers, whole  # megabytes: not copied once more
        self.ahead = rest[length:]
        return int(lines[0][9:12]), headers, rest[:length]

    def first(self, extra):
        """The same for the first event, with further headers."""
        return self.exchange((self.poll[:-2] + extra.encode() + b"\r\n",), 1)[0]

    def next(self):
        """Asks for an event, returns (status, headers, body)."""
        return self.exchange((self.poll,), 1)[0]

    def get(self, path):
        return self.exchange((("GET %s%s HTTP/1.1\r\n" % (PREFIX, path)).encode() + self.fixed + b"\r\n",), 1)[0]

    def post(self, path, body, content_type="application/json", extra=""):
        return self.exchange(self.pieces(path, body, content_type, extra, b""), 1)[1]

    def post_and_next(self, path, body, content_type, extra):
        """Posts a result and asks for the next event with the same packet: one wake-up less on both sides."""
        if self.one_by_one or len(body) > LIMIT:
            answer, status = None, self.post(path, body, content_type, extra)
        else:
            answer, status = self.exchange(self.pieces(path, body, content_type, extra, self.poll), 2)
        if status == 413 and path.endswith("response"):  # Lambda's client says so and ends
            try:
                write(1, b"[ERROR] [%d] LAMBDA_RUNTIME Failed to post handler success response. Http response code: 413.\n" % int(wall_clock() * 1000))
            except OSError:
                pass  # the function closed its streams
            raise RuntimeError("Failed to post invocation response")
        if status >= 300 and status != 413:
            sys.stderr.write("The Runtime API refused the result (%d).\n" % status)
            sys.exit(1)
        return answer or self.next()

    def pieces(self, path, body, content_type, extra, then):
        head = "POST %s%s HTTP/1.1\r\nContent-Type: %s\r\nContent-Length: %d\r\n%s" % (PREFIX, path, content_type, len(body), extra)
        head = head.encode("utf-8", "replace") + self.fixed + b"\r\n"
        return (head, body, then) if len(body) > 65536 else (head + body + then,)


class Scanner:
    """What the C scanner of the json module asks of its decoder."""
    strict = True
    object_hook = object_pairs_hook = None
    parse_float, parse_int = float, int
    parse_constant = {"-Infinity": float("-inf"), "Infinity": float("inf"), "NaN": float("nan")}.__getitem__
    memo = {}


class Unbuffered:
    """A text stream that holds nothing back, so that a killed function has lost none of its output."""

    def __init__(self, stream):
        self.stream = stream

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def __getattr__(self, name):
        return getattr(self.stream, name)

    def write(self, msg):
        self.stream.write(msg)
        self.stream.flush()

    def writelines(self, msgs):
        self.stream.writelines(msgs)
        self.stream.flush()


def unserializable(value):
    raise TypeError("Object of type %s is not JSON serializable" % type(value).__name__)


def is_special(value, long, depth=0):
    """Whether a result holds what only the slow encoder writes as Lambda does: bytes, Decimal, named tuples, NaN. Notes in
    `long` that there are long strings."""
    kind = type(value)
    if kind is str:
        if len(value) > LONG:
            long.append(True)
        return False
    if kind is int or kind is bool or value is None:
        return False
    if depth > 200:
        return False
    if kind is dict:
        for key, item in value.items():
            if type(key) is not str or is_special(item, long, depth + 1):
                return True
        return False
    if kind is list or kind is tuple:
        for item in value:
            if is_special(item, long, depth + 1):
                return True
        return False
    return kind is not float or value != value or value in (float("inf"), float("-inf"))


class Codec:
    """Events to Python values and results to JSON, without the json module for everything usual."""

    def __init__(self, ascii_only):
        self.ascii_only = ascii_only
        try:
            self.scan = _json.make_scanner(Scanner())
            self.quote = _json.encode_basestring_ascii if ascii_only else _json.encode_basestring
        except (AttributeError, TypeError):  # an interpreter without these internals
            self.scan = self.quote = None

    def decode(self, body, plain=None):
        """`plain`: where its long strings stand, if the environment tells."""
        try:
            if plain and self.scan is not None:
                import _lathe_long
                found, value = _lathe_long.decode(body, plain, self.scan)
                if found:
                    return value
            if self.scan is not None:
                text = body.decode().strip(BLANKS)
                value, end = self.scan(text, 0)
                if end == len(text):
                    return value
        except (StopIteration, ValueError, KeyError, RecursionError, SystemError):
            pass
        import json
        try:
            return json.loads(body)
        except Exception as error:
            raise Fault("Runtime.UnmarshalError", "Unable to unmarshal input: %s" % error)

    def quote_long(self, text):
        if len(text) > LONG:
            import _lathe_long
            if _lathe_long.is_plain(text):
                return "".join(('"', text, '"'))  # one copy; formatting makes several
        return self.quote(text)

    def encode(self, value):
        try:
            long = []
            if self.quote is not None and not is_special(value, long):
                quote = self.quote_long if long else self.quote
                if type(value) is str:
                    return quote(value)
                encoder = _json.make_encoder({}, unserializable, quote, None, ": ", ", ", False, False, True)
                return "".join(encoder(value, 0))
            import _lathe_json
            return _lathe_json.encode(value, self.ascii_only)
        except Exception as error:
            raise Fault("Runtime.MarshalError", "Unable to marshal response: %s" % error)


def load_handler(name):
    """The function that a handler name such as "dir/file.function" or "package.module.function" means."""
    module_name, dot, attribute = name.rpartition(".")
    if not dot:
        raise Fault("Runtime.MalformedHandlerName", "Bad handler '%s': not enough values to unpack (expected 2, got 1)" % name)
    if module_name.split(".")[0] in sys.builtin_module_names:
        raise Fault("Runtime.BuiltInModuleConflict", "Cannot use built-in module %s as a handler module" % module_name)
    dotted = module_name.replace("/", ".")
    try:
        if dotted.startswith(".") or not dotted:
            import importlib
            importlib.import_module(dotted)  # raises what Lambda reports
        __import__(dotted)
        module = sys.modules[dotted]
    except ImportError as error:
        raise Fault("Runtime.ImportModuleError", "Unable to import module '%s': %s" % (module_name, error))
    except SyntaxError as error:
        trace = ['  File "%s" Line %s\n    %s' % (error.filename, error.lineno, error.text)]
        raise Fault("Runtime.UserCodeSyntaxError", "Syntax error in module '%s': %s" % (module_name, error), trace)
    try:
        return getattr(module, attribute)
    except AttributeError:
        raise Fault("Runtime.HandlerNotFound", "Handler '%s' missing on module '%s'" % (attribute, module_name))


def prepare():
    """Search paths, built-ins and streams as a function finds them on Lambda."""
    task, runtime = environ.get("LAMBDA_TASK_ROOT", "/var/task"), environ.get("LAMBDA_RUNTIME_DIR", "/var/runtime")
    rest = [path for path in sys.path if path not in (runtime, task)]
    if not sys.flags.no_site:  # a wrapper, or PYTHONPATH: start-up code had its say; the machine's own packages stay unseen
        rest = [path for path in rest if not path.endswith(("/dist-packages", "/site-packages")) or path.startswith(("/opt/", task, "/tmp/", "/mnt/"))]
    layers = ["/opt/python/lib/python%d.%d/site-packages" % sys.version_info[:2]]
    asked = environ.get("AWS_EXECUTION_ENV", "").rpartition("_")[2]  # layers are made for it; another version may stand in
    if asked.startswith("python3.") and layers[0] != "/opt/python/lib/%s/site-packages" % asked:
        layers.insert(0, "/opt/python/lib/%s/site-packages" % asked)
    sys.path[:] = [task] + layers + ["/opt/python", runtime] + rest
    if not hasattr(builtins, "exit"):  # the module site has not run
        import _sitebuiltins
        for name in ("exit", "quit"):
            setattr(builtins, name, _sitebuiltins.Quitter(name, "Ctrl-D (i.e. EOF)"))
        builtins.help = _sitebuiltins._Helper()
    try:
        dup2(1, 2)  # one pipe for both, so that the log keeps their order
    except OSError:
        pass
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is not None:
            stream.reconfigure(encoding="utf-8", errors="strict" if name == "stdout" else "backslashreplace")
            setattr(sys, name, Unbuffered(stream))
    from _lathe_imports import install
    install([path for path in rest if path.startswith(sys.base_prefix + "/lib")])


def main():
    begun = monotonic_ns()
    if environ.get("GLIBC_TUNABLES") == TUNABLES:
        environ.pop("GLIBC_TUNABLES")
    minor = environ.get("AWS_EXECUTION_ENV", "").rpartition("python3.")[2]
    if not minor.isdigit() or int(minor) < 12:
        environ.pop("LC_CTYPE")  # set by the interpreter itself where the machine lacks Lambda's locale
    prepare()
    client = Client(environ.get("AWS_LAMBDA_RUNTIME_API"))
    role, before = sys.argv[1:], None
    if role:  # in a server, which has the time to learn and to start environments ahead
        del sys.argv[1:]
        before = frozenset(sys.modules)
        if role[0] == "spare":
            import _lathe_spare
            _lathe_spare.wait(client)
    loading = monotonic_ns()
    try:
        handler = load_handler(environ.get("_HANDLER", ""))
    except Exception as error:
        import _lathe_faults
        _lathe_faults.warn()
        kind, body = _lathe_faults.report(error, None)
        if "_lathe_bootstrap" in sys.modules:
            sys.modules["_lathe_bootstrap"].tell_init_error(body)
        client.post("init/error", body, extra="Lambda-Runtime-Function-Error-Type: %s\r\n" % kind)
        sys.exit(1)
    if environ.get("AWS_LAMBDA_INITIALIZATION_TYPE") == "snap-start":
        import _lathe_snapshot
        _lathe_snapshot.take(client)
    serve(client, handler, "Lathe-Init-Times: %d;%d;%d\r\n" % (begun, loading, monotonic_ns()), before)


def serve(client, handler, times, before):
    version = environ.get("AWS_EXECUTION_ENV", "").rpartition("python3.")[2]
    codec = Codec(not (version.isdigit() and int(version) >= 12))
    pid = getpid()
    status, headers, body = client.first(times)
    while True:
        if status != 200:
            sys.stderr.write("The Runtime API answered %d.\n" % status)
            sys.exit(1)
        request_id = headers[b"lambda-runtime-aws-request-id"].decode()
        trace = headers.get(b"lambda-runtime-trace-id")
        if trace:
            environ.set("_X_AMZN_TRACE_ID", trace.decode())
        else:
            environ.pop("_X_AMZN_TRACE_ID")
        Current.id = request_id
        tenant = headers.get(b"lambda-runtime-aws-tenant-id")
        Current.tenant = tenant.decode() if tenant else None
        content_type, extra, action = "application/json", "", "response"
        try:
            context = LambdaContext(request_id, headers, codec, Fault)
            kind = headers.get(b"content-type")
            event = codec.decode(body, headers.get(b"lathe-plain-strings")) if kind == b"application/json" else bytes(body)
            agents = sys.modules.get("_lathe_bootstrap")
            if agents is not None:
                result = agents.call(handler, event, context, body, kind)
            body = None
            if agents is None:
                result = handler(event, context)
            if isinstance(result, bytes):
                answer, content_type = result, "application/unknown"
            else:
                answer = codec.encode(result)
        except Exception as error:
            import _lathe_faults
            kind, answer = _lathe_faults.report(error, request_id)
            extra, action = "Lambda-Runtime-Function-Error-Type: %s\r\n" % kind, "error"
        if getpid() != pid:
            import os
            os._exit(0)  # a forked child that ran out of the handler
        event = result = context = None
        if type(answer) is str:
            answer = answer.encode()
        if "_lathe_bootstrap" in sys.modules:  # also when the handler let an agent in
            sys.modules["_lathe_bootstrap"].tell(action, request_id, answer, content_type)
        if before is not None:
            import _lathe_spare
            extra += "Lathe-Imports: %s\r\n" % _lathe_spare.imported(before)
            before = None
        status, headers, body = client.post_and_next("invocation/%s/%s" % (request_id, action), answer, content_type, extra)
