// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// From Node.js 18 on Lambda searches the folders of NODE_PATH for ES modules too, so that layers can be imported (AWS Compute
// Blog, "Node.js 18.x runtime now available in AWS Lambda"). Node.js itself does that for require() alone.
'use strict';

const fs = require('fs');
const Module = require('module');
const path = require('path');
const { pathToFileURL } = require('url');

const bare = (specifier) => !/^(\.{0,2}\/|#|[a-z][a-z0-9+.-]*:)/i.test(specifier);

/** Files that are not there, but beside whose place Node.js looks for node_modules. The root's is found anyway. */
function parents() {
  return (process.env.NODE_PATH || '').split(':').filter((dir) => path.basename(dir) === 'node_modules' && path.dirname(dir) !== '/' && fs.existsSync(dir))
    .map((dir) => pathToFileURL(path.join(path.dirname(dir), '_.mjs')).href);
}

const hooks = (places) => ({
  resolve(specifier, context, next) {
    let found;
    let failure;
    try {
      found = next(specifier, context);
      if (!bare(specifier) || !found.url.startsWith('file:///node_modules/')) return found; // the runtime's own come last
    } catch (error) {
      if (error.code !== 'ERR_MODULE_NOT_FOUND' || !bare(specifier)) throw error;
      failure = error;
    }
    for (const parentURL of places) {
      try {
        return next(specifier, { ...context, parentURL });
      } catch {
        // the next place
      }
    }
    if (failure) throw failure;
    return found;
  },
});

/** Before the first ES module of the function; costs nothing where no layer has Node.js packages. */
exports.search = () => {
  const wanted = /nodejs(\d+)/.exec(process.env.AWS_EXECUTION_ENV || '');
  if (wanted && Number(wanted[1]) < 18) return;
  const places = parents();
  if (places.length === 0) return;
  if (Module.registerHooks) Module.registerHooks(hooks(places));
  else if (Module.register) Module.register(pathToFileURL(path.join(__dirname, 'nodepathhooks.mjs')), { data: places });
};
