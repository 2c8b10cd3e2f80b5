// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the function that a handler name such as "dir/file.function" means. Returns it, or a promise for an ES module.
'use strict';

const fs = require('fs');
const path = require('path');
// What errors of modules that are not found name at the end of their "Require stack".
const load = require('module').createRequire(path.join(__dirname, 'index.mjs'));

const faults = () => require('./faults.cjs');
const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming');

function isModulePackage(folder) {
  for (let at = folder; ; at = path.dirname(at)) {
    if (at.endsWith('/node_modules')) return false;
    let text;
    try {
      text = fs.readFileSync(path.join(at, 'package.json'), 'utf8');
    } catch {
      if (at === path.dirname(at)) return false;
      continue;
    }
    try {
      const parsed = JSON.parse(text);
      return Boolean(parsed) && parsed.type === 'module';
    } catch (error) {
      console.warn(`${path.join(at, 'package.json')} cannot be read, it will be ignored for ES module detection purposes.`, error);
      return false;
    }
  }
}

function translate(error) {
  if (error instanceof SyntaxError) return faults().named('Runtime.UserCodeSyntaxError', String(error), error.stack);
  if (error && error.code === 'MODULE_NOT_FOUND') return faults().named('Runtime.ImportModuleError', String(error));
  return error;
}

function importFile(file) {
  require('./nodepath.cjs').search();
  return import(require('url').pathToFileURL(file).href);
}

function loadModule(root, moduleRoot, name) {
  const base = path.resolve(root, moduleRoot, name);
  const exists = (extension) => fs.existsSync(base + extension);
  if (exists('') && fs.statSync(base).isFile()) return load(base);
  const typescript = parseInt(process.versions.node, 10) >= 24;
  if (exists('.js')) return isModulePackage(path.dirname(base)) ? importFile(`${base}.js`) : load(`${base}.js`);
  if (exists('.mjs')) return importFile(`${base}.mjs`);
  if (exists('.cjs')) return load(`${base}.cjs`);
  if (typescript && exists('.ts')) return isModulePackage(path.dirname(base)) ? importFile(`${base}.ts`) : load(`${base}.ts`);
  if (typescript && exists('.mts')) return importFile(`${base}.mts`);
  if (typescript && exists('.cts')) return load(`${base}.cts`);
  return load(load.resolve(name, { paths: [root, path.join(root, moduleRoot)] }));
}

const find = (object, names) => names.split('.').reduce((at, key) => at && at[key], object);

function resolve(module, names, full, modern) {
  const found = find(module, names) || (modern && module && module.default && find(module.default, names));
  if (!found) throw faults().named('Runtime.HandlerNotFound', `${full} is undefined or not exported`);
  if (typeof found !== 'function') throw faults().named('Runtime.HandlerNotFound', `${full} is not a function`);
  return found;
}

/** `modern`: as from Node.js 24 on, where a default export is looked into. */
function loadHandler(root, full, modern) {
  if (full.includes('..'))
    throw faults().named('Runtime.MalformedHandlerName',
      `'${full}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`);
  const base = path.basename(full);
  const match = /^([^.]*)\.(.*)$/.exec(base);
  if (!match) throw faults().named('Runtime.MalformedHandlerName', 'Bad handler');
  let module;
  try {
    module = loadModule(root, full.substring(0, full.indexOf(base)), match[1]);
  } catch (error) {
    throw translate(error);
  }
  if (module instanceof Promise)
    return module.then((loaded) => resolve(loaded, match[2], full, modern), (error) => { throw translate(error); });
  return resolve(module, match[2], full, modern);
}

function isStreaming(handler) {
  const mark = handler[STREAMING];
  if (mark === undefined || mark === null || mark === false) return false;
  if (mark === 'response') return true;
  throw faults().named('Runtime.MalformedStreamingHandler', 'Only response streaming is supported.');
}

module.exports = { loadHandler, isStreaming };
