#pragma once

#include <QObject>

class QMenu;
class QSettings;
class QTableView;

namespace ui {

// Which columns a table shows, how wide and in which order; kept in the settings.
class ColumnState : public QObject
{
    Q_OBJECT
public:
    ColumnState(QTableView *view, QSettings *settings, const QString &key);
    void restore(); // once the view has its columns
    void setHiddenByDefault(const QList<int> &columns); // before restore()
    // Widths from what the first rows hold and the room there is, unless the person set their own before.
    void fit();
    void fitAnew(); // the rows are others now
    void fillMenu(QMenu *menu);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override; // of the header

private:
    void save();
    void measure();
    void widenChips();
    int usualWidth(int column) const;
    int spare(int column, int width) const;
    int shownCount() const;

    QTableView *m_view;
    QSettings *m_settings;
    QString m_key;
    QList<int> m_hidden;
    bool m_restored = false;
    bool m_own = false; // the person's widths
    bool m_fitting = false;
    bool m_handOnHeader = false; // a button is down on it
    QList<int> m_chips; // columns that hold some
    QList<int> m_wanted; // measured widths by column; 0: hidden
    int m_measured = 0; // rows
};

} // namespace ui
