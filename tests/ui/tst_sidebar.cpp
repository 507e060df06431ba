#undef QT_NO_CAST_FROM_ASCII // plain literals read better in a test

#include "api/client/connection.h"
#include "ui/pageregistry.h"
#include "ui/sidebar.h"
#include "ui/theme.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

using namespace ui;

// The pages at the left: with a publishable key some of them are of no use, and say so.
class TestSidebar : public QObject
{
    Q_OBJECT

    std::unique_ptr<Theme> m_theme;
    PageRegistry m_pages;

    static QAbstractButton *item(const Sidebar &sidebar, const QString &kind)
    {
        for (int i = 0; i < sidebar.count(); ++i) {
            if (sidebar.kindAt(i) == kind)
                return sidebar.itemAt(i);
        }
        return nullptr;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_theme = std::make_unique<Theme>(*qApp);
        registerPages(m_pages);
    }

    void aSecretKeyOpensAll()
    {
        Sidebar sidebar(m_pages);
        api::Connection connection;
        connection.key = "sk_test_0123456789";
        sidebar.setConnection(connection);
        for (int i = 0; i < sidebar.count(); ++i)
            QVERIFY(sidebar.itemAt(i)->isEnabled());
        QCOMPARE(sidebar.firstKind(), "people");
        QVERIFY(item(sidebar, "people")->toolTip().contains("Ctrl+1"));
    }

    void aPublishableKeySaysWhyNot()
    {
        Sidebar sidebar(m_pages);
        sidebar.show();
        QVERIFY(QTest::qWaitForWindowActive(&sidebar));
        api::Connection connection;
        connection.key = "pk_test_0123456789";
        sidebar.setConnection(connection);
        for (const char *kind : {"people", "messages", "bulk"}) {
            QVERIFY2(!item(sidebar, kind)->isEnabled(), kind);
            QVERIFY2(item(sidebar, kind)->toolTip().contains("secret key"), kind);
            QVERIFY(!item(sidebar, kind)->accessibleDescription().isEmpty());
        }
        QVERIFY(item(sidebar, "requests")->isEnabled());
        QVERIFY(item(sidebar, "explorer")->isEnabled());
        QCOMPARE(sidebar.firstKind(), "requests");
        QSignalSpy chosen(&sidebar, &Sidebar::chosen);
        QTest::mouseClick(item(sidebar, "people"), Qt::LeftButton);
        QTest::mouseClick(item(sidebar, "people"), Qt::MiddleButton);
        QCOMPARE(chosen.size(), 0);
        // The keyboard passes over them.
        item(sidebar, "requests")->setFocus();
        QTest::keyClick(item(sidebar, "requests"), Qt::Key_Up);
        QVERIFY(item(sidebar, "explorer")->hasFocus());
        QTest::keyClick(item(sidebar, "explorer"), Qt::Key_Down);
        QVERIFY(item(sidebar, "requests")->hasFocus());
        QTest::keyClick(item(sidebar, "requests"), Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        connection.key = "sk_test_0123456789";
        sidebar.setConnection(connection);
        QVERIFY(item(sidebar, "people")->isEnabled());
    }
};

QTEST_MAIN(TestSidebar)
#include "tst_sidebar.moc"
