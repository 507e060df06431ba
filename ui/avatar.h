#pragma once

#include <QWidget>

namespace ui {

// A circle with initials; 48 px on header cards, 32 px in lists.
class Avatar : public QWidget
{
    Q_OBJECT
public:
    explicit Avatar(int size, QWidget *parent = nullptr);
    void setName(const QString &name);
    QSize sizeHint() const override { return {m_size, m_size}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int m_size;
    QString m_name;
};

QString initials(const QString &name); // one or two letters, of any script; "?" for an empty name
void paintAvatar(QPainter *painter, const QRect &rect, const QString &name); // for delegates

} // namespace ui
