# Every library that the project takes from outside, as an imported target.
find_package(Threads REQUIRED)
find_package(OpenCV 4.6 REQUIRED COMPONENTS core imgproc imgcodecs dnn videoio ximgproc)
find_package(spdlog REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(Protobuf REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(ICU REQUIRED IMPORTED_TARGET icu-uc)
pkg_check_modules(LINK_GRAMMAR REQUIRED IMPORTED_TARGET link-grammar)
pkg_check_modules(XXHASH REQUIRED IMPORTED_TARGET libxxhash)
find_package(LibArchive REQUIRED)

# Debian's SQLiteCpp config names targets it does not ship; the library itself is all we need.
find_library(SQLITECPP_LIBRARY SQLiteCpp REQUIRED)
add_library(unimo::sqlitecpp INTERFACE IMPORTED)
target_link_libraries(unimo::sqlitecpp INTERFACE ${SQLITECPP_LIBRARY} SQLite::SQLite3)

# Debian's libstemmer comes without a config.
find_library(STEMMER_LIBRARY stemmer REQUIRED)
find_path(STEMMER_INCLUDE_DIR libstemmer.h REQUIRED)
add_library(unimo::stemmer INTERFACE IMPORTED)
target_link_libraries(unimo::stemmer INTERFACE ${STEMMER_LIBRARY})
target_include_directories(unimo::stemmer INTERFACE ${STEMMER_INCLUDE_DIR})

# OpenCV's own variable would also bring highgui, and with it Qt 5.
add_library(unimo::opencv INTERFACE IMPORTED)
target_link_libraries(unimo::opencv INTERFACE opencv_core opencv_imgproc opencv_imgcodecs)
add_library(unimo::opencv_proposals INTERFACE IMPORTED)
target_link_libraries(unimo::opencv_proposals INTERFACE unimo::opencv opencv_ximgproc)
add_library(unimo::opencv_video INTERFACE IMPORTED)
target_link_libraries(unimo::opencv_video INTERFACE unimo::opencv opencv_videoio)

include(UnimoTorch)

if(UNIMO_BUILD_GUI OR UNIMO_BUILD_TESTS)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Core Test)
endif()
if(UNIMO_BUILD_GUI)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Gui Widgets PrintSupport Svg Concurrent DBus LinguistTools)
    find_package(QCustomPlotQt6 REQUIRED)
endif()
