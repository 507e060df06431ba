#include "ui/messages/contentsteps.h"

#include "models/contentreader.h"
#include "ui/listpanel.h"
#include "ui/message/messageview.h"

#include <QAction>
#include <QKeyEvent>
#include <QTableView>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int mostContents = models::ContentReader::mostAtOnce;
constexpr qsizetype behind = 4, knownAhead = 6;

} // namespace

ContentSteps::ContentSteps(api::Client &client, ListPanel *list, models::MessagesModel *model,
                           MessageView *view)
    : QObject(list)
    , m_list(list)
    , m_model(model)
    , m_view(view)
    , m_contents(new models::ContentReader(client, this))
    , m_action(new QAction(tr("Read the contents"), list->view()))
{
    view->setContents(m_contents);
    m_action->setShortcut(Qt::Key_V);
    m_action->setShortcutContext(Qt::WidgetShortcut);
    list->view()->addAction(m_action);
    list->view()->installEventFilter(this);
    connect(m_action, &QAction::triggered, this, [this] {
        const QList<int> rows = m_list->selectedRows();
        if (rows.size() > 1 && !rows.contains(m_list->currentRow()))
            m_list->stepTo(rows.first());
        m_view->setSection(u"content"_s);
        read();
    });
    connect(view, &MessageView::sectionChanged, this, &ContentSteps::read);
    connect(list, &ListPanel::selectionCountChanged, this, [this](int count) {
        if (count > 1 && m_view->isContentShown())
            Q_EMIT selectionToRead();
    });
}

// The selected ones when the row is one of several, else the rows around it.
QStringList ContentSteps::pathAround(int row, qsizetype *at) const
{
    QList<int> rows = m_list->selectedCount() > 1 ? m_list->selectedRows() : QList<int>();
    if (!rows.contains(row)) {
        rows.clear();
        for (int one = std::max(0, row - mostContents);
             one < std::min(row + mostContents + 1, m_model->rowCount()); ++one)
            rows += one;
    }
    *at = rows.indexOf(row);
    QStringList ids;
    for (const int one : std::as_const(rows))
        ids += m_model->row(one).value.id;
    return ids;
}

// While one goes on in one direction, the next ones are asked for before the known ones end.
void ContentSteps::read()
{
    const int row = m_list->currentRow();
    if (row < 0 || !m_view->isContentShown())
        return;
    qsizetype at = 0;
    QStringList ids = pathAround(row, &at);
    if (row < m_lastRow) {
        std::reverse(ids.begin(), ids.end());
        at = ids.size() - 1 - at;
    }
    m_lastRow = row;
    const auto isUnknown = [this](const QString &id) {
        return m_contents->state(id) == models::ContentReader::State::Unknown;
    };
    const QStringList next = ids.mid(at + 1, knownAhead);
    if (isUnknown(ids.at(at)))
        m_contents->read(ids.mid(std::max<qsizetype>(0, at - behind), mostContents));
    else if (std::any_of(next.begin(), next.end(), isUnknown))
        m_contents->readAhead(ids.mid(at + 1, mostContents));
}

// Through the selected ones, which stay selected, or through the list.
void ContentSteps::step(int by)
{
    const QList<int> rows = m_list->selectedRows();
    if (rows.size() < 2)
        return m_list->setCurrentRow(std::clamp(m_list->currentRow() + by, 0, m_model->rowCount() - 1));
    const qsizetype at = rows.indexOf(m_list->currentRow());
    m_list->stepTo(at < 0 ? rows.first() : rows.at(std::clamp<qsizetype>(at + by, 0, rows.size() - 1)));
}

bool ContentSteps::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress && m_view->isContentShown() && m_model->rowCount() > 0) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isStep = key->key() == Qt::Key_Left || key->key() == Qt::Key_Right;
        if (isStep && key->modifiers() == Qt::NoModifier) {
            step(key->key() == Qt::Key_Left ? -1 : 1);
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

} // namespace ui
