#pragma once

#include "ui/place.h"

#include <QAbstractButton>

namespace ui {

// Text in the accent colour that leads to a place; Ctrl or the middle button opens a new tab.
class LinkLabel : public QAbstractButton
{
    Q_OBJECT
public:
    explicit LinkLabel(QWidget *parent = nullptr);
    LinkLabel(const QString &text, const Place &place, QWidget *parent = nullptr);
    void setLink(const QString &text, const Place &place);
    const Place &place() const { return m_place; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void openRequested(const ui::Place &place, bool inNewTab);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    int textWidth() const;
    Place m_place;
    mutable int m_textWidth = -1; // in this font; below 0: not known
};

} // namespace ui
