# The benchmarks are not tests: `ninja bench` prints their table (see tests/bench/README.md).
foreach(_b rtt load floor_http)
  add_executable(${_b} EXCLUDE_FROM_ALL ${CMAKE_CURRENT_SOURCE_DIR}/bench/${_b}.cpp)
  set_target_properties(${_b} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bench AUTOMOC OFF)
endforeach()
add_executable(floor_window EXCLUDE_FROM_ALL ${CMAKE_CURRENT_SOURCE_DIR}/bench/floor_window.cpp)
target_link_libraries(floor_window PRIVATE QScintilla::QScintilla)
set_target_properties(floor_window PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bench)
# The editor in the real window: `build/ci/bench/editing`.
add_executable(editing EXCLUDE_FROM_ALL ${CMAKE_CURRENT_SOURCE_DIR}/bench/editing.cpp)
target_link_libraries(editing PRIVATE lathe_mainwindow Qt6::Test)
target_compile_definitions(editing PRIVATE LATHE_SOURCE_DIR="${CMAKE_SOURCE_DIR}" LATHE_BIN_DIR="${CMAKE_BINARY_DIR}/bin")
target_include_directories(editing PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
set_target_properties(editing PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bench)
add_custom_target(bench COMMAND python3 ${CMAKE_CURRENT_SOURCE_DIR}/bench/bench.py ${CMAKE_BINARY_DIR} USES_TERMINAL
  DEPENDS rtt load floor_http floor_window lathe lathe-init lathe-workbench)
