#include "ui/explorer/unknownbar.h"

#include "api/client/apierror.h"
#include "api/schema/endpoint.h"

#include <QLocale>
#include <QUuid>

namespace ui {

UnknownBar::UnknownBar(const QString &file, QWidget *parent)
    : ErrorBar(parent)
    , m_pending(file)
{
    connect(this, &ErrorBar::checkRequested, this, [this] { Q_EMIT check(Entry(m_shown)); });
    connect(this, &ErrorBar::retryRequested, this, [this] { Q_EMIT sendAgain(Entry(m_shown)); });
    connect(this, &ErrorBar::dismissed, this, [this] {
        m_pending.settle(m_shown.key);
        follow(); // there may be another
    });
    follow();
}

bool UnknownBar::begin(api::RequestData &request, const QList<QPair<QString, QString>> &fields,
                       bool mayBeWritten)
{
    Entry entry;
    const QList<Entry> known = m_pending.entries();
    for (const Entry &old : known) {
        if (old.key == request.idempotencyKey)
            entry = old; // its day goes on from when it was first sent
    }
    if (!entry.key.isEmpty())
        m_sentBefore.insert(entry.key);
    if (entry.key.isEmpty()) {
        request.idempotencyKey = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
        entry = {request.idempotencyKey,
                 QDateTime::currentDateTimeUtc(),
                 QString::fromLatin1(request.endpoint->name),
                 request.pathArguments.value(0),
                 fields,
                 !mayBeWritten};
    }
    m_underWay.insert(entry.key);
    const bool isWritten = m_pending.add(entry);
    follow();
    return isWritten;
}

void UnknownBar::ended(const QByteArray &key, const api::ApiError &error)
{
    m_underWay.remove(key);
    const bool wasSentBefore = m_sentBefore.remove(key);
    if (!error.isError() || (!error.outcomeUnknown && !wasSentBefore))
        m_pending.settle(key);
    follow();
}

void UnknownBar::givenUp(const QByteArray &key)
{
    m_underWay.remove(key);
    m_sentBefore.remove(key);
    follow();
}

void UnknownBar::follow()
{
    const QList<Entry> entries = m_pending.entries();
    for (const Entry &entry : entries) {
        if (m_underWay.contains(entry.key))
            continue;
        m_shown = entry;
        showText(
            tr("It is not known whether “%1”, sent for %2 at %3, was done. Sending it again with its key "
               "does it at most once.")
                .arg(entry.endpoint, entry.subject,
                     QLocale().toString(entry.at.toLocalTime(), QLocale::ShortFormat)));
        offerCheck(true);
        return;
    }
    m_shown = {};
    clear();
}

} // namespace ui
