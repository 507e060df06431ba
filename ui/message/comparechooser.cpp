#include "ui/message/comparechooser.h"

#include "models/display.h"
#include "ui/buttons.h"
#include "ui/message/messagerun.h"
#include "ui/message/runview.h"
#include "ui/place.h"
#include "ui/theme.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

CompareChooser::CompareChooser(const api::Message &message, api::Client &client,
                               models::Vocabulary *vocabulary, QWidget *parent)
    : QDialog(parent)
    , m_message(message)
    , m_vocabulary(vocabulary)
    , m_run(new MessageRun(client, vocabulary, this))
    , m_id(new QLineEdit(this))
    , m_hint(makeDim({}, this))
    , m_list(new QListWidget(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Compare with…"));
    resize(480, 420);
    build();
    connect(m_run, &MessageRun::changed, this, &CompareChooser::fill);
    m_run->open(m_message);
    fill();
    follow();
}

void CompareChooser::build()
{
    m_id->setPlaceholderText(tr("Id or link of another message"));
    m_id->setAccessibleName(tr("Id or link of another message"));
    m_id->setClearButtonEnabled(true);
    m_list->setAccessibleName(tr("Messages of the same run"));
    m_hint->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_compare = makeButton(tr("Compare"), this, ButtonRole::Primary);
    m_compare->setDefault(true);
    buttons->addButton(m_compare, QDialogButtonBox::AcceptRole);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metric::between, metric::between, metric::between, metric::between);
    column->setSpacing(metric::inside);
    column->addWidget(m_id);
    column->addWidget(m_hint);
    column->addWidget(m_list, 1);
    column->addWidget(buttons);
    connect(m_id, &QLineEdit::textChanged, this, &CompareChooser::follow);
    connect(m_list, &QListWidget::currentRowChanged, this, &CompareChooser::follow);
    connect(m_list, &QListWidget::itemActivated, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(this, &QDialog::accepted, this, [this] {
        if (const QString id = wanted(); !id.isEmpty())
            Q_EMIT chosen(id);
    });
}

void CompareChooser::fill()
{
    const QListWidgetItem *before = m_list->currentItem();
    const QString kept = before ? before->data(Qt::UserRole).toString() : QString();
    m_list->clear();
    const auto add = [&](const api::Message &message) {
        auto *item
            = new QListWidgetItem(tr("%1: %2, %3")
                                      .arg(message.recipient.label(), channelLabel(message, m_vocabulary),
                                           models::display(message.status).text),
                                  m_list);
        item->setData(Qt::UserRole, message.id);
        if (message.id == kept)
            m_list->setCurrentItem(item);
    };
    for (const api::Message &message : m_run->siblings())
        add(message);
    for (const api::Message &message : m_run->others())
        add(message);
    if (m_list->count() > 0)
        m_hint->setText(m_run->hasMoreOthers() ? tr("Or one of the first 50 messages of the same run:")
                                               : tr("Or one of the same run:"));
    else
        m_hint->setText(m_run->isSettled() ? tr("No other message of the same run is known.")
                                           : tr("Looking for messages of the same run…"));
    follow();
}

QString CompareChooser::idIn(const QString &pasted)
{
    QString text = pasted.trimmed();
    if (text.startsWith("doorman "_L1))
        text = text.mid(8).trimmed();
    const Place place = Place::fromAddress(text);
    if (place.kind == "message"_L1 && !place.id.isEmpty())
        return place.id;
    return text.contains(u' ') || text.contains(u':') ? QString() : text;
}

QString CompareChooser::wanted() const
{
    if (!m_id->text().trimmed().isEmpty())
        return idIn(m_id->text());
    const QListWidgetItem *item = m_list->currentItem();
    return item ? item->data(Qt::UserRole).toString() : QString();
}

void CompareChooser::follow()
{
    const QString id = wanted();
    m_compare->setEnabled(!id.isEmpty() && id != m_message.id);
    m_compare->setToolTip(id == m_message.id ? tr("That is the same message") : QString());
}

} // namespace ui
