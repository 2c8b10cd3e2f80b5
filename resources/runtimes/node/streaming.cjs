// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Handlers made by awslambda.streamifyResponse: the response is a stream, sent as a chunked request while it is written.
'use strict';

const http = require('http');
const { Writable } = require('stream');

const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

class ResponseStream extends Writable {
  constructor(id, highWaterMark) {
    super(highWaterMark ? { highWaterMark } : {});
    this.id = id;
    this.contentType = 'application/octet-stream';
    this.request = null;
    this.answered = new Promise((resolve, reject) => { this.resolve = resolve; this.reject = reject; });
    this.answered.catch(() => {});
  }

  setContentType(type) {
    if (this.request) throw require('./faults.cjs').named('Runtime.InvalidStreamingOperation', 'Cannot set content-type, too late.');
    this.contentType = type;
  }

  open() {
    if (this.request) return;
    const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
    this.request = http.request({
      host, port, agent, method: 'POST', path: `/2018-06-01/runtime/invocation/${encodeURIComponent(this.id)}/response`,
      headers: {
        'Lambda-Runtime-Function-Response-Mode': 'streaming',
        Trailer: ['Lambda-Runtime-Function-Error-Type', 'Lambda-Runtime-Function-Error-Body'],
        'Content-Type': this.contentType, 'Transfer-Encoding': 'chunked',
      },
    }, (response) => {
      response.resume();
      response.on('end', () => this.resolve(response.statusCode));
    });
    this.request.on('error', (error) => this.reject(error));
    if (this._onBeforeFirstWrite) this._onBeforeFirstWrite((chunk) => this.request.write(chunk));
  }

  /** Objects are written as JSON, as Lambda's stream does. */
  write(chunk, ...rest) {
    const plain = typeof chunk === 'string' || chunk instanceof Uint8Array;
    return super.write(plain ? chunk : JSON.stringify(chunk), ...rest);
  }

  end(chunk, ...rest) {
    const plain = chunk === undefined || chunk === null || typeof chunk === 'function' || typeof chunk === 'string' || chunk instanceof Uint8Array;
    return super.end(plain ? chunk : JSON.stringify(chunk), ...rest);
  }

  _write(chunk, encoding, done) {
    this.open();
    this.request.write(chunk, encoding, done);
  }

  _final(done) {
    this.open();
    this.request.end(done);
  }

  fail(body) {
    this.request.addTrailers({
      'Lambda-Runtime-Function-Error-Type': String(body.errorType).replace(/[^\x20-\x7e]/g, '?'),
      'Lambda-Runtime-Function-Error-Body': Buffer.from(JSON.stringify(body)).toString('base64'),
    });
    this.request.end();
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

async function handle(handler, id, event, context, runtime) {
  const stream = new ResponseStream(id, runtime.highWaterMark);
  stream.on('error', () => {});
  try {
    const result = handler(event(), stream, context());
    if (!result || typeof result.then !== 'function') throw new Error('Streaming does not support non-async handlers.');
    if ((await result) !== undefined) console.warn('Streaming handlers ignore return values.');
    await stream.answered;
    if (!stream.writableFinished) throw new Error('Response stream is not finished.');
    runtime.scheduleNext();
  } catch (error) {
    runtime.logError('Invoke Error', error);
    if (!stream.request) {
      runtime.postError(id, error, runtime.scheduleNext);
    } else {
      stream.fail(require('./faults.cjs').toResponse(error));
      stream.answered.then(runtime.scheduleNext, runtime.scheduleNext);
    }
  }
}

module.exports = { handle, HttpResponseStream };
