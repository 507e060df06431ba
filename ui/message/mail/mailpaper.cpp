#include "ui/message/mail/mailpaper.h"

#include "ui/message/safedocument.h"
#include "ui/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>

#include <limits>

namespace ui {

MailPaper::MailPaper(QWidget *parent)
    : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    setAccessibleName(tr("The e-mail as it looks"));
    connect(Theme::of(), &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void MailPaper::setHtml(const QString &html)
{
    m_html = html;
    m_pictures.clear();
    layOut();
    verticalScrollBar()->setValue(0);
    horizontalScrollBar()->setValue(0);
}

void MailPaper::setPictures(const QHash<QString, QImage> &pictures)
{
    m_pictures = pictures;
    layOut();
}

void MailPaper::setPaperWidth(Width width)
{
    m_width = width;
    layOut();
}

void MailPaper::layOut()
{
    m_from = m_to = -1;
    m_page = std::make_unique<HtmlPage>(m_html, m_pictures);
    m_page->layOut(m_width == Width::Phone ? phone : desktop);
    setAccessibleDescription(text().left(2000));
    setBars();
    viewport()->update();
    Q_EMIT laidOut();
}

double MailPaper::scale() const
{
    if (!m_page || m_width == Width::Phone)
        return 1;
    return qBound(0.5, double(viewport()->width()) / qMax(1, m_page->size().width()), 1.0);
}

void MailPaper::setBars()
{
    if (!m_page)
        return;
    const QSize whole = (QSizeF(m_page->size()) * scale()).toSize();
    verticalScrollBar()->setRange(0, qMax(0, whole.height() - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(24);
    horizontalScrollBar()->setRange(0, qMax(0, whole.width() - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
}

QPoint MailPaper::origin() const
{
    const int width = qRound(m_page->size().width() * scale());
    return {qMax(0, (viewport()->width() - width) / 2) - horizontalScrollBar()->value(),
            -verticalScrollBar()->value()};
}

QPoint MailPaper::onPage(const QPoint &point) const
{
    return ((QPointF(point) - QPointF(origin())) / scale()).toPoint();
}

void MailPaper::resizeEvent(QResizeEvent *)
{
    setBars();
}

QSize MailPaper::sizeHint() const
{
    return {desktop, 480};
}

void MailPaper::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(),
                     m_width == Width::Phone ? Theme::of()->tokens().window : QColor(Qt::white));
    if (!m_page || m_page->tooMuch())
        return;
    painter.translate(origin());
    painter.scale(scale(), scale());
    const QSize size = m_page->size();
    const QRect paper(0, 0, size.width(), qMax(size.height(), qCeil(viewport()->height() / scale())));
    painter.fillRect(paper, Qt::white);
    const QRect part(onPage(event->rect().topLeft()) - QPoint(2, 2),
                     onPage(event->rect().bottomRight()) + QPoint(2, 2));
    painter.setClipRect(paper);
    m_page->paint(painter, part);
    for (int i = qMin(m_from, m_to); i >= 0 && i <= qMax(m_from, m_to); ++i)
        painter.fillRect(m_page->words().at(i).box.adjusted(-2, 0, 2, 0), QColor(26, 79, 196, 70));
}

// ---- text and links
// ----------------------------------------------------------------------------------------

int MailPaper::wordAt(const QPoint &point) const
{
    int best = -1;
    qint64 least = std::numeric_limits<qint64>::max();
    const QList<PageWord> &words = m_page->words();
    for (int i = 0; i < words.size(); ++i) {
        const QRect &box = words[i].box;
        const qint64 across = qMax(0, qMax(box.left() - point.x(), point.x() - box.right()));
        const qint64 along = qMax(0, qMax(box.top() - point.y(), point.y() - box.bottom()));
        const qint64 distance = along * 1000 + across; // the line first
        if (distance < least)
            least = distance, best = i;
    }
    return best;
}

QString MailPaper::textOf(int from, int to) const
{
    QString text;
    const QList<PageWord> &words = m_page->words();
    for (int i = qMin(from, to); i >= 0 && i <= qMax(from, to); ++i) {
        if (i > qMin(from, to)) {
            const QRect &last = words[i - 1].box;
            const QRect &box = words[i].box;
            const bool sameLine = box.top() < last.bottom() && box.bottom() > last.top();
            const bool touching = sameLine && qMax(box.left() - last.right(), last.left() - box.right()) <= 1;
            text += sameLine ? (touching ? QString() : QStringLiteral(" ")) : QStringLiteral("\n");
        }
        text += words[i].text;
    }
    return text;
}

QString MailPaper::text() const
{
    return m_page && !m_page->words().isEmpty() ? textOf(0, int(m_page->words().size()) - 1) : QString();
}

QString MailPaper::selectedText() const
{
    return m_from < 0 ? QString() : textOf(m_from, m_to);
}

void MailPaper::selectAll()
{
    m_from = m_page && !m_page->words().isEmpty() ? 0 : -1;
    m_to = m_from < 0 ? -1 : int(m_page->words().size()) - 1;
    viewport()->update();
}

void MailPaper::copy() const
{
    if (m_from >= 0)
        QGuiApplication::clipboard()->setText(selectedText());
}

void MailPaper::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_page)
        return;
    m_pressed = event->position().toPoint();
    m_from = m_to = -1;
    viewport()->update();
}

void MailPaper::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_page)
        return;
    const QPoint at = event->position().toPoint();
    if (!(event->buttons() & Qt::LeftButton)) {
        const QString url = m_page->linkAt(onPage(at));
        viewport()->setCursor(url.isEmpty() ? Qt::IBeamCursor : Qt::PointingHandCursor);
        viewport()->setToolTip(url);
        return;
    }
    if (m_from < 0 && (at - m_pressed).manhattanLength() < QApplication::startDragDistance())
        return;
    if (m_from < 0)
        m_from = wordAt(onPage(m_pressed));
    m_to = m_from < 0 ? -1 : wordAt(onPage(at));
    viewport()->update();
}

void MailPaper::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_page || m_from >= 0)
        return;
    const QString url = m_page->linkAt(onPage(event->position().toPoint()));
    if (!url.isEmpty())
        offerLink(this, url, event->globalPosition().toPoint());
}

void MailPaper::contextMenuEvent(QContextMenuEvent *event)
{
    const QString url = m_page ? m_page->linkAt(onPage(event->pos())) : QString();
    if (!url.isEmpty())
        return offerLink(this, url, event->globalPos());
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *copyAction = menu->addAction(tr("Copy"), QKeySequence::Copy, this, &MailPaper::copy);
    copyAction->setEnabled(m_from >= 0);
    menu->addAction(tr("Select all"), QKeySequence::SelectAll, this, &MailPaper::selectAll);
    menu->popup(event->globalPos());
}

void MailPaper::keyPressEvent(QKeyEvent *event)
{
    QScrollBar *bar = verticalScrollBar();
    if (event->matches(QKeySequence::Copy))
        copy();
    else if (event->matches(QKeySequence::SelectAll))
        selectAll();
    else if (event->key() == Qt::Key_Home)
        bar->setValue(0);
    else if (event->key() == Qt::Key_End)
        bar->setValue(bar->maximum());
    else if (event->key() == Qt::Key_Space)
        bar->triggerAction(QAbstractSlider::SliderPageStepAdd);
    else
        QAbstractScrollArea::keyPressEvent(event); // arrows and pages scroll
}

} // namespace ui
