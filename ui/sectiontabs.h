// The underlined tabs inside a page, with counts: Feed 7, Messages 148.
#pragma once

#include <QTabBar>

namespace ui {

class SectionTabs : public QTabBar
{
    Q_OBJECT
public:
    explicit SectionTabs(QWidget *parent = nullptr);
    int addSection(const QString &key, const QString &label);
    QString currentSection() const;
    void setCurrentSection(const QString &key); // nothing happens for an unknown one
    void setBadge(const QString &key, const QString &text); // empty: none

Q_SIGNALS:
    void sectionChanged(const QString &key);

protected:
    QSize tabSizeHint(int index) const override;
    QSize minimumTabSizeHint(int index) const override;
    void paintEvent(QPaintEvent *event) override;

private:
    int indexOf(const QString &key) const;
};

} // namespace ui
