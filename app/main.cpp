#include "app/commandline.h"
#include "app/console.h"

#include <QApplication>
#include <QIcon>
#include <QNetworkProxyFactory>
#include <sys/resource.h>

int main(int argc, char **argv)
{
    // A crash leaves no image of the memory behind: there may be a key in it.
    const rlimit none {0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    QApplication::setApplicationName(QStringLiteral("doorman"));
    QApplication::setApplicationDisplayName(QStringLiteral("Doorman"));
    QApplication::setApplicationVersion(QStringLiteral(DOORMAN_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("org.doorman.Doorman"));
    QApplication application(argc, argv);
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/logo/org.doorman.Doorman.svg")));
    QNetworkProxyFactory::setUseSystemConfiguration(true);
    app::Console console(application, app::parseCommandLine(application));
    console.start();
    return QApplication::exec();
}
