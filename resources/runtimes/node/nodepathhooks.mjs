// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What nodepath.cjs does, for versions of Node.js whose hooks live on a thread of their own.
let places = [];

export function initialize(data) {
  places = data;
}

export async function resolve(specifier, context, next) {
  const bare = !/^(\.{0,2}\/|#|[a-z][a-z0-9+.-]*:)/i.test(specifier);
  let found;
  let failure;
  try {
    found = await next(specifier, context);
    if (!bare || !found.url.startsWith('file:///node_modules/')) return found; // the runtime's own come last
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND' || !bare) throw error;
    failure = error;
  }
  for (const parentURL of places) {
    try {
      return await next(specifier, { ...context, parentURL });
    } catch {
      // the next place
    }
  }
  if (failure) throw failure;
  return found;
}
