# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lambda's handler of the root logger: "[LEVEL]<tab>time<tab>request id<tab>message", or one JSON object a line."""
import sys
import time
from os import environ

from _lathe_context import LambdaContext

STAMP = "%Y-%m-%dT%H:%M:%S"
PLAIN = frozenset(("name", "msg", "args", "levelname", "levelno", "pathname", "filename", "module", "exc_info", "exc_text",
                   "stack_info", "lineno", "funcName", "created", "msecs", "relativeCreated", "thread", "threadName",
                   "processName", "process", "taskName", "aws_request_id", "tenant_id"))


def set_up(logging):
    class Handler(logging.Handler):
        def emit(self, record):
            text = self.format(record)
            sys.stdout.write(text if text.endswith("\n") else text + "\n")  # a traceback has no line end

    class RequestId(logging.Filter):
        def filter(self, record):
            record.aws_request_id = LambdaContext.current_id
            return True

    class JsonFormatter(logging.Formatter):
        def format(self, record):
            import json
            import traceback
            stamp = time.strftime(STAMP, time.gmtime(record.created)) + ".%03dZ" % (record.created % 1 * 1000)
            result = {"timestamp": stamp, "level": record.levelname, "message": record.getMessage(), "logger": record.name}
            if record.exc_info and record.exc_info[0]:
                result.update(stackTrace=traceback.format_tb(record.exc_info[2]), errorType=record.exc_info[0].__name__,
                              errorMessage=str(record.exc_info[1]),
                              location="%s:%s:%s" % (record.pathname, record.funcName, record.lineno))
            result["requestId"] = LambdaContext.current_id
            result.update((k, v) for k, v in record.__dict__.items() if k not in PLAIN and k not in result)
            return json.dumps(result, ensure_ascii=False, default=str) + "\n"

    logging.Formatter.converter = time.gmtime
    handler = Handler()
    if environ.get("AWS_LAMBDA_LOG_FORMAT", "").upper() == "JSON":
        handler.setFormatter(JsonFormatter())
    else:
        handler.setFormatter(logging.Formatter(
            "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s\n", STAMP))
    level = environ.get("AWS_LAMBDA_LOG_LEVEL", "").upper().replace("TRACE", "DEBUG")
    if level in logging._nameToLevel:
        logging.root.setLevel(level)
    handler.addFilter(RequestId())
    logging.root.addHandler(handler)
