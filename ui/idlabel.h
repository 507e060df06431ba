#pragma once

#include <QWidget>

class QToolButton;

namespace ui {

class ElidedLabel;

// An id in the fixed font with a button that copies it.
class IdLabel : public QWidget
{
    Q_OBJECT
public:
    explicit IdLabel(QWidget *parent = nullptr);
    explicit IdLabel(const QString &id, QWidget *parent = nullptr);
    void setId(const QString &id);
    QString id() const;

private:
    ElidedLabel *m_text;
    QToolButton *m_copy;
};

} // namespace ui
