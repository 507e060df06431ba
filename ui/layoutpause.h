#pragma once

#include <QLayout>
#include <QPointer>
#include <QWidget>

namespace ui {

// While it lives, the layout of a widget stands still: what is added, shown or hidden in it is laid out once,
// before the next painting, and not at every step. A layout that is laid out asks all that are around it for
// their heights anew. Nothing of it may be deleted meanwhile: a layout that stands still keeps what is gone.
class LayoutPause
{
    Q_DISABLE_COPY_MOVE(LayoutPause)
public:
    explicit LayoutPause(const QWidget &widget)
        : m_layout(widget.layout())
        , m_wasEnabled(m_layout->isEnabled())
    {
        m_layout->setEnabled(false);
    }
    ~LayoutPause()
    {
        if (m_layout)
            m_layout->setEnabled(m_wasEnabled);
    }

private:
    QPointer<QLayout> m_layout;
    bool m_wasEnabled;
};

} // namespace ui
