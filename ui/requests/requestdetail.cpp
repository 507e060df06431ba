#include "ui/requests/requestdetail.h"

#include "models/cutjson.h"
#include "models/requestsmodel.h"
#include "models/secrets.h"
#include "ui/buttons.h"
#include "ui/chip.h"
#include "ui/elidedlabel.h"
#include "ui/jsonview.h"
#include "ui/keyvaluetable.h"
#include "ui/sectiontabs.h"
#include "ui/statepanel.h"
#include "ui/theme.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QScrollArea>
#include <QStackedLayout>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

QScrollArea *scrolled(QWidget *widget, QWidget *parent)
{
    auto *area = new QScrollArea(parent);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    auto *frame = new QWidget(area);
    auto *column = new QVBoxLayout(frame);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(widget);
    column->addStretch(1);
    area->setWidget(frame);
    return area;
}

void showBody(JsonView *view, const QByteArray &body, qint64 wholeSize, const QString &nothing)
{
    if (body.isEmpty())
        return view->setText(nothing);
    const QJsonValue value = bodyJson(body, wholeSize);
    if (value.isUndefined())
        view->setText(QString::fromUtf8(body));
    else
        view->setJson(value);
    if (wholeSize > body.size())
        view->setRemark(RequestDetail::tr("Only the first %1 of %2 bytes are kept; the end is missing.")
                            .arg(models::numberText(qint64(body.size())), models::numberText(wholeSize)));
}

} // namespace

QJsonValue bodyJson(const QByteArray &body, qint64 wholeSize)
{
    const QJsonDocument document
        = QJsonDocument::fromJson(wholeSize > body.size() ? models::closedJson(body) : body);
    if (document.isObject())
        return models::maskedSecrets(document.object());
    return document.isArray() ? models::maskedSecrets(document.array()) : QJsonValue(QJsonValue::Undefined);
}

RequestDetail::RequestDetail(QWidget *parent)
    : QWidget(parent)
    , m_stack(new QStackedLayout(this))
    , m_nothing(new StatePanel(this))
    , m_body(new QWidget(this))
    , m_target(new ElidedLabel(m_body))
    , m_status(new Chip(m_body))
    , m_error(makeSentence({}, m_body))
    , m_sections(new SectionTabs(m_body))
    , m_parts(new QStackedLayout)
    , m_answer(new JsonView(m_body))
    , m_question(new JsonView(m_body))
    , m_headers(new KeyValueTable(m_body))
    , m_timing(new KeyValueTable(m_body))
{
    m_nothing->showEmpty(tr("No request chosen"),
                         tr("Choose one above to see what was asked and what came back."), {}, u"list"_s);
    m_target->setFont(Theme::of()->fixedFont());
    m_answer->setAccessibleName(tr("Answer"));
    m_question->setAccessibleName(tr("Request body"));
    auto *head = new QHBoxLayout;
    head->setSpacing(metric::inside);
    head->addWidget(m_target, 1);
    head->addWidget(m_status);
    auto *column = new QVBoxLayout(m_body);
    column->setContentsMargins(metric::edge, metric::between, metric::edge, metric::inside);
    column->setSpacing(metric::inside);
    column->addLayout(head);
    column->addWidget(m_error);
    column->addWidget(m_sections);
    column->addLayout(m_parts, 1);
    m_sections->addSection(u"answer"_s, tr("Answer"));
    m_sections->addSection(u"request"_s, tr("Request"));
    m_sections->addSection(u"headers"_s, tr("Headers"));
    m_sections->addSection(u"timing"_s, tr("Timing"));
    m_sections->setAccessibleName(tr("Parts of the request"));
    m_parts->addWidget(m_answer);
    m_parts->addWidget(m_question);
    m_parts->addWidget(scrolled(m_headers, m_body));
    m_parts->addWidget(scrolled(m_timing, m_body));
    connect(m_sections, &QTabBar::currentChanged, this, [this](int index) {
        m_parts->setCurrentIndex(index);
        fillSight();
    });
    m_stack->addWidget(m_nothing);
    m_stack->addWidget(m_body);
}

void RequestDetail::setEntry(const api::JournalEntry *entry)
{
    m_stack->setCurrentWidget(entry ? m_body : static_cast<QWidget *>(m_nothing));
    const quint64 id = entry ? entry->id : 0;
    // Others come and go all the time: what is being read stays where it is.
    if (id == m_entry.id && entry && entry->durationMs == m_entry.durationMs)
        return;
    m_entry = entry ? *entry : api::JournalEntry();
    m_stale.clear();
    if (!entry)
        return;
    m_target->setText(QString::fromLatin1(entry->verb) + u' ' + QString::fromLatin1(entry->target));
    const models::Shown status = models::statusShown(*entry);
    m_status->setShown(status);
    m_error->setText(entry->error);
    m_error->setVisible(!entry->error.isEmpty());
    m_stale = {Answer, Question, Headers, Timing};
    fillSight();
}

void RequestDetail::fillSight()
{
    const int section = m_parts->currentIndex();
    if (!m_stale.remove(section))
        return;
    switch (section) {
    case Answer:
        return showBody(m_answer, m_entry.responseBody, m_entry.responseSize,
                        m_entry.durationMs < 0 ? tr("Still under way") : tr("The answer has no body."));
    case Question:
        return showBody(m_question, m_entry.requestBody, m_entry.requestSize, tr("The request has no body."));
    case Headers:
        return fillHeaders(m_entry);
    case Timing:
        return fillTiming(m_entry);
    }
}

void RequestDetail::fillHeaders(const api::JournalEntry &entry)
{
    m_headers->clear();
    const auto add = [this](const QString &title, const QList<QPair<QByteArray, QByteArray>> &headers) {
        m_headers->addWidget(title, new QLabel(m_headers));
        for (const auto &[name, value] : headers) {
            const QString key = QString::fromLatin1(name);
            const QString text = QString::fromUtf8(value);
            m_headers->addText(key, models::isSecretKey(key) ? u"••••"_s : text);
        }
    };
    add(tr("Request"), entry.requestHeaders);
    m_headers->addText(u"Authorization"_s, tr("Bearer, and this environment's key: never kept here"));
    add(tr("Answer"), entry.responseHeaders);
}

void RequestDetail::fillTiming(const api::JournalEntry &entry)
{
    const auto ms
        = [](qint64 value) { return value < 0 ? QString() : tr("%1 ms").arg(models::numberText(value)); };
    m_timing->clear();
    m_timing->addText(tr("Started"),
                      models::timeTip(api::Timestamp {entry.startedAt.toMSecsSinceEpoch() * 1000}));
    m_timing->addText(tr("Waited for its turn"), ms(entry.waitedMs));
    if (entry.rateLeft >= 0)
        m_timing->addText(
            tr("Rate left then"),
            tr("%1 of %2 a second")
                .arg(models::numberText(entry.rateLeft), models::numberText(entry.ratePerSecond)));
    m_timing->addText(tr("First byte after"), ms(entry.firstByteMs));
    m_timing->addText(tr("Complete after"), ms(entry.durationMs));
    m_timing->addText(tr("Protocol"), QString::fromLatin1(entry.httpVersion));
    m_timing->addText(tr("Try"), models::numberText(entry.attempt));
    m_timing->addText(tr("Asked by"),
                      entry.isBackground ? tr("background work") : tr("somebody waiting for it"));
    m_timing->addText(tr("Endpoint"),
                      entry.endpoint
                          ? tr("%1 · at most %2 requests a second")
                                .arg(QLatin1StringView(entry.endpoint->name),
                                     models::numberText(api::requestsPerSecond(entry.endpoint->tier)))
                          : QString());
    m_timing->addId(tr("Request id"), models::requestIdOf(entry));
}

} // namespace ui
