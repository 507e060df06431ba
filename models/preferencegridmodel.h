#pragma once

#include "api/rules/preferencediff.h"

#include <QAbstractTableModel>
#include <QPointer>
#include <QUndoStack>
#include <vector>

namespace models {

class Vocabulary;

// One preference set as a table: the defaults, every category and every workflow that is known or mentioned,
// against the channel types. Edits are kept apart from the set, so that they can be undone one by one and
// applied to a newer version of it; what no cell shows stays as it came.
class PreferenceGridModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Role {
        StateRole = Qt::UserRole, // api::PreferenceState as int; in column 0 the whole row's
        ChangedRole, // the cell is not what it was
        SectionRole, // the row is a heading
        KindRole, // column 0: what the key is, dim: "category", "workflow · billing"
        ConditionalRole // column 0: the whole row is under this many conditions
    };

    explicit PreferenceGridModel(QObject *parent = nullptr);
    void setVocabulary(Vocabulary *vocabulary); // rows to offer, and the categories of workflows

    void setSet(const QJsonObject &set); // shows another set: edits and their history are gone
    void
    rebase(const QJsonObject &set); // a newer version of this set: edits that still change something stay
    void reset(); // drops the edits
    const QJsonObject &original() const { return m_original; }
    const QJsonObject &current() const { return m_current; }
    const api::PreferenceEdits &edits() const { return m_edits; }
    QList<api::PreferenceChange> changes() const;
    int changeCount() const { return int(m_edits.size()); }
    bool isChanged() const { return !m_edits.isEmpty(); }
    QUndoStack *undoStack() { return &m_undo; }

    // A row for a category or workflow nobody mentioned yet; the index of it, or of the one that is there.
    QModelIndex addRow(api::PreferenceRow row, const QString &key);
    api::PreferenceCell cellAt(const QModelIndex &index) const; // column 0: the whole row
    QModelIndex indexOf(const api::PreferenceCell &cell) const;
    bool isCell(const QModelIndex &index) const; // false for headings
    api::PreferenceState stateAt(const QModelIndex &index) const;
    api::PreferenceValue valueAt(const QModelIndex &index) const;
    // Setting the cell would drop conditions, or a value this version does not understand.
    bool isGuarded(const QModelIndex &index) const;
    api::PreferenceState nextState(const QModelIndex &index) const; // inherit → on → off
    void setState(const QModelIndex &index, api::PreferenceState state);
    QStringList channelTypes() const { return m_types; }
    QStringList rowKeys(api::PreferenceRow row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void edited(); // current() is another now

private:
    struct Row
    {
        api::PreferenceRow row;
        QString key;
        bool isSection = false;
        friend bool operator==(const Row &, const Row &) = default;
    };
    class Edit;

    std::vector<Row> rowsNow() const;
    void growRows(); // what became known since
    void apply(const api::PreferenceEdits &edits);
    bool isChangedAt(const api::PreferenceCell &cell) const;
    QString kindText(const Row &row) const;
    QVariant sectionData(const Row &row, int column, int role) const;
    QVariant nameData(const QModelIndex &index, int role) const;
    QVariant cellData(const QModelIndex &index, int role) const;

    QPointer<Vocabulary> m_vocabulary;
    QJsonObject m_original;
    QJsonObject m_current;
    api::PreferenceEdits m_edits;
    QUndoStack m_undo;
    std::vector<Row> m_rows;
    QStringList m_types;
    QMap<api::PreferenceRow, QStringList> m_added; // by hand
};

} // namespace models
