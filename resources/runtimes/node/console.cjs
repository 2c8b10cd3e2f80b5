// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// console.* in Lambda's form: "time<tab>request id<tab>LEVEL<tab>text", or one JSON object a line.
'use strict';

const fs = require('fs');
const { format } = require('util');

const LEVELS = { TRACE: 1, DEBUG: 2, INFO: 3, WARN: 4, ERROR: 5, FATAL: 6 };
// Where Lambda keeps them too: loggers of others look there.
const REQUEST = Symbol.for('aws.lambda.runtime.requestId');
const TENANT = Symbol.for('aws.lambda.runtime.tenantId');

/** Synchronous, so that a killed function has lost none of its output. */
function write(text) {
  let bytes = Buffer.from(text);
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(fs.writeSync(1, bytes));
    } catch (error) {
      if (error.code !== 'EAGAIN') return; // closed by the function
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1); // the pipe is full
    }
  }
}

function describe(error) {
  return Object.assign(
    { errorType: (error.constructor && error.constructor.name) || 'UnknownError', errorMessage: error.message,
      stackTrace: typeof error.stack === 'string' ? error.stack.split('\n') : [] }, error);
}

function jsonLine(level, args) {
  const line = { timestamp: new Date().toISOString(), level, requestId: global[REQUEST] };
  if (global[TENANT] !== undefined && global[TENANT] !== null) line.tenantId = global[TENANT];
  if (args.length === 1) {
    line.message = args[0];
    try {
      return JSON.stringify(line, (_, value) => (value instanceof Error ? describe(value) : value));
    } catch {
      line.message = format(args[0]);
      return JSON.stringify(line);
    }
  }
  line.message = format(...args);
  const error = args.find((arg) => arg instanceof Error);
  if (error) {
    const { errorType, errorMessage, stackTrace } = describe(error);
    Object.assign(line, { errorType, errorMessage, stackTrace });
  }
  return JSON.stringify(line);
}

function patchConsole(modern) {
  global[REQUEST] = modern ? '-' : undefined;
  const json = (process.env.AWS_LAMBDA_LOG_FORMAT || '').toUpperCase() === 'JSON';
  const least = LEVELS[(process.env.AWS_LAMBDA_LOG_LEVEL || '').toUpperCase()] || 1;
  const logger = (level) => {
    if (LEVELS[level] < least) return () => {};
    // The first argument is there even when it is not given: console.log() prints "undefined", as Lambda's does.
    if (json) return (message, ...rest) => write(`${jsonLine(level, [message, ...rest])}\n`);
    return (message, ...rest) => write(`${new Date().toISOString()}\t${global[REQUEST]}\t${level}\t${format(message, ...rest)}\n`);
  };
  console.trace = logger('TRACE');
  console.debug = logger('DEBUG');
  console.info = logger('INFO');
  console.log = console.info;
  console.warn = logger('WARN');
  console.error = logger('ERROR');
  console.fatal = logger('FATAL');
}

module.exports = {
  patchConsole,
  setIds(id, tenant) {
    global[REQUEST] = id;
    global[TENANT] = tenant;
  },
};
