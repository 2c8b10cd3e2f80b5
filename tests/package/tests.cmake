# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
lathe_test(tst_ignorepatterns DIR package LIBS lathe_package)
lathe_test(tst_packagewriter DIR package LIBS lathe_package)
lathe_test(tst_packagereader DIR package LIBS lathe_package)
lathe_test(tst_memberstore DIR package LIBS lathe_package)
lathe_test(tst_packagediff DIR package LIBS lathe_package)
lathe_test(tst_packagecache DIR package LIBS lathe_package)
lathe_test(tst_layerplan DIR package LIBS lathe_package)
lathe_test(tst_image DIR package LIBS lathe_package ${ARCHIVE_LIBRARY})
lathe_test(tst_imagehostile DIR package LIBS lathe_package ${ARCHIVE_LIBRARY})
lathe_test(tst_xray DIR package LIBS lathe_package)
lathe_test(tst_exclusion DIR package LIBS lathe_package)
lathe_test(tst_signing DIR package LIBS lathe_package)
