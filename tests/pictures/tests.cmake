lathe_test(tst_pictures DIR pictures LIBS lathe_wpictures Qt6::Svg GUI)
