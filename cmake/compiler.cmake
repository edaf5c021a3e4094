# Flags that every room shares.
find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
    set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE})
endif()

add_library(tucai_flags INTERFACE)
target_include_directories(tucai_flags INTERFACE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/include)
target_compile_options(tucai_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
    -Wnon-virtual-dtor -Wold-style-cast $<$<COMPILE_LANGUAGE:CXX>:-Woverloaded-virtual>)
# GCC 12 warns wrongly of overlapping copies inside std::string (GCC bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(tucai_flags INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wno-restrict>)
endif()
# The same floating-point results wherever the code runs: no contraction into fused multiply-adds.
target_compile_options(tucai_flags INTERFACE -ffp-contract=off)
if(TUCAI_WERROR)
    target_compile_options(tucai_flags INTERFACE -Werror)
endif()
if(TUCAI_SANITIZE)
    target_compile_options(tucai_flags INTERFACE -fsanitize=${TUCAI_SANITIZE} -fno-omit-frame-pointer
        -fno-sanitize-recover=all)
    target_link_options(tucai_flags INTERFACE -fsanitize=${TUCAI_SANITIZE})
    # GCC itself says that its sanitizers make this warning see what is not there.
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        target_compile_options(tucai_flags INTERFACE -Wno-maybe-uninitialized)
    endif()
endif()
if(TUCAI_FUZZ)
    target_compile_options(tucai_flags INTERFACE -fsanitize=fuzzer-no-link)
    target_link_options(tucai_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
