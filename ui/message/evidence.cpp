#include "ui/message/evidence.h"

#include "ui/jsonview.h"
#include "ui/message/messageparts.h"
#include "ui/message/messagereport.h"
#include "ui/rowactions.h"

#include <QAction>
#include <QDateTime>
#include <QFileDialog>
#include <QJsonArray>
#include <QJsonDocument>
#include <QMenu>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

template <class T>
QJsonArray rawOf(const QList<T> &values)
{
    QJsonArray out;
    for (const T &value : values)
        out.append(value.raw);
    return out;
}

} // namespace

MessageEvidence::MessageEvidence(const MessageParts &parts, QWidget *owner)
    : QObject(owner)
    , m_parts(parts)
    , m_owner(owner)
{
}

void MessageEvidence::fill(QMenu *menu)
{
    const auto add = [this, menu](const QString &text, const QKeySequence &key, auto slot) {
        auto *action = menu->addAction(text, this, slot);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        if (!key.isEmpty())
            m_owner->addAction(action);
        return action;
    };
    add(tr("Copy as text, for a ticket"), Qt::CTRL | Qt::SHIFT | Qt::Key_C, &MessageEvidence::copyText);
    add(tr("Copy the link"), Qt::CTRL | Qt::SHIFT | Qt::Key_L, &MessageEvidence::copyLink);
    menu->addSeparator();
    add(tr("Copy the raw JSON"), {}, &MessageEvidence::copyJson);
    add(tr("Save everything as JSON…"), {}, &MessageEvidence::saveJson);
}

void MessageEvidence::copyText()
{
    if (m_parts.hasMessage())
        copyAndSay(
            m_owner,
            messageReport(m_parts.story(), m_parts.vocabulary(), QDateTime::currentMSecsSinceEpoch() * 1000),
            tr("Copied as text"));
}

void MessageEvidence::copyLink()
{
    if (!m_parts.id().isEmpty())
        copyAndSay(m_owner, messageCommand(m_parts.id()), tr("Link copied"));
}

void MessageEvidence::copyJson()
{
    if (m_parts.hasMessage())
        copyAndSay(m_owner, prettyJson(m_parts.message().raw), tr("JSON copied"));
}

QByteArray MessageEvidence::json() const
{
    const MessageStory story = m_parts.story();
    QJsonObject all {{u"message"_s, m_parts.message().raw},
                     {u"events"_s, rawOf(story.events)},
                     {u"activities"_s, rawOf(story.joined)},
                     {u"delivery_logs"_s, rawOf(story.logs)}};
    if (!m_parts.content().raw.isEmpty())
        all.insert(u"content"_s, m_parts.content().raw);
    if (story.run)
        all.insert(u"workflow_recipient_run"_s, story.run->raw);
    return QJsonDocument(all).toJson();
}

void MessageEvidence::saveJson()
{
    if (!m_parts.hasMessage())
        return;
    auto *dialog = new QFileDialog(m_owner, tr("Save this message"), {}, tr("JSON (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"json"_s);
    dialog->selectFile("message-"_L1 + m_parts.id() + ".json"_L1);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, bytes = json()](const QString &path) { write(path, bytes); });
    dialog->open();
}

void MessageEvidence::write(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        Q_EMIT failed(tr("%1 could not be written: %2").arg(path, file.errorString()));
}

} // namespace ui
