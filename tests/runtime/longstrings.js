// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Gives back its event, or results with long strings of several kinds.
const { execFileSync } = require('child_process');
let calls = 0;
exports.echo = async (event) => event;
exports.results = async (event) => {
  const long = 'y'.repeat(300000);
  const made = { plain: { body: long, n: 1 }, quote: long + '"', slash: '\\' + long, line: long + '\n', delete: '\x7f' + long, wide: long + '\ud55c', half: long + '\ud800',
    accent: '\xe9' + long, null: '\0' + long, keys: { [long]: long, x: long }, list: [long, 1.5], undefined: { a: undefined, b: long, c: () => 1 }, mark: { a: 'lathe:0', b: long },
    json: { b: long, c: { toJSON: () => long + '!' }, d: { toJSON: () => { calls += 1; return calls; } } }, getter: { b: long, get n() { calls += 1; return calls; } },
    boxed: { a: new String(long), b: long }, both: { a: long, b: '"' + long, c: { d: [long] } }, bytes: Buffer.from('abc') };
  calls = 0;
  return event in made ? made[event] : long;
};
exports.variables = async () => [Object.keys(process.env).sort(), execFileSync('/usr/bin/env', { encoding: 'utf8' }).split('\n').map((line) => line.split('=')[0])];
