// The pictures an e-mail names by their address, fetched when a person asks for it and never otherwise.
#pragma once

#include <QHash>
#include <QImage>
#include <QObject>
#include <QStringList>
#include <QUrl>

class QNetworkAccessManager;
class QNetworkReply;

namespace ui {

// No cookies, no credentials, no referrer, no cache. Only http and https, and only answers that are pictures
// (PNG, JPEG, GIF, WebP; not SVG, which can name more).
class RemotePictures : public QObject
{
    Q_OBJECT
public:
    // Where an address may lead. A stranger's e-mail must not make this computer ask its own network.
    enum class Reach { Internet, Anywhere };
    static constexpr int mostPictures = 60;
    static constexpr qint64 mostBytes = 5 * 1024 * 1024; // of one
    static constexpr qint64 mostBytesAltogether = 25 * 1024 * 1024;

    explicit RemotePictures(QObject *parent = nullptr, Reach reach = Reach::Internet);
    ~RemotePictures() override;
    void setReach(Reach reach) { m_reach = reach; }
    // Replaces what was being fetched. `addresses` as the e-mail writes them.
    void load(const QStringList &addresses);
    void clear(); // aborts, and forgets what came
    bool isLoading() const { return !m_replies.isEmpty(); }
    const QHash<QString, QImage> &pictures() const { return m_pictures; } // by the e-mail's own spelling
    QStringList hosts() const; // that were asked, each once, sorted
    const QStringList &problems() const { return m_problems; } // "address: why", of those that did not come

    // Whether the address may be asked at all; false also for anything but http and https.
    static bool isAllowed(const QUrl &url, Reach reach);

Q_SIGNALS:
    void changed(); // one more came or failed
    void finished(); // none is left to wait for

private:
    void ask(const QString &address, const QUrl &url);
    void onRedirected(QNetworkReply *reply, const QUrl &url);
    void onFinished(QNetworkReply *reply);
    QString take(QNetworkReply *reply); // what was wrong; empty when a picture came
    void fail(const QString &address, const QString &why);

    QNetworkAccessManager *m_network;
    Reach m_reach;
    QHash<QNetworkReply *, QString> m_replies;
    QHash<QString, QImage> m_pictures;
    QStringList m_hosts;
    QStringList m_problems;
    qint64 m_bytes = 0;
};

} // namespace ui
