#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
# A runtime of the simplest kind, as AWS's tutorial for custom runtimes shows it.
api="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation"
while true; do
  head=$(mktemp)
  event=$(curl -sS -L -D "$head" "$api/next")
  id=$(grep -i lambda-runtime-aws-request-id "$head" | tr -d '[:space:]' | cut -d: -f2)
  echo "event $event" >&2
  curl -sS -X POST "$api/$id/response" -d "{\"echo\":$event}" > /dev/null
done
