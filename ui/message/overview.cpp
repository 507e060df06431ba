#include "ui/message/overview.h"

#include "api/schema/message.h"
#include "ui/buttons.h"
#include "ui/jsontreeview.h"
#include "ui/keyvaluetable.h"
#include "ui/theme.h"

#include <QLabel>
#include <QVBoxLayout>

namespace ui {
namespace {
constexpr int mostLines = 14;
}

Overview::Overview(QWidget *parent)
    : QWidget(parent)
    , m_facts(new KeyValueTable(this))
    , m_dataTitle(makeHeading(tr("Trigger data"), this))
    , m_data(new JsonTreeView(this))
{
    m_data->setMaximumRows(mostLines);
    m_dataTitle->setToolTip(tr("What the workflow was triggered with; Ctrl+F finds in it"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metric::inside);
    column->addWidget(m_facts);
    column->addWidget(m_dataTitle);
    column->addWidget(m_data);
}

void Overview::setMessage(const api::Message &message, const models::Vocabulary *vocabulary)
{
    fillFacts(
        m_facts, message, vocabulary,
        [this](const Place &place, bool inNewTab) { Q_EMIT openRequested(place, inNewTab); }, false);
    m_data->setJson(message.data);
    m_data->setVisible(!message.data.isEmpty());
    m_dataTitle->setVisible(!message.data.isEmpty());
}

} // namespace ui
