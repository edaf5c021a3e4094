# What comes from Debian; each room names what it links.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(fmt REQUIRED)
find_package(ZLIB REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(JPEG REQUIRED)
find_package(PNG REQUIRED)
pkg_check_modules(webp REQUIRED IMPORTED_TARGET libwebp libwebpdemux)
pkg_check_modules(heif REQUIRED IMPORTED_TARGET libheif)
pkg_check_modules(zxing REQUIRED IMPORTED_TARGET zxing)
pkg_check_modules(qrencode REQUIRED IMPORTED_TARGET libqrencode)
pkg_check_modules(lcms REQUIRED IMPORTED_TARGET lcms2)
pkg_check_modules(zip REQUIRED IMPORTED_TARGET libzip)
pkg_check_modules(expat REQUIRED IMPORTED_TARGET expat)
pkg_check_modules(shapelib REQUIRED IMPORTED_TARGET shapelib)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(sqlite REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(curl REQUIRED IMPORTED_TARGET libcurl)
pkg_check_modules(pangocairo REQUIRED IMPORTED_TARGET pangocairo)
pkg_check_modules(icu REQUIRED IMPORTED_TARGET icu-uc)
if(TUCAI_TESTS)
    find_package(GTest REQUIRED)
    include(GoogleTest)
endif()

# ONNX Runtime: its ABI headers are vendored, the library is opened at run time.
add_library(onnxruntime_headers INTERFACE)
target_include_directories(onnxruntime_headers SYSTEM INTERFACE ${PROJECT_SOURCE_DIR}/third_party/onnxruntime/include)
target_compile_definitions(onnxruntime_headers INTERFACE ORT_API_MANUAL_INIT)
target_link_libraries(onnxruntime_headers INTERFACE ${CMAKE_DL_LIBS})

# Debian keeps OpenCV's CMake files in the package of all its modules; two are wanted.
find_path(OPENCV_HEADERS opencv2/imgproc.hpp PATH_SUFFIXES opencv4 REQUIRED)
find_library(OPENCV_CORE opencv_core REQUIRED)
find_library(OPENCV_IMGPROC opencv_imgproc REQUIRED)
add_library(opencv INTERFACE)
target_include_directories(opencv SYSTEM INTERFACE ${OPENCV_HEADERS})
target_link_libraries(opencv INTERFACE ${OPENCV_CORE} ${OPENCV_IMGPROC})

# Boost: Asio and Beast, headers only; room http alone sees them.
find_path(BOOST_HEADERS boost/beast/version.hpp REQUIRED)
add_library(boost INTERFACE)
target_include_directories(boost SYSTEM INTERFACE ${BOOST_HEADERS})
target_compile_definitions(boost INTERFACE BOOST_ASIO_NO_DEPRECATED BOOST_ASIO_DISABLE_BOOST_COROUTINE)
# GCC's ThreadSanitizer knows no fences; what Asio orders by them is ordered by its locks too.
if(TUCAI_SANITIZE MATCHES "thread")
    target_compile_definitions(boost INTERFACE BOOST_ASIO_DISABLE_FENCED_BLOCK)
endif()

# Metrics: the registry and its text form, without Debian's servers for them.
pkg_check_modules(prometheus_core REQUIRED IMPORTED_TARGET prometheus-cpp-core)
add_library(prometheus ALIAS PkgConfig::prometheus_core)
