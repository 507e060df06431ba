#include "app/commandline.h"
#include "app/console.h"

#include <QApplication>
#include <QIcon>

int main(int argc, char **argv)
{
    QApplication::setApplicationName(QStringLiteral("doorman"));
    QApplication::setApplicationDisplayName(QStringLiteral("Doorman"));
    QApplication::setApplicationVersion(QStringLiteral(DOORMAN_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("org.doorman.Doorman"));
    QApplication application(argc, argv);
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/logo/org.doorman.Doorman.svg")));
    app::Console console(application, app::parseCommandLine(application));
    console.start();
    return QApplication::exec();
}
