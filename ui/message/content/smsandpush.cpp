#include "api/rules/smssize.h"
#include "ui/buttons.h"
#include "ui/keyvaluetable.h"
#include "ui/message/bubble.h"
#include "ui/message/content/parts.h"
#include "ui/message/contentview.h"
#include "ui/theme.h"

#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

using api::rules::SmsEncoding;
using api::rules::SmsSize;

QWidget *makeColumn(QWidget *parent)
{
    auto *inner = new QWidget(parent);
    auto *layout = new QVBoxLayout(inner);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    return inner;
}

QString encodingWords(const SmsSize &size)
{
    if (size.encoding == SmsEncoding::Gsm7)
        return ContentView::tr("GSM-7: 160 to a message, 153 to each part of a longer one");
    const QString signs = QStringList(size.foreign.mid(0, 8)).join(u' ');
    const QString why = size.foreign.size() > 8
        ? ContentView::tr("%1 and %2 more").arg(signs).arg(size.foreign.size() - 8)
        : signs;
    return ContentView::tr("UCS-2, because of %1: 70 to a message, 67 to each part of a longer one").arg(why);
}

QString lengthWords(const QString &text, const SmsSize &size)
{
    const qsizetype signs = text.toUcs4().size();
    const QString characters
        = signs == 1 ? ContentView::tr("1 character") : ContentView::tr("%1 characters").arg(signs);
    return size.units == signs
        ? characters
        : ContentView::tr("%1, counted as %2 (some count twice)").arg(characters).arg(size.units);
}

QString segmentWords(const SmsSize &size)
{
    if (size.segments == 0)
        return ContentView::tr("None: the text is empty");
    const QString count = size.segments == 1 ? ContentView::tr("1 segment")
                                             : ContentView::tr("%1 segments").arg(size.segments);
    return ContentView::tr("%1, room for %2 more in the last").arg(count).arg(size.left);
}

constexpr int smsWidth = 360, pushWidth = 420; // pixels, at most

// In a row of its own it is asked how high it is at the width it gets; in a column at the column's.
void addOnDevice(QWidget *column, Bubble *bubble, int width)
{
    bubble->setMaximumWidth(width);
    auto *row = new QHBoxLayout;
    row->addWidget(bubble, 1);
    row->addStretch(0);
    static_cast<QVBoxLayout *>(column->layout())->addLayout(row);
}

} // namespace

QWidget *makeSms(const api::SmsContent &sms, QWidget *parent)
{
    QWidget *inner = makeColumn(parent);
    const SmsSize size = api::rules::smsSize(sms.body);
    auto *table = new KeyValueTable(inner);
    table->addText(ContentView::tr("To"), sms.to);
    table->addText(ContentView::tr("Segments"), segmentWords(size));
    table->addText(ContentView::tr("Encoding"), encodingWords(size));
    table->addText(ContentView::tr("Length"), lengthWords(sms.body, size));
    inner->layout()->addWidget(table);
    auto *bubble = new Bubble(inner);
    bubble->setAccented(true);
    auto *layout = new QVBoxLayout(bubble);
    layout->setContentsMargins(0, 0, 0, 0);
    QLabel *text = makePlainText(sms.body, bubble);
    text->setAccessibleName(ContentView::tr("Text of the SMS: %1").arg(sms.body));
    layout->addWidget(text);
    addOnDevice(inner, bubble, smsWidth);
    inner->layout()->addWidget(makeDim(size.encoding == SmsEncoding::Gsm7
                                           ? u"GSM-7 · "_s + segmentWords(size)
                                           : u"UCS-2 · "_s + segmentWords(size),
                                       inner));
    return inner;
}

QWidget *makePush(const api::PushContent &push, QWidget *parent)
{
    QWidget *inner = makeColumn(parent);
    auto *bubble = new Bubble(inner);
    auto *row = new QHBoxLayout(bubble);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(10);
    auto *icon = new QLabel(bubble);
    icon->setPixmap(
        Theme::of()->pixmap(u"push"_s, 24, Theme::of()->tokens().accent, bubble->devicePixelRatioF()));
    row->addWidget(icon, 0, Qt::AlignTop);
    auto *layout = new QVBoxLayout;
    layout->setSpacing(2);
    row->addLayout(layout, 1);
    if (!push.title.isEmpty()) {
        QLabel *title = makePlainText(push.title, bubble);
        title->setFont(Theme::of()->boldFont());
        layout->addWidget(title);
    }
    layout->addWidget(makePlainText(push.body, bubble));
    addOnDevice(inner, bubble, pushWidth);
    auto *table = new KeyValueTable(inner);
    table->addId(ContentView::tr("Device token"), push.token);
    inner->layout()->addWidget(table);
    addJson(inner, ContentView::tr("Data"), push.data);
    addJson(inner, ContentView::tr("Overrides for the provider"), push.overrides);
    return inner;
}

} // namespace ui
