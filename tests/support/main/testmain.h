// One program holds all tests of a folder. Qt's macros, which make a main() of their own, become entries of
// its list here, under the name of the file that holds them; precompiled before every test, so that a test
// reads as any other.
#pragma once

#include <QtTest/QTest>
#ifdef QT_WIDGETS_LIB
#include <QtWidgets/QApplication>
#endif

namespace testmain {

// Puts a test onto the list of its program, which runs `run` when it is asked for tst_NAME.
class Entry
{
public:
    using Run = int (*)(int argc, char **argv);
    Entry(const char *sourceFile, Run run);
};

// Of a test that needs no application.
struct NoApplication
{
    NoApplication(int &, char **) { }
};

template <class Test, class Application>
int run(int argc, char **argv)
{
    Application application(argc, argv);
    if constexpr (std::is_base_of_v<QCoreApplication, Application>)
        application.setAttribute(Qt::AA_Use96Dpi, true); // as Qt's macros do
    Test test;
    return QTest::qExec(&test, argc, argv);
}

#if defined(QT_WIDGETS_LIB)
using UsualApplication = QApplication;
#elif defined(QT_GUI_LIB)
using UsualApplication = QGuiApplication;
#else
using UsualApplication = QCoreApplication;
#endif

} // namespace testmain

#define DOORMAN_TEST(Test, Application)                                                                      \
    static const testmain::Entry entryOf##Test(__FILE__, testmain::run<Test, Application>);

#undef QTEST_MAIN
#undef QTEST_GUILESS_MAIN
#undef QTEST_APPLESS_MAIN
#define QTEST_MAIN(Test) DOORMAN_TEST(Test, testmain::UsualApplication)
#define QTEST_GUILESS_MAIN(Test) DOORMAN_TEST(Test, QCoreApplication)
#define QTEST_APPLESS_MAIN(Test) DOORMAN_TEST(Test, testmain::NoApplication)
