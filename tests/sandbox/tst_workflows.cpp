#include "api/sandbox/sampledata.h"
#include "api/sandbox/template.h"
#include "api/sandbox/workflows.h"
#include "api/schema/content.h"

#include <QJsonArray>
#include <QSet>
#include <QTest>

using namespace api;
using namespace api::sandbox;

namespace {

QJsonObject person(const QString &id, const QJsonValue &name)
{
    return {{QStringLiteral("id"), id},
            {QStringLiteral("name"), name},
            {QStringLiteral("email"), id + QStringLiteral("@mail.example")},
            {QStringLiteral("phone_number"), QStringLiteral("+15550100")}};
}

RenderInput inputFor(const WorkflowDef &workflow, const Workflows &all, const QString &name)
{
    Random random(3);
    RenderInput input;
    input.data = sampleData(workflow.sampleData, Timestamp::fromMs(1'772'000'000'000), random);
    input.recipient = person(QStringLiteral("someone"), name);
    input.actors = {person(QStringLiteral("first"), name), person(QStringLiteral("second"), QJsonValue())};
    input.totalActors = 5;
    input.tenant = all.tenants.at(2);
    input.vars = all.vars;
    return input;
}

QList<StepDef> channelSteps(const WorkflowDef &workflow)
{
    QList<StepDef> steps;
    std::copy_if(workflow.steps.begin(), workflow.steps.end(), std::back_inserter(steps),
                 [](const StepDef &step) { return step.isChannel(); });
    return steps;
}

QStringList textsOf(const QJsonValue &value) // every text in it except template sources
{
    QStringList out;
    if (value.isString())
        out += value.toString();
    for (const QJsonValue &item : value.toArray())
        out += textsOf(item);
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it.key() != QStringLiteral("content") || !object.contains(QStringLiteral("rendered")))
            out += textsOf(*it);
    }
    return out;
}

} // namespace

class TestWorkflows : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void areThirteenInFourCategories()
    {
        QSet<QString> categories, versions, types;
        for (const WorkflowDef &workflow : m_all.workflows) {
            categories.unite(QSet<QString>(workflow.categories.begin(), workflow.categories.end()));
            versions += workflow.versionId;
            QCOMPARE(m_all.workflow(workflow.key), &workflow);
        }
        for (const ChannelDef &channel : m_all.channels) {
            types += channel.type;
            QCOMPARE(m_all.channel(channel.id), &channel);
        }
        QCOMPARE(m_all.workflows.size(), 13);
        QCOMPARE(versions.size(), 13);
        QCOMPARE(categories.size(), 4);
        QCOMPARE(types.size(), 6);
        QVERIFY(!m_all.workflow(QStringLiteral("no-such-workflow")));
        QVERIFY(!m_all.channel(QStringLiteral("new-comment")));
        QVERIFY(m_all.workflow(QStringLiteral("new-comment"))->hasBatch());
    }

    void guidesFitTogether()
    {
        QSet<QString> keys, ids;
        for (const GuideDef &guide : m_all.guides) {
            keys += guide.key;
            ids += guide.id;
            QCOMPARE(m_all.channelByKey(guide.channelKey)->type, "in_app_guide");
            QVERIFY(!guide.steps.isEmpty());
            const bool isKnown = std::any_of(m_all.audiences.begin(), m_all.audiences.end(),
                                             [&](const AudienceDef &a) { return a.key == guide.audience; });
            QCOMPARE(isKnown, !guide.audience.isEmpty());
        }
        QVERIFY(keys.size() >= 5 && ids.size() == keys.size());
        QVERIFY(!m_all.guideGroups.isEmpty());
        for (const QJsonObject &group : m_all.guideGroups) {
            for (const QJsonValue &key : group.value("display_sequence").toArray())
                QVERIFY2(keys.contains(key.toString()), qPrintable(key.toString()));
        }
    }

    void preferenceCentreNamesWhatIsThere()
    {
        QSet<QString> categories;
        for (const WorkflowDef &workflow : m_all.workflows)
            categories.unite(QSet<QString>(workflow.categories.begin(), workflow.categories.end()));
        const QJsonValue config = m_all.preferenceCenter.value("answer")["config"];
        const QJsonArray rows = config["rows"].toArray();
        QVERIFY(rows.size() >= 5);
        for (const QJsonValue &row : rows) {
            const QString type = row["type"].toString(), named = row["identifier"].toString();
            const bool isThere = type == "category" ? categories.contains(named)
                : type == "workflow"                ? m_all.workflow(named) != nullptr
                : type == "channel"                 ? m_all.channel(named) != nullptr
                                                    : named.isEmpty();
            QVERIFY2(isThere, qPrintable(named));
        }
    }

    void rendersEveryStep_data()
    {
        QTest::addColumn<QString>("workflow");
        QTest::addColumn<QString>("channel");
        for (const WorkflowDef &workflow : m_all.workflows) {
            for (const StepDef &step : channelSteps(workflow))
                QTest::addRow("%s on %s", qPrintable(workflow.key), qPrintable(step.channelKey))
                    << workflow.key << step.channelKey;
        }
    }
    void rendersEveryStep()
    {
        QFETCH(QString, workflow);
        QFETCH(QString, channel);
        const WorkflowDef &definition = *m_all.workflow(workflow);
        const ChannelDef *target = m_all.channelByKey(channel);
        QVERIFY(target);
        const StepDef &step = *std::find_if(definition.steps.begin(), definition.steps.end(),
                                            [&](const StepDef &s) { return s.channelKey == channel; });
        const RenderInput input = inputFor(definition, m_all, QStringLiteral("Ana"));
        const QJsonObject content = renderContent(definition, step, *target, input);
        for (const QString &text : textsOf(content))
            QVERIFY2(!text.contains(QStringLiteral("{{")) && !text.contains(QStringLiteral("}}")),
                     qPrintable(text));

        ContentData data; // and the console reads it as the kind it is
        Trace trace;
        read(content, data, trace);
        QCOMPARE(trace.problems(), QStringList());
        const QHash<QString, size_t> kinds {{QStringLiteral("email"), 1},
                                            {QStringLiteral("sms"), 2},
                                            {QStringLiteral("push"), 3},
                                            {QStringLiteral("chat"), 4},
                                            {QStringLiteral("in_app_feed"), 5}};
        QCOMPARE(data.index(), kinds.value(target->type));
        checkKind(data);
    }

    void mailsDoNotLookAlike()
    {
        QSet<QString> designs;
        for (const WorkflowDef &workflow : m_all.workflows) {
            for (const StepDef &step : workflow.steps)
                designs += step.content.value(QStringLiteral("html")).toString();
        }
        designs.remove(QString());
        QVERIFY(designs.size() >= 3);
    }

    void escapesWhatItIsGiven()
    {
        const QString hostile
            = QStringLiteral("<img src=x onerror=alert(1)> & \"{{ vars.app_url }}\" **[x](y)**");
        for (const WorkflowDef &workflow : m_all.workflows) {
            for (const StepDef &step : channelSteps(workflow)) {
                RenderInput input = inputFor(workflow, m_all, hostile);
                for (auto it = input.data.begin(); it != input.data.end(); ++it) {
                    if (it->isString())
                        *it = hostile;
                }
                const QJsonObject content
                    = renderContent(workflow, step, *m_all.channelByKey(step.channelKey), input);
                const QString mail = content.value(QStringLiteral("html_body")).toString();
                const QString body = content.value(QStringLiteral("blocks"))
                                         .toArray()
                                         .at(0)
                                         .toObject()
                                         .value(QStringLiteral("rendered"))
                                         .toString();
                for (const QString &html : {mail, body}) {
                    QVERIFY2(!html.contains(QStringLiteral("<img src=x")), qPrintable(html));
                    QVERIFY2(!html.contains(QStringLiteral("[x](y)"))
                                 || html.contains(QStringLiteral("**[x](y)**")),
                             qPrintable(html));
                }
            }
        }
        const QJsonObject scope {{QStringLiteral("name"), QStringLiteral("a<b>&\"{{ name }}\"")}};
        QCOMPARE(fillTemplate(u"<p>{{ name }}</p>", scope, Escape::Html),
                 QStringLiteral("<p>a&lt;b&gt;&amp;&quot;{{ name }}&quot;</p>"));
        QCOMPARE(fillTemplate(u"{{ name }}!", scope, Escape::Nothing),
                 QStringLiteral("a<b>&\"{{ name }}\"!"));
    }

    void fillsPlaceholders_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("expected");
        QTest::newRow("nothing to fill") << "plain { text }"
                                         << "plain { text }";
        QTest::newRow("path") << "{{ a.b }}"
                              << "deep";
        QTest::newRow("without spaces") << "{{a.b}}"
                                        << "deep";
        QTest::newRow("index") << "{{ list.1.t }}"
                               << "two";
        QTest::newRow("index too big") << "[{{ list.9.t }}]"
                                       << "[]";
        QTest::newRow("missing") << "[{{ a.x }}]"
                                 << "[]";
        QTest::newRow("through a text") << "[{{ a.b.c }}]"
                                        << "[]";
        QTest::newRow("null") << "[{{ n }}]"
                              << "[]";
        QTest::newRow("default for null") << "{{ n | default: \"none\" }}"
                                          << "none";
        QTest::newRow("default not needed") << "{{ a.b | default: \"none\" }}"
                                            << "deep";
        QTest::newRow("default for empty") << "{{ e | default: \"none\" }}"
                                           << "none";
        QTest::newRow("unknown filter") << "[{{ n | upcase }}]"
                                        << "[]";
        QTest::newRow("whole number") << "{{ i }}"
                                      << "42";
        QTest::newRow("fraction") << "{{ f }}"
                                  << "2.5";
        QTest::newRow("truth") << "{{ t }}"
                               << "true";
        QTest::newRow("object") << "[{{ a }}]"
                                << "[]";
        QTest::newRow("not closed") << "x {{ a.b"
                                    << "x {{ a.b";
        QTest::newRow("two") << "{{ i }}-{{ i }}"
                             << "42-42";
        QTest::newRow("empty") << ""
                               << "";
    }
    void fillsPlaceholders()
    {
        QFETCH(QString, source);
        const QJsonObject scope {
            {QStringLiteral("a"), QJsonObject {{QStringLiteral("b"), QStringLiteral("deep")}}},
            {QStringLiteral("list"),
             QJsonArray {QJsonObject(), QJsonObject {{QStringLiteral("t"), QStringLiteral("two")}}}},
            {QStringLiteral("n"), QJsonValue()},
            {QStringLiteral("e"), QString::fromLatin1("")},
            {QStringLiteral("i"), 42},
            {QStringLiteral("f"), 2.5},
            {QStringLiteral("t"), true}};
        QTEST(fillTemplate(source, scope, Escape::Nothing), "expected");
    }

    void writesMarkdown_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("expected");
        QTest::newRow("paragraph") << "Hello"
                                   << "<p>Hello</p>";
        QTest::newRow("two paragraphs") << "One\n\nTwo"
                                        << "<p>One</p><p>Two</p>";
        QTest::newRow("line break") << "One\nTwo"
                                    << "<p>One<br>Two</p>";
        QTest::newRow("bold") << "a **b** c"
                              << "<p>a <strong>b</strong> c</p>";
        QTest::newRow("stars alone") << "2 ** 3"
                                     << "<p>2 ** 3</p>";
        QTest::newRow("link") << "[here](https://x.example/?a=1&b=2)"
                              << "<p><a href=\"https://x.example/?a=1&amp;b=2\">here</a></p>";
        QTest::newRow("bold link") << "[**now**](u)"
                                   << "<p><a href=\"u\"><strong>now</strong></a></p>";
        QTest::newRow("brackets alone") << "a [b] c"
                                        << "<p>a [b] c</p>";
        QTest::newRow("quote") << "> one\n> two"
                               << "<blockquote><p>one<br>two</p></blockquote>";
        QTest::newRow("HTML is text") << "<b>x</b>"
                                      << "<p>&lt;b&gt;x&lt;/b&gt;</p>";
        QTest::newRow("placeholder is kept") << "**{{ a | default: \"x\" }}**"
                                             << "<p><strong>{{ a | default: \"x\" }}</strong></p>";
        QTest::newRow("placeholder in a link") << "[a]({{ b }}/c)"
                                               << "<p><a href=\"{{ b }}/c\">a</a></p>";
        QTest::newRow("nothing") << ""
                                 << "";
    }
    void writesMarkdown()
    {
        QFETCH(QString, source);
        QTEST(markdownToHtml(source), "expected");
    }

    void namesTheActors_data()
    {
        QTest::addColumn<int>("known");
        QTest::addColumn<int>("total");
        QTest::addColumn<QString>("expected");
        QTest::newRow("none") << 0 << 0 << "<strong>Someone</strong>";
        QTest::newRow("one") << 1 << 1 << "<strong>Ana</strong>";
        QTest::newRow("two, one without a name") << 2 << 2 << "<strong>Ana and second</strong>";
        QTest::newRow("many") << 2 << 14 << "<strong>Ana and 13 others</strong>";
    }
    void namesTheActors()
    {
        QFETCH(int, known);
        QFETCH(int, total);
        QFETCH(QString, expected);
        const WorkflowDef &workflow = *m_all.workflow(QStringLiteral("new-comment"));
        RenderInput input = inputFor(workflow, m_all, QStringLiteral("Ana"));
        input.actors = input.actors.mid(0, known);
        input.totalActors = total;
        const QString body = renderBlocks(channelSteps(workflow).first(), input)
                                 .at(0)
                                 .toObject()
                                 .value(QStringLiteral("rendered"))
                                 .toString();
        QVERIFY2(body.contains(expected), qPrintable(body));
    }

private:
    static void checkKind(const ContentData &data)
    {
        if (const auto *mail = std::get_if<EmailContent>(&data)) {
            QCOMPARE(mail->to, QStringLiteral("someone@mail.example"));
            QVERIFY(!mail->from.email.isEmpty() && !mail->from.name.isEmpty());
            QVERIFY(!mail->subject.isEmpty() && mail->htmlBody.contains(QStringLiteral("<table")));
            QVERIFY(mail->textBody.contains(QStringLiteral("https://app.parkway.example/")));
        } else if (const auto *sms = std::get_if<SmsContent>(&data)) {
            QCOMPARE(sms->to, QStringLiteral("+15550100"));
            QVERIFY(!sms->body.isEmpty());
        } else if (const auto *push = std::get_if<PushContent>(&data)) {
            QVERIFY(push->token.size() > 40 && !push->title.isEmpty() && !push->body.isEmpty());
        } else if (const auto *chat = std::get_if<ChatContent>(&data)) {
            QVERIFY(chat->blocks.size() > 1 && !chat->summary.isEmpty());
            QVERIFY(chat->connection.value(QStringLiteral("user_id")).toString().startsWith(u'U'));
        } else if (const auto *inApp = std::get_if<InAppContent>(&data)) {
            QVERIFY(inApp->blocks.at(0).rendered.startsWith(QStringLiteral("<p>")));
            QVERIFY(inApp->blocks.at(1).rendered.startsWith(QStringLiteral("https://")));
        }
    }
    const Workflows m_all = Workflows::builtIn();
};

QTEST_APPLESS_MAIN(TestWorkflows)
#include "tst_workflows.moc"
