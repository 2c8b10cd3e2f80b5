// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Times each require() of the function and writes a line for it when it is over, in the form of Python's -X importtime. Loaded with
// --require, for runs that ask for it only. What is imported as an ES module does not pass through here.
'use strict';

const Module = require('module');

const OWN = '/var/runtime/';
const TASK = '/var/task/';
const load = Module._load;
const open = []; // microseconds that the imports below each open one took

Module._load = function timed(request, parent, isMain) {
  const from = (parent && parent.filename) || '';
  // Our own files, and what they need of Node.js, are no import of the function.
  if (isMain || request.startsWith(OWN) || (from.startsWith(OWN) && !request.startsWith(TASK))) return load.apply(this, arguments);
  open.push(0);
  const begun = process.hrtime.bigint();
  try {
    return load.apply(this, arguments);
  } finally {
    const total = Number((process.hrtime.bigint() - begun) / 1000n);
    const own = total - open.pop();
    if (open.length > 0) open[open.length - 1] += total;
    const name = request.startsWith(TASK) ? request.slice(TASK.length) : request;
    process._rawDebug(`import time: ${String(own).padStart(9)} | ${String(total).padStart(10)} | ${'  '.repeat(open.length)}${name}`);
  }
};
