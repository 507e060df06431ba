#include "models/secrets.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

class TestMaskedSecrets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keys_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<bool>("isSecret");
        for (const char *key :
             {"secret", "Authorization", "X-Api-Key", "client_secret", "Set-Cookie", "my-auth-token"})
            QTest::newRow(key) << QString(key) << true;
        for (const char *key : {"", "secretary", "nosecret", "secret_santa", "token", "_", "name"})
            QTest::newRow(*key ? key : "none") << QString(key) << false;
    }
    void keys()
    {
        QFETCH(QString, key);
        QFETCH(bool, isSecret);
        QCOMPARE(models::isSecretKey(key), isSecret);
    }

    void masksWhatIsBelow()
    {
        const QJsonObject given {
            {"name", "Ada"},
            {"list", QJsonArray {QJsonObject {{"password", "0123456789"}, {"headers", 3}}}},
            {"authorization", QJsonObject {{"scheme", "Bearer 0123456789"}}}};
        const QJsonObject masked = models::maskedSecrets(given).toObject();
        QCOMPARE(masked.value("name"), given.value("name"));
        const QJsonObject inner = masked.value("list").toArray().at(0).toObject();
        QCOMPARE(inner.value("headers").toInt(), 3);
        QVERIFY(!inner.value("password").toString().contains("456"));
    }
};

QTEST_APPLESS_MAIN(TestMaskedSecrets)
#include "tst_maskedsecrets.moc"
