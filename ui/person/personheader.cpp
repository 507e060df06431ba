#include "ui/person/personheader.h"

#include "ui/avatar.h"
#include "ui/buttons.h"
#include "ui/elidedlabel.h"
#include "ui/flowlayout.h"
#include "ui/idlabel.h"
#include "ui/person/localtime.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QTimeZone>

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

PersonHeader::PersonHeader(QWidget *parent)
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
    m_clock.start(10'000);
    connect(&m_clock, &QTimer::timeout, this, &PersonHeader::showTime);
}

void PersonHeader::setUser(const api::User &user)
{
    m_user = user;
    m_avatar->setName(user.label());
    m_name->setText(user.label());
    m_id->setId(user.id);
    qDeleteAll(m_facts->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly));
    m_time = nullptr;
    m_extra.clear();
    const auto addIfAny = [this](const QString &icon, const QString &text, const QString &name) {
        if (!text.isEmpty())
            addFact(icon, text, name);
    };
    addIfAny(u"mail"_s, user.email, tr("Email"));
    addIfAny(u"phone"_s, user.phoneNumber, tr("Phone"));
    if (!user.timezone.isEmpty()) {
        addFact(u"clock"_s, {}, tr("Local time"));
        m_time = m_facts->findChildren<QLabel *>().last();
        showTime();
    }
    addIfAny(u"globe"_s, user.locale, tr("Locale"));
    addProperties();
    fitProperties();
}

// Short texts say most about a person; lists and maps have their place among the properties.
void PersonHeader::addProperties()
{
    m_extra.clear();
    const QJsonObject properties = m_user.properties();
    QStringList shown;
    for (auto it = properties.begin(); it != properties.end(); ++it) {
        if (it->isString() && it->toString().size() <= 24)
            shown += u"%1 = %2"_s.arg(it.key(), it->toString());
    }
    std::stable_sort(shown.begin(), shown.end(),
                     [](const QString &a, const QString &b) { return a.size() < b.size(); });
    for (const QString &text : shown.mid(0, mostProperties))
        m_extra += addFact({}, text, tr("Property"));
}

// As many as the first line has room for.
void PersonHeader::fitProperties()
{
    int room = width() - 2 * metric::edge - 48 - metric::between;
    const QList<QWidget *> all = m_facts->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly);
    for (QWidget *fact : all) {
        room -= fact->sizeHint().width() + metric::between;
        if (m_extra.contains(fact))
            fact->setVisible(room >= 0);
    }
}

void PersonHeader::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitProperties();
}

QWidget *PersonHeader::addFact(const QString &icon, const QString &text, const QString &name,
                               const QString &tip)
{
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
    label->setToolTip(tip.isEmpty() ? name : tip);
    row->addWidget(label);
    m_flow->insertWidget(-1, fact);
    fact->show();
    return fact;
}

void PersonHeader::showTime()
{
    if (!m_time)
        return;
    const QString text
        = localTimeThere(QDateTime::currentDateTimeUtc(), m_user.timezone, QTimeZone::systemTimeZone());
    if (text == m_time->text())
        return;
    m_time->setText(text);
    m_time->setAccessibleName(tr("Local time: %1").arg(text));
}

QString PersonHeader::timeText() const
{
    return m_time ? m_time->text() : QString();
}

} // namespace ui
