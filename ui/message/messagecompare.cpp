#include "ui/message/messagecompare.h"

#include "models/display.h"
#include "ui/message/providercall.h"
#include "ui/message/runsteps.h"
#include "ui/message/timespans.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

struct MessageCompareText
{
    Q_DECLARE_TR_FUNCTIONS(MessageCompare)
};

QString workflowOf(const api::Message &m)
{
    return m.workflow.isEmpty() ? m.source.key : m.workflow;
}

QString labels(const QList<api::Recipient> &people)
{
    QStringList out;
    for (const api::Recipient &one : people)
        out += one.label();
    return out.join(", "_L1);
}

QString utcOrNone(const api::Timestamp &at)
{
    return at.isNull() ? QString() : at.toUtc().toString(u"yyyy-MM-dd HH:mm:ss"_s) + " UTC"_L1;
}

// How long from the trigger to that event; empty when it did not happen.
QString after(const MessageStory &s, QLatin1StringView word)
{
    const api::MessageEvent *event = s.latest(word);
    if (!event || s.begun().isNull() || event->insertedAt < s.begun())
        return {};
    return spanText(event->insertedAt.us - s.begun().us);
}

QString lastAnswer(const MessageStory &s)
{
    const api::MessageDeliveryLog *last = nullptr;
    for (const api::MessageDeliveryLog &log : s.logs) {
        if (!last || last->insertedAt <= log.insertedAt)
            last = &log;
    }
    return last && last->response.status ? statusText(*last->response.status) : QString();
}

QString callsOf(const MessageStory &s)
{
    int sends = 0;
    for (const api::MessageDeliveryLog &log : s.logs)
        sends += isStatusCheck(log) ? 0 : 1;
    return sends > 0 ? QString::number(sends) : QString();
}

QString engagementOf(const api::Message &m)
{
    return m.engagement.words().join(", "_L1).replace(u'_', u' ');
}

void addData(QList<ComparedRow> &rows, const QJsonObject &left, const QJsonObject &right)
{
    QStringList keys = left.keys();
    for (const QString &key : right.keys()) {
        if (!keys.contains(key))
            keys += key;
    }
    keys.sort();
    const auto text = [](const QJsonObject &data, const QString &key) {
        const QJsonValue value = data.value(key);
        return value.isUndefined() ? QString()
            : value.isString()     ? value.toString()
                                   : models::compactJson(value);
    };
    for (const QString &key : std::as_const(keys))
        rows += {"data."_L1 + key, text(left, key), text(right, key)};
}

// The last thing told of each step, by its ref; the names of people are left out so that only deeds differ.
QList<QPair<QString, RunStep>> outcomes(const MessageStory &s, const models::Vocabulary *vocabulary)
{
    QList<QPair<QString, RunStep>> out;
    if (!s.run)
        return out;
    for (const RunStep &step : runSteps(*s.run, {}, vocabulary)) {
        const QString key = step.ref.isEmpty() ? step.step : step.ref;
        const auto known
            = std::find_if(out.begin(), out.end(), [&](const auto &one) { return one.first == key; });
        if (known == out.end())
            out.append({key, step});
        else
            known->second = step;
    }
    return out;
}

const RunStep *outcomeOf(const QList<QPair<QString, RunStep>> &all, const QString &key)
{
    for (const auto &[known, step] : all) {
        if (known == key)
            return &step;
    }
    return nullptr;
}

QString named(const MessageStory &s, const QString &key, const models::Vocabulary *vocabulary)
{
    if (!s.run)
        return MessageCompareText::tr("nothing is known of it");
    QString text = MessageCompareText::tr("the step was not reached");
    for (const RunStep &step : runSteps(*s.run, s.message.recipient.label(), vocabulary)) {
        if ((step.ref.isEmpty() ? step.step : step.ref) == key)
            text = step.text;
    }
    return text;
}

} // namespace

QStringList compareVerdict(const MessageStory &left, const MessageStory &right,
                           const models::Vocabulary *vocabulary)
{
    const api::Message &l = left.message, &r = right.message;
    const QString one = l.recipient.label(), two = r.recipient.label();
    QStringList lines;
    const bool sameRun
        = !l.source.workflowRunId.isEmpty() && l.source.workflowRunId == r.source.workflowRunId;
    if (sameRun && l.recipient == r.recipient)
        lines += MessageCompareText::tr("Both come from one run of %1 for %2.").arg(workflowOf(l), one);
    else if (sameRun)
        lines += MessageCompareText::tr("Both come from the same trigger of %1: one for %2, one for %3.")
                     .arg(workflowOf(l), one, two);
    else if (workflowOf(l) == workflowOf(r))
        lines += MessageCompareText::tr("Both come from %1, but from different triggers.").arg(workflowOf(l));
    else
        lines += MessageCompareText::tr("They come from different workflows: %1 and %2.")
                     .arg(workflowOf(l), workflowOf(r));
    const QString leftStatus = models::display(l.status).text, rightStatus = models::display(r.status).text;
    if (leftStatus != rightStatus)
        lines += MessageCompareText::tr("The one to %1 is %2, the one to %3 is %4.")
                     .arg(one, leftStatus, two, rightStatus);
    else
        lines += MessageCompareText::tr("Both are %1.").arg(leftStatus);
    if (l.recipient == r.recipient)
        return lines;
    for (const ComparedRow &row : compareSteps(left, right, vocabulary)) {
        if (!row.differs() || !left.run || !right.run)
            continue;
        const QString key = row.label.section(u" · "_s, -1);
        lines += MessageCompareText::tr("For %1: %2. For %3: %4.")
                     .arg(one, named(left, key, vocabulary), two, named(right, key, vocabulary));
    }
    return lines;
}

QList<ComparedRow> compareFacts(const MessageStory &left, const MessageStory &right)
{
    const api::Message &l = left.message, &r = right.message;
    const auto provider = [](const MessageStory &s) { return s.channelName; };
    const auto type = [](const MessageStory &s) {
        return s.channelType.isEmpty() ? QString() : models::channelTypeName(s.channelType);
    };
    QList<ComparedRow> rows {
        {MessageCompareText::tr("Delivery"), models::display(l.status).text, models::display(r.status).text},
        {MessageCompareText::tr("Engagement"), engagementOf(l), engagementOf(r)},
        {MessageCompareText::tr("Recipient"), l.recipient.label(), r.recipient.label()},
        {MessageCompareText::tr("Sent to"), left.destination, right.destination},
        {MessageCompareText::tr("Workflow"), workflowOf(l), workflowOf(r)},
        {MessageCompareText::tr("Version"), l.source.versionId, r.source.versionId},
        {MessageCompareText::tr("Workflow run"), l.source.workflowRunId, r.source.workflowRunId},
        {MessageCompareText::tr("Channel"), type(left), type(right)},
        {MessageCompareText::tr("Provider"), provider(left), provider(right)},
        {MessageCompareText::tr("Tenant"), l.tenant, r.tenant},
        {MessageCompareText::tr("Categories"), l.source.categories.join(", "_L1),
         r.source.categories.join(", "_L1)},
        {MessageCompareText::tr("Actors"), labels(l.actors), labels(r.actors)},
        {MessageCompareText::tr("Triggered"), utcOrNone(left.begun()), utcOrNone(right.begun())},
        {MessageCompareText::tr("Sent after"), after(left, "sent"_L1), after(right, "sent"_L1)},
        {MessageCompareText::tr("Delivered after"), after(left, "delivered"_L1),
         after(right, "delivered"_L1)},
        {MessageCompareText::tr("Times sent"), callsOf(left), callsOf(right)},
        {MessageCompareText::tr("Last answer"), lastAnswer(left), lastAnswer(right)}};
    rows.removeIf([](const ComparedRow &row) { return row.left.isEmpty() && row.right.isEmpty(); });
    addData(rows, l.data, r.data);
    return rows;
}

QList<ComparedRow> compareSteps(const MessageStory &left, const MessageStory &right,
                                const models::Vocabulary *vocabulary)
{
    const auto l = outcomes(left, vocabulary), r = outcomes(right, vocabulary);
    QList<ComparedRow> rows;
    const auto add = [&](const QString &key, const RunStep &step) {
        const RunStep *a = outcomeOf(l, key), *b = outcomeOf(r, key);
        rows += {step.step == key ? key : step.step + u" · "_s + key, a ? a->text : QString(),
                 b ? b->text : QString()};
    };
    for (const auto &[key, step] : l) {
        // The side that sent something names the channel.
        const RunStep *other = outcomeOf(r, key);
        add(key, step.step == key && other ? *other : step);
    }
    for (const auto &[key, step] : r) {
        if (!outcomeOf(l, key))
            add(key, step);
    }
    return rows;
}

QStringList contentLines(const QJsonObject &content)
{
    QStringList lines;
    const std::function<void(const QString &, const QJsonValue &)> add
        = [&](const QString &key, const QJsonValue &value) {
              if (value.isObject()) {
                  const QJsonObject object = value.toObject();
                  for (auto it = object.begin(); it != object.end(); ++it)
                      add(key.isEmpty() ? it.key() : key + u'.' + it.key(), *it);
              } else if (value.isArray()) {
                  const QJsonArray array = value.toArray();
                  for (qsizetype i = 0; i < array.size(); ++i)
                      add(key + u'[' + QString::number(i) + u']', array.at(i));
              } else if (value.isString()) {
                  QString text = value.toString();
                  text.replace("><"_L1, ">\n<"_L1);
                  const QStringList parts = text.split(u'\n');
                  lines += key + ": "_L1 + (parts.size() == 1 ? text : QString());
                  if (parts.size() > 1)
                      lines += parts;
              } else {
                  lines += key + ": "_L1 + models::compactJson(value);
              }
          };
    add({}, content.value("data"_L1));
    return lines;
}

} // namespace ui
