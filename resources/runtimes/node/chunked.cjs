// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A body that comes in chunks. The Runtime API sends none; a proxy that an extension puts before it may.
'use strict';

class Chunks {
  constructor() {
    this.data = Buffer.alloc(0);
    this.parts = [];
    this.last = false; // trailers follow
  }

  /** What came after the body once that is whole, else null. `part` is not kept. */
  take(part) {
    this.data = Buffer.concat([this.data, part]);
    for (;;) {
      const end = this.data.indexOf('\r\n');
      if (end < 0) return null;
      const begin = end + 2;
      if (this.last) {
        this.data = this.data.subarray(begin);
        if (end === 0) return this.data;
        continue;
      }
      const size = parseInt(this.data.latin1Slice(0, end), 16);
      if (Number.isNaN(size)) process.exit(1); // no HTTP
      if (size > 0 && this.data.length < begin + size + 2) return null;
      this.last = size === 0;
      if (!this.last) this.parts.push(this.data.subarray(begin, begin + size));
      this.data = this.data.subarray(this.last ? begin : begin + size + 2);
    }
  }
}

module.exports = { Chunks };
