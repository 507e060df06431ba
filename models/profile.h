// What an environment of the console is: where it talks to, how it looks, and what may be done there.
#pragma once

#include <QColor>
#include <QString>
#include <QUrl>

namespace models {

enum class KeyKind { None, Secret, Publishable, Unknown }; // sk_…, pk_…, anything else
struct KeyTraits
{
    KeyKind kind = KeyKind::None;
    bool isTest = false; // …_test_…
    friend bool operator==(const KeyTraits &, const KeyTraits &) = default;
};
KeyTraits keyTraits(const QByteArray &key);

// Its key is not part of it: keys live in a Keyring, under the profile's id.
struct Profile
{
    enum class Kind {
        Sandbox, // the embedded one; always there
        Stored, // made by the person
        Variables // of KNOCK_API_KEY and KNOCK_BASE_URL; for this run
    };
    Kind kind = Kind::Stored;
    QString id; // never changes
    QString name; // unlike any other's, whatever the case
    QUrl baseUrl; // scheme, host and port; of the sandbox only known while it runs
    QColor color; // of the bar on top; white text stands on it
    QString icon; // a name of resources/icons
    bool readOnly = false;
    bool mayUnlock = false; // for a quarter of an hour, with a reason
    bool isProtected = false; // destructive writes ask for its name
    KeyTraits key; // of what is in the keyring

    bool isSandbox() const { return kind == Kind::Sandbox; }
    friend bool operator==(const Profile &, const Profile &) = default;
};

inline QString sandboxId()
{
    return QStringLiteral("sandbox");
}
inline QString variablesId()
{
    return QStringLiteral("variables");
}

// What a person typed as an address: scheme, host and port of it, https where no scheme is given. Null with a
// problem in one sentence when it can't be used: plain http goes to this machine only, for the key would
// travel unprotected.
QUrl readBaseUrl(const QString &text, QString *problem);
// A character that no key has, a blank in the middle, …; null when it can be one.
QString keyProblem(const QByteArray &key);

} // namespace models
