#include "ui/entity/entityheader.h"

#include "ui/avatar.h"
#include "ui/buttons.h"
#include "ui/elidedlabel.h"
#include "ui/flowlayout.h"
#include "ui/idlabel.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int mostProperties = 4;

// An icon that follows the theme.
class FactIcon : public QWidget
{
public:
    FactIcon(const QString &name, QWidget *parent)
        : QWidget(parent)
        , m_name(name)
    {
        setFixedSize(16, 16);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.drawPixmap(rect(),
                           Theme::of()->pixmap(m_name, 16, Theme::of()->tokens().dim, devicePixelRatioF()));
    }

private:
    QString m_name;
};

} // namespace

EntityHeader::EntityHeader(QWidget *parent)
    : QWidget(parent)
    , m_avatar(new Avatar(48, this))
    , m_name(new ElidedLabel(this))
    , m_id(new IdLabel(this))
    , m_facts(new QWidget(this))
    , m_flow(new FlowLayout(m_facts, metric::between))
{
    m_name->setFont(Theme::of()->titleFont());
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    m_facts->setSizePolicy(policy);
    auto *top = new QHBoxLayout;
    top->setSpacing(metric::inside);
    top->addWidget(m_name);
    top->addWidget(m_id);
    top->addStretch(1);
    auto *column = new QVBoxLayout;
    column->setSpacing(4);
    column->addLayout(top);
    column->addWidget(m_facts);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metric::edge, 14, metric::edge, 6);
    row->setSpacing(metric::between);
    row->addWidget(m_avatar, 0, Qt::AlignTop);
    row->addLayout(column, 1);
}

void EntityHeader::setName(const QString &name, const QString &id)
{
    m_avatar->setName(name);
    m_name->setText(name);
    m_id->setId(id);
}

void EntityHeader::clearFacts()
{
    qDeleteAll(m_facts->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly));
    m_extra.clear();
}

QLabel *EntityHeader::addFact(const QString &icon, const QString &text, const QString &name)
{
    if (text.isEmpty())
        return nullptr;
    auto *fact = new QWidget(m_facts);
    auto *row = new QHBoxLayout(fact);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(5);
    if (!icon.isEmpty())
        row->addWidget(new FactIcon(icon, fact));
    QLabel *label = makeDim(text, fact);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setAccessibleName(u"%1: %2"_s.arg(name, text));
    label->setToolTip(name);
    row->addWidget(label);
    m_flow->insertWidget(-1, fact);
    fact->show();
    return label;
}

// Short texts say most; lists and maps have their place among the properties.
void EntityHeader::addProperties(const QJsonObject &properties)
{
    QStringList shown;
    for (auto it = properties.begin(); it != properties.end(); ++it) {
        if (it->isString() && it->toString().size() <= 24)
            shown += u"%1 = %2"_s.arg(it.key(), it->toString());
    }
    std::stable_sort(shown.begin(), shown.end(),
                     [](const QString &a, const QString &b) { return a.size() < b.size(); });
    for (const QString &text : shown.mid(0, mostProperties))
        m_extra += addFact({}, text, tr("Property"))->parentWidget();
    fitProperties();
}

void EntityHeader::fitProperties()
{
    int room = width() - 2 * metric::edge - 48 - metric::between;
    const QList<QWidget *> all = m_facts->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly);
    for (QWidget *fact : all) {
        room -= fact->sizeHint().width() + metric::between;
        if (m_extra.contains(fact))
            fact->setVisible(room >= 0);
    }
}

void EntityHeader::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitProperties();
}

} // namespace ui
