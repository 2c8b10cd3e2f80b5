// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// HTTP/1.1 to the Runtime API over one kept socket. While the function works the socket does not count as work of the
// event loop, so that an empty loop can be told from a busy one.
'use strict';

const net = require('net');

const PREFIX = '/2018-06-01/runtime/';
const HEAD_END = Buffer.from('\r\n\r\n');

class Client {
  constructor(address) {
    const at = address.lastIndexOf(':');
    this.peer = { host: address.slice(0, at), port: parseInt(address.slice(at + 1), 10) };
    this.fixed = `Host: ${address}\r\nUser-Agent: lathe-node/${process.version}\r\n`;
    this.socket = null;
    this.pending = null;
    this.chunks = [];
    this.size = 0;
    this.need = -1;
  }

  connect() {
    const socket = net.connect(this.peer);
    socket.setNoDelay(true);
    this.socket = socket;
    this.reset();
    socket.on('data', (chunk) => {
      if (socket === this.socket) this.take(chunk);
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      if (socket !== this.socket) return;
      this.socket = null;
      const pending = this.pending;
      if (!pending) return;
      this.pending = null;
      if (pending.again) return process.exit(1); // the Runtime API is gone
      this.send({ ...pending, again: true });
    });
  }

  reset() {
    this.chunks = [];
    this.size = 0;
    this.need = -1;
  }

  /** `done(status, headers, body)` is called once. */
  send(request) {
    this.pending = request;
    if (!this.socket || this.socket.destroyed) this.connect();
    this.socket.ref();
    if (request.body && request.body.length > 65536) {
      this.socket.write(request.head);
      this.socket.write(request.body);
    } else {
      this.socket.write(request.body ? Buffer.concat([request.head, request.body]) : request.head);
    }
  }

  take(chunk) {
    this.chunks.push(chunk);
    this.size += chunk.length;
    if (this.need >= 0 && this.size < this.need) return;
    const data = this.chunks.length === 1 ? chunk : Buffer.concat(this.chunks);
    this.chunks = [data];
    const end = data.indexOf(HEAD_END);
    if (end < 0) return;
    const lines = data.toString('utf8', 0, end).split('\r\n');
    const headers = {};
    for (let i = 1; i < lines.length; i += 1) {
      const colon = lines[i].indexOf(':');
      headers[lines[i].slice(0, colon).trim().toLowerCase()] = lines[i].slice(colon + 1).trim();
    }
    const length = parseInt(headers['content-length'] || '0', 10);
    this.need = end + 4 + length;
    if (this.size < this.need) return;
    const body = data.subarray(end + 4, this.need);
    this.reset();
    const pending = this.pending;
    this.pending = null;
    this.socket.unref();
    if (pending) pending.done(parseInt(lines[0].slice(9, 12), 10), headers, body);
  }

  next(done) {
    this.send({
      head: Buffer.from(`GET ${PREFIX}invocation/next HTTP/1.1\r\n${this.fixed}\r\n`),
      done: (status, headers, body) => {
        if (status !== 200) process.exit(1);
        done(headers, body);
      },
    });
  }

  post(path, text, errorType, then) {
    const body = Buffer.from(text);
    const extra = errorType ? `Lambda-Runtime-Function-Error-Type: ${String(errorType).replace(/[^\x20-\x7e]/g, '?')}\r\n` : '';
    this.send({
      head: Buffer.from(`POST ${PREFIX}${path} HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n${extra}${this.fixed}\r\n`),
      body,
      done: () => then(),
    });
  }
}

module.exports = { Client };
