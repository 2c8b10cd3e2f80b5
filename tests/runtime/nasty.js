// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Handlers that misbehave, each in its own way; tst_noderuntime.cpp says what must come of each.
'use strict';

const later = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

exports.echo = async (event) => event;
exports.plain = (event, context, callback) => callback(null, event);
exports.waits = (event, context, callback) => { callback(null, 'first'); setTimeout(() => { console.log('after'); }, 30); };
exports.doesNotWait = (event, context, callback) => {
  context.callbackWaitsForEmptyEventLoop = false;
  setInterval(() => {}, 1000);
  callback(null, 'at once');
};
exports.twice = (event, context, callback) => { callback(null, 1); callback(null, 2); };
exports.succeed = (event, context) => context.succeed({ s: 1 });
exports.done = (event, context) => context.done(null, 'done');
exports.failText = (event, context) => context.fail('text');
exports.failNothing = (event, context) => context.fail();
exports.thenable = () => ({ then(resolve) { resolve('thenable'); } });
exports.nothing = async () => {};
exports.silent = () => 5;
exports.aFunction = async () => () => {};
exports.nan = async () => [NaN, Infinity];
exports.buffer = async () => Buffer.from('ab');
exports.surrogate = async () => '\ud800';
const queued = [];
process.nextTick(() => queued.push('tick'));
Promise.resolve().then(() => queued.push('promise'));
setImmediate(() => queued.push('immediate'));
exports.queuedFirst = async () => queued;
exports.inherits = async () => [
  /socket:/.test(require('child_process').execFileSync('/bin/sh', ['-c', 'readlink /proc/self/fd/[3-9]; true']).toString()),
  Object.keys(process.env).filter((name) => /LATHE/.test(name)), process.execArgv];
exports.closesSockets = async () => {
  const fs = require('fs');
  for (const fd of fs.readdirSync('/proc/self/fd')) {
    try {
      if (/^socket:/.test(fs.readlinkSync(`/proc/self/fd/${fd}`))) fs.closeSync(Number(fd));
    } catch { /* the listing's own */ }
  }
  return 'still here';
};
exports.nested = { deep: { handler: async () => 'deep' } };

exports.raises = async () => { throw new TypeError('böse 😀'); };
exports.raisesSync = () => { throw new RangeError('sync'); };
exports.raisesText = async () => { throw 'only text'; };
exports.raisesNull = async () => { throw null; };
exports.raisesOdd = async () => { throw { get message() { throw new Error('x'); }, toString() { throw new Error('y'); } }; };
class Custom extends Error { constructor(m) { super(m); this.name = 'Custom'; this.extra = 1; } }
exports.raisesCustom = async () => { throw new Custom('mine'); };
exports.raisesSymbol = async () => { throw Symbol('q'); };
exports.raisesNumberName = async () => { throw Object.assign(new Error('m'), { name: 5 }); };
exports.rejectsNothing = async () => { Promise.reject(); await later(1000); };
exports.aSymbol = async () => Symbol('x');
exports.itself = function itself() { return Promise.resolve([typeof this.handler, this.constructor.name, require.main === undefined]); };
exports.never = async () => new Promise(() => {});
exports.neverCalls = (event, context, callback) => { if (event.no) callback(); };
exports.cyclic = async () => { const a = {}; a.a = a; return a; };
exports.bigint = async () => 10n;
exports.uncaught = (event, context, callback) => { setTimeout(() => { throw new RangeError('late'); }, 5); if (event.no) callback(); };
exports.rejection = async () => { Promise.reject(new Error('nobody')); await later(1000); };
exports.exits = async () => { process.exit(3); };
exports.exitsPlainly = async () => { process.exit(); };
exports.aborts = async () => { process.abort(); };
exports.killsItself = async () => { process.kill(process.pid, 'SIGKILL'); await later(1000); };
exports.recursion = async () => { const f = () => f(); f(); };
exports.notFunction = 5;
exports.limit = async () => 'x'.repeat(6291556 - 2);
exports.overLimit = async () => 'x'.repeat(6291556 - 1);
exports.closesFds = async () => { const fs = require('fs'); for (const fd of [0, 1, 2]) fs.closeSync(fd); return 'still here'; };
exports.printsMuch = async () => { console.log('y'.repeat(500000)); process.stdout.write('plain\n'); return 'printed'; };
exports.logs = async () => {
  console.log('a %s', 'b', { c: 1 });
  console.info('i');
  console.warn('w');
  console.error(new Error('e').message);
  console.debug('d');
  console.trace('t');
};
exports.contextFields = async (event, context) => ({
  keys: Object.keys(context).sort(),
  functionName: context.functionName,
  memoryLimitInMB: context.memoryLimitInMB,
  arn: context.invokedFunctionArn,
  left: context.getRemainingTimeInMillis() > 0 && context.getRemainingTimeInMillis() <= 20000,
  trace: /^Root=1-/.test(process.env._X_AMZN_TRACE_ID),
  stream: context.logStreamName === process.env.AWS_LAMBDA_LOG_STREAM_NAME,
});

exports.terminates = async () => { process.kill(process.pid, 'SIGTERM'); await later(10000); };
exports.killsGroup = async () => { process.kill(0, 'SIGKILL'); await later(10000); };
exports.leavesDaemon = async () => {
  require('child_process').spawn('/bin/sleep', ['3600'], { detached: true, stdio: 'ignore' }).unref();
  return 'left one';
};
exports.leavesWorker = async () => {
  new (require('worker_threads').Worker)('setInterval(() => {}, 100)', { eval: true });
  return 'left one';
};
exports.workerThrows = async () => {
  new (require('worker_threads').Worker)('throw new RangeError("in a worker")', { eval: true });
  await later(10000);
};
exports.allDescriptors = async () => {
  const kept = [];
  try {
    for (;;) kept.push(require('fs').openSync('/dev/null'));
  } catch (error) { return [kept.length > 900 && kept.length <= 1024, error.code]; }
};
exports.oddOutput = async () => { require('fs').writeSync(1, Buffer.from([255, 254, 0, 10])); return 1; };
exports.clearsVariables = async () => { for (const name of Object.keys(process.env)) delete process.env[name]; return 1; };
exports.breaksConsole = async () => { console.log = console.error = null; return 1; };
exports.neverEmpty = async () => { setInterval(() => {}, 100); return 'no wait'; };
exports.exitCode = async () => { process.exitCode = 9; return 1; };
exports.ownUncaught = async () => {
  process.on('uncaughtException', () => {});
  setTimeout(() => { throw new RangeError('caught'); }, 5);
  await later(10000);
};
exports.ownRejection = async () => {
  process.on('unhandledRejection', () => {});
  Promise.reject(new Error('nobody'));
  await later(10000);
};
exports.raisesNumber = async () => { throw 42; };
exports.raisesObject = async () => { throw { code: 1 }; };
exports.toJsonRaises = async () => ({ toJSON() { throw new Error('t'); } });
exports.proxyResult = async () => new Proxy({}, { ownKeys() { throw new Error('p'); } });
exports.deepResult = async () => { let value = []; for (let i = 0; i < 100000; ++i) value = [value]; return value; };

exports.streams = awslambda.streamifyResponse(async (event, stream) => {
  stream.setContentType('text/plain');
  stream.write('one ');
  await later(20);
  stream.write(Buffer.from('two'));
  stream.end();
});
exports.streamsHttp = awslambda.streamifyResponse(async (event, stream) => {
  const http = awslambda.HttpResponseStream.from(stream, { statusCode: 201 });
  http.write('body');
  http.end();
});
exports.streamsAndFails = awslambda.streamifyResponse(async (event, stream) => {
  stream.write('part');
  await later(5);
  throw new Error('in the middle');
});
exports.streamFailsFirst = awslambda.streamifyResponse(async () => { throw new Error('before'); });
exports.streamPipeline = awslambda.streamifyResponse(async (event, stream) => {
  await require('stream/promises').pipeline(require('stream').Readable.from(['a', 'b', 'c']), stream);
});
exports.streamEndsAlone = awslambda.streamifyResponse(async (event, stream) => {
  awslambda.HttpResponseStream.from(stream, { statusCode: 201 }).end('only'); // without a write there is no prelude
});
exports.streamNotAsync = awslambda.streamifyResponse((event, stream) => { stream.write('x'); stream.end(); });
exports.streamFailsLate = awslambda.streamifyResponse(async (event, stream) => { stream.end('whole'); throw new Error('late'); });
exports.streamAfterEnd = awslambda.streamifyResponse(async (event, stream) => { stream.end('x'); stream.write('y'); });
exports.streamNull = awslambda.streamifyResponse(async (event, stream) => { stream.write(null); });
exports.streamKind = awslambda.streamifyResponse(async (event, stream) => {
  const kind = [stream instanceof require('stream').Writable, stream.constructor.name, stream.pipe, stream.writable, stream.writableEnded];
  stream.end(JSON.stringify(kind));
});
exports.streamBreaks = awslambda.streamifyResponse(async (event, stream) => {
  await require('stream/promises').pipeline(async function* parts() { yield 'a'; throw new RangeError('in the source'); }, stream);
});
