#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
# A runtime of one's own that streams with curl, for tst_streamruns.cpp. The event is what it shall do.
api="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime"
[ "$_HANDLER" = snapshot ] && curl -sS "$api/restore/next" && echo "woken: $AWS_LAMBDA_INITIALIZATION_TYPE"
if [ "$_HANDLER" = deadsnapshot ]; then # its hook takes the process along
  curl -sS "$api/restore/next"
  exit 3
fi
if [ "$_HANDLER" = slowsnapshot ]; then
  curl -sS "$api/restore/next"
  echo "a hook that takes long"
  sleep 60
fi
if [ "$_HANDLER" = badsnapshot ]; then
  curl -sS "$api/restore/next"
  curl -sS -H 'Lambda-Runtime-Function-Error-Type: Runtime.AfterRestore' -d '{"errorType":"Hook","errorMessage":"no"}' "$api/restore/error"
  exit 1
fi
while true; do
  event=$(curl -sS -D /tmp/head "$api/invocation/next")
  id=$(grep -i lambda-runtime-aws-request-id /tmp/head | tr -d '[:space:]' | cut -d: -f2)
  case $event in
    '"stream"')
      { echo -n one; while [ ! -e /var/task/go ]; do sleep 0.01; done; echo -n two; } |
        curl -sS -N -X POST -T - -H 'Transfer-Encoding: chunked' -H 'Lambda-Runtime-Function-Response-Mode: streaming' \
          -H 'Content-Type: text/plain' "$api/invocation/$id/response" > /dev/null ;;
    '"cut"') # breaks its answer off and asks for the next event
      { printf 'POST /2018-06-01/runtime/invocation/%s/response HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf' "$id"; } > "/dev/tcp/${AWS_LAMBDA_RUNTIME_API%:*}/${AWS_LAMBDA_RUNTIME_API#*:}" ;;
    '"large"')
      # AWS's own Node.js client ends when its response is refused.
      status=$(head -c 6291557 /dev/zero | curl -sS -o /dev/null -w '%{http_code}' -H 'Content-Type: application/json' --data-binary @- "$api/invocation/$id/response")
      echo "refused with $status"
      [ "$status" = 202 ] || exit 1 ;;
    *)
      curl -sS -H 'Content-Type: application/json' -d "{\"pid\":$$}" "$api/invocation/$id/response" > /dev/null ;;
  esac
done
