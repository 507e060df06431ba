// Every endpoint of the registry through the explorer's own form, against a real sandbox: with input that it
// takes, and with input that it refuses. What must come is that of the contract's tables.
#include "api/client/client.h"
#include "api/client/requestjournal.h"
#include "api/schema/endpointdoc.h"
#include "api/schema/registry.h"
#include "api/schema/user.h"
#include "contract/cases.h"
#include "ui/chip.h"
#include "ui/errorbar.h"
#include "ui/explorer/explorerform.h"
#include "ui/explorer/explorerpage.h"
#include "ui/jsonview.h"
#include "ui/theme.h"

#include <QApplication>
#include <QLabel>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

using namespace contract;
using ui::ExplorerForm;
using ui::ExplorerPage;

namespace {

constexpr qsizetype typedAtMost = 20'000; // nobody types more

const api::EndpointInfo *endpointOf(const QByteArray &number)
{
    for (const api::EndpointInfo *endpoint : api::endpoints()) {
        if (number == endpoint->number)
            return endpoint;
    }
    return nullptr;
}

// A wrong word where there is a choice of two can't be typed, nor what is no text.
bool canBeTyped(const api::RequestData &request)
{
    ExplorerForm form;
    form.setEndpoint(*request.endpoint);
    form.setFields(ExplorerForm::fieldsOf(request));
    const auto items = [](const QUrlQuery &query) {
        auto all = query.queryItems(QUrl::FullyDecoded);
        for (auto &item : all) { // JSON is the same in any order
            const QJsonDocument value = QJsonDocument::fromJson(item.second.toUtf8());
            item.second = value.isObject() ? QString::fromUtf8(value.toJson()) : item.second;
        }
        std::sort(all.begin(), all.end());
        return all;
    };
    const auto typed = form.request();
    const QStringList arguments = request.pathArguments;
    return !arguments.join(QString()).contains(QChar::ReplacementCharacter)
        && (!typed || items(typed->query) == items(request.query));
}

// Of a case whose query the form has fields for, and whose body is an object.
std::optional<api::RequestData> requestOf(const Case &c)
{
    api::RequestData request;
    request.endpoint = endpointOf(c.endpoint);
    const QByteArrayList pattern = QByteArray(request.endpoint->path).split('/');
    const QByteArrayList pieces = c.target.split('?').first().split('/');
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        if (pattern.at(i).startsWith('%'))
            request.pathArguments.append(QString::fromUtf8(QByteArray::fromPercentEncoding(pieces.at(i))));
    }
    const qsizetype mark = c.target.indexOf('?');
    request.query.setQuery(mark < 0 ? QString() : QString::fromLatin1(c.target.mid(mark + 1)));
    const QList<api::Parameter> parameters = api::parametersOf(*request.endpoint);
    const auto items = request.query.queryItems(QUrl::FullyDecoded);
    for (const auto &item : items) {
        const QByteArray name = item.first.section('[', 0, 0).toLatin1();
        const bool isKnown = std::any_of(parameters.begin(), parameters.end(), [&](const api::Parameter &p) {
            return p.where == api::Parameter::Where::Query && p.name.split('[').first() == name;
        });
        if (!isKnown)
            return std::nullopt;
    }
    if (!c.headers.empty() || c.body.size() > typedAtMost || c.target.size() > typedAtMost)
        return std::nullopt;
    if (!canBeTyped(request))
        return std::nullopt;
    if (c.body.isEmpty())
        return request;
    const QJsonDocument body = QJsonDocument::fromJson(c.body);
    if (!body.isObject() || !request.endpoint->writes())
        return std::nullopt;
    request.body = body.object();
    return request;
}

} // namespace

class TestExplorerWalk : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everyEndpointIsWalked_data();
    void everyEndpointIsWalked();
    void asks_data();
    void asks();
    void missesWhatIsLeftOut_data();
    void missesWhatIsLeftOut();

private:
    void fill(const api::RequestData &request);
    void pressSend();
    QString bodyText() const;
    QString answerText() const;
    QString complaints() const; // all that is said on the page of what is wrong
    std::size_t sent() const;

    std::unique_ptr<ui::Theme> m_theme;
    Service m_service;
    Cases m_cases;
    std::unique_ptr<api::Client> m_client;
    std::unique_ptr<ExplorerPage> m_page;
};

void TestExplorerWalk::initTestCase()
{
    m_theme = std::make_unique<ui::Theme>(*qApp);
    QVERIFY(m_service.start());
    const Known known = findKnown(m_service);
    allCases(m_cases, known);
    api::Connection connection;
    connection.baseUrl = m_service.baseUrl();
    connection.key = "sk_test_sandbox";
    connection.pace = false;
    m_client = std::make_unique<api::Client>(connection);
    ui::Context context;
    context.client = m_client.get();
    context.environment = "walk";
    m_page = std::make_unique<ExplorerPage>(context);
    m_page->resize(1280, 800);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
}

void TestExplorerWalk::everyEndpointIsWalked_data()
{
    QTest::addColumn<QByteArray>("number");
    for (const api::EndpointInfo *endpoint : api::endpoints())
        QTest::addRow("%s %s", endpoint->number, endpoint->name) << QByteArray(endpoint->number);
}

// What has no case below that it refuses can only be refused by the form: for an argument that is left out.
void TestExplorerWalk::everyEndpointIsWalked()
{
    QFETCH(QByteArray, number);
    const auto has = [&](bool refused) {
        return std::any_of(m_cases.all().begin(), m_cases.all().end(), [&](const Case &c) {
            return c.endpoint == number && c.isRefused() == refused && requestOf(c);
        });
    };
    QVERIFY2(has(false), "no case that succeeds is typed into the explorer");
    QVERIFY2(has(true) || QByteArray(endpointOf(number)->path).contains('%'),
             "no case that is refused is typed into the explorer");
}

void TestExplorerWalk::asks_data()
{
    QTest::addColumn<int>("index");
    int index = 0;
    for (const Case &c : m_cases.all()) {
        if (requestOf(c))
            QTest::addRow("%s %s", c.endpoint.constData(), c.what.constData()) << index;
        ++index;
    }
}

void TestExplorerWalk::asks()
{
    QFETCH(int, index);
    const Case &c = m_cases.all().at(std::size_t(index));
    const api::RequestData request = *requestOf(c);
    for (const Step &step : c.before) {
        const Answer answer = m_service.ask(step.verb, step.target, step.body);
        QVERIFY2(answer.isSuccess(), (step.verb + ' ' + step.target + ": " + answer.body).constData());
    }
    QVERIFY(m_service.settle());
    fill(request);
    const ui::Place typed = m_page->place();
    const QString body = bodyText();
    const std::size_t before = sent();
    pressSend();
    if (sent() == before) {
        QVERIFY2(c.isRefused(), qPrintable("the form refused it: " + complaints()));
        QVERIFY2(!complaints().isEmpty(), "nothing was sent, and nothing says why");
    } else {
        QTRY_VERIFY_WITH_TIMEOUT(m_page->isSettled(), 20'000);
        const auto *status = m_page->findChild<ui::Chip *>("answerStatus");
        QVERIFY2(status->shown().text.startsWith(QString::number(c.status)),
                 qPrintable(status->shown().text + ": " + answerText().left(1000)));
        QTRY_VERIFY(c.status == 204 || !answerText().isEmpty()); // long ones are put into words elsewhere
        QCOMPARE(m_page->findChild<ui::ErrorBar *>("errorBar")->isVisible(), c.isRefused());
        for (const QString &field : c.fields)
            QVERIFY2(complaints().contains(field), qPrintable(field + " is not in: " + complaints()));
    }
    QCOMPARE(m_page->place().address(), typed.address()); // what was typed is still there
    QCOMPARE(bodyText(), body);
}

void TestExplorerWalk::missesWhatIsLeftOut_data()
{
    QTest::addColumn<QByteArray>("number");
    QTest::addColumn<QString>("argument");
    for (const api::EndpointInfo *endpoint : api::endpoints()) {
        for (const api::Parameter &p : api::parametersOf(*endpoint)) {
            if (p.where == api::Parameter::Where::Path)
                QTest::addRow("%s %s", endpoint->number, p.name.constData())
                    << QByteArray(endpoint->number) << QString::fromLatin1(p.name);
        }
    }
}

void TestExplorerWalk::missesWhatIsLeftOut()
{
    QFETCH(QByteArray, number);
    QFETCH(QString, argument);
    ui::Place place {"explorer", QString::fromLatin1(endpointOf(number)->name), {}, {}};
    for (const api::Parameter &p : api::parametersOf(*endpointOf(number))) {
        if (p.where == api::Parameter::Where::Path)
            place.filters.append({QString::fromLatin1(p.name), p.name == argument.toLatin1() ? " " : "kept"});
    }
    m_page->go({"explorer", "users.list", {}, {{"page_size", "1"}}});
    m_page->go(place);
    const std::size_t before = sent();
    pressSend();
    QCOMPARE(sent(), before);
    QVERIFY(!complaints().isEmpty());
    QVERIFY(m_page->focusWidget() && m_page->focusWidget()->accessibleName() == argument);
    QCOMPARE(m_page->place().filters, place.filters);
}

void TestExplorerWalk::fill(const api::RequestData &request)
{
    const bool isList = request.endpoint == &api::users::list;
    const QString other = isList ? "users.get" : "users.list"; // so that the next one is filled in anew
    m_page->go({"explorer", other, {}, {{"page_size", "1"}}});
    ui::Place place {"explorer", QString::fromLatin1(request.endpoint->name), {}, {}};
    QString body;
    for (const auto &[name, text] : ExplorerForm::fieldsOf(request)) {
        if (name == "body")
            body = text;
        else
            place.filters.append({name, text});
    }
    place.filters.append({"body", body});
    m_page->go(place);
}

void TestExplorerWalk::pressSend()
{
    for (QPushButton *button : m_page->findChildren<QPushButton *>()) {
        if (button->text() == "Send" && button->isVisible())
            QTest::mouseClick(button, Qt::LeftButton);
    }
    auto *question = m_page->findChild<QMessageBox *>("sendQuestion");
    if (!question || !question->isVisible())
        return;
    for (QAbstractButton *button : question->buttons()) {
        if (button->text() == "Send")
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QTRY_VERIFY(!m_page->findChild<QMessageBox *>("sendQuestion"));
}

QString TestExplorerWalk::bodyText() const
{
    for (const QPlainTextEdit *edit : m_page->findChildren<QPlainTextEdit *>()) {
        if (!edit->isReadOnly())
            return edit->toPlainText();
    }
    return {};
}

QString TestExplorerWalk::answerText() const
{
    QString all;
    for (const QPlainTextEdit *edit : m_page->findChildren<QPlainTextEdit *>()) {
        if (edit->isReadOnly() && edit->isVisible())
            all += edit->toPlainText();
    }
    return all;
}

QString TestExplorerWalk::complaints() const
{
    QStringList all;
    for (const char *name : {"problem", "jsonProblem"}) {
        for (const QLabel *label : m_page->findChildren<QLabel *>(name)) {
            if (label->isVisible())
                all += label->text();
        }
    }
    return all.join('\n');
}

std::size_t TestExplorerWalk::sent() const
{
    const auto &entries = m_client->journal().entries();
    return entries.empty() ? 0 : std::size_t(entries.back().id);
}

QTEST_MAIN(TestExplorerWalk)
#include "tst_explorerwalk.moc"
