#include "ui/splitter.h"

#include <QEvent>
#include <QSettings>
#include <QSplitter>

namespace ui {
namespace {

constexpr int mostPercent = 42; // for the second part, until the person says otherwise

// Gives the second part its width once it is known how much there is to share.
class FirstSizes : public QObject
{
public:
    FirstSizes(QSplitter *splitter, int wanted, bool isKept)
        : QObject(splitter)
        , m_splitter(splitter)
        , m_wanted(wanted)
        , m_isKept(isKept)
    {
        splitter->installEventFilter(this);
    }
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Show && m_splitter->width() > m_wanted) {
            const int second
                = m_isKept ? m_wanted : std::min(m_wanted, m_splitter->width() * mostPercent / 100);
            m_splitter->setSizes({m_splitter->width() - m_splitter->handleWidth() - second, second});
            m_splitter->removeEventFilter(this);
            deleteLater();
        }
        return QObject::eventFilter(watched, event);
    }

private:
    QSplitter *m_splitter;
    int m_wanted;
    bool m_isKept; // the person chose it
};

} // namespace

void rememberSplitter(QSplitter *splitter, QSettings *settings, const QString &key, int width)
{
    const QString name = key + QStringLiteral("/splitter");
    const int kept = settings ? settings->value(name).toInt() : 0;
    new FirstSizes(splitter, kept > 0 ? kept : width, kept > 0);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 0);
    QObject::connect(splitter, &QSplitter::splitterMoved, splitter, [splitter, settings, name] {
        if (settings)
            settings->setValue(name, splitter->sizes().value(1));
    });
}

} // namespace ui
