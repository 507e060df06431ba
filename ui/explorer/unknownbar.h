#pragma once

#include "models/pendingtriggers.h"
#include "ui/errorbar.h"

#include <QSet>

namespace api {
struct ApiError;
struct RequestData;
}

namespace ui {

// Keeps the keys of what may be sent again safely, and says of which the outcome is not known, from an
// earlier run of the program, too: to be looked at, sent again with the same key, or dismissed.
class UnknownBar : public ErrorBar
{
    Q_OBJECT
public:
    using Entry = models::PendingTriggers::Entry;
    UnknownBar(const QString &file, QWidget *parent);

    // Before it leaves; gives it its key. False: it could not be written down. What may not be is kept for
    // this run only.
    bool begin(api::RequestData &request, const QList<QPair<QString, QString>> &fields,
               bool mayBeWritten = true);
    // `error`: none when it was done. What was sent again is settled by that only: a refusal of the second
    // time says nothing about the first.
    void ended(const QByteArray &key, const api::ApiError &error);
    void givenUp(const QByteArray &key); // nobody waits for the answer any more
    void follow(); // shows the oldest, if any

Q_SIGNALS:
    void check(const models::PendingTriggers::Entry &entry);
    void sendAgain(const models::PendingTriggers::Entry &entry);

private:
    models::PendingTriggers m_pending;
    QSet<QByteArray> m_underWay;
    QSet<QByteArray> m_sentBefore;
    Entry m_shown;
};

} // namespace ui
