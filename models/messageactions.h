#pragma once

#include "api/client/client.h"
#include "api/schema/message.h"
#include "models/batchpace.h"
#include "models/mark.h"
#include "models/shown.h"

#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QPointer>
#include <QSet>
#include <QStringList>
#include <QTimer>
#include <deque>
#include <functional>
#include <map>

namespace models {

class FeedModel;

// Marks messages seen, read, archived, … and takes it back: one with E10 or E11, many with E12, batch after
// batch. Changes are made in the order they are asked for. Takes any number of ids.
class MessageActions : public QObject
{
    Q_OBJECT
public:
    // Messages in one E12. No maximum is documented; those held back come back in one header, and with the
    // longest ids (36 characters) a hundred of them stay below the 4 KiB that every proxy lets pass.
    static constexpr int batchSize = 100;

    struct Failure
    {
        QString id;
        api::ApiError error;
    };
    // What became of all that was asked for since the last time this was told. Every id is in one of the
    // lists.
    struct Outcome
    {
        QStringList changed; // or read, by look()
        QStringList limited; // held back by the batch limit, and as they were (behaviour 2)
        // Of these: the request was repeated by itself, and an earlier try of it may have been carried out.
        QSet<QString> repeated;
        QStringList missing; // not in the answer: the service knows no such message
        QStringList notSent; // after stop(), or because an answer before said that it is of no use
        QList<Failure> failures;
        QHash<QString, api::EngagementStatuses> states; // of all that came in an answer
        // Interacted can't be taken back: today's service has no such call, an older one has.
        bool isUnsupported = false;
    };

    explicit MessageActions(api::Client &client, QObject *parent = nullptr);

    void change(const QStringList &ids, const Mark &mark); // each id once
    void mark(const QStringList &ids, api::Engagement what, const std::optional<QJsonObject> &metadata = {})
    {
        change(ids, {what, true, metadata});
    }
    void unmark(const QStringList &ids, api::Engagement what) { change(ids, {what, false, {}}); }
    void look(const QStringList &ids); // reads them again, changes nothing
    void stop(); // sends nothing more; what is on its way is waited for

    int pending() const; // messages whose answer is still to come
    bool canStop() const { return !m_queue.empty(); }
    bool isPending(const QString &id) const; // a change of this message is under way

    // The statuses of a message as they were read last; null: not known. Asked of whatever follows.
    std::optional<api::EngagementStatuses> stateOf(const QString &id) const;
    // Messages the batch limit held back, until they are changed or forgotten.
    const QSet<QString> &heldBack() const { return m_heldBack; }
    void forgetHeldBack(const QStringList &ids) { setHeldBack({}, ids); }

    // Rows of `feed` follow what the service answers, and its counts are read again after each change.
    void follow(FeedModel *feed);
    // Rows of a list of messages follow, too.
    template <class MessagesModel>
    void followList(MessagesModel *list)
    {
        connect(this, &MessageActions::messageChanged, list,
                [list](const api::Message &message) { list->updateRow(message); });
        connect(this, &MessageActions::heldBackChanged, list, [this, list] {
            list->setRemark(m_heldBack, heldBackRemark(), list->columnOf(engagementColumn()));
        });
        addStates(list, [list](const QString &id) -> std::optional<api::EngagementStatuses> {
            const int row = list->rowOfId(id);
            if (row < 0 || list->row(row).isBroken())
                return {};
            return statusesOf(list->row(row).value);
        });
    }
    using StateOf = std::function<std::optional<api::EngagementStatuses>(const QString &id)>;
    void addStates(QObject *owner, StateOf stateOf); // asked for as long as the owner lives

Q_SIGNALS:
    void messageChanged(const api::Message &message); // as the service answered
    void failed(const QString &id, const api::ApiError &error);
    void pendingChanged(int count);
    void heldBackChanged();
    void finished(const models::MessageActions::Outcome &outcome); // nothing is pending any more

private:
    enum class Kind { Batch, Single, Look };
    struct Piece // what one request asks for
    {
        Kind kind;
        QStringList ids;
        Mark mark;
    };
    struct Running
    {
        Piece piece;
        api::Call call;
    };
    static Shown heldBackRemark();
    static QLatin1StringView engagementColumn() { return QLatin1StringView("engagement_statuses"); }
    void add(Kind kind, const QStringList &ids, int size, const Mark &mark);
    void goOn();
    bool mayStart(const Piece &piece);
    void start(const Piece &piece);
    void startLook(quint64 number, const QStringList &ids);
    void oneAnswered(quint64 number, const api::Result<api::Message> &result);
    void manyAnswered(quint64 number, const api::Result<api::Page<api::Message>> &result);
    void take(const api::Message &message);
    void takeFailure(const Piece &piece, const api::ApiError &error);
    void drop();
    void setHeldBack(const QStringList &limited, const QStringList &changed);

    api::Client &m_client;
    std::deque<Piece> m_queue;
    std::map<quint64, Running> m_running;
    quint64 m_last = 0;
    bool m_isBusy = false; // finished() is still to be told
    Outcome m_outcome;
    BatchPace m_pace;
    QElapsedTimer m_clock;
    QTimer m_wait; // for the pace
    QSet<QString> m_heldBack;
    std::vector<std::pair<QPointer<QObject>, StateOf>> m_states;
};

} // namespace models
