# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
# Read by CPack when the generator is known.
if(CPACK_GENERATOR STREQUAL "TGZ")
  # One relocatable folder: the programs find their files relative to themselves.
  set(CPACK_ARCHIVE_COMPONENT_INSTALL OFF)
  set(CPACK_MONOLITHIC_INSTALL ON)
  set(CPACK_PACKAGE_FILE_NAME "lathe-${CPACK_PACKAGE_VERSION}-linux-${CMAKE_SYSTEM_PROCESSOR}")
elseif(CPACK_GENERATOR STREQUAL "NSIS")
  # Prepared, untested: the execution environment needs Linux, so on Windows only the window, packages and deploys would work.
  set(CPACK_NSIS_DISPLAY_NAME "Lathe ${CPACK_PACKAGE_VERSION}")
  set(CPACK_NSIS_ENABLE_UNINSTALL_BEFORE_INSTALL ON)
  set(CPACK_NSIS_MODIFY_PATH ON)
  set(CPACK_NSIS_MENU_LINKS "bin/lathe-workbench.exe" "Lathe")
  set(CPACK_PACKAGE_EXECUTABLES "lathe-workbench" "Lathe")
elseif(CPACK_GENERATOR STREQUAL "DragNDrop")
  # Prepared, untested, with the same limit as on Windows.
  set(CPACK_DMG_VOLUME_NAME "Lathe ${CPACK_PACKAGE_VERSION}")
  set(CPACK_DMG_FORMAT UDZO)
endif()
