#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
# A runtime for tst_invoke.cpp that asks for its snapshot and answers with what it was told.
api="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime"
woken=$(curl -sS -o /dev/null -w '%{http_code}' "$api/restore/next")
if [ "$_HANDLER" = fails ] && [ "$woken" = 200 ]; then
  curl -sS -d '{}' "$api/restore/error"
  exit 1
fi
while true; do
  curl -sS -o /dev/null -D /tmp/head "$api/invocation/next"
  header() { grep -i "^$1:" /tmp/head | tr -d '[:space:]' | cut -d: -f2; }
  curl -sS -o /dev/null -d "\"$AWS_LAMBDA_INITIALIZATION_TYPE $woken $(header lambda-runtime-aws-tenant-id)\"" "$api/invocation/$(header lambda-runtime-aws-request-id)/response"
done
