// Read-only JSON: little at once, much piece by piece, very much in part.
#undef QT_NO_CAST_FROM_ASCII // plain literals read better in a test

#include "ui/jsonview.h"
#include "ui/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QJsonArray>
#include <QJsonObject>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPointer>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>
#include <QThreadPool>
#include <QToolButton>

using namespace ui;

class TestJsonView : public QObject
{
    Q_OBJECT

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<JsonView> m_view;

    QString shown() const { return m_view->findChild<QPlainTextEdit *>()->toPlainText(); }
    QLabel *note() const { return m_view->findChild<QLabel *>("note"); }
    static QJsonArray people(int count)
    {
        QJsonArray out;
        for (int i = 0; i < count; ++i)
            out.append(QJsonObject {{"id", QString("user-%1").arg(i)}, {"name", "Ada Lovelace"}});
        return out;
    }

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }
    void init()
    {
        m_view = std::make_unique<JsonView>();
        m_view->resize(600, 400);
        m_view->show();
    }
    void cleanup() { m_view.reset(); }

    void littleShowsAtOnce()
    {
        m_view->setJson(people(3));
        QCOMPARE(shown(), prettyJson(people(3)));
        QCOMPARE(m_view->text(), shown());
        QVERIFY(!note()->isVisible());
    }

    void muchShowsPieceByPiece()
    {
        const QJsonArray much = people(4000);
        m_view->setJson(much);
        QVERIFY(note()->isVisible()); // it is not there yet, and that is said
        const QString all = prettyJson(much);
        QTRY_COMPARE(m_view->text().size(), all.size());
        QVERIFY(shown().size() < all.size());
        QTRY_COMPARE(shown().size(), all.size());
        QCOMPARE(shown(), all);
        QVERIFY(!note()->isVisible());
        QCOMPARE(m_view->findChild<QPlainTextEdit *>()->textCursor().position(), 0);
    }

    void ofVeryMuchTheBeginningShows()
    {
        const QJsonArray much = people(60'000);
        m_view->setJson(much);
        const QString all = prettyJson(much);
        QTRY_COMPARE_WITH_TIMEOUT(m_view->text().size(), all.size(), 30'000);
        QVERIFY(note()->isVisible());
        QVERIFY2(note()->text().contains("2.1 MB"), qPrintable(note()->text()));
        QTRY_VERIFY_WITH_TIMEOUT(shown().size() > 2'000'000, 30'000);
        QVERIFY(shown().size() <= 2 * 1024 * 1024);
        QVERIFY(all.startsWith(shown())); // whole lines
        QTest::mouseClick(m_view->findChild<QToolButton *>(), Qt::LeftButton);
        QCOMPARE(QApplication::clipboard()->text().size(), all.size());
    }

    void longLinesAreShortened()
    {
        const QString line(100'000, u'x');
        m_view->setText("first\n" + line + "\nlast");
        QCOMPARE(shown().size(), 6 + 4096 + 1 + 5);
        QVERIFY(shown().endsWith("…\nlast"));
        QVERIFY(note()->isVisible());
        QCOMPARE(m_view->text().size(), 6 + 100'000 + 5);
    }

    // What was given first must not come over what was given last.
    void theLastOneWins()
    {
        m_view->setJson(people(4000));
        m_view->setJson(people(2));
        m_view->setJson(people(5000));
        m_view->setJson(people(1));
        QCOMPARE(shown(), prettyJson(people(1)));
        QVERIFY(QThreadPool::globalInstance()->waitForDone(30'000));
        QCoreApplication::processEvents();
        QCOMPARE(shown(), prettyJson(people(1)));
        QCOMPARE(m_view->text(), shown());
    }

    // What comes next has its place at once; to take much apart is work for later.
    void muchGivesWay()
    {
        const auto *edit = m_view->findChild<QPlainTextEdit *>();
        const QString much = prettyJson(people(4000));
        m_view->setText(much);
        QTRY_COMPARE(shown().size(), much.size());
        const QPointer<QTextDocument> old = edit->document();
        m_view->setJson(people(2));
        QCOMPARE(shown(), prettyJson(people(2)));
        QVERIFY(old && !old->isEmpty());
        QVERIFY(edit->document() != old);
        QCOMPARE(edit->document()->defaultFont(), old->defaultFont());
        QCOMPARE(edit->document()->defaultTextOption().wrapMode(), QTextOption::NoWrap);
        QTRY_VERIFY(!edit->document()->findBlockByNumber(2).layout()->formats().isEmpty()); // it has colours
        QTRY_VERIFY(old.isNull());
        QCOMPARE(shown(), prettyJson(people(2)));
    }

    void goneWhileItIsPutIntoWords()
    {
        m_view->setJson(people(4000));
        m_view.reset();
        QVERIFY(QThreadPool::globalInstance()->waitForDone(30'000));
        QCoreApplication::processEvents();
    }
};

QTEST_MAIN(TestJsonView)
#include "tst_jsonview.moc"
