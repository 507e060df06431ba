#include "ui/avatar.h"

#include "ui/theme.h"

#include <QPainter>
#include <QTextBoundaryFinder>

namespace ui {
namespace {

QString firstLetter(const QString &word)
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, word);
    const qsizetype end = finder.toNextBoundary();
    return end > 0 ? word.left(end).toUpper() : QString();
}

} // namespace

QString initials(const QString &name)
{
    const QStringList words = name.simplified().split(u' ', Qt::SkipEmptyParts);
    if (words.isEmpty())
        return QStringLiteral("?");
    QString text = firstLetter(words.first());
    if (words.size() > 1)
        text += firstLetter(words.last());
    return text;
}

void paintAvatar(QPainter *painter, const QRect &rect, const QString &name)
{
    const Theme *theme = Theme::of();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme->tokens().accentWeak);
    painter->drawEllipse(rect);
    QFont font = theme->boldFont();
    font.setPixelSize(rect.height() >= 40 ? 17 : 12);
    painter->setFont(font);
    painter->setPen(theme->tokens().accent);
    painter->drawText(rect, Qt::AlignCenter, initials(name));
    painter->restore();
}

Avatar::Avatar(int size, QWidget *parent)
    : QWidget(parent)
    , m_size(size)
{
    setFixedSize(size, size);
}

void Avatar::setName(const QString &name)
{
    m_name = name;
    setAccessibleName(tr("Initials of %1").arg(name));
    update();
}

void Avatar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintAvatar(&painter, rect(), m_name);
}

} // namespace ui
