#include "ui/environments/environmentspage.h"

#include "models/keyring.h"
#include "models/profilestore.h"
#include "ui/buttons.h"
#include "ui/environment.h"
#include "ui/environments/environmentform.h"
#include "ui/errorbar.h"
#include "ui/tabarea.h"
#include "ui/theme.h"

#include <QApplication>
#include <QLabel>
#include <QListWidget>
#include <QMessageBox>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace ui {

using models::Profile;

namespace {

constexpr int idRole = Qt::UserRole, colorRole = Qt::UserRole + 1, iconRole = Qt::UserRole + 2,
              detailRole = Qt::UserRole + 3;
constexpr int environmentsWidth = 312, formWidth = 560, rowHeight = 48;

QString newId()
{
    return QStringLiteral("new");
}

// A square in the environment's colour with its icon, the name, and what is special about it below.
class EnvironmentDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {environmentsWidth, rowHeight};
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Tokens &tokens = Theme::of()->tokens();
        const QRect rect = option.rect.adjusted(0, 2, -1, -2);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver)) {
            painter->setBrush(option.state & QStyle::State_Selected ? tokens.accentWeak : tokens.window);
            painter->drawRoundedRect(rect, 6, 6);
        }
        const QRect mark(rect.left() + 10, rect.center().y() - 11, 24, 24);
        painter->setBrush(index.data(colorRole).value<QColor>());
        painter->drawRoundedRect(mark, 5, 5);
        painter->drawPixmap(mark.left() + 4, mark.top() + 4,
                            Theme::of()->pixmap(index.data(iconRole).toString(), 16, Qt::white,
                                                painter->device()->devicePixelRatioF()));
        const QRect texts = rect.adjusted(44, 3, -8, -3);
        painter->setFont(Theme::of()->boldFont());
        painter->setPen(tokens.text);
        const auto line = [&](const QRect &where, const QString &text) {
            painter->drawText(where, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                              painter->fontMetrics().elidedText(text, Qt::ElideRight, where.width()));
        };
        line(texts.adjusted(0, 0, 0, -texts.height() / 2), index.data().toString());
        painter->setFont(Theme::of()->baseFont());
        painter->setPen(tokens.dim);
        line(texts.adjusted(0, texts.height() / 2, 0, 0), index.data(detailRole).toString());
        painter->restore();
    }
};

} // namespace

EnvironmentsPage::EnvironmentsPage(const Context &context, QWidget *parent)
    : Page(parent)
    , m_context(context)
    , m_error(new ErrorBar(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHeader());
    column->addWidget(makeLine(this));
    column->addWidget(m_error);
    auto *row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(buildList());
    row->addWidget(makeLine(this, Qt::Vertical));
    row->addWidget(buildSide(), 1);
    column->addLayout(row, 1);
    connect(m_context.profiles, &models::ProfileStore::changed, this, &EnvironmentsPage::fill);
    connect(m_context.keyring, &models::Keyring::runOnlyChanged, this, &EnvironmentsPage::follow);
    m_id = m_context.profile;
    fill();
    show(m_id);
}

QWidget *EnvironmentsPage::buildHeader()
{
    auto *header = new QWidget(this);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(metric::edge, metric::between, metric::edge, 12);
    row->setSpacing(metric::between);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(4);
    texts->addWidget(makeTitle(tr("Environments"), header));
    texts->addWidget(makeDim(tr("where this console can connect to, and what it may do there"), header));
    row->addLayout(texts, 1);
    QPushButton *add = makeButton(tr("Add an environment…"), header);
    connect(add, &QPushButton::clicked, this, &EnvironmentsPage::addNew);
    row->addWidget(add);
    return header;
}

QWidget *EnvironmentsPage::buildList()
{
    auto *side = new QWidget(this);
    side->setFixedWidth(environmentsWidth);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(12, 12, 12, 12);
    m_list = new QListWidget(side);
    m_list->setObjectName(QStringLiteral("environments"));
    m_list->setAccessibleName(tr("Environments"));
    m_list->setItemDelegate(new EnvironmentDelegate(m_list));
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addWidget(m_list);
    setFocusProxy(m_list);
    connect(m_list, &QListWidget::currentRowChanged, this, &EnvironmentsPage::choose);
    connect(m_list, &QListWidget::itemActivated, this, &EnvironmentsPage::openChosen);
    return side;
}

QWidget *EnvironmentsPage::buildSide()
{
    auto *area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    auto *frame = new QWidget(area);
    auto *across = new QHBoxLayout(frame);
    across->setContentsMargins(metric::edge, metric::between, metric::edge, metric::edge);
    auto *inner = new QWidget(frame);
    inner->setMaximumWidth(formWidth);
    across->addWidget(inner, 1);
    across->addStretch(0);
    auto *column = new QVBoxLayout(inner);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metric::between);
    auto *head = new QHBoxLayout;
    m_heading = makeHeading({}, inner);
    m_open = makeButton(tr("Go to this environment"), inner);
    m_remove = makeButton(tr("Remove…"), inner, ButtonRole::Danger);
    head->addWidget(m_heading, 1);
    head->addWidget(m_remove);
    head->addWidget(m_open);
    column->addLayout(head);
    m_form = new EnvironmentForm(m_context, inner);
    column->addWidget(m_form);
    column->addStretch(1);
    area->setWidget(frame);
    connect(m_open, &QPushButton::clicked, this, &EnvironmentsPage::openChosen);
    connect(m_remove, &QPushButton::clicked, this, &EnvironmentsPage::askToRemove);
    connect(m_form, &EnvironmentForm::changed, this, &EnvironmentsPage::follow);
    connect(m_form, &EnvironmentForm::saved, this, &EnvironmentsPage::noteSaved);
    return area;
}

Place EnvironmentsPage::place() const
{
    return {QStringLiteral("environments"), m_id.isEmpty() ? newId() : m_id, {}, {}};
}

QString EnvironmentsPage::title() const
{
    return tr("Environments");
}

void EnvironmentsPage::go(const Place &place)
{
    if (place.id.isEmpty() || place.id == m_id)
        return;
    if (place.id == newId())
        return addNew();
    const Profile *profile = m_context.profiles->find(place.id);
    if (!profile || m_form->isChanged())
        return;
    show(place.id);
    if (!place.filter(QStringLiteral("key")).isEmpty())
        m_form->showKeyProblem(tr("Its key is not there. Enter it to go on."));
}

void EnvironmentsPage::refresh()
{
    fill();
}

QString EnvironmentsPage::unsavedWork() const
{
    if (!m_form->isChanged())
        return {};
    return m_id.isEmpty() ? tr("A new environment that is not added yet")
                          : tr("Changes to the environment %1").arg(m_form->profile().name);
}

void EnvironmentsPage::fill()
{
    m_filling = true;
    m_list->clear();
    for (const Profile &p : m_context.profiles->profiles()) {
        auto *item = new QListWidgetItem(p.name, m_list);
        QStringList details;
        if (p.id == m_context.profile)
            details += tr("open");
        details += p.isSandbox() ? tr("embedded") : p.baseUrl.host();
        if (p.readOnly)
            details += tr("read-only");
        if (p.isProtected)
            details += tr("protected");
        item->setData(idRole, p.id);
        item->setData(colorRole, p.color);
        item->setData(iconRole, p.icon);
        item->setData(detailRole, details.join(QStringLiteral(" · ")));
        item->setData(Qt::AccessibleDescriptionRole, details.join(QStringLiteral(", ")));
        if (p.id == m_id)
            m_list->setCurrentItem(item);
    }
    m_filling = false;
    if (!m_id.isEmpty() && !m_context.profiles->find(m_id))
        show(m_context.profiles->sandbox().id);
}

QString EnvironmentsPage::currentId() const
{
    const QListWidgetItem *item = m_list->currentItem();
    return item ? item->data(idRole).toString() : QString();
}

void EnvironmentsPage::choose(int row)
{
    if (m_filling || row < 0 || currentId() == m_id)
        return;
    const QString wanted = currentId();
    if (unsavedWork().isEmpty())
        return show(wanted);
    fill(); // back to the one that is being edited
    askToDiscard(this, {unsavedWork()}, [this, wanted] { show(wanted); });
}

// A copy, for it may be m_id itself.
void EnvironmentsPage::show(QString id)
{
    const Profile *profile = m_context.profiles->find(id);
    if (!profile)
        return;
    const bool isOther = m_id != id;
    m_id = std::move(id);
    m_form->setProfile(*profile);
    fill();
    follow();
    if (isOther)
        Q_EMIT placeChanged();
}

void EnvironmentsPage::addNew()
{
    const auto start = [this] {
        Profile fresh;
        fresh.baseUrl = QUrl(QStringLiteral("https://api.knock.app"));
        fresh.color = QColor(0x7B2D8E);
        fresh.icon = QStringLiteral("globe");
        fresh.readOnly = fresh.mayUnlock = fresh.isProtected = true; // whoever wants less says so
        m_id.clear();
        m_filling = true;
        m_list->setCurrentRow(-1);
        m_list->clearSelection();
        m_filling = false;
        m_form->setProfile(fresh);
        follow();
        m_form->findChild<QWidget *>(QStringLiteral("environmentName"))->setFocus(Qt::OtherFocusReason);
        Q_EMIT placeChanged();
    };
    if (unsavedWork().isEmpty())
        return start();
    askToDiscard(this, {unsavedWork()}, start);
}

void EnvironmentsPage::follow()
{
    const Profile &p = m_form->profile();
    const bool isNew = m_id.isEmpty();
    m_heading->setText(isNew ? tr("A new environment") : p.name);
    m_remove->setVisible(!isNew && p.kind == Profile::Kind::Stored);
    m_open->setVisible(!isNew);
    m_open->setEnabled(m_id != m_context.profile);
    m_open->setToolTip(m_open->isEnabled() ? QString() : tr("This is where the console is now"));
}

void EnvironmentsPage::openChosen()
{
    if (!m_id.isEmpty() && m_id != m_context.profile)
        m_context.profiles->choose(m_id);
}

void EnvironmentsPage::noteSaved(const QString &id, bool isOtherConnection)
{
    m_id = id;
    fill();
    follow();
    Q_EMIT placeChanged();
    if (isOtherConnection && id == m_context.profile)
        m_context.profiles->choose(id); // talks to another address, or as another
}

void EnvironmentsPage::askToRemove()
{
    const QString id = m_id;
    auto *box = new QMessageBox(QMessageBox::Question, tr("Remove this environment?"),
                                tr("Remove “%1” from this console?").arg(m_form->profile().name),
                                QMessageBox::NoButton, window());
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(QStringLiteral("removeEnvironment"));
    box->setInformativeText(tr("Its key is removed from the keychain, too. The service keeps all it has, and "
                               "the write log stays."));
    QPushButton *yes = box->addButton(tr("Remove"), QMessageBox::DestructiveRole);
    box->setDefaultButton(box->addButton(tr("Keep it"), QMessageBox::RejectRole));
    connect(yes, &QPushButton::clicked, this, [this, id] {
        // Not owned by this page: it may go with the environment.
        m_context.keyring->write(id, models::Secret::Key, {}, nullptr, {});
        m_context.keyring->write(id, models::Secret::UserToken, {}, nullptr, {});
        m_form->revert();
        m_context.profiles->remove(id);
    });
    box->open();
}

} // namespace ui
