// How what is known of a message leaves the window: as text for a ticket, as a link, as raw JSON.
#pragma once

#include <QObject>

class QMenu;
class QWidget;

namespace ui {

class MessageParts;

class MessageEvidence : public QObject
{
    Q_OBJECT
public:
    // The actions and their keys belong to `owner` (Ctrl+Shift+C: as text).
    MessageEvidence(const MessageParts &parts, QWidget *owner);
    void fill(QMenu *menu);

    void copyText();
    void copyLink(); // "doorman message:2f…", which the omnibox takes, too
    void copyJson(); // the message as the service sent it
    void saveJson(); // everything that has arrived of it, into a file that is asked for
    QByteArray json() const; // message, events, activities, delivery logs, content and run

Q_SIGNALS:
    void failed(const QString &text);

private:
    void write(const QString &path, const QByteArray &bytes);
    const MessageParts &m_parts;
    QWidget *m_owner;
};

} // namespace ui
