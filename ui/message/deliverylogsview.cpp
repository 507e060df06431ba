#include "ui/message/deliverylogsview.h"

#include "models/display.h"
#include "models/secrets.h"
#include "ui/buttons.h"
#include "ui/chip.h"
#include "ui/elidedlabel.h"
#include "ui/jsonview.h"
#include "ui/layoutpause.h"
#include "ui/message/providercall.h"
#include "ui/message/timeline.h"
#include "ui/message/timespans.h"
#include "ui/theme.h"

#include <QBoxLayout>
#include <QLabel>
#include <QResizeEvent>
#include <QScrollArea>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

// Two halves beside each other, or under each other where it is narrow.
class Halves : public QWidget
{
public:
    Halves(QWidget *left, QWidget *right, QWidget *parent)
        : QWidget(parent)
        , m_layout(new QBoxLayout(QBoxLayout::TopToBottom, this))
    {
        m_layout->setContentsMargins(0, 0, 0, 0);
        m_layout->setSpacing(metric::inside);
        m_layout->addWidget(left, 1);
        m_layout->addWidget(right, 1);
    }

protected:
    void resizeEvent(QResizeEvent *event) override
    {
        m_layout->setDirection(event->size().width() >= 520 ? QBoxLayout::LeftToRight
                                                            : QBoxLayout::TopToBottom);
    }

private:
    QBoxLayout *m_layout;
};

QWidget *makeHalf(const QString &title, const QJsonObject &headers, const QJsonValue &body, QWidget *parent)
{
    auto *half = new QWidget(parent);
    auto *layout = new QVBoxLayout(half);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(makeDim(title, half));
    auto *view = new JsonView(half);
    view->setAccessibleName(title);
    view->setMaximumLines(18);
    QJsonObject shown;
    if (!headers.isEmpty())
        shown.insert(u"headers"_s, models::maskedSecrets(headers));
    const QJsonValue parsed = shownBody(body);
    if (!parsed.isNull() && !parsed.isUndefined())
        shown.insert(u"body"_s, parsed);
    if (shown.isEmpty())
        view->setText(DeliveryLogsView::tr("Nothing"));
    else
        view->setJson(shown);
    layout->addWidget(view);
    layout->addStretch(1);
    return half;
}

} // namespace

DeliveryLogsView::DeliveryLogsView(QWidget *parent)
    : QWidget(parent)
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto *area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    m_inner = new QWidget(area);
    m_layout = new QVBoxLayout(m_inner);
    m_layout->setContentsMargins(0, 4, 0, 16);
    m_layout->setSpacing(metric::between);
    area->setWidget(m_inner);
    outer->addWidget(area);
}

void DeliveryLogsView::setLogs(const QList<api::MessageDeliveryLog> &logs)
{
    while (QLayoutItem *item = m_layout->takeAt(0))
        delete item;
    qDeleteAll(m_inner->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly));
    const LayoutPause pause(*m_inner);
    QList<api::MessageDeliveryLog> sorted = logs;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto &a, const auto &b) { return a.insertedAt < b.insertedAt; });
    int sends = 0;
    for (qsizetype i = 0; i < sorted.size(); ++i) {
        const api::MessageDeliveryLog &log = sorted.at(i);
        if (i > 0)
            addGap(sorted.at(i - 1).insertedAt, log.insertedAt);
        QString what = tr("status check");
        if (!isStatusCheck(log))
            what = ++sends == 1 ? tr("sending") : tr("sending, try %1").arg(sends);
        m_layout->addWidget(makeCall(log, what, m_inner));
    }
    m_layout->addStretch(1);
}

// Between two calls: how long nothing happened.
void DeliveryLogsView::addGap(const api::Timestamp &before, const api::Timestamp &after)
{
    if (before.isNull() || after.isNull())
        return;
    auto *row = new QWidget(m_inner);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::inside);
    layout->addWidget(makeLine(row), 1);
    layout->addWidget(makeDim(tr("%1 later").arg(spanText(after.us - before.us)), row));
    layout->addWidget(makeLine(row), 1);
    m_layout->addWidget(row);
    row->show();
}

QWidget *DeliveryLogsView::makeCall(const api::MessageDeliveryLog &log, const QString &what, QWidget *parent)
{
    auto *box = new QWidget(parent);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    auto *head = new QHBoxLayout;
    head->setSpacing(metric::inside);
    const QDateTime local = log.insertedAt.toUtc().toLocalTime();
    auto *time = new QLabel(local.toString(u"HH:mm:ss"_s), box);
    time->setFont(Theme::of()->boldFont());
    time->setToolTip(models::timeTip(log.insertedAt));
    head->addWidget(time);
    head->addWidget(new QLabel(log.serviceName, box));
    head->addWidget(makeDim(what, box));
    auto *target = new ElidedLabel(targetOf(log.request), box);
    target->setFont(Theme::of()->fixedFont());
    target->setDim(true);
    head->addWidget(target, 1);
    if (log.response.status)
        head->addWidget(
            new Chip(statusText(*log.response.status), statusTone(*log.response.status), {}, box));
    else
        head->addWidget(new Chip(tr("no answer"), models::Tone::Bad, u"cross"_s, box));
    layout->addLayout(head);
    layout->addWidget(new Halves(makeHalf(tr("Request"), log.request.headers, log.request.body, box),
                                 makeHalf(tr("Response"), log.response.headers, log.response.body, box),
                                 box));
    box->show();
    return box;
}

} // namespace ui
