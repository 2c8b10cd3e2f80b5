# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
# Real clients of AWS against the endpoint. The npm client is installed once per build folder; the other two are Debian packages.
set(_npm ${CMAKE_BINARY_DIR}/npm-cache)
add_test(NAME conformance_npm_client COMMAND ${CMAKE_COMMAND} -DDIR=${_npm} -P ${CMAKE_CURRENT_LIST_DIR}/setup.cmake)
set_tests_properties(conformance_npm_client PROPERTIES FIXTURES_SETUP npm_client TIMEOUT 300 LABELS conformance)
lathe_test(tst_clients DIR conformance LIBS lathe_cloud LABELS conformance TIMEOUT 180 ENV "LATHE_NPM_CACHE=${_npm}")
set_tests_properties(tst_clients PROPERTIES FIXTURES_REQUIRED npm_client)
