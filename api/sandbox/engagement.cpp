#include "api/sandbox/engagement.h"

namespace api::sandbox {

namespace {

Timestamp &timeOf(StoredMessage &message, Engagement engagement)
{
    switch (engagement) {
    case Engagement::Read:
        return message.readAt;
    case Engagement::Interacted:
        return message.interactedAt;
    case Engagement::LinkClicked:
        return message.linkClickedAt;
    case Engagement::Archived:
        return message.archivedAt;
    default:
        return message.seenAt;
    }
}

} // namespace

std::optional<StatusEdit> StatusEdit::fromWord(const QString &word)
{
    StatusEdit edit;
    edit.set = !word.startsWith(QLatin1StringView("un"));
    QString bare = edit.set ? word : word.sliced(2);
    if (bare == QLatin1StringView("archive"))
        bare = QStringLiteral("archived");
    edit.engagement = fromWire<Engagement>(bare);
    if (edit.engagement == Engagement::Unknown || edit.engagement == Engagement::LinkClicked)
        return std::nullopt;
    return edit;
}

QString StatusEdit::eventType() const
{
    return QStringLiteral("message.") + (set ? QString() : QStringLiteral("un")) + wireName(engagement);
}

void applyStatus(Store &store, StoredMessage &message, StatusEdit edit, const QByteArray &eventData,
                 Timestamp now, Random &random)
{
    Timestamp &time = timeOf(message, edit.engagement);
    if (!edit.set && time.isNull())
        return;
    time = edit.set ? now : Timestamp {};
    message.updatedAt = now;
    store.run(QStringLiteral("UPDATE messages SET %1_at = ?, updated_at = ? WHERE seq = ?")
                  .arg(wireName(edit.engagement)),
              {sqlTime(time), now.us, message.seq});
    store.run(QStringLiteral(
                  "INSERT INTO events (id, message_seq, type, data, inserted_at) VALUES (?, ?, ?, ?, ?)"),
              {ksuid(now, random), message.seq, edit.eventType(),
               eventData.isEmpty() ? QVariant(QMetaType(QMetaType::QString))
                                   : QVariant(QString::fromUtf8(eventData)),
               now.us});
}

} // namespace api::sandbox
