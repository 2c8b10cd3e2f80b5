// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Events and results of megabytes. They are a file in a string most often, whose text is copied here and not looked through
// once more; and one buffer is used again for the next of them, for the kernel clears fresh memory page by page, which takes
// ten times as long as copying does. Loaded at the first of them.
'use strict';

const { isAscii } = require('buffer');

const LONG = 65536; // characters
const BLOCK = 262144; // bytes that stay in a processor's cache
const MIB = 1048576;
const ESCAPED = ['"', '\\', ...Array(32).keys()].map((one) => (typeof one === 'string' ? one.charCodeAt(0) : one)); // in JSON's strings

const buffers = { event: null, result: null };

/** A buffer of at least this many bytes; what the one before it held is over. */
function room(name, size) {
  if (!buffers[name] || buffers[name].length < size) buffers[name] = Buffer.allocUnsafeSlow(Math.ceil(size / MIB) * MIB);
  return buffers[name];
}

/** Events are small again: the memory goes. */
function forget() {
  buffers.event = null;
  buffers.result = null;
}

function newMark() {
  return `lathe:${Math.random()}:${process.hrtime.bigint()}:`;
}

function put(value, long) {
  if (typeof value === 'string') {
    const text = long.get(value);
    return text !== undefined && long.delete(value) ? text : value;
  }
  if (value !== null && typeof value === 'object') for (const key of Object.keys(value)) value[key] = put(value[key], long);
  return value;
}

/** An event whose long strings stand at `spans`: "BEGIN-END,…". */
function parse(body, spans) {
  const mark = newMark();
  const long = new Map();
  let text = '';
  let at = 0;
  for (const span of spans.split(',')) {
    const [begin, end] = span.split('-').map(Number);
    const name = mark + long.size;
    text += body.toString('utf8', at, begin) + name;
    long.set(name, body.latin1Slice(begin, end));
    at = end;
  }
  const value = put(JSON.parse(text + body.toString('utf8', at)), long);
  return long.size === 0 ? value : JSON.parse(body.toString()); // one was a key, or the key came twice
}

/** Copies a string as it stands; false when it holds something that JSON escapes or that is not ASCII. */
function copyPlain(text, buffer, at) {
  if (buffer.utf8Write(text, at, text.length) !== text.length) return false;
  for (let begin = at; begin < at + text.length; begin += BLOCK) {
    const part = buffer.subarray(begin, Math.min(begin + BLOCK, at + text.length));
    if (!isAscii(part) || ESCAPED.some((byte) => part.indexOf(byte) >= 0)) return false;
  }
  return true;
}

/** The JSON around the long strings, and them. */
function takeApart(value) {
  const long = [];
  if (typeof value === 'string') return { around: ['', ''], long: [value] };
  const mark = newMark();
  const text = JSON.stringify(value, (_, item) => (typeof item === 'string' && item.length > LONG ? `${mark}${long.push(item) - 1}` : item));
  if (text === undefined) return null;
  const around = [];
  let at = 0;
  for (let i = 0; i < long.length; i += 1) {
    const name = `"${mark}${i}"`;
    const found = text.indexOf(name, at);
    around.push(text.slice(at, found));
    at = found + name.length;
  }
  around.push(text.slice(at));
  return { around, long };
}

/** What JSON.stringify makes of a value with long strings: the bytes, which stay until the next result, or the text. */
function stringify(value) {
  const parts = takeApart(value);
  if (parts === null) return undefined;
  const { around, long } = parts;
  let size = 0;
  for (const text of around) size += Buffer.byteLength(text);
  for (const text of long) size += text.length + 2;
  const buffer = room('result', size);
  let at = buffer.write(around[0], 0);
  for (let i = 0; i < long.length; i += 1) {
    if (!isAscii || !copyPlain(long[i], buffer, at + 1)) return around.reduce((all, text, next) => all + JSON.stringify(long[next - 1]) + text);
    buffer[at] = 34;
    at += long[i].length + 1;
    buffer[at] = 34;
    at += 1 + buffer.write(around[i + 1], at + 1);
  }
  return buffer.subarray(0, at);
}

module.exports = { forget, parse, room, stringify };
