# What is installed where, and the Debian packages lectern-server and lectern-client. lectern-sandbox and the demo's
# programs are for development and are not installed.
include(GNUInstallDirs)
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON) # packaging/deb.sh builds what is packed; the tests are not
set(lectern_server_doc ${CMAKE_INSTALL_DATAROOTDIR}/doc/lectern-server)
set(lectern_client_doc ${CMAKE_INSTALL_DATAROOTDIR}/doc/lectern-client)
set(lectern_generated ${CMAKE_BINARY_DIR}/packaging)
file(MAKE_DIRECTORY ${lectern_generated})

# lectern_adapted(<file> <out>): a copy that names the real folder of the programs.
function(lectern_adapted file out)
  file(READ ${file} text)
  string(REPLACE "/usr/local/bin/" "${CMAKE_INSTALL_FULL_BINDIR}/" text "${text}")
  file(WRITE ${lectern_generated}/${out} "${text}")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
endfunction()
lectern_adapted(${CMAKE_SOURCE_DIR}/packaging/systemd/lecternd.service lecternd.service)

find_program(GZIP gzip REQUIRED)
foreach(text debian/changelog man/lecternd.8 man/lectern.1)
  get_filename_component(name ${text} NAME)
  execute_process(COMMAND ${GZIP} -9nc ${CMAKE_SOURCE_DIR}/packaging/${text} OUTPUT_FILE ${lectern_generated}/${name}.gz COMMAND_ERROR_IS_FATAL ANY)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/packaging/${text})
endforeach()

install(TARGETS lecternd RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT server)
install(FILES ${lectern_generated}/lecternd.service DESTINATION lib/systemd/system COMPONENT server)
install(FILES packaging/debian/lecternd.ini DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/lectern COMPONENT server)
install(FILES packaging/debian/database.sql packaging/pgaudit.sql packaging/nginx/lectern.conf DESTINATION ${lectern_server_doc}/examples COMPONENT server)
install(FILES resources/openapi.yaml docs/operations.md packaging/debian/copyright ${lectern_generated}/changelog.gz DESTINATION ${lectern_server_doc} COMPONENT server)
install(FILES ${lectern_generated}/lecternd.8.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man8 COMPONENT server)
if(TARGET lectern)
  install(TARGETS lectern RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT client)
  install(FILES packaging/lectern.desktop DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/applications RENAME org.lectern.Lectern.desktop COMPONENT client)
  install(FILES resources/icons/lectern.svg DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/icons/hicolor/scalable/apps COMPONENT client)
  install(FILES packaging/debian/copyright ${lectern_generated}/changelog.gz DESTINATION ${lectern_client_doc} COMPONENT client)
  install(FILES ${lectern_generated}/lectern.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT client)
endif()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME lectern)
set(CPACK_PACKAGE_VENDOR Lectern)
set(CPACK_PACKAGE_CONTACT "Lectern maintainers <maintainers@lectern.example>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_COMPONENTS_ALL server)
if(TARGET lectern)
  list(APPEND CPACK_COMPONENTS_ALL client)
endif()
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_SERVER_PACKAGE_NAME lectern-server)
set(CPACK_DEBIAN_SERVER_PACKAGE_SECTION web)
set(CPACK_COMPONENT_SERVER_DESCRIPTION "course marketplace for a school: the server
lecternd serves the API of Lectern, takes the payment gateway's events and
keeps the books in PostgreSQL. An organisation runs one for itself.")
# Plugins and programs that no library names: the driver of the database, the certificates of authorities.
set(CPACK_DEBIAN_SERVER_PACKAGE_DEPENDS "libqt6sql6-psql, ca-certificates, tzdata, adduser")
set(CPACK_DEBIAN_SERVER_PACKAGE_RECOMMENDS "postgresql-15 | postgresql")
set(CPACK_DEBIAN_SERVER_PACKAGE_SUGGESTS "nginx")
set(maintainer_scripts ${CMAKE_SOURCE_DIR}/packaging/debian/server)
set(CPACK_DEBIAN_SERVER_PACKAGE_CONTROL_EXTRA "${maintainer_scripts}/postinst;${maintainer_scripts}/prerm;${maintainer_scripts}/postrm")
set(CPACK_DEBIAN_CLIENT_PACKAGE_NAME lectern-client)
set(CPACK_DEBIAN_CLIENT_PACKAGE_SECTION education)
set(CPACK_COMPONENT_CLIENT_DESCRIPTION "course marketplace for a school: the desktop program
Teachers author courses, admins approve them and watch the money, students
pay and learn: one program for all of them, for a Lectern server.")
# Plugins that no library names: image formats, codecs for lectures; and icons.
set(CPACK_DEBIAN_CLIENT_PACKAGE_DEPENDS
  "libqt6svg6, qt6-image-formats-plugins, gstreamer1.0-plugins-base, gstreamer1.0-plugins-good, gstreamer1.0-gl, breeze-icon-theme, ca-certificates")
set(CPACK_DEBIAN_CLIENT_PACKAGE_RECOMMENDS "gstreamer1.0-libav, gstreamer1.0-x, qt6-wayland, libsecret-1-0, fonts-inter, fonts-noto-color-emoji")
include(CPack)
