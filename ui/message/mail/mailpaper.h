// An HTML e-mail on the paper it is made for: white, as wide as a desk's window or a phone's.
#pragma once

#include "ui/message/mail/htmlpage.h"

#include <QAbstractScrollArea>

namespace ui {

class MailPaper : public QAbstractScrollArea
{
    Q_OBJECT
public:
    enum class Width { Desktop, Phone };
    static constexpr int desktop = 680,
                         phone = 375; // pixels; more than the 600 that mails are made for has margins

    explicit MailPaper(QWidget *parent = nullptr);
    void setHtml(const QString &html);
    void setPictures(const QHash<QString, QImage> &pictures); // drawn anew; the place stays
    void setPaperWidth(Width width);
    Width paperWidth() const { return m_width; }
    bool tooMuch() const { return m_page && m_page->tooMuch(); }
    const HtmlPage *page() const { return m_page.get(); }
    QString text() const; // all of it, a line each
    QString selectedText() const;
    void selectAll();
    void copy() const;
    QSize sizeHint() const override;

Q_SIGNALS:
    void laidOut(); // the page's missing pictures and links are known

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void layOut();
    void setBars();
    double scale() const; // a desk's page is made smaller, down to a half, rather than scrolled sideways
    QPoint origin() const; // of the paper, in the viewport
    QPoint onPage(const QPoint &viewportPoint) const;
    int wordAt(const QPoint &pagePoint) const; // nearest in reading order; -1 without words
    QString textOf(int from, int to) const;

    QString m_html;
    QHash<QString, QImage> m_pictures;
    std::unique_ptr<HtmlPage> m_page;
    Width m_width = Width::Desktop;
    QPoint m_pressed {-1, -1};
    int m_from = -1; // the selection's first and last word
    int m_to = -1;
};

} // namespace ui
