#include "ui/message/mail/mailfont.h"

#include <QCoreApplication>
#include <QtMath>

namespace ui {
namespace {

constexpr qsizetype mostFonts = 64;
constexpr qsizetype mostWords = 2048; // of one font

QHash<QString, std::shared_ptr<MailFont>> &shelf()
{
    static QHash<QString, std::shared_ptr<MailFont>> fonts;
    return fonts;
}

// No font may outlive the application.
void clearShelf()
{
    shelf().clear();
}

void clearShelfAtTheEnd()
{
    qAddPostRoutine(clearShelf);
}
Q_COREAPP_STARTUP_FUNCTION(clearShelfAtTheEnd)

} // namespace

std::shared_ptr<MailFont> MailFont::of(const QFont &font)
{
    auto &fonts = shelf();
    const QString key = font.key();
    if (const auto known = fonts.constFind(key); known != fonts.constEnd())
        return *known;
    if (fonts.size() >= mostFonts)
        fonts.clear(); // those in use live on
    return *fonts.insert(key, std::make_shared<MailFont>(font));
}

int MailFont::widthOf(const char *text)
{
    const auto known = m_widths.constFind(QByteArray::fromRawData(text, qsizetype(qstrlen(text))));
    if (known != m_widths.constEnd())
        return *known;
    if (m_widths.size() >= mostWords)
        m_widths.clear();
    const int width = qCeil(m_metrics.horizontalAdvance(QString::fromUtf8(text)));
    m_widths.insert(QByteArray(text), width);
    return width;
}

} // namespace ui
