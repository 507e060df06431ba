#pragma once

#include <QAbstractButton>

namespace api {
struct Connection;
}

namespace ui {

class PageRegistry;

// The pages one can always go to.
class Sidebar : public QWidget
{
    Q_OBJECT
public:
    explicit Sidebar(const PageRegistry &registry, QWidget *parent = nullptr);
    // Pages that this connection's key rules out can't be chosen, and say why.
    void setConnection(const api::Connection &connection);
    void setCurrentKind(const QString &kind); // marks the entry; none for an unknown one
    QString kindAt(int index) const; // empty: there is no such entry
    int count() const { return int(m_items.size()); }
    QString firstKind() const; // of those that can be chosen
    QAbstractButton *itemAt(int index) const { return m_items.value(index).second; }
    void focusCurrent();

Q_SIGNALS:
    void chosen(const QString &kind, bool inNewTab);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void step(qsizetype from, qsizetype by);
    const PageRegistry &m_registry;
    QList<QPair<QString, QAbstractButton *>> m_items;
};

} // namespace ui
