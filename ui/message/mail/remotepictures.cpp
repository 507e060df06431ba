#include "ui/message/mail/remotepictures.h"

#include <QBuffer>
#include <QHostAddress>
#include <QImageReader>
#include <QNetworkAccessManager>
#include <QNetworkReply>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int patience = 20'000; // ms for one picture
constexpr int mostRedirects = 5;
constexpr int mostPixels = 40'000'000;

// This computer, its network, or a name that only means something there.
bool isNear(const QString &host)
{
    QHostAddress address(host);
    if (!address.isNull()) {
        bool isMapped = false;
        if (const quint32 v4 = address.toIPv4Address(&isMapped); isMapped)
            address.setAddress(v4);
        static const QList<QPair<QHostAddress, int>> nets = [] {
            QList<QPair<QHostAddress, int>> list;
            for (const char *net :
                 {"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"})
                list += QHostAddress::parseSubnet(QString::fromLatin1(net));
            return list;
        }();
        return address.isLoopback() || address.isLinkLocal() || address.isSiteLocal()
            || address.isUniqueLocalUnicast() || address.isBroadcast() || address.isMulticast()
            || address == QHostAddress(QHostAddress::AnyIPv6)
            || std::any_of(nets.begin(), nets.end(),
                           [&](const auto &net) { return address.isInSubnet(net); });
    }
    return !host.contains(u'.') || host.endsWith(".localhost"_L1) || host.endsWith(".local"_L1)
        || host.endsWith(".internal"_L1) || host.endsWith(".localdomain"_L1);
}

QImage decoded(const QByteArray &bytes, QString &problem)
{
    QBuffer buffer;
    buffer.setData(bytes);
    QImageReader reader(&buffer);
    reader.setDecideFormatFromContent(true);
    static const QList<QByteArray> formats {"png", "jpeg", "jpg", "gif", "webp"};
    const QSize size = reader.size();
    if (!formats.contains(reader.format()))
        problem = RemotePictures::tr("not a picture of a known kind");
    else if (qint64(size.width()) * size.height() > mostPixels)
        problem = RemotePictures::tr("too large to draw");
    else
        return reader.read();
    return {};
}

} // namespace

RemotePictures::RemotePictures(QObject *parent, Reach reach)
    : QObject(parent)
    , m_network(new QNetworkAccessManager(this))
    , m_reach(reach)
{
    m_network->setAutoDeleteReplies(true);
    m_network->setTransferTimeout(patience);
}

RemotePictures::~RemotePictures()
{
    clear();
}

bool RemotePictures::isAllowed(const QUrl &url, Reach reach)
{
    const bool web = url.scheme() == "http"_L1 || url.scheme() == "https"_L1;
    return web && url.isValid() && !url.host().isEmpty() && (reach == Reach::Anywhere || !isNear(url.host()));
}

void RemotePictures::clear()
{
    const QHash<QNetworkReply *, QString> replies = std::exchange(m_replies, {});
    for (auto it = replies.keyBegin(); it != replies.keyEnd(); ++it) {
        (*it)->disconnect(this);
        (*it)->abort();
    }
    m_pictures.clear();
    m_hosts.clear();
    m_problems.clear();
    m_bytes = 0;
}

void RemotePictures::load(const QStringList &addresses)
{
    clear();
    int asked = 0;
    for (const QString &address : addresses) {
        const QUrl url(address.startsWith("//"_L1) ? "https:"_L1 + address : address.trimmed());
        if (!isAllowed(url, m_reach))
            fail(address, tr("not an address on the internet"));
        else if (asked == mostPictures)
            fail(address, tr("more than %1 pictures").arg(mostPictures));
        else
            ++asked, ask(address, url);
    }
    if (m_replies.isEmpty())
        QMetaObject::invokeMethod(this, &RemotePictures::finished, Qt::QueuedConnection);
}

void RemotePictures::ask(const QString &address, const QUrl &named)
{
    QUrl url = named;
    url.setUserInfo({});
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    // Each step is looked at before it is taken.
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::UserVerifiedRedirectPolicy);
    request.setMaximumRedirectsAllowed(mostRedirects);
    request.setRawHeader("Accept", "image/png, image/jpeg, image/gif, image/webp");
    QNetworkReply *reply = m_network->get(request);
    m_replies.insert(reply, address);
    if (!m_hosts.contains(url.host()))
        m_hosts += url.host();
    connect(reply, &QNetworkReply::redirected, this,
            [this, reply](const QUrl &to) { onRedirected(reply, to); });
    connect(reply, &QNetworkReply::finished, this, [this, reply] { onFinished(reply); });
    connect(reply, &QNetworkReply::downloadProgress, this, [reply](qint64 received, qint64 total) {
        if (qMax(received, total) > mostBytes)
            reply->abort();
    });
}

void RemotePictures::onRedirected(QNetworkReply *reply, const QUrl &to)
{
    const QUrl target = reply->url().resolved(to);
    if (!isAllowed(target, m_reach)) {
        reply->abort();
        return;
    }
    if (!m_hosts.contains(target.host()))
        m_hosts += target.host();
    Q_EMIT reply->redirectAllowed();
}

void RemotePictures::onFinished(QNetworkReply *reply)
{
    const QString address = m_replies.take(reply);
    if (const QString problem = take(reply); !problem.isEmpty()) {
        fail(address, problem);
    } else {
        QString why;
        const QImage image = decoded(reply->readAll(), why);
        if (!why.isEmpty() || image.isNull())
            fail(address, why.isEmpty() ? tr("not a picture") : why);
        else
            m_pictures.insert(address, image);
    }
    Q_EMIT changed();
    if (m_replies.isEmpty())
        Q_EMIT finished();
}

QString RemotePictures::take(QNetworkReply *reply)
{
    if (reply->error() == QNetworkReply::OperationCanceledError)
        return reply->bytesAvailable() > 0 ? tr("too large, or too slow") : tr("refused, or too slow");
    if (reply->error() != QNetworkReply::NoError)
        return reply->errorString();
    m_bytes += reply->bytesAvailable();
    if (reply->bytesAvailable() > mostBytes || m_bytes > mostBytesAltogether)
        return tr("too large");
    const QString type = reply->header(QNetworkRequest::ContentTypeHeader).toString().toLower();
    if (!type.startsWith("image/"_L1) || type.startsWith("image/svg"_L1))
        return tr("not a picture");
    return {};
}

void RemotePictures::fail(const QString &address, const QString &why)
{
    m_problems += u"%1: %2"_s.arg(address.left(200), why);
}

QStringList RemotePictures::hosts() const
{
    QStringList sorted = m_hosts;
    sorted.sort();
    return sorted;
}

} // namespace ui
