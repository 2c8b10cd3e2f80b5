# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs the pinned AWS SDK for JavaScript into DIR, once. cmake -DDIR=<folder> -P setup.cmake
set(version 3.1162.0)
execute_process(COMMAND node --version OUTPUT_VARIABLE node OUTPUT_STRIP_TRAILING_WHITESPACE)
if(node MATCHES "^v1[0-9]\\.")
  set(version 3.940.0) # the last line that runs on Node.js 18, which Debian 12 has
endif()
set(installed ${DIR}/node_modules/@aws-sdk/client-lambda/package.json)
if(EXISTS ${installed})
  file(READ ${installed} json)
  string(JSON found GET ${json} version)
  if(found STREQUAL version)
    return()
  endif()
endif()
find_program(NPM npm)
if(NOT NPM)
  message(FATAL_ERROR "npm is missing: install the Debian package nodejs (NodeSource) or npm, see installer/dependencies.")
endif()
file(MAKE_DIRECTORY ${DIR})
file(WRITE ${DIR}/package.json "{\"private\": true}\n")
execute_process(COMMAND ${NPM} install --no-audit --no-fund --ignore-scripts --save-exact --prefix ${DIR} @aws-sdk/client-lambda@${version}
  WORKING_DIRECTORY ${DIR} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "npm could not install @aws-sdk/client-lambda@${version}; check the network and run the test again.\n${output}")
endif()
