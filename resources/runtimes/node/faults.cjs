// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Errors as Lambda writes them: the object for the Runtime API, the text for the log, the Runtime.* names.
'use strict';

const util = require('util');

/** Lambda's newer client gives its errors a name of their own, which the log shows. */
const modern24 = parseInt((/nodejs(\d+)/.exec(process.env.AWS_EXECUTION_ENV || '') || [])[1] || process.versions.node, 10) >= 24;

function named(name, message, stack) {
  const error = new Error(message);
  const head = `Error: ${message}`; // may be of several lines
  const trace = error.stack.startsWith(head) ? error.stack.slice(head.length) : error.stack.slice(error.stack.indexOf('\n'));
  Object.defineProperty(error, 'name', { value: name, configurable: true, writable: true, enumerable: modern24 });
  error.stack = stack || `${name}${message ? ': ' : ''}${message}${trace}`;
  return error;
}

function looksLikeError(value) {
  return value && typeof value.name === 'string' && typeof value.message === 'string' && typeof value.stack === 'string'
    && value.name && value.message && value.stack;
}

/** As Lambda writes the one control character that JSON leaves as it is. Raises for what is neither a text nor missing. */
const plain = (text) => text?.replaceAll('\x7F', '%7F');

function toResponse(error, modern) {
  try {
    if (modern ? error instanceof Error : util.types.isNativeError(error) || looksLikeError(error))
      return { errorType: plain(error.name), errorMessage: plain(error.message), trace: modern ? plain(error.stack)?.split('\n') || [] : plain(error.stack).split('\n') };
    return { errorType: typeof error, errorMessage: modern ? String(error) : error.toString(), trace: [] };
  } catch {
    return {
      errorType: 'handled',
      errorMessage: 'callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack',
      ...(modern && { trace: [] }),
    };
  }
}

function withFields(value) {
  if (!(value instanceof Error)) return value;
  const fields = Object.assign({ errorType: value.name, errorMessage: value.message, code: value.code }, value);
  if (typeof value.stack === 'string') fields.stack = value.stack.split('\n');
  return fields;
}

module.exports = {
  named,
  toResponse,
  intoError(error, modern) {
    if (error instanceof Error) return error;
    return new Error(modern ? String(error) : error);
  },
  formatted(error, modern) {
    try {
      return `\t${JSON.stringify(error, (_, value) => withFields(value))}`;
    } catch {
      return `\t${JSON.stringify(toResponse(error, modern))}`;
    }
  },
  unserializable: (modern) => (modern ? named('Runtime.JSONStringifyError', 'Unable to stringify response body')
    : new Error('Unable to stringify response body')),
  unhandledRejection(reason, promise) {
    return Object.assign(named('Runtime.UnhandledPromiseRejection', reason === undefined ? '' : `${reason}`), { reason, promise });
  },
  nodeJsExit: () => named('Runtime.NodeJsExit',
    'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was never settled. For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes'),
};
