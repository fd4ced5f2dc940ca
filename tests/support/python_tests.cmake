# mat_python_tests(AREA FILE)
#
# Each test class of FILE is a test AREA_CLASS, found by reading the file, so
# that none can be left out. They need the built program and Debian's
# python3-pyte, hence Debian's python.
function(mat_python_tests area file)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    file(STRINGS ${file} classes REGEX "^class [A-Za-z]+\\([A-Za-z]*Test\\):")
    foreach(line ${classes})
        string(REGEX REPLACE "^class ([A-Za-z]+).*" "\\1" class "${line}")
        string(TOLOWER ${class} name)
        add_test(NAME ${area}_${name} COMMAND /usr/bin/python3 ${file} ${class})
        set_tests_properties(${area}_${name} PROPERTIES
            TIMEOUT 240
            ENVIRONMENT
            "MATSESSION=$<TARGET_FILE:matsession>;PYTHONDONTWRITEBYTECODE=1")
    endforeach()
endfunction()
