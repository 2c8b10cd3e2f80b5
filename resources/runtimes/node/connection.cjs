// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// One kept socket to the Runtime API on the event loop. While the function works the socket does not count as work of
// the loop, so that an empty loop can be told from a busy one. Loaded when first needed: `net` costs a start 2 ms.
'use strict';

const net = require('net');
const { Answer } = require('./client.cjs');

class Connection {
  constructor(address) {
    const at = address.lastIndexOf(':');
    this.peer = { host: address.slice(0, at), port: parseInt(address.slice(at + 1), 10) };
    this.socket = null;
    this.pending = null;
    this.answer = null;
  }

  /** Takes over an open socket on which `request` is sent already. */
  adopt(fd, request) {
    this.pending = request;
    this.watch(new net.Socket({ fd, readable: true, writable: true }));
  }

  watch(socket) {
    socket.setNoDelay(true);
    this.socket = socket;
    this.answer = new Answer();
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

  /** `request.done(answer)` is called once. */
  send(request) {
    this.pending = request;
    if (!this.socket || this.socket.destroyed) this.watch(net.connect(this.peer));
    this.socket.ref();
    for (const part of request.parts) this.socket.write(part);
  }

  take(chunk) {
    const answer = this.answer;
    if (!answer.take(chunk)) return;
    this.answer = new Answer();
    const pending = this.pending;
    this.pending = null;
    this.socket.unref();
    if (pending) pending.done(answer);
  }
}

module.exports = { Connection };
