// The window around the pages, with pages made for the test and real keys.
#include "api/client/client.h"
#include "support/fakenetwork.h"
#include "ui/environmentbar.h"
#include "ui/mainwindow.h"
#include "ui/omnibox.h"
#include "ui/shortcutsdialog.h"
#include "ui/sidebar.h"
#include "ui/tabarea.h"
#include "ui/tabstrip.h"
#include "ui/tabview.h"
#include "ui/theme.h"
#include "ui/topbar.h"

#include <QApplication>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace ui;

namespace {

// A page that does what it is told; any kind.
class FakePage : public Page
{
public:
    FakePage(const Place &place, QWidget *parent)
        : Page(parent)
        , m_place(place)
    {
        setFocusPolicy(Qt::StrongFocus);
    }
    Place place() const override { return m_place; }
    QString title() const override { return m_place.address(); }
    void go(const Place &place) override
    {
        m_place = place;
        // As a page does that opens its usual section.
        if (m_place.kind == QLatin1StringView("user") && m_place.section.isEmpty())
            m_place.section = QStringLiteral("feed");
    }
    void refresh() override { ++refreshed; }
    bool isSettled() const override { return settled; }
    QString failure() const override { return failed; }
    QString unsavedWork() const override { return unsaved; }
    void choose(const QString &section)
    {
        m_place.section = section;
        Q_EMIT placeChanged();
    }
    void filter(const QString &key, const QString &value)
    {
        m_place.setFilter(key, {value});
        Q_EMIT placeChanged();
    }
    void settle(const QString &failure = {})
    {
        settled = true;
        failed = failure;
        Q_EMIT settledChanged();
    }

    int refreshed = 0;
    bool settled = false;
    QString failed;
    QString unsaved;

private:
    Place m_place;
};

Place at(const char *address)
{
    return Place::fromAddress(QString::fromUtf8(address));
}

void press(QMessageBox *box, QMessageBox::ButtonRole role)
{
    const auto buttons = box->buttons();
    for (QAbstractButton *button : buttons) {
        if (box->buttonRole(button) == role)
            QTest::mouseClick(button, Qt::LeftButton);
    }
}

} // namespace

class TestShell : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void opensHomeAndMarksIt();
    void goesBackAndForward();
    void keepsPagesAsTheyWereLeft();
    void opensAndClosesTabs();
    void goesByOmnibox();
    void keepsWhatWasTypedAfterAnError();
    void asksBeforeUnsavedWorkGoes();
    void asksBeforeTheWindowCloses();
    void comesBackAsItWas();
    void showsTheEnvironment();
    void asksBeforeResetting();
    void everyControlHasAName();
    void walksTheAreas();
    void listsTheKeys();
    void refusesUnknownPlaces();

private:
    PageRegistry registry() const;
    std::unique_ptr<MainWindow> makeWindow(const Environment &environment) const;
    FakePage *page() const { return static_cast<FakePage *>(m_window->currentPage()); }
    QString address() const { return m_window->tabs()->current()->place().address(); }
    Omnibox *omnibox() const { return m_window->findChild<Omnibox *>(); }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(m_window.get(), key, modifiers);
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<FakeNetwork> m_net;
    std::unique_ptr<api::Client> m_client;
    std::unique_ptr<MainWindow> m_window;
};

void TestShell::initTestCase()
{
    m_theme = std::make_unique<Theme>(*qApp);
    m_theme->setScheme(Scheme::Light);
}

PageRegistry TestShell::registry() const
{
    PageRegistry pages;
    const PageEntry::Make make = [](const Context &, const Place &place, QWidget *parent) -> Page * {
        return new FakePage(place, parent);
    };
    const auto s = [](const char *text) { return QString::fromLatin1(text); };
    pages.add({s("people"), make, s("People"), s("people"), {}});
    pages.add({s("messages"), make, s("Messages"), s("messages"), {}});
    pages.add({s("bulk"), make, s("Bulk"), s("bulk"), {}});
    pages.add({s("user"), make, {}, {}, s("people")});
    pages.add({s("message"), make, {}, {}, s("messages")});
    return pages;
}

std::unique_ptr<MainWindow> TestShell::makeWindow(const Environment &environment) const
{
    Context context;
    context.client = m_client.get();
    context.settings = m_settings.get();
    return std::make_unique<MainWindow>(context, environment, registry());
}

void TestShell::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings
        = std::make_unique<QSettings>(m_folder->filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    m_net = std::make_unique<FakeNetwork>();
    m_client = std::make_unique<api::Client>(testConnection(), m_net.get());
    m_window = makeWindow(Environment::sandbox(QStringLiteral("127.0.0.1")));
    m_window->restore();
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestShell::cleanup()
{
    m_window.reset();
}

void TestShell::opensHomeAndMarksIt()
{
    QCOMPARE(m_window->tabs()->count(), 1);
    QCOMPARE(address(), QStringLiteral("people"));
    auto *sidebar = m_window->findChild<Sidebar *>();
    QVERIFY(sidebar->itemAt(0)->isChecked());
    key(Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(address(), QStringLiteral("messages"));
    QVERIFY(sidebar->itemAt(1)->isChecked());
    QVERIFY(!sidebar->itemAt(0)->isChecked());
    QTest::mouseClick(sidebar->itemAt(2), Qt::LeftButton);
    QCOMPARE(address(), QStringLiteral("bulk"));
    // A person belongs to People.
    m_window->open(at("user:alice"));
    QVERIFY(sidebar->itemAt(0)->isChecked());
    QCOMPARE(m_window->windowTitle(), QStringLiteral("user:alice/feed"));
}

void TestShell::goesBackAndForward()
{
    m_window->open(at("user:alice"));
    QCOMPARE(address(), QStringLiteral("user:alice/feed"));
    page()->choose(QStringLiteral("messages"));
    page()->filter(QStringLiteral("status"), QStringLiteral("sent"));
    QCOMPARE(address(), QStringLiteral("user:alice/messages?status=sent"));
    m_window->open(at("message:m1"));
    key(Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(address(), QStringLiteral("user:alice/messages?status=sent"));
    key(Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(address(), QStringLiteral("user:alice/feed"));
    key(Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(address(), QStringLiteral("people"));
    key(Qt::Key_Left, Qt::AltModifier); // nothing before that
    QCOMPARE(address(), QStringLiteral("people"));
    key(Qt::Key_Right, Qt::AltModifier);
    key(Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(address(), QStringLiteral("user:alice/messages?status=sent"));
    // Another way from here: what was ahead is gone.
    m_window->open(at("bulk"));
    QVERIFY(!m_window->tabs()->current()->canGoForward());
}

void TestShell::keepsPagesAsTheyWereLeft()
{
    Page *people = m_window->currentPage();
    m_window->open(at("user:alice"));
    QVERIFY(m_window->currentPage() != people);
    key(Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(m_window->currentPage(), people);
    // Many pages later it is made anew.
    const QPointer<Page> watched(people);
    for (const char *address : {"user:a", "user:b", "user:c", "user:d", "user:e"})
        m_window->open(at(address));
    QTRY_VERIFY(!watched);
    key(Qt::Key_F5);
    QCOMPARE(page()->refreshed, 1);
    key(Qt::Key_R, Qt::ControlModifier);
    QCOMPARE(page()->refreshed, 2);
    m_window->reloadAll();
    QCOMPARE(page()->refreshed, 3);
}

void TestShell::opensAndClosesTabs()
{
    TabArea *tabs = m_window->tabs();
    key(Qt::Key_T, Qt::ControlModifier);
    QCOMPARE(tabs->count(), 2);
    QVERIFY(omnibox()->hasFocus());
    m_window->open(at("user:alice"), true);
    QCOMPARE(tabs->count(), 3);
    QCOMPARE(tabs->currentIndex(), 2);
    key(Qt::Key_Tab, Qt::ControlModifier);
    QCOMPARE(tabs->currentIndex(), 0);
    key(Qt::Key_PageUp, Qt::ControlModifier);
    QCOMPARE(tabs->currentIndex(), 2);
    QCOMPARE(address(), QStringLiteral("user:alice/feed"));
    // A page asks for a new tab.
    Q_EMIT page()->openRequested(at("message:m1"), true);
    QCOMPARE(tabs->count(), 4);
    key(Qt::Key_W, Qt::ControlModifier);
    QCOMPARE(tabs->count(), 3);
    TabStrip *strip = tabs->strip();
    QTest::mouseClick(strip, Qt::MiddleButton, {}, strip->tabRect(0).center());
    QCOMPARE(tabs->count(), 2);
    QTest::mouseClick(strip->tabButton(0, QTabBar::RightSide), Qt::LeftButton);
    QCOMPARE(tabs->count(), 1);
    QCOMPARE(address(), QStringLiteral("user:alice/feed"));
    // The last one gives way to the first page.
    key(Qt::Key_W, Qt::ControlModifier);
    QCOMPARE(tabs->count(), 1);
    QCOMPARE(address(), QStringLiteral("people"));
}

void TestShell::goesByOmnibox()
{
    key(Qt::Key_K, Qt::ControlModifier);
    QVERIFY(omnibox()->hasFocus());
    QTest::keyClicks(omnibox(), QStringLiteral("marta-204"));
    QTRY_VERIFY(omnibox()->popup()->isVisible());
    QTest::keyClick(omnibox(), Qt::Key_Return);
    QCOMPARE(address(), QStringLiteral("user:marta-204/feed"));
    QVERIFY(page()->hasFocus());
    page()->settle();
    QVERIFY(omnibox()->text().isEmpty());
    key(Qt::Key_L, Qt::ControlModifier);
    QVERIFY(omnibox()->hasFocus());
    QVERIFY(omnibox()->popup()->isVisible()); // where one was lately
    QTest::keyClick(omnibox(), Qt::Key_Escape);
    QVERIFY(page()->hasFocus());
}

void TestShell::keepsWhatWasTypedAfterAnError()
{
    key(Qt::Key_K, Qt::ControlModifier);
    QTest::keyClicks(omnibox(), QStringLiteral("marta-2o4"));
    QTest::keyClick(omnibox(), Qt::Key_Return);
    page()->settle(QStringLiteral("There is nobody with this id."));
    QCOMPARE(omnibox()->text(), QStringLiteral("marta-2o4"));
}

void TestShell::asksBeforeUnsavedWorkGoes()
{
    m_window->open(at("user:alice"), true);
    page()->unsaved = QStringLiteral("3 changes to the preferences of Alice");
    key(Qt::Key_W, Qt::ControlModifier);
    QCOMPARE(m_window->tabs()->count(), 2);
    auto *box = m_window->findChild<QMessageBox *>();
    QVERIFY(box);
    QVERIFY(box->informativeText().contains(QLatin1StringView("3 changes")));
    QTest::keyClick(box, Qt::Key_Escape);
    QTRY_VERIFY(!m_window->findChild<QMessageBox *>());
    QCOMPARE(m_window->tabs()->count(), 2);
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    key(Qt::Key_W, Qt::ControlModifier);
    box = m_window->findChild<QMessageBox *>();
    QVERIFY(box);
    press(box, QMessageBox::DestructiveRole);
    QTRY_COMPARE(m_window->tabs()->count(), 1);
}

void TestShell::asksBeforeTheWindowCloses()
{
    page()->unsaved = QStringLiteral("1 change");
    QVERIFY(!m_window->close());
    auto *box = m_window->findChild<QMessageBox *>();
    QVERIFY(box);
    press(box, QMessageBox::DestructiveRole);
    QTRY_VERIFY(!m_window->isVisible());
}

void TestShell::comesBackAsItWas()
{
    m_window->open(at("messages?status=bounced"), true);
    m_window->open(at("user:a%2Fb/preferences"), true);
    m_window->tabs()->setCurrentIndex(1);
    m_window->resize(1000, 700);
    m_window->close();
    const QStringList before = m_window->tabs()->addresses();
    m_window = makeWindow(Environment::sandbox(QStringLiteral("127.0.0.1")));
    m_window->restore();
    QCOMPARE(m_window->tabs()->addresses(), before);
    QCOMPARE(m_window->tabs()->currentIndex(), 1);
    QCOMPARE(address(), QStringLiteral("messages?status=bounced"));
    // Only what shows is loaded; the others wake when they are looked at.
    QVERIFY(!m_window->tabs()->viewAt(2)->page());
    QCOMPARE(m_window->tabs()->viewAt(2)->title(), QStringLiteral("a/b"));
    m_window->tabs()->setCurrentIndex(2);
    QVERIFY(m_window->currentPage());
    QCOMPARE(address(), QStringLiteral("user:a%2Fb/preferences"));
    // A place on the command line comes beside what was there.
    m_window = makeWindow(Environment::sandbox(QStringLiteral("127.0.0.1")));
    m_window->restore(at("user:zoe"));
    QCOMPARE(m_window->tabs()->count(), 4);
    QCOMPARE(address(), QStringLiteral("user:zoe/feed"));
    // … and one that a tab has already is shown there.
    m_window->close();
    m_window = makeWindow(Environment::sandbox(QStringLiteral("127.0.0.1")));
    m_window->restore(at("messages"));
    QCOMPARE(m_window->tabs()->count(), 4);
    QCOMPARE(m_window->tabs()->currentIndex(), 1);
    QCOMPARE(address(), QStringLiteral("messages"));
}

void TestShell::showsTheEnvironment()
{
    auto *bar = m_window->findChild<EnvironmentBar *>();
    QVERIFY(bar->accessibleName().contains(QLatin1StringView("Sandbox")));
    const QColor sandbox = bar->grab().toImage().pixelColor(bar->width() / 2, 3);
    m_window->setEnvironment(Environment::live(QStringLiteral("api.example"), true, false));
    const QColor live = bar->grab().toImage().pixelColor(bar->width() / 2, 3);
    QVERIFY(sandbox != live);
    QVERIFY(bar->accessibleName().contains(QLatin1StringView("read only")));
    QVERIFY(bar->detail().contains(QLatin1StringView("api.example")));
    for (const QAction *action : bar->menuButton()->menu()->actions()) {
        if (action->text().startsWith(QLatin1StringView("Reset")))
            QVERIFY(!action->isVisible());
    }
}

void TestShell::asksBeforeResetting()
{
    QSignalSpy reset(m_window.get(), &MainWindow::resetSandboxRequested);
    QAction *action = m_window->findChild<EnvironmentBar *>()->menuButton()->menu()->actions().first();
    action->trigger();
    auto *box = m_window->findChild<QMessageBox *>();
    QVERIFY(box);
    QTest::keyClick(box, Qt::Key_Escape);
    QCOMPARE(reset.count(), 0);
    QTRY_VERIFY(!m_window->findChild<QMessageBox *>());
    action->trigger();
    box = m_window->findChild<QMessageBox *>();
    press(box, QMessageBox::AcceptRole);
    QCOMPARE(reset.count(), 1);
}

void TestShell::everyControlHasAName()
{
    m_window->open(at("user:alice"), true);
    const auto widgets = m_window->findChildren<QWidget *>();
    for (const QWidget *widget : widgets) {
        const bool isControl
            = (qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QLineEdit *>(widget)
               || qobject_cast<const QTabBar *>(widget))
            && widget->isVisible() && widget->focusPolicy() != Qt::NoFocus;
        if (isControl)
            QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
    }
}

void TestShell::walksTheAreas()
{
    page()->setFocus();
    auto *sidebar = m_window->findChild<Sidebar *>();
    key(Qt::Key_F6);
    QVERIFY(m_window->findChild<EnvironmentBar *>()->menuButton()->hasFocus());
    key(Qt::Key_F6);
    QVERIFY(sidebar->itemAt(0)->hasFocus());
    QTest::keyClick(sidebar->itemAt(0), Qt::Key_Down);
    QVERIFY(sidebar->itemAt(1)->hasFocus());
    QTest::keyClick(sidebar->itemAt(1), Qt::Key_Return);
    QCOMPARE(address(), QStringLiteral("messages"));
    key(Qt::Key_F6);
    QVERIFY(omnibox()->hasFocus());
    key(Qt::Key_F6);
    QVERIFY(m_window->tabs()->strip()->hasFocus());
    key(Qt::Key_F6);
    QVERIFY(page()->hasFocus());
    key(Qt::Key_F6, Qt::ShiftModifier);
    QVERIFY(m_window->tabs()->strip()->hasFocus());
}

void TestShell::listsTheKeys()
{
    key(Qt::Key_F1);
    auto *dialog = m_window->findChild<ShortcutsDialog *>();
    QVERIFY(dialog);
    QStringList texts;
    for (const QLabel *label : dialog->findChildren<QLabel *>())
        texts.append(label->text());
    for (const char *key : {"Ctrl+K   Ctrl+L", "Ctrl+T", "Alt+Left", "F6", "Ctrl+1"})
        QVERIFY2(texts.filter(QString::fromLatin1(key)).size() > 0, key);
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!m_window->findChild<ShortcutsDialog *>());
}

void TestShell::refusesUnknownPlaces()
{
    m_window->open(at("tenant:acme"));
    QCOMPARE(address(), QStringLiteral("people"));
    m_window->open(Place());
    QCOMPARE(address(), QStringLiteral("people"));
    QCOMPARE(m_window->tabs()->count(), 1);
}

QTEST_MAIN(TestShell)
#include "tst_shell.moc"
