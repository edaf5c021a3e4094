# A room: every *.cpp in src/NAME and its folders that is no test and no main is one hidden-symbol static library,
# tucai_NAME; every *_test.cpp beside them is one test program, NAME_test.
function(tucai_room name)
    cmake_parse_arguments(ROOM "" "" "USES;LIBS;TEST_LIBS" ${ARGN})
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.cpp)
    set(tests ${sources})
    list(FILTER sources EXCLUDE REGEX "_(test|main)\\.cpp$")
    list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
    add_library(tucai_${name} STATIC ${sources})
    target_link_libraries(tucai_${name} PUBLIC tucai_flags ${ROOM_LIBS})
    foreach(used ${ROOM_USES})
        target_link_libraries(tucai_${name} PUBLIC tucai_${used})
    endforeach()
    if(TUCAI_TESTS AND tests)
        add_executable(${name}_test ${tests})
        target_link_libraries(${name}_test PRIVATE tucai_${name} ${ROOM_TEST_LIBS} GTest::gmock GTest::gtest_main
            rapidcheck)
        target_compile_definitions(${name}_test PRIVATE TUCAI_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
            TUCAI_BINARY_DIR="${CMAKE_BINARY_DIR}")
        # A test that hangs fails after two minutes.
        gtest_discover_tests(${name}_test DISCOVERY_TIMEOUT 60 PROPERTIES LABELS fast TIMEOUT 120
            ENVIRONMENT "RC_PARAMS=seed=20171206")
    endif()
endfunction()
