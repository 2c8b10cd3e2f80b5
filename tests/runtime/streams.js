// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Streaming handlers for tst_streamruns.cpp. The test makes the file "go" beside this one when it has seen the first chunk.
const fs = require('fs');
const { once } = require('events');
const { pipeline } = require('stream/promises');

async function theTestSaysGo() {
  while (!fs.existsSync(`${process.env.LAMBDA_TASK_ROOT}/go`)) await new Promise((done) => { setTimeout(done, 5); });
}
const streamed = (handler) => awslambda.streamifyResponse(handler);

exports.twoParts = streamed(async (event, stream) => {
  stream.setContentType('text/plain');
  stream.write('one');
  await theTestSaysGo();
  stream.end('two');
});
exports.http = streamed(async (event, stream) => {
  const http = awslambda.HttpResponseStream.from(stream, { statusCode: 418, headers: { 'x-a': 'b' }, cookies: ['c=d'] });
  http.write('body');
  await theTestSaysGo();
  http.end();
});
exports.much = streamed(async (event, stream) => {
  const part = Buffer.alloc(65536, 'x');
  for (let sent = part.length; sent <= event; sent += part.length) {
    if (!stream.write(part)) await once(stream, 'drain');
    if (sent % (1 << 20) === 0) console.log('drained after', sent >> 20, 'MB');
  }
  stream.end();
});
exports.pipes = streamed(async (event, stream) => {
  await pipeline(require('stream').Readable.from(['a', 'b', 'c']), require('zlib').createGzip(), stream);
});
exports.fails = streamed(async (event, stream) => {
  stream.write('part');
  await theTestSaysGo();
  throw new RangeError('in the middle');
});
exports.failsFirst = streamed(async () => { throw new Error('before'); });
exports.exits = streamed(async (event, stream) => {
  stream.write('part');
  await theTestSaysGo();
  process.exit(7);
});
exports.hangs = streamed(async (event, stream) => {
  stream.write('part');
  await new Promise(() => { setInterval(() => {}, 1000); });
});
exports.plain = async (event) => ({ event });
