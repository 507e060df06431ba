#include "models/cursorlistbase.h"

#include "models/vocabulary.h"

#include <algorithm>

namespace models {

namespace {
constexpr int screenful = 60; // rows, of a tall window
}

CursorListBase::CursorListBase(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void CursorListBase::setState(State state, const api::ApiError &error)
{
    m_state = state;
    m_error = error;
    Q_EMIT stateChanged();
}

void CursorListBase::retryWhenBack(const api::Client &client)
{
    connect(&client, &api::Client::reachableChanged, this, [this](bool isReachable) {
        if (isReachable && m_state == State::Failed && api::isLackOfNetwork(m_error))
            retry();
    });
}

void CursorListBase::setLastVisibleRow(int row)
{
    m_lastVisibleRow = row;
    readAhead();
}

// An empty page ends a list whatever its cursor says, and so does a cursor that leads nowhere new.
QString CursorListBase::nextOf(const api::PageHead &page, const QString &asked)
{
    return page.rowCount == 0 || page.info.after == asked ? QString() : page.info.after;
}

bool CursorListBase::wantsMoreThan(int rows) const
{
    return m_lastVisibleRow >= 0 && rows - 1 - m_lastVisibleRow < screenful;
}

void CursorListBase::readAhead()
{
    if (m_state == State::Idle && wantsMoreThan(rowCount()))
        requestNextPage();
}

bool CursorListBase::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_state == State::Idle;
}

void CursorListBase::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        requestNextPage();
}

QModelIndex CursorListBase::indexOfId(const QString &id, int column) const
{
    const int row = rowOfId(id);
    return row < 0 ? QModelIndex() : index(row, column);
}

int CursorListBase::columnOf(QLatin1StringView key) const
{
    for (int column = 0; column < columnCount(); ++column) {
        if (headerData(column, Qt::Horizontal, ColumnKeyRole).toString() == key)
            return column;
    }
    return -1;
}

void CursorListBase::setVocabulary(Vocabulary *vocabulary)
{
    if (m_vocabulary)
        m_vocabulary->disconnect(this);
    m_vocabulary = vocabulary;
    m_look.vocabulary = vocabulary;
    if (vocabulary) {
        connect(vocabulary, &Vocabulary::changed, this, &CursorListBase::repaintAll);
        connect(vocabulary, &QObject::destroyed, this, [this] { m_look.vocabulary = nullptr; });
    }
    repaintAll();
}

void CursorListBase::setLook(const Look &look)
{
    m_look = look;
    if (!look.vocabulary)
        m_look.vocabulary = m_vocabulary;
    repaintAll();
}

void CursorListBase::setRemark(const QSet<QString> &ids, const Shown &remark, int column)
{
    const QSet<QString> touched = m_remarked + ids;
    m_remarked = ids;
    m_remark = remark;
    m_remarkColumn = qMax(0, column);
    for (const QString &id : touched) {
        if (const int row = rowOfId(id); row >= 0)
            Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
    }
}

void CursorListBase::repaintAll()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

QVariant CursorListBase::cellOf(const QList<Shown> &shown, const QString &problem, int role)
{
    if (role == ShownRole)
        return QVariant::fromValue(shown);
    if (role == Qt::ToolTipRole) {
        if (!problem.isEmpty())
            return problem;
        const auto withTip
            = std::find_if(shown.cbegin(), shown.cend(), [](const Shown &one) { return !one.tip.isEmpty(); });
        return withTip == shown.cend() ? QVariant() : QVariant(withTip->tip);
    }
    if (shown.size() == 1)
        return shown.first().text;
    QStringList texts;
    for (const Shown &one : shown)
        texts += one.text;
    return texts.join(QStringLiteral(", "));
}

// What is wrong with a count beside the rows is the business of whoever shows the count.
bool CursorListBase::hasPageProblem(const QStringList &problems)
{
    return std::any_of(problems.cbegin(), problems.cend(), [](const QString &problem) {
        return problem.startsWith(QLatin1StringView(".page_info")) || problem.startsWith(u':');
    });
}

} // namespace models
