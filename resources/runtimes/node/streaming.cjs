// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Handlers made by awslambda.streamifyResponse: the response is a stream, sent as a chunked request while it is written. What
// the handler gets is the request's writable half alone, as on Lambda: no instance of stream.Writable, but all that one can do.
'use strict';

const http = require('http');

const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const METHODS = ['cork', 'destroy', 'end', 'uncork', 'write', 'addListener', 'emit', 'eventNames', 'getMaxListeners', 'listenerCount', 'listeners', 'off',
  'on', 'once', 'prependListener', 'prependOnceListener', 'rawListeners', 'removeAllListeners', 'removeListener', 'setMaxListeners', 'setContentType'];
const SETTABLE = ['destroyed', 'writable', '_onBeforeFirstWrite'];
const READABLE = ['writableFinished', 'writableObjectMode', 'writableBuffer', 'writableEnded', 'writableNeedDrain', 'writableHighWaterMark', 'writableCorked',
  'writableLength'];

const faults = () => require('./faults.cjs');

function facadeOf(request) {
  const stream = {};
  for (const name of METHODS) stream[name] = request[name].bind(request);
  for (const name of SETTABLE) Object.defineProperty(stream, name, { get: () => request[name], set: (value) => { request[name] = value; } });
  for (const name of READABLE) Object.defineProperty(stream, name, { get: () => request[name] });
  return stream;
}

/** The request of a streamed response: nothing of it is sent before the first write or the end. */
class Response {
  constructor(id, highWaterMark, modern) {
    const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
    this.modern = modern;
    this.written = false;
    this.answered = new Promise((resolve, reject) => { this.resolve = resolve; this.reject = reject; });
    this.answered.catch(() => {});
    // Lambda's client has a second promise that nobody takes: a stream that breaks ends the runtime, once it was reported.
    this.head = new Promise((_, reject) => { this.breakHead = reject; });
    agent.createConnection = (options, listener) => require('net').createConnection({ ...options, highWaterMark }, listener);
    const request = http.request({
      host, port, agent, method: 'POST', path: `/2018-06-01/runtime/invocation/${encodeURIComponent(id)}/response`,
      headers: {
        'Lambda-Runtime-Function-Response-Mode': 'streaming',
        Trailer: ['Lambda-Runtime-Function-Error-Type', 'Lambda-Runtime-Function-Error-Body'],
        'Content-Type': 'application/octet-stream', 'Transfer-Encoding': 'chunked',
      },
    }, (response) => {
      response.resume();
      response.on('end', () => this.resolve(response.statusCode));
    });
    request.on('error', (error) => {
      this.breakHead(error);
      this.reject(error);
      request.destroy(error);
    });
    request.setContentType = (type) => {
      if (this.written) throw faults().named('Runtime.InvalidStreamingOperation', 'Cannot set content-type, too late.');
      request.setHeader('Content-Type', type);
    };
    const write = request.write.bind(request);
    /** Objects are written as JSON. What HttpResponseStream puts first goes before the first write; an end alone leaves it out. */
    request.write = (chunk, ...rest) => {
      const data = chunk.length !== undefined && (typeof chunk === 'string' || chunk instanceof Uint8Array) ? chunk : JSON.stringify(chunk);
      if (!this.written && typeof request._onBeforeFirstWrite === 'function') request._onBeforeFirstWrite((part) => write(part));
      const more = write(data, ...rest);
      this.written = true;
      return more;
    };
    this.request = request;
    this.stream = facadeOf(request);
  }

  /** Ends what has begun with the error behind it. */
  fail(error, then) {
    const body = faults().toResponse(error, this.modern);
    this.request.addTrailers({
      'Lambda-Runtime-Function-Error-Type': String(body.errorType).replace(/[^\x20-\x7e]/g, '?'),
      'Lambda-Runtime-Function-Error-Body': Buffer.from(JSON.stringify(body)).toString('base64'),
    });
    this.request.end(then);
  }
}

class HttpResponseStream {
  static from(stream, prelude) {
    stream.setContentType('application/vnd.awslambda.http-integration-response');
    const text = JSON.stringify(prelude);
    stream._onBeforeFirstWrite = (write) => {
      write(text);
      write(new Uint8Array(8));
    };
    return stream;
  }
}

module.exports = { Response, HttpResponseStream };
