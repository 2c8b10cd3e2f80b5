# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lambda's handler of the root logger: "[LEVEL]<tab>time<tab>request id<tab>message", or one JSON object a line."""
import sys
import time
from os import environ

from _lathe_context import Current

STAMP = "%Y-%m-%dT%H:%M:%S"
PLAIN = frozenset(("name", "msg", "args", "levelname", "levelno", "pathname", "filename", "module", "exc_info", "exc_text",
                   "stack_info", "lineno", "funcName", "created", "msecs", "relativeCreated", "thread", "threadName",
                   "processName", "process", "aws_request_id", "tenant_id"))


def set_up(logging):
    class LambdaLoggerHandler(logging.Handler):  # these names as Lambda's: libraries look for them
        def emit(self, record):
            msg = self.format(record)
            sys.stdout.write(msg if msg.endswith("\n") else msg + "\n")  # a traceback has no line end

    class LambdaLoggerHandlerWithFrameType(LambdaLoggerHandler):
        pass

    class LambdaLoggerFilter(logging.Filter):
        def filter(self, record):
            record.aws_request_id = Current.id
            record.tenant_id = Current.tenant
            return True

    class JsonFormatter(logging.Formatter):
        def format(self, record):
            import json
            import traceback
            record.levelno = min(50, max(0, record.levelno)) // 10 * 10  # a level of the function's own counts as the one below
            record.levelname = logging.getLevelName(record.levelno)
            error = record.exc_info if record.exc_info and record.exc_info[0] else None
            result = {"timestamp": self.formatTime(record, STAMP + "Z"), "level": record.levelname, "message": record.getMessage(),
                      "logger": record.name, "stackTrace": traceback.format_tb(error[2]) if error else None,
                      "errorType": error[0].__name__ if error else None,
                      "errorMessage": str(error[1]) if error else None,
                      "requestId": record.aws_request_id,
                      "location": "%s:%s:%s" % (record.pathname, record.funcName, record.lineno) if error else None}
            if record.tenant_id is not None:
                result["tenantId"] = record.tenant_id
            result.update((k, v) for k, v in record.__dict__.items() if k not in PLAIN and k not in result)
            return json.dumps({k: v for k, v in result.items() if v is not None}, ensure_ascii=False) + "\n"

    logging.Formatter.converter = time.gmtime
    json = environ.get("AWS_LAMBDA_LOG_FORMAT", "").upper() == "JSON"
    handler = (LambdaLoggerHandlerWithFrameType if json or environ.get("AWS_LAMBDA_LOG_LEVEL") else LambdaLoggerHandler)()
    if json:
        handler.setFormatter(JsonFormatter())
    else:
        handler.setFormatter(logging.Formatter(
            "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s\n", STAMP))
    level = environ.get("AWS_LAMBDA_LOG_LEVEL", "").upper().replace("TRACE", "DEBUG")
    if level in logging._nameToLevel:
        logging.root.setLevel(level)
    handler.addFilter(LambdaLoggerFilter())
    logging.root.addHandler(handler)
