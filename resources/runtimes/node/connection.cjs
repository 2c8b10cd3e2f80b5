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
    this.waiting = []; // requests that were sent, the answers come in their order
    this.answer = null;
    this.buffer = null; // of small answers, one after the other
  }

  /** Takes over an open socket on which `requests` are sent already. */
  adopt(fd, requests) {
    this.waiting = requests;
    this.watch((onread) => new net.Socket({ fd, readable: true, writable: true, onread }));
  }

  /** `make` gets where the socket puts what it reads: large answers to where they stay. */
  watch(make) {
    this.answer = new Answer();
    const socket = make({
      buffer: () => {
        this.buffer = this.buffer || Buffer.allocUnsafeSlow(65536);
        return this.answer.room() || this.buffer;
      },
      callback: (count, buffer) => {
        if (socket === this.socket) this.take(buffer.subarray(0, count));
        return true;
      },
    });
    socket.setNoDelay(true);
    this.socket = socket;
    socket.on('error', () => {});
    socket.on('close', () => {
      if (socket !== this.socket) return;
      this.socket = null;
      const lost = this.waiting;
      if (lost.length === 0) return;
      this.waiting = [];
      if (lost[0].again) return process.exit(1); // the Runtime API is gone
      this.send(lost.map((request) => ({ ...request, again: true })));
    });
  }

  /** Sends them back to back; `done(answer)` of each is called once. */
  send(requests) {
    this.waiting.push(...requests);
    if (!this.socket || this.socket.destroyed) this.watch((onread) => net.connect({ ...this.peer, onread }));
    const { socket } = this;
    socket.ref();
    const large = requests.some((request) => request.body);
    if (large) socket.cork();
    let text = ''; // of small requests: one write for all, without a buffer
    for (const { head, body } of requests) {
      text += head;
      if (!body) continue;
      socket.write(text);
      socket.write(body);
      text = '';
    }
    if (text) socket.write(text);
    if (large) socket.uncork();
  }

  take(chunk) {
    const { socket } = this;
    for (let rest = chunk; rest && socket === this.socket;) {
      const { answer } = this;
      if (!answer.take(rest)) return;
      this.answer = new Answer();
      rest = answer.rest;
      const request = this.waiting.shift();
      if (this.waiting.length === 0) socket.unref();
      if (request) request.done(answer);
    }
  }
}

module.exports = { Connection };
