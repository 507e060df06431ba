#include "ui/environments/choices.h"

#include "ui/contrast.h"
#include "ui/theme.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QColorDialog>
#include <QHBoxLayout>
#include <QPainter>

namespace ui {

namespace {

constexpr int choiceSide = 28;

struct NamedColor
{
    QRgb rgb;
    const char *name;
};
constexpr NamedColor colors[] = {
    {0x7B2D8E, QT_TRANSLATE_NOOP("ui::ColorChoice", "purple")},
    {0x0A5C91, QT_TRANSLATE_NOOP("ui::ColorChoice", "blue")},
    {0x0B7A70, QT_TRANSLATE_NOOP("ui::ColorChoice", "teal")},
    {0x2E7D32, QT_TRANSLATE_NOOP("ui::ColorChoice", "green")},
    {0x8A5A00, QT_TRANSLATE_NOOP("ui::ColorChoice", "ochre")},
    {0xB3401A, QT_TRANSLATE_NOOP("ui::ColorChoice", "orange")},
    {0xA3211A, QT_TRANSLATE_NOOP("ui::ColorChoice", "red")},
    {0x44505F, QT_TRANSLATE_NOOP("ui::ColorChoice", "grey")},
};
constexpr const char *icons[] = {"globe", "server", "people", "bell", "key", "object", "eye", "warn"};

// A square with a colour or an icon; the chosen one has a ring.
class Swatch : public QAbstractButton
{
public:
    Swatch(const QColor &color, const QString &icon, const QString &name, QWidget *parent)
        : QAbstractButton(parent)
        , m_color(color)
        , m_icon(icon)
    {
        setFixedSize(choiceSide, choiceSide);
        setCheckable(true);
        setFocusPolicy(Qt::StrongFocus);
        setToolTip(name);
        setAccessibleName(name);
        setAttribute(Qt::WA_Hover);
    }
    QString icon() const { return m_icon; }
    QColor color() const { return m_color; }
    void setColor(const QColor &color)
    {
        m_color = color;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Tokens &tokens = Theme::of()->tokens();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        if (isChecked() || hasFocus()) {
            painter.setPen(QPen(isChecked() ? tokens.accent : tokens.dim, 2));
            painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 6, 6);
        }
        const QRectF inner = QRectF(rect()).adjusted(4, 4, -4, -4);
        if (m_color.isValid()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(m_color);
            painter.drawRoundedRect(inner, 4, 4);
        }
        if (!m_icon.isEmpty()) {
            const QColor ink = m_color.isValid() ? QColor(Qt::white)
                : underMouse()                   ? tokens.text
                                                 : tokens.dim;
            painter.drawPixmap(6, 6,
                               Theme::of()->pixmap(m_icon, 16,
                                                   isChecked() && !m_color.isValid() ? tokens.accent : ink,
                                                   devicePixelRatioF()));
        }
    }

private:
    QColor m_color;
    QString m_icon;
};

QHBoxLayout *rowOf(QWidget *widget)
{
    auto *row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    return row;
}

} // namespace

ColorChoice::ColorChoice(QWidget *parent)
    : QWidget(parent)
    , m_buttons(new QButtonGroup(this))
{
    setAccessibleName(tr("Colour"));
    QHBoxLayout *row = rowOf(this);
    for (const NamedColor &named : colors) {
        auto *swatch = new Swatch(QColor(named.rgb), {}, tr(named.name), this);
        row->addWidget(swatch);
        m_buttons->addButton(swatch);
    }
    auto *own = new Swatch({}, QStringLiteral("plus"), tr("Another colour…"), this);
    own->setObjectName(QStringLiteral("ownColor"));
    row->addWidget(own);
    row->addStretch(1);
    m_buttons->addButton(own);
    connect(m_buttons, &QButtonGroup::buttonClicked, this, [this, own](QAbstractButton *button) {
        if (button == own)
            return askForOwn();
        m_color = static_cast<Swatch *>(button)->color();
        Q_EMIT changed();
    });
}

void ColorChoice::setColor(const QColor &color)
{
    m_color = groundUnderWhite(color);
    auto *own = static_cast<Swatch *>(m_buttons->buttons().last());
    own->setColor({});
    for (QAbstractButton *button : m_buttons->buttons()) {
        if (static_cast<Swatch *>(button)->color() == m_color)
            return button->setChecked(true);
    }
    own->setColor(m_color);
    own->setChecked(true);
}

void ColorChoice::askForOwn()
{
    auto *dialog = new QColorDialog(m_color, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("colorDialog"));
    dialog->setWindowTitle(tr("Colour of the bar on top"));
    connect(dialog, &QColorDialog::colorSelected, this, [this](const QColor &color) {
        setColor(color);
        Q_EMIT changed();
    });
    connect(dialog, &QDialog::rejected, this, [this] { setColor(m_color); });
    dialog->open();
}

IconChoice::IconChoice(QWidget *parent)
    : QWidget(parent)
    , m_buttons(new QButtonGroup(this))
{
    setAccessibleName(tr("Icon"));
    QHBoxLayout *row = rowOf(this);
    for (const char *icon : icons) {
        const QString name = QString::fromLatin1(icon);
        auto *swatch = new Swatch({}, name, tr("Icon: %1").arg(name), this);
        row->addWidget(swatch);
        m_buttons->addButton(swatch);
    }
    row->addStretch(1);
    connect(m_buttons, &QButtonGroup::buttonClicked, this, &IconChoice::changed);
}

QString IconChoice::icon() const
{
    const auto *checked = static_cast<const Swatch *>(m_buttons->checkedButton());
    return checked ? checked->icon() : QString::fromLatin1(icons[0]);
}

void IconChoice::setIcon(const QString &icon)
{
    for (QAbstractButton *button : m_buttons->buttons()) {
        if (static_cast<Swatch *>(button)->icon() == icon)
            return button->setChecked(true);
    }
    m_buttons->buttons().first()->setChecked(true);
}

} // namespace ui
