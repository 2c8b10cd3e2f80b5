// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// HTTP/1.1 to the Runtime API. A new environment brings an open socket along: the first event and the first result go
// over it without `net`, whose loading costs 2 ms; from then on, and whenever that is not enough, the event loop does it.
'use strict';

const { isAscii } = require('buffer'); // since Node.js 18.15
const fs = require('fs');

const PREFIX = '/2018-06-01/runtime/';
const HEAD_END = Buffer.from('\r\n\r\n');
const PACKET = 65536; // what a socket takes at once; more would hold the event loop up
const LIMIT = 6291556; // bytes of a result that Lambda takes
const NAMES = new Map(); // of headers, as they come and in small letters: they are always the same

let kept = null;

/** What is loaded at the first event or result of megabytes. */
function large() {
  kept = kept || require('./large.cjs');
  return kept;
}

function smallName(name) {
  let small = NAMES.get(name);
  if (small === undefined) {
    small = name.trim().toLowerCase();
    if (NAMES.size < 100) NAMES.set(name, small);
  }
  return small;
}

/** The text of an event. Megabytes of it are ASCII nearly always: finding that out costs a tenth of decoding. */
function textOf(body) {
  return body.length > PACKET && isAscii && isAscii(body) ? body.latin1Slice() : body.toString();
}

/** The bytes of a text that has this many of them as UTF-8; without other characters than ASCII's it is a plain copy. */
function bytesOf(text, length) {
  return Buffer.from(text, length === text.length ? 'latin1' : 'utf8');
}

/** One answer, put together from what arrives. */
class Answer {
  constructor() {
    this.data = null; // what came so far
    this.size = 0;
    this.need = -1; // of the whole answer, once its head is there
    this.chunks = null; // of a body that comes in chunks, as proxies send it
  }

  /** Where the rest of an answer goes that is being waited for; null when it is not known how much there is. */
  room() {
    return this.need > this.size ? this.data.subarray(this.size) : null;
  }

  /** Whether the answer is whole now. `chunk` is not kept unless that is so; it may lie in room() already. */
  take(chunk) {
    if (this.chunks) return this.takeChunks(chunk);
    if (this.need >= 0) {
      if (chunk.buffer !== this.data.buffer) chunk.copy(this.data, this.size);
      this.size += chunk.length;
      return this.size >= this.need && this.complete(this.data);
    }
    const data = this.data ? Buffer.concat([this.data, chunk]) : chunk;
    this.size = data.length;
    const end = data.indexOf(HEAD_END);
    if (end < 0) {
      this.data = Buffer.from(data);
      return false;
    }
    this.readHead(data, end);
    if (this.headers['transfer-encoding']) {
      this.need = -1;
      const { Chunks } = require('./chunked.cjs');
      this.chunks = new Chunks();
      return this.takeChunks(data.subarray(this.begin));
    }
    if (this.size >= this.need) return this.complete(data);
    this.data = large().room('event', this.need).subarray(0, this.need); // megabytes come, each byte once
    data.copy(this.data);
    return false;
  }

  readHead(data, end) {
    const lines = data.toString('utf8', 0, end).split('\r\n');
    this.status = parseInt(lines[0].slice(9, 12), 10);
    this.headers = {};
    for (let i = 1; i < lines.length; i += 1) {
      const colon = lines[i].indexOf(':');
      this.headers[smallName(lines[i].slice(0, colon))] = lines[i].slice(colon + 1).trim();
    }
    this.begin = end + 4;
    this.need = this.begin + parseInt(this.headers['content-length'] || '0', 10);
  }

  takeChunks(part) {
    const rest = this.chunks.take(part);
    if (!rest) return false;
    this.body = Buffer.concat(this.chunks.parts);
    this.rest = rest.length > 0 ? rest : null;
    return true;
  }

  complete(data) {
    this.body = data.subarray(this.begin, this.need);
    this.rest = this.size > this.need ? data.subarray(this.need) : null; // of the next answer
    return true;
  }
}

/** As Lambda's client says it, in the log of the invocation. */
function refused(status) {
  try {
    fs.writeSync(1, `[ERROR] [${Date.now()}] LAMBDA_RUNTIME Failed to post handler success response. Http response code: ${status}.\n`);
  } catch { /* the function closed it */ }
}

class Client {
  /** `descriptor`: an open socket to `address` with a short receive timeout on which nothing was sent yet, or NaN. */
  constructor(address, descriptor) {
    this.address = address;
    this.descriptor = descriptor >= 0 ? descriptor : -1;
    this.fixed = `Host: ${address}\r\nUser-Agent: lathe-node/${process.version}\r\n`;
    this.polling = `GET ${PREFIX}invocation/next HTTP/1.1\r\n${this.fixed}`;
    this.connection = null;
    this.times = ''; // a header of the first request
    // A wrapper may have put a proxy in between, which would take two requests at a time for two that run side by side.
    this.oneByOne = Boolean(process.env.AWS_LAMBDA_EXEC_WRAPPER);
  }

  loop() {
    if (!this.connection) {
      const { Connection } = require('./connection.cjs');
      this.connection = new Connection(this.address);
    }
    return this.connection;
  }

  takeDescriptor() {
    const fd = this.descriptor;
    this.descriptor = -1;
    return fd;
  }

  /** The socket is of no use any more. */
  dropDescriptor(error) {
    const fd = this.takeDescriptor();
    if (error && error.code === 'EBADF') return; // the function closed it
    try {
      fs.closeSync(fd);
    } catch { /* it is gone */ }
  }

  /** Writes small requests to the open socket; false when the socket is broken. */
  writeDirectly(requests) {
    try {
      const bytes = Buffer.from(requests.map((request) => request.head).join(''));
      for (let at = 0; at < bytes.length;) at += fs.writeSync(this.descriptor, bytes, at);
      return true;
    } catch (error) {
      this.dropDescriptor(error);
      return false;
    }
  }

  send(...requests) {
    if (this.descriptor >= 0) {
      if (requests.some((request) => request.body)) this.loop().adopt(this.takeDescriptor(), []);
      else if (this.writeDirectly(requests)) return this.loop().adopt(this.takeDescriptor(), requests);
    }
    return this.loop().send(requests);
  }

  /** The first event is there already when an environment was started for it: the answer, or null. */
  readDirectly(request) {
    const answer = new Answer();
    let failure = null;
    try {
      for (;;) {
        const chunk = Buffer.allocUnsafe(PACKET);
        const count = fs.readSync(this.descriptor, chunk, 0, PACKET, null);
        if (count === 0) break; // closed
        if (answer.take(chunk.subarray(0, count))) return answer;
      }
    } catch (error) {
      if (error.code === 'EAGAIN' && answer.size === 0) {
        this.loop().adopt(this.takeDescriptor(), [request]); // it takes longer
        return null;
      }
      failure = error;
    }
    this.dropDescriptor(failure);
    this.loop().send([request]);
    return null;
  }

  poll(done) {
    const { times } = this;
    this.times = '';
    return {
      head: `${this.polling}${times}\r\n`,
      body: null,
      done: (answer) => {
        if (answer.status !== 200) process.exit(1);
        if (kept && answer.body.length <= PACKET) kept.forget();
        done(answer.headers, answer.body);
      },
    };
  }

  next(done) {
    const request = this.poll(done);
    if (this.descriptor < 0 || !this.writeDirectly([request])) return this.loop().send([request]);
    const answer = this.readDirectly(request);
    if (answer) request.done(answer);
    return undefined;
  }

  /** Calls `done` when the environment, started ahead, gets its first event. */
  turn(done) {
    this.send({
      head: `GET /lathe/turn HTTP/1.1\r\n${this.fixed}\r\n`,
      body: null,
      done: (answer) => {
        if (answer.status !== 200) process.exit(1);
        done();
      },
    });
  }

  post(path, text, errorType, then) {
    this.send(this.result(path, text, errorType, then));
  }

  /** Posts a result and asks for the next event with the same packet: one wake-up less on both sides. */
  postAndNext(path, text, done) {
    const large = text.length > LIMIT / 3 && (typeof text === 'string' ? Buffer.byteLength(text) : text.length) > LIMIT;
    if (!this.oneByOne && !large) return this.send(this.result(path, text, null, () => {}), this.poll(done));
    return this.send(this.result(path, text, null, (answer) => {
      if (answer.status === 413) refused(answer.status);
      this.send(this.poll(done));
    }));
  }

  /** `text`: JSON, or the bytes of it that stay as they are until the next result. */
  result(path, text, errorType, then) {
    const length = typeof text === 'string' ? Buffer.byteLength(text) : text.length;
    const extra = errorType ? `Lambda-Runtime-Function-Error-Type: ${String(errorType).replace(/[^\x20-\x7e]/g, '?')}\r\n` : '';
    const head = `POST ${PREFIX}${path} HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n${extra}${this.fixed}\r\n`;
    if (typeof text !== 'string') return { head, body: text, done: then };
    return length > PACKET ? { head, body: bytesOf(text, length), done: then } : { head: head + text, body: null, done: then };
  }
}

module.exports = { Answer, Client, large, textOf, PACKET };
