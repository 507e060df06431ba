#pragma once

#include <QBasicTimer>
#include <QFont>
#include <QList>
#include <QObject>

namespace ui {

// Loads what the fonts need for the world's scripts, one script at a time between other events, all fonts'
// Latin letters first. The first
// text of a script makes Qt look for a font that has it, which takes milliseconds; a first page of people
// with names in six scripts would hold the window up for all of them at once.
class FontWarmUp : public QObject
{
    Q_OBJECT
public:
    explicit FontWarmUp(const QList<QFont> &fonts, QObject *parent = nullptr);

Q_SIGNALS:
    void finished(); // once, after the last one

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    QList<QFont> m_fonts;
    qsizetype m_next = 0;
    QBasicTimer m_timer;
};

} // namespace ui
