#undef QT_NO_CAST_FROM_ASCII // plain literals read better in a test

#include "models/vocabulary.h"
#include "support/fakenetwork.h"

#include <QFile>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using models::KnownChannel;
using models::Vocabulary;

namespace {

template <class T>
T decoded(const char *text)
{
    T value;
    api::Trace trace;
    read(QJsonValue(QJsonDocument::fromJson(json(text)).object()), value, trace);
    return value;
}

QStringList labels(const QList<KnownChannel> &channels)
{
    QStringList list;
    for (const KnownChannel &channel : channels)
        list += channel.label();
    return list;
}

const char *currentMessage
    = "{'id': 'm', 'status': 'sent', 'recipient': 'ada', 'tenant': 'acme',"
      "'inserted_at': '2026-01-01T00:00:00Z', 'workflow': 'invite',"
      "'channel': {'id': 'c-mail', 'key': 'mail', 'name': 'SendGrid', 'provider': 'sendgrid',"
      "'type': 'email'}, 'source': {'key': 'invite', 'categories': ['social', 'team']}}";

} // namespace

class TestVocabulary : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void learnsFromMessages();
    void learnsFromFeedItems();
    void learnsFromPreferences();
    void learnsTypes();
    void keepsNamesGivenByHand();
    void saysSoOnce();
    void surviesARestart();
    void setsABrokenFileAside();
    void tellsThatItCantSave();
};

void TestVocabulary::learnsFromMessages()
{
    Vocabulary words;
    words.learn(decoded<api::Message>(currentMessage));
    words.learn(decoded<api::Message>("{'id': 'n', 'channel_id': 'c-other', 'workflow': 'alert'}"));
    QCOMPARE(words.workflows(), (QStringList {"alert", "invite"}));
    QCOMPARE(words.categories(), (QStringList {"social", "team"}));
    QCOMPARE(words.categoriesOf("invite"), (QStringList {"social", "team"}));
    QCOMPARE(words.workflowsOf("team"), QStringList {"invite"});
    QCOMPARE(words.tenants(), QStringList {"acme"});
    QCOMPARE(labels(words.channels()), (QStringList {"c-other", "SendGrid"}));
    QCOMPARE(labels(words.channels("email")), QStringList {"SendGrid"});
    QCOMPARE(words.channel("c-mail").provider, "sendgrid");
    QCOMPARE(words.channel("nobody").id, "nobody");
    QVERIFY(!words.knowsChannel("nobody"));
}

void TestVocabulary::learnsFromFeedItems()
{
    Vocabulary words;
    words.learn(decoded<api::FeedItem>("{'id': 'm', 'tenant': 'acme', 'source': {'key': 'mention',"
                                       "'categories': ['social']}}"));
    QCOMPARE(words.workflows(), QStringList {"mention"});
    QCOMPARE(words.tenants(), QStringList {"acme"});
    words.learn(decoded<api::FeedItem>("{'id': 'm', 'source': {'key': 'mention', 'categories': []}}"));
    QCOMPARE(words.categoriesOf("mention"), QStringList {"social"}); // saying nothing takes nothing away
}

void TestVocabulary::learnsFromPreferences()
{
    Vocabulary words;
    words.learn(decoded<api::PreferenceSet>("{'id': 'acme', 'workflows': {'digest': false},"
                                            "'categories': {'news': {'channel_types': {'sms': true}}}}"));
    words.learn(decoded<api::PreferenceSet>("{'id': 'default', 'workflows': null, 'categories': null}"));
    QCOMPARE(words.workflows(), QStringList {"digest"});
    QCOMPARE(words.categories(), QStringList {"news"});
    QCOMPARE(words.tenants(), QStringList {"acme"});
}

void TestVocabulary::learnsTypes()
{
    Vocabulary words;
    words.learn("c1", api::ContentData(api::SmsContent()));
    words.learn("c2", api::ContentData());
    words.learnFeedChannel("c3");
    QCOMPARE(words.channel("c1").type, "sms");
    QVERIFY(!words.knowsChannel("c2"));
    QCOMPARE(words.channels("in_app").size(), 1);
    QCOMPARE(words.channel("c3").label(), "In-app feed");
    words.learn("c3", api::ContentData(api::SmsContent()));
    QCOMPARE(words.channel("c3").type, "in_app_feed");
}

void TestVocabulary::keepsNamesGivenByHand()
{
    Vocabulary words;
    words.nameChannel("c-mail", " Newsletter ");
    words.learn(decoded<api::Message>(currentMessage));
    QCOMPARE(words.channel("c-mail").label(), "Newsletter");
    QCOMPARE(words.channel("c-mail").type, "email"); // the rest is still learned
    words.nameChannel("c-mail", {});
    words.learn(decoded<api::Message>(currentMessage));
    QCOMPARE(words.channel("c-mail").label(), "SendGrid");
}

void TestVocabulary::saysSoOnce()
{
    Vocabulary words;
    QSignalSpy changed(&words, &Vocabulary::changed);
    const auto message = decoded<api::Message>(currentMessage);
    for (int i = 0; i < 100; ++i)
        words.learn(message);
    QTRY_COMPARE(changed.size(), 1);
    words.learn(message);
    QCoreApplication::processEvents();
    QCOMPARE(changed.size(), 1); // nothing new
}

void TestVocabulary::surviesARestart()
{
    QTemporaryDir dir;
    const QString file = dir.filePath("deep/words.json");
    {
        Vocabulary words(file);
        words.learn(decoded<api::Message>(currentMessage));
        words.nameChannel("c-slack", "Slack", "chat");
    }
    QVERIFY(QFile::exists(file));
    Vocabulary again(file);
    QVERIFY(again.problem().isEmpty());
    QCOMPARE(labels(again.channels()), (QStringList {"SendGrid", "Slack"}));
    QVERIFY(again.channel("c-slack").namedByHand);
    QCOMPARE(again.categoriesOf("invite"), (QStringList {"social", "team"}));
    QCOMPARE(again.categories(), (QStringList {"social", "team"}));
    QCOMPARE(again.tenants(), QStringList {"acme"});
}

void TestVocabulary::setsABrokenFileAside()
{
    QTemporaryDir dir;
    const QString name = dir.filePath("words.json");
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{ not json");
    file.close();
    Vocabulary words(name);
    QVERIFY(!words.problem().isEmpty());
    QVERIFY(words.channels().isEmpty());
    QVERIFY(QFile::exists(name + ".broken"));
    words.nameChannel("c", "C");
    words.save();
    QVERIFY(words.problem().isEmpty());
    QCOMPARE(Vocabulary(name).channel("c").name, "C");
}

void TestVocabulary::tellsThatItCantSave()
{
    QTemporaryDir dir;
    Vocabulary words(dir.path()); // a folder is no file
    words.nameChannel("c", "C");
    words.save();
    QVERIFY(!words.problem().isEmpty());
    QCOMPARE(words.channel("c").name, "C");
}

QTEST_GUILESS_MAIN(TestVocabulary)
#include "tst_vocabulary.moc"
