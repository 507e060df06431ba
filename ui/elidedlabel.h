#pragma once

#include <QFrame>

namespace ui {

// One line that ends in "…" where there is no room; the whole text is its tooltip then.
class ElidedLabel : public QFrame
{
    Q_OBJECT
public:
    explicit ElidedLabel(QWidget *parent = nullptr);
    explicit ElidedLabel(const QString &text, QWidget *parent = nullptr);
    void setText(const QString &text); // plain; line breaks become blanks
    QString text() const { return m_text; }
    void setElideMode(Qt::TextElideMode mode);
    void setDim(bool dim);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void updateTip();
    QString m_text;
    Qt::TextElideMode m_mode = Qt::ElideRight;
    bool m_dim = false;
};

} // namespace ui
