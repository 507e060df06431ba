#pragma once

#include <QAbstractButton>

namespace ui {

class PageRegistry;

// The pages one can always go to.
class Sidebar : public QWidget
{
    Q_OBJECT
public:
    explicit Sidebar(const PageRegistry &registry, QWidget *parent = nullptr);
    void setCurrentKind(const QString &kind); // marks the entry; none for an unknown one
    QString kindAt(int index) const; // empty: there is no such entry
    int count() const { return int(m_items.size()); }
    QAbstractButton *itemAt(int index) const { return m_items.value(index).second; }
    void focusCurrent();

Q_SIGNALS:
    void chosen(const QString &kind, bool inNewTab);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QList<QPair<QString, QAbstractButton *>> m_items;
};

} // namespace ui
