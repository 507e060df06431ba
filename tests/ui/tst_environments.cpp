// The environments' page, the lock in the bar and the question of a protected environment, with real keys.
#include "api/client/client.h"
#include "api/client/writelock.h"
#include "api/schema/user.h"
#include "models/keyring.h"
#include "models/profilestore.h"
#include "models/writelog.h"
#include "support/fakenetwork.h"
#include "ui/confirmwrite.h"
#include "ui/contrast.h"
#include "ui/environmentbar.h"
#include "ui/environments/choices.h"
#include "ui/environments/environmentform.h"
#include "ui/environments/environmentspage.h"
#include "ui/environments/secretedit.h"
#include "ui/mainwindow.h"
#include "ui/theme.h"
#include "ui/writelog/writespage.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QDialog>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace ui;
using models::Profile;

class TestEnvironments : public QObject
{
    Q_OBJECT

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<models::ProfileStore> m_store;
    std::unique_ptr<models::MemoryKeyring> m_keyring;
    std::unique_ptr<FakeNetwork> m_net;
    std::unique_ptr<models::WriteLog> m_log;
    std::unique_ptr<api::Client> m_client;
    std::unique_ptr<MainWindow> m_window;
    QString m_live;

    Context context() const
    {
        Context c;
        c.client = m_client.get();
        c.settings = m_settings.get();
        c.profiles = m_store.get();
        c.keyring = m_keyring.get();
        c.writes = m_log.get();
        c.profile = m_live;
        return c;
    }
    EnvironmentsPage *page() const { return static_cast<EnvironmentsPage *>(m_window->currentPage()); }
    template <class W = QWidget>
    W *find(const char *name) const
    {
        // Pages one came from are still there, hidden.
        W *inPage = m_window->currentPage()->findChild<W *>(QString::fromLatin1(name));
        return inPage ? inPage : m_window->findChild<W *>(QString::fromLatin1(name));
    }
    QPushButton *button(const QString &text) const
    {
        for (QPushButton *b : m_window->findChildren<QPushButton *>()) {
            if (b->text() == text && b->isVisible())
                return b;
        }
        return nullptr;
    }
    void press(const QString &text) const
    {
        QPushButton *b = button(text);
        QVERIFY2(b, qPrintable(text));
        QVERIFY2(b->isEnabled(), qPrintable(text));
        QTest::mouseClick(b, Qt::LeftButton);
    }
    SecretEdit *secret(int at) const { return m_window->currentPage()->findChildren<SecretEdit *>().at(at); }
    QStringList problems() const
    {
        QStringList out;
        for (const QLabel *label : m_window->findChildren<QLabel *>()) {
            if (label->property("role") == QStringLiteral("bad") && label->isVisible())
                out += label->text();
        }
        return out;
    }
    QByteArray keyOf(const QString &id)
    {
        QByteArray key;
        bool isThere = false;
        m_keyring->read(id, models::Secret::Key, this, [&](const auto &answer) {
            key = answer.secret;
            isThere = true;
        });
        [&] { QTRY_VERIFY(isThere); }();
        return key;
    }
    void openPage(const QString &id = {})
    {
        m_window->open(Place {"environments", id, {}, {}});
        QVERIFY(qobject_cast<EnvironmentsPage *>(m_window->currentPage()));
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_theme = std::make_unique<Theme>(*qApp);
        m_theme->setScheme(Scheme::Light);
    }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<QSettings>(m_folder->filePath("s.ini"), QSettings::IniFormat);
        m_store = std::make_unique<models::ProfileStore>(*m_settings);
        m_keyring = std::make_unique<models::MemoryKeyring>("There is no keychain.");
        Profile live;
        live.name = "Production";
        live.baseUrl = QUrl("http://127.0.0.1:9");
        live.color = QColor(0x7B2D8E);
        live.icon = "globe";
        live.readOnly = live.mayUnlock = live.isProtected = true;
        live.key = {models::KeyKind::Secret, false};
        m_live = m_store->add(live);
        m_keyring->write(m_live, models::Secret::Key, "sk_live_known", nullptr, {});
        m_net = std::make_unique<FakeNetwork>();
        m_log = std::make_unique<models::WriteLog>(models::WriteLog::Options {
            .folder = m_folder->filePath("writes"), .environment = "Production", .user = "marta"});
        api::Connection connection = testConnection();
        connection.readOnly = connection.mayUnlock = true;
        m_client = std::make_unique<api::Client>(connection, m_net.get());
        m_client->setWriteObserver(m_log.get());
        PageRegistry pages;
        const auto add = [&pages]<class P>(const char *kind, P *) {
            pages.add(
                {kind,
                 [](const Context &c, const Place &, QWidget *parent) -> Page * { return new P(c, parent); },
                 kind,
                 "globe",
                 {}});
        };
        add("environments", static_cast<EnvironmentsPage *>(nullptr));
        add("writes", static_cast<WritesPage *>(nullptr));
        m_window
            = std::make_unique<MainWindow>(context(), Environment::of(live, "127.0.0.1"), std::move(pages));
        m_window->restore();
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void cleanup()
    {
        m_window.reset();
        m_client.reset();
        m_log.reset();
        m_net.reset();
    }

    void opensOnTheOneInUse()
    {
        openPage();
        QCOMPARE(page()->place().address(), "environments:" + context().profile);
        const auto labels = m_window->findChildren<QLabel *>();
        QVERIFY(std::none_of(labels.begin(), labels.end(),
                             [](const QLabel *label) { return label->text() == "A new environment"; }));
    }

    void addsOne()
    {
        openPage();
        press("Add an environment…");
        QVERIFY(!page()->unsavedWork().isEmpty() || button("Add environment")->isEnabled());
        press("Add environment"); // nothing was filled in
        QCOMPARE(problems().size(), 2); // name and key
        QVERIFY(find("environmentName")->hasFocus());
        QTest::keyClicks(find("environmentName"), "production");
        find<QLineEdit>("environmentAddress")->clear();
        QTest::keyClicks(find("environmentAddress"), "http://example.test");
        QTest::keyClicks(secret(0)->edit(), "sk test");
        press("Add environment");
        QCOMPARE(problems().size(), 3);
        // What was typed is still there, to be mended.
        QCOMPARE(find<QLineEdit>("environmentName")->text(), QString("production"));
        QTest::keyClicks(find("environmentName"), " 2");
        QCOMPARE(problems().size(), 2);
        find<QLineEdit>("environmentAddress")->selectAll();
        QTest::keyClicks(find("environmentAddress"), "https://example.test/v1");
        secret(0)->edit()->selectAll();
        QTest::keyClicks(secret(0)->edit(), "sk_live_new_secret");
        QCOMPARE(problems(), QStringList());
        press("Add environment");
        QTRY_VERIFY(m_store->findByName("production 2"));
        const Profile *added = m_store->findByName("production 2");
        QCOMPARE(added->baseUrl, QUrl("https://example.test"));
        QVERIFY(added->readOnly && added->isProtected);
        QCOMPARE(added->key, (models::KeyTraits {models::KeyKind::Secret, false}));
        QCOMPARE(keyOf(added->id), QByteArray("sk_live_new_secret"));
        QTRY_VERIFY(secret(0)->secret().isEmpty()); // not kept in the window
        QTRY_VERIFY(page()->unsavedWork().isEmpty());
        QCOMPARE(page()->place().id, added->id);
        m_settings->sync();
        QFile file(m_settings->fileName());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("sk_live_new_secret"));
    }

    void editsAndDiscards()
    {
        openPage(m_live);
        QVERIFY(page()->unsavedWork().isEmpty());
        QTest::keyClicks(find("environmentName"), " EU");
        QVERIFY(page()->unsavedWork().contains("Production"));
        press("Discard changes");
        QVERIFY(page()->unsavedWork().isEmpty());
        QTest::keyClicks(find("environmentName"), " EU");
        press("Save");
        QTRY_COMPARE(m_store->find(m_live)->name, QString("Production EU"));
        QCOMPARE(keyOf(m_live), QByteArray("sk_live_known")); // as it was
    }

    void asksBeforeEditsGo()
    {
        openPage(m_live);
        QTest::keyClicks(find("environmentName"), " EU");
        auto *list = find<QListWidget>("environments");
        list->setCurrentRow(0);
        QCOMPARE(list->currentRow(), 1); // until it is decided
        auto *box = m_window->findChild<QMessageBox *>();
        QVERIFY(box);
        QTest::keyClick(box, Qt::Key_Escape);
        QTRY_VERIFY(!m_window->findChild<QMessageBox *>());
        QCOMPARE(find<QLineEdit>("environmentName")->text(), QString("Production EU"));
        // Another environment is asked about in the same way.
        QSignalSpy requested(m_window.get(), &MainWindow::environmentRequested);
        m_store->choose(models::sandboxId());
        QCOMPARE(requested.size(), 0);
        box = m_window->findChild<QMessageBox *>();
        QVERIFY(box);
        for (QAbstractButton *b : box->buttons()) {
            if (box->buttonRole(b) == QMessageBox::DestructiveRole)
                QTest::mouseClick(b, Qt::LeftButton);
        }
        QTRY_COMPARE(requested.size(), 1);
        QCOMPARE(requested[0][0].toString(), models::sandboxId());
    }

    void removesWithItsKey()
    {
        Profile other = *m_store->find(m_live);
        other.name = "Other";
        const QString id = m_store->add(other);
        m_keyring->write(id, models::Secret::Key, "sk_other_key", nullptr, {});
        openPage(id);
        press("Remove…");
        auto *box = m_window->findChild<QMessageBox *>("removeEnvironment");
        QVERIFY(box);
        QTest::keyClick(box, Qt::Key_Escape);
        QVERIFY(m_store->find(id));
        press("Remove…");
        box = m_window->findChild<QMessageBox *>("removeEnvironment");
        for (QAbstractButton *b : box->buttons()) {
            if (box->buttonRole(b) == QMessageBox::DestructiveRole)
                QTest::mouseClick(b, Qt::LeftButton);
        }
        QTRY_VERIFY(!m_store->find(id));
        QVERIFY(keyOf(id).isEmpty());
        QCOMPARE(page()->place().id, models::sandboxId());
        QVERIFY(!button("Remove…")); // the sandbox stays
    }

    void hidesKeys()
    {
        openPage(m_live);
        SecretEdit *edit = secret(0);
        QTest::keyClicks(edit->edit(), "sk_live_to_hide");
        QVERIFY(!edit->edit()->displayText().contains("hide"));
        QVERIFY(!edit->isRevealed());
        QTest::mousePress(edit->eye(), Qt::LeftButton);
        QVERIFY(edit->isRevealed());
        QTest::mouseRelease(edit->eye(), Qt::LeftButton);
        QVERIFY(!edit->isRevealed());
        edit->eye()->setFocus();
        QTest::keyPress(edit->eye(), Qt::Key_Space);
        QVERIFY(edit->isRevealed());
        QTest::keyRelease(edit->eye(), Qt::Key_Space);
        QVERIFY(!edit->isRevealed());
        QApplication::clipboard()->setText("before");
        edit->edit()->selectAll();
        QTest::keyClick(edit->edit(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(edit->secret(), QByteArray("sk_live_to_hide"));
        QTest::keyClick(edit->edit(), Qt::Key_X, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), QString("before"));
        // A page taken from the settings holds none of it either.
        QVERIFY(!page()->place().address().contains("hide"));
        edit->clear();
    }

    void publishableKeysTakeAToken()
    {
        openPage(m_live);
        QVERIFY(!secret(1)->isVisible());
        QTest::keyClicks(secret(0)->edit(), "pk_test_1");
        QVERIFY(secret(1)->isVisible());
        QTest::keyClicks(secret(1)->edit(), "nonsense");
        press("Save");
        QCOMPARE(problems().size(), 1);
        const auto part = [](const QByteArray &text) {
            return text.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
        };
        secret(1)->edit()->setText(QString::fromLatin1(
            part("{\"alg\":\"RS256\"}") + '.' + part("{\"sub\":\"a\",\"exp\":1700000000}") + ".c2ln"));
        QStringList texts;
        for (const QLabel *label : m_window->findChildren<QLabel *>())
            texts += label->text();
        QVERIFY(!texts.filter("The user token ended 2023-11-14").isEmpty());
    }

    void explainsATest()
    {
        openPage(m_live); // nobody listens on that port
        press("Test connection");
        QTRY_VERIFY_WITH_TIMEOUT(!problems().isEmpty(), 20'000);
        QVERIFY(!find<QLabel>("verdict")->text().isEmpty());
        QCOMPARE(find<QLineEdit>("environmentAddress")->text(), QString("http://127.0.0.1:9"));
    }

    void whiteTextCanBeReadOnAnyColour()
    {
        for (const QRgb rgb : {0xFFFFFFu, 0xFFFF00u, 0x00FF00u, 0x000000u, 0x808080u, 0x7B2D8Eu, 0xFF8800u}) {
            QVERIFY(contrastOf(groundUnderWhite(QColor(rgb)), Qt::white) >= 4.5);
            Profile p = *m_store->find(m_live);
            p.color = QColor(rgb);
            const Environment shown = Environment::of(p, "h");
            QVERIFY(contrastOf(shown.ground, Qt::white) >= 4.5);
            QVERIFY(contrastOf(shown.groundDark, Qt::white) >= 4.5);
        }
        QCOMPARE(groundUnderWhite(QColor(0x7B2D8E)), QColor(0x7B2D8E));
        openPage(m_live);
        const auto swatches
            = m_window->currentPage()->findChild<ColorChoice *>()->findChildren<QAbstractButton *>();
        for (QAbstractButton *swatch : swatches.mid(0, 8)) {
            QTest::mouseClick(swatch, Qt::LeftButton);
            const QColor color = m_window->currentPage()->findChild<ColorChoice *>()->color();
            QCOMPARE(groundUnderWhite(color), color); // readable as it is
        }
    }

    void unlocksWithAReason()
    {
        auto *bar = m_window->findChild<EnvironmentBar *>();
        QVERIFY(bar->lockText().startsWith("read only"));
        QVERIFY(bar->lockButton()->isVisible());
        QTest::mouseClick(bar->lockButton(), Qt::LeftButton);
        auto *dialog = find<QDialog>("unlock");
        QVERIFY(dialog);
        QVERIFY(!button("Unlock for 15 minutes")->isEnabled());
        QTest::keyClicks(dialog->findChild<QLineEdit *>(), "ticket 12");
        QTest::keyClick(dialog->findChild<QLineEdit *>(), Qt::Key_Return);
        QTRY_VERIFY(!m_client->connection().readOnly);
        QVERIFY2(bar->lockText().startsWith("writes allowed for 15:00"), qPrintable(bar->lockText()));
        QVERIFY(bar->accessibleName().contains("writes allowed"));
        QCOMPARE(bar->lockButton()->text(), QString("Lock now"));
        // The reason goes into the log with what is written now.
        m_net->expect("DELETE", "/v1/users/a").reply(204);
        bool isOver = false;
        const api::Call call = m_client->send(api::users::remove("a"), [&](const auto &) { isOver = true; });
        QTRY_VERIFY(isOver);
        QTest::mouseClick(bar->lockButton(), Qt::LeftButton);
        QVERIFY(m_client->connection().readOnly);
        QVERIFY(bar->lockText().startsWith("read only"));
        m_window->open(Place {"writes", {}, {}, {}});
        auto *view = find<QTableView>("writes");
        QCOMPARE(view->model()->rowCount(), 1);
        QCOMPARE(view->model()->index(0, models::WritesModel::ReasonColumn).data().toString(),
                 QString("ticket 12"));
        QCOMPARE(view->model()->index(0, models::WritesModel::OutcomeColumn).data().toString(),
                 QString("done"));
    }

    void countsDown()
    {
        qint64 now = 1'000'000;
        api::WriteLock &lock = m_client->writeLock();
        lock.setClock([&now] { return now; });
        lock.unlock("why");
        auto *bar = m_window->findChild<EnvironmentBar *>();
        now += 61'000;
        QTRY_VERIFY(bar->lockText().startsWith("writes allowed for 13:59"));
        now += 15 * 60'000;
        QTRY_VERIFY(bar->lockText().startsWith("read only"));
        lock.setClock([] { return QDateTime::currentMSecsSinceEpoch(); });
    }

    void protectedAsksForItsName()
    {
        int runs = 0;
        const auto go = [&runs] { ++runs; };
        confirmWrite(context(), m_window.get(), api::users::identify, "Change a", go);
        QCOMPARE(runs, 1); // destroys nothing
        confirmWrite(context(), m_window.get(), api::users::remove, "Delete a", go);
        QCOMPARE(runs, 1);
        auto *dialog = find<QDialog>("confirmWrite");
        QVERIFY(dialog);
        auto *edit = dialog->findChild<QLineEdit *>();
        QTest::keyClicks(edit, "Produc");
        QVERIFY(!button("Do it")->isEnabled());
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(runs, 1);
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!find<QDialog>("confirmWrite"));
        QCOMPARE(runs, 1);
        confirmWrite(context(), m_window.get(), api::users::remove, "Delete a", go);
        QTest::keyClicks(find<QDialog>("confirmWrite")->findChild<QLineEdit *>(), "production");
        press("Do it");
        QCOMPARE(runs, 2);
        Profile p = *m_store->find(m_live);
        p.isProtected = false;
        m_store->update(p);
        confirmWrite(context(), m_window.get(), api::users::remove, "Delete a", go);
        QCOMPARE(runs, 3);
    }

    void menuListsThem()
    {
        QMenu *menu = m_window->findChild<EnvironmentBar *>()->menuButton()->menu();
        QSignalSpy requested(m_window.get(), &MainWindow::environmentRequested);
        QCOMPARE(menu->actions()[0]->text(), m_store->sandbox().name);
        QVERIFY(menu->actions()[1]->isChecked());
        menu->actions()[1]->trigger(); // where we are
        QCOMPARE(requested.size(), 0);
        menu->actions()[0]->trigger();
        QCOMPARE(requested.size(), 1);
    }

    void exportsFromThePage()
    {
        m_client->writeLock().unlock("why");
        m_net->expect("DELETE", "/v1/users/a").reply(204);
        bool isOver = false;
        const api::Call call = m_client->send(api::users::remove("a"), [&](const auto &) { isOver = true; });
        QTRY_VERIFY(isOver);
        m_window->open(Place::fromAddress("writes?outcome=refused"));
        auto *writes = qobject_cast<WritesPage *>(m_window->currentPage());
        QVERIFY(writes);
        QCOMPARE(find<QTableView>("writes")->model()->rowCount(), 0);
        m_window->open(Place::fromAddress("writes?text=users%2Fa"));
        QCOMPARE(find<QTableView>("writes")->model()->rowCount(), 1);
        m_window->open(Place::fromAddress("writes?outcome=done"));
        QCOMPARE(find<QTableView>("writes")->model()->rowCount(), 1);
    }
};

QTEST_MAIN(TestEnvironments)
#include "tst_environments.moc"
