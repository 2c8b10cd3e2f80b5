// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Runtime client for Node.js functions: takes events from the Runtime API, calls the handler, sends its result back.
// It talks HTTP over one kept raw socket; CommonJS, because the ESM loader costs time that most handlers do not need.
'use strict';

const begun = process.hrtime.bigint();

/** Undoes the flag of a quick start, for the built-in modules' code caches, and leaves no trace of it. */
function restoreFlags() {
  const at = process.execArgv.indexOf('--no-rehash-snapshot');
  if (at < 0) return;
  process.execArgv.splice(at, 1);
  const { noDeprecation } = process;
  process.noDeprecation = true; // the binding is deprecated; its module would cost more than the flag saves
  try {
    process.binding('v8').setFlagsFromString('--rehash-snapshot');
  } catch {
    require('v8').setFlagsFromString('--rehash-snapshot');
  }
  if (noDeprecation === undefined) delete process.noDeprecation;
  else process.noDeprecation = noDeprecation;
}
restoreFlags();

const { readFileSync } = require('fs');
const { types } = require('util');

/** What `require` makes of a file beside this one, which it would search first: that takes half a millisecond for three. */
function part(name) {
  const file = `${__dirname}/${name}`;
  const own = new module.constructor(file, module);
  own.filename = file;
  own.paths = module.paths;
  require.cache[file] = own;
  own._compile(readFileSync(file, 'utf8'), file);
  own.loaded = true;
  return own.exports;
}

const { Client, large, textOf, PACKET } = part('client.cjs');
const { patchConsole, setIds } = part('console.cjs');
const { loadHandler, isStreaming } = part('loader.cjs');

const env = process.env;
const generation = parseInt((/nodejs(\d+)/.exec(env.AWS_EXECUTION_ENV || '') || [])[1] || process.versions.node, 10);
const modern = generation >= 24; // no callbacks, no handlers of uncaught errors

const TUNABLES = 'glibc.malloc.mmap_threshold=33554432:glibc.malloc.trim_threshold=67108864'; // the environment's, not the function's
const FIELDS = 100; // of a result, in which a long string is looked for

const CALLBACKS_GONE =
  'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.';

const NO_PROMISE = 'Streaming does not support non-async handlers.';
const NOT_FINISHED = 'Response stream is not finished.';

const CALLBACKS_GOING =
  'AWS Lambda plans to remove support for callback-based function handlers starting with Node.js 24. You will need to update this function to use an async handler to use Node.js 24 or later. For more information and to provide feedback on this change, see https://github.com/aws/aws-lambda-nodejs-runtime-interface-client/issues/137. To disable this warning, set the AWS_LAMBDA_NODEJS_DISABLE_CALLBACK_WARNING environment variable.';

const faults = () => require('./faults.cjs'); // at the first failure only
const client = new Client(env.AWS_LAMBDA_RUNTIME_API, parseInt(env._LATHE_RUNTIME_SOCKET, 10));
delete env._LATHE_RUNTIME_SOCKET;
if (env.GLIBC_TUNABLES === TUNABLES) delete env.GLIBC_TUNABLES;

let beforeExit = null; // what an empty event loop means for the invocation under way
let onUncaught = null;
let onRejection = null;
let handler;
let metadata;
let store = null; // of the invocation under way, for libraries

function logError(title, error) {
  const logged = faults().intoError(error, modern);
  if ((env.AWS_LAMBDA_LOG_FORMAT || '').toUpperCase() === 'JSON') console.error(logged);
  else console.error(title, faults().formatted(logged, modern));
}

/** Whether a result is, or has at its top, a string of megabytes; without calling anything of the function's. */
function hasLongString(value) {
  if (typeof value === 'string') return value.length > PACKET;
  if (value === null || typeof value !== 'object' || types.isProxy(value) || Array.isArray(value) || ArrayBuffer.isView(value)) return false;
  let fields = 0;
  for (const key in value) {
    if ((fields += 1) > FIELDS) return false;
    const own = Object.getOwnPropertyDescriptor(value, key);
    if (own && typeof own.value === 'string' && own.value.length > PACKET) return true;
  }
  return false;
}

function stringify(value) {
  let text;
  try {
    text = hasLongString(value) ? large().stringify(value) : JSON.stringify(value === undefined ? null : value);
  } catch {
    throw faults().unserializable(modern);
  }
  if (text === undefined) throw new TypeError('Wrong arguments'); // functions, symbols: what Lambda's client says of them
  return text;
}

function postError(id, error, then) {
  const body = faults().toResponse(error, modern);
  client.post(`invocation/${encodeURIComponent(id)}/error`, JSON.stringify(body), body.errorType, then);
}

/** The process ends after it; Lambda's newer client throws it on, so that Node.js says its own of it, too. */
function postInitError(error, code) {
  const body = faults().toResponse(error, modern);
  client.post('init/error', JSON.stringify(body), body.errorType, () => {
    if (!modern) process.exit(code);
    Promise.reject(error);
    setImmediate(() => process.exit(code));
  });
}

/**
 * Ends the invocation: its result and the wish for the next event. Throws when the result cannot be written. Lambda's older client
 * asks for the next event a turn of the event loop later: ticks and immediates that the handler has left belong to this invocation.
 */
function postResult(id, result) {
  const text = stringify(result);
  const post = () => client.postAndNext(`invocation/${encodeURIComponent(id)}/response`, text, onEvent);
  if (modern) post(); // a turn has passed
  else setImmediate(post);
  beforeExit = null;
}

/** Adds to `context`, whose callbacks come first as in Lambda's. */
function makeContext(headers, context) {
  const deadline = parseInt(headers['lambda-runtime-deadline-ms'], 10);
  const parsed = (header, name) => {
    if (headers[header] === undefined) return undefined;
    try {
      return JSON.parse(headers[header]);
    } catch (error) {
      throw new Error(`Cannot parse ${name} as json: ${error}`);
    }
  };
  const ofEnvironment = {
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
  };
  const ofEvent = {
    clientContext: parsed('lambda-runtime-client-context', 'ClientContext'),
    identity: parsed('lambda-runtime-cognito-identity', 'CognitoIdentity'),
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    tenantId: headers['lambda-runtime-aws-tenant-id'],
    ...(modern && { xRayTraceId: headers['lambda-runtime-trace-id'] }),
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
  if (!modern) return Object.assign(context, ofEnvironment, ofEvent);
  const { functionVersion, functionName, ...rest } = ofEnvironment; // in the order of Lambda's newer client
  return Object.assign(context, ofEvent, { functionName, functionVersion, ...rest });
}

function scheduleNext() {
  beforeExit = null;
  setImmediate(next);
}

/** The callback and the old context methods; only the first call of any of them counts. */
function callbacks(id, context) {
  let called = false;
  let reported = false;
  let waits = true;
  const fail = (error) => {
    if (reported) return;
    logError('Invoke Error', error); // which raises for what has no text: that is then the failure
    reported = true;
    postError(id, error, scheduleNext);
  };
  const succeed = (result) => {
    if (reported) return;
    postResult(id, result);
    reported = true;
  };
  const once = (f) => (...args) => {
    if (called) return;
    f(...args);
    called = true; // not before: a result that cannot be written may still fail
  };
  const done = (error, result) => {
    beforeExit = null;
    if (error !== undefined && error !== null) fail(error);
    else succeed(result);
  };
  Object.defineProperty(context, 'callbackWaitsForEmptyEventLoop', {
    enumerable: true,
    configurable: true,
    get: () => waits,
    set: (value) => { waits = value; },
  });
  context.succeed = once((result) => done(null, result));
  context.fail = once((error) => done(error === undefined || error === null ? 'handled' : error));
  context.done = once(done);
  const callback = once((error, result) => {
    beforeExit = null;
    if (error !== undefined && error !== null) {
      fail(error);
    } else if (!waits) {
      succeed(result);
    } else {
      beforeExit = () => setImmediate(() => {
        try {
          succeed(result);
        } catch (failure) {
          fail(failure);
        }
      });
    }
  });
  return { callback, succeed, fail };
}

const turn = () => new Promise((resolve) => { setImmediate(resolve); });

/** What calls the handler: its names stand in stack traces, and it is `this` in the handler. */
class Runtime {
  async handleOnceNonStreaming(id, event, headers) {
    const context = {};
    const { callback, succeed, fail } = callbacks(id, context);
    beforeExit = () => (metadata.isAsync ? fail(faults().nodeJsExit()) : succeed(null)); // never answered, nothing left to do
    await undefined; // nothing of ours stands below the handler
    try {
      const result = this.handler(event(), makeContext(headers, context), callback);
      if (result && typeof result.then === 'function') result.then(context.succeed, context.fail).catch(context.fail);
    } catch (error) {
      callback(error);
    }
  }

  async handleOnceStreaming(id, event, headers) {
    beforeExit = scheduleNext;
    const response = new (require('./streaming.cjs').Response)(id, metadata.highWaterMark, modern);
    const context = modern ? {} : { callbackWaitsForEmptyEventLoop: true };
    const fail = async (error) => {
      if (modern) await turn();
      logError('Invoke Error', error);
      response.fail(error, () => streamDone(context));
    };
    await undefined;
    try {
      const result = this.handler(event(), response.stream, makeContext(headers, context));
      if (!result || typeof result.then !== 'function') return fail(modern ? new Error(NO_PROMISE) : NO_PROMISE);
      if ((await result) !== undefined) console.warn('Streaming handlers ignore return values.');
      await response.answered;
      if (response.stream.writableFinished) streamDone(context);
      else fail(modern ? new Error(NOT_FINISHED) : NOT_FINISHED);
    } catch (error) {
      fail(error);
    }
    return undefined;
  }
}

/** The same of Lambda's newer client. */
class BufferedInvokeProcessor {
  async processInvoke(id, event, headers) {
    await undefined;
    try {
      const result = await this.handler(event(), makeContext(headers, {}));
      await turn();
      postResult(id, result);
    } catch (error) {
      await turn();
      logError('Invoke Error', error);
      postError(id, error, scheduleNext);
    }
  }
}

class StreamingInvokeProcessor extends Runtime {}

const runtime = modern ? new StreamingInvokeProcessor() : new Runtime();
const buffered = new BufferedInvokeProcessor();

/** Before Node.js 24 a streamed response, too, is over when nothing is left to do, unless the function does not want that. */
function streamDone(context) {
  if (modern || !context.callbackWaitsForEmptyEventLoop) scheduleNext();
  else beforeExit = scheduleNext;
}

function onEvent(headers, body) {
  const id = headers['lambda-runtime-aws-request-id'];
  setIds(id, headers['lambda-runtime-aws-tenant-id']);
  if (headers['lambda-runtime-trace-id']) env._X_AMZN_TRACE_ID = headers['lambda-runtime-trace-id'];
  else delete env._X_AMZN_TRACE_ID;
  const plain = headers['lathe-plain-strings'];
  const event = () => (plain ? large().parse(body, plain) : JSON.parse(textOf(body)));
  if (!modern) {
    onUncaught = (error) => postError(id, error, () => process.exit(129));
    onRejection = (error) => postError(id, error, () => process.exit(128));
  }
  const call = () => {
    if (metadata.streaming) return runtime.handleOnceStreaming(id, event, headers);
    return modern ? buffered.processInvoke(id, event, headers) : runtime.handleOnceNonStreaming(id, event, headers);
  };
  if (store) store.run(store.contextOf(id, headers['lambda-runtime-trace-id']), call);
  else call();
}

function next() {
  client.next(onEvent);
}

function start(loaded) {
  handler = loaded;
  runtime.handler = loaded;
  buffered.handler = loaded;
  client.times = `Lathe-Init-Times: ${begun};${loading};${process.hrtime.bigint()}\r\n`;
  metadata = {
    streaming: isStreaming(handler),
    highWaterMark: handler[Symbol.for('aws.lambda.runtime.handler.streaming.highWaterMark')],
    isAsync: Boolean(handler.constructor) && handler.constructor.name === 'AsyncFunction',
  };
  if (modern && handler.length >= 3 && !metadata.streaming) throw faults().named('Runtime.CallbackHandlerDeprecated', CALLBACKS_GONE);
  if (!modern && handler.length === 3 && !metadata.isAsync && !metadata.streaming && env.AWS_LAMBDA_NODEJS_DISABLE_CALLBACK_WARNING === undefined)
    console.warn(CALLBACKS_GOING);
  setImmediate(next); // what the module has queued comes first
}

function initFailed(error) {
  logError(modern ? 'Init Error' : 'Uncaught Exception', error);
  postInitError(error, modern ? 1 : 129);
}

function watchErrors() {
  onUncaught = (error) => postInitError(error, 129);
  onRejection = (error) => postInitError(error, 128);
  process.on('uncaughtException', (error) => {
    logError('Uncaught Exception', error);
    onUncaught(error);
  });
  process.on('unhandledRejection', (reason, promise) => {
    const error = faults().unhandledRejection(reason, promise);
    logError('Unhandled Promise Rejection', error);
    onRejection(error);
  });
}

function addGlobals() {
  globalThis.awslambda = {
    streamifyResponse(f, options) {
      f[Symbol.for('aws.lambda.runtime.handler.streaming')] = 'response';
      if (options && typeof options.highWaterMark === 'number')
        f[Symbol.for('aws.lambda.runtime.handler.streaming.highWaterMark')] = Math.trunc(options.highWaterMark);
      return f;
    },
    get HttpResponseStream() {
      return require('./streaming.cjs').HttpResponseStream;
    },
  };
  if (modern) {
    store = new (require('./invokestore.cjs').InvokeStore)();
    globalThis.awslambda.InvokeStore = store;
  }
}

patchConsole(modern);
process.on('beforeExit', () => {
  const action = beforeExit;
  beforeExit = null;
  if (action) action();
});
if (!modern) watchErrors();
if (!['1', 'true'].includes(env.AWS_LAMBDA_NODEJS_NO_GLOBAL_AWSLAMBDA)) addGlobals();
let loading; // when the function's own code began to load

function load() {
  process.mainModule = undefined; // Lambda's own is an ES module, so that require.main is none
  loading = process.hrtime.bigint();
  try {
    const loaded = loadHandler(env.LAMBDA_TASK_ROOT || '/var/task', env._HANDLER || '', modern);
    if (loaded instanceof Promise) loaded.then(start).catch(initFailed);
    else start(loaded);
  } catch (error) {
    initFailed(error);
  }
}

const role = process.argv[2];
process.argv.splice(2);
if (role === 'spare') client.turn(load); // started ahead, waits until there is an event
else load();
//# sourceURL=file:///var/runtime/index.mjs
