lathe_test(tst_translations DIR translations LIBS lathe_translations ENV LATHE_LUPDATE=$<TARGET_FILE:Qt6::lupdate>)
