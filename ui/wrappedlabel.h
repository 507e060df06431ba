#pragma once

#include <QHash>
#include <QLabel>

namespace ui {

// A label of several lines that lays its text out once for each width it is given. What it would like to be
// is a guess: a QLabel lays its text out many times to find that out, which takes long where it is rich text.
class WrappedLabel : public QLabel
{
    Q_OBJECT
public:
    explicit WrappedLabel(QWidget *parent = nullptr);
    void setOneLineWanted(bool on) { m_isOneLineWanted = on; } // plain text: wraps only where it must
    void setText(const QString &text); // nothing happens where it is the same
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    int heightForWidth(int width) const override;

protected:
    void changeEvent(QEvent *event) override;

private:
    bool m_isOneLineWanted = false;
    mutable QHash<int, int> m_heights; // by width
};

} // namespace ui
