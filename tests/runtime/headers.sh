#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
# A custom runtime that counts what of Lathe's it is shown.
api="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation"
while true; do
  curl -sS -o /dev/null -D /tmp/head "$api/next"
  id=$(grep -i lambda-runtime-aws-request-id /tmp/head | tr -d '[:space:]' | cut -d: -f2)
  curl -sS -X POST "$api/$id/response" -d "\"$(grep -ci '^lathe-' /tmp/head) $(env | grep -c GLIBC)\"" > /dev/null
done
