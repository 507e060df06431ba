#include "ui/wrappedlabel.h"

#include <QEvent>

namespace ui {
namespace {
constexpr int narrowest = 48, usual = 320; // pixels
}

WrappedLabel::WrappedLabel(QWidget *parent)
    : QLabel(parent)
{
    setWordWrap(true);
}

void WrappedLabel::setText(const QString &text)
{
    if (text == this->text())
        return;
    m_heights.clear();
    QLabel::setText(text);
}

QSize WrappedLabel::sizeHint() const
{
    const int width = m_isOneLineWanted ? fontMetrics().horizontalAdvance(text()) + 2 : usual;
    return {width, fontMetrics().lineSpacing()};
}

QSize WrappedLabel::minimumSizeHint() const
{
    return {narrowest, fontMetrics().lineSpacing()};
}

int WrappedLabel::heightForWidth(int width) const
{
    const auto known = m_heights.constFind(width);
    if (known != m_heights.constEnd())
        return *known;
    const int height = QLabel::heightForWidth(width);
    m_heights.insert(width, height);
    return height;
}

void WrappedLabel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        m_heights.clear();
    QLabel::changeEvent(event);
}

} // namespace ui
