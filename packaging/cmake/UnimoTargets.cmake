# One helper a kind of target, so that a folder's whole build is the list of its dependencies.

# unimo_library(<folder> [TORCH] SOURCES ... [PLAIN ...] [PUBLIC targets] [PRIVATE targets])
# Declares the static library unimo_<folder>. TORCH marks the libraries whose sources may include
# LibTorch: they share one precompiled header, and torch stays PRIVATE to them. PLAIN sources of such
# a library need no torch and are spared its header, which takes a compiler seconds to read.
function(unimo_library name)
    cmake_parse_arguments(arg "TORCH" "" "SOURCES;PLAIN;PUBLIC;PRIVATE" ${ARGN})
    add_library(unimo_${name} STATIC ${arg_SOURCES} ${arg_PLAIN})
    set_source_files_properties(${arg_PLAIN} PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
    target_include_directories(unimo_${name} PUBLIC ${CMAKE_SOURCE_DIR})
    target_link_libraries(unimo_${name} PUBLIC ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
    if(arg_TORCH)
        unimo_use_torch(unimo_${name})
    endif()
endfunction()

# Gives a target LibTorch and the shared precompiled header.
function(unimo_use_torch target)
    target_link_libraries(${target} PRIVATE unimo_torch)
    target_precompile_headers(${target} REUSE_FROM unimo_torch_pch)
    set_property(TARGET ${target} PROPERTY JOB_POOL_COMPILE compile_torch)
endfunction()

# unimo_test(<name> SOURCES ... LIBRARIES ... [TORCH] [LABELS unit|slow|gui])
# One Qt Test program, run off-screen by ctest.
function(unimo_test name)
    cmake_parse_arguments(arg "TORCH" "" "SOURCES;LIBRARIES;LABELS" ${ARGN})
    if(NOT arg_LABELS)
        set(arg_LABELS unit)
    endif()
    add_executable(${name} ${arg_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    target_link_libraries(${name} PRIVATE ${arg_LIBRARIES} Qt6::Test)
    target_compile_definitions(${name} PRIVATE
        UNIMO_TEST_DATA="${CMAKE_SOURCE_DIR}/tests/data" UNIMO_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    if(arg_TORCH)
        unimo_use_torch(${name})
        target_compile_definitions(${name} PRIVATE QT_NO_KEYWORDS)
    endif()
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES LABELS "${arg_LABELS}"
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;OMP_WAIT_POLICY=PASSIVE;UNIMO_SHARE=${CMAKE_SOURCE_DIR};UNIMO_BIN=$<TARGET_FILE:unimo>")
endfunction()
