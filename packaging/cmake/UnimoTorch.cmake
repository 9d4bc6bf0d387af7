# LibTorch, taken from the torch wheel: TORCH_SITE is a folder that holds torch/ (and nvidia/),
# either the one packaging/setup/fetch.sh makes or the site-packages of a Python with torch 2.11.
# The wheel's TorchConfig.cmake asks for CUDA, so the targets are our own.
if(NOT TORCH_SITE)
    if(DEFINED ENV{TORCH_SITE})
        set(TORCH_SITE $ENV{TORCH_SITE})
    elseif(DEFINED ENV{UNIMO_CACHE})
        set(TORCH_SITE $ENV{UNIMO_CACHE}/site)
    elseif(DEFINED ENV{XDG_CACHE_HOME})
        set(TORCH_SITE $ENV{XDG_CACHE_HOME}/unimo/site)
    else()
        set(TORCH_SITE $ENV{HOME}/.cache/unimo/site)
    endif()
endif()
set(TORCH_SITE ${TORCH_SITE} CACHE PATH "Folder that holds torch/include and torch/lib of LibTorch 2.11")

set(torch_lib ${TORCH_SITE}/torch/lib)
if(NOT EXISTS ${torch_lib}/libtorch_cpu.so)
    message(FATAL_ERROR "No LibTorch in TORCH_SITE=${TORCH_SITE}. Run packaging/setup/fetch.sh, "
                        "or name the site-packages folder of a Python that has torch 2.11.")
endif()
file(STRINGS ${TORCH_SITE}/torch/include/torch/headeronly/version.h torch_version REGEX "TORCH_VERSION_(MAJOR|MINOR) ")
if(NOT "${torch_version}" MATCHES "MAJOR 2.*MINOR 11")
    message(FATAL_ERROR "TORCH_SITE=${TORCH_SITE} is not LibTorch 2.11 (${torch_version})")
endif()

foreach(name c10 torch_cpu)
    add_library(unimo::${name} SHARED IMPORTED)
    set_target_properties(unimo::${name} PROPERTIES
        IMPORTED_LOCATION ${torch_lib}/lib${name}.so IMPORTED_SONAME lib${name}.so)
endforeach()
# A BLAS must come behind torch on every link line, since torch takes sgemm_ from whichever library
# is loaded first: with Debian's reference BLAS in front every matrix product is 50 times slower.
# As torch's dependencies they always do (tests/core/tensor/blas_order_test.cpp watches it).
find_library(BLAS_LIBRARY blas REQUIRED)
find_library(LAPACK_LIBRARY lapack REQUIRED)
target_link_libraries(unimo::torch_cpu INTERFACE unimo::c10 ${LAPACK_LIBRARY} ${BLAS_LIBRARY})

add_library(unimo_torch INTERFACE)
target_include_directories(unimo_torch SYSTEM INTERFACE
    ${TORCH_SITE}/torch/include ${TORCH_SITE}/torch/include/torch/csrc/api/include)
target_link_libraries(unimo_torch INTERFACE unimo::torch_cpu Threads::Threads)

# FAISS is static and finds BLAS and OpenMP in torch's libraries; torch's libgomp keeps one OpenMP
# runtime in the process.
find_library(FAISS_LIBRARY faiss REQUIRED)
file(GLOB torch_gomp ${torch_lib}/libgomp*.so*)
list(GET torch_gomp 0 torch_gomp)
add_library(unimo::faiss INTERFACE IMPORTED)
target_link_libraries(unimo::faiss INTERFACE ${FAISS_LIBRARY} ${torch_gomp} unimo::torch_cpu)
