#include "ui/message/contentview.h"

#include "models/secrets.h"
#include "ui/buttons.h"
#include "ui/elidedlabel.h"
#include "ui/jsonview.h"
#include "ui/keyvaluetable.h"
#include "ui/message/bubble.h"
#include "ui/message/chattext.h"
#include "ui/message/emailview.h"
#include "ui/message/safedocument.h"
#include "ui/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

QLabel *plainText(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

// As high as its text at the width it gets; the page around it scrolls.
class RichText : public SafeBrowser
{
public:
    RichText(const QString &html, const QString &name, QWidget *parent)
        : SafeBrowser(parent)
    {
        setAccessibleName(name);
        setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setStyleSheet(u"QTextBrowser { background: transparent; border: none; padding: 0; }"_s);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        document()->setDocumentMargin(0);
        document()->setDefaultFont(Theme::of()->baseFont());
        document()->setDefaultStyleSheet(richTextStyle());
        connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
                [this](const QSizeF &size) { setFixedHeight(qMax(18, qCeil(size.height()))); });
        setSafeHtml(html);
    }
};

// What is left over stays empty below, and stretches nothing.
void endWithRoom(QWidget *inner)
{
    static_cast<QVBoxLayout *>(inner->layout())->addStretch(1);
}

QString labelFor(const QString &name, const QString &type)
{
    return name.isEmpty() ? type : name;
}

QWidget *buttonRow(const QList<api::ContentButton> &buttons, QWidget *parent)
{
    auto *row = new QWidget(parent);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::inside);
    for (const api::ContentButton &button : buttons) {
        QPushButton *push = makeButton(button.label.isEmpty() ? button.name : button.label, row);
        push->setToolTip(button.action);
        push->setAccessibleDescription(ContentView::tr("Leads to %1").arg(button.action));
        QObject::connect(push, &QPushButton::clicked, push, [push, url = button.action] {
            offerLinkCopy(push, url, push->mapToGlobal(QPoint(0, push->height())));
        });
        layout->addWidget(push);
    }
    layout->addStretch(1);
    return row;
}

} // namespace

ContentView::ContentView(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    connect(Theme::of(), &Theme::changed, this, [this] {
        if (m_body)
            redraw(); // rich text holds its colours
    });
}

void ContentView::setContent(const api::MessageContent &content)
{
    m_content = content;
    redraw();
}

void ContentView::redraw()
{
    std::visit(
        [&]<class T>(const T &kind) {
            if constexpr (std::is_same_v<T, std::monostate>)
                drawUnknown(m_content.raw);
            else
                draw(kind);
        },
        m_content.data);
}

void ContentView::clear()
{
    delete m_body;
    m_body = nullptr;
}

QWidget *ContentView::fresh()
{
    clear();
    auto *area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    auto *inner = new QWidget(area);
    auto *layout = new QVBoxLayout(inner);
    layout->setContentsMargins(0, 4, 0, 16);
    layout->setSpacing(12);
    area->setWidget(inner);
    m_body = area;
    m_layout->addWidget(area);
    return inner;
}

void ContentView::draw(const api::EmailContent &email)
{
    clear();
    auto *view = new EmailView(this);
    view->setEmail(email);
    m_body = view;
    m_layout->addWidget(view);
}

void ContentView::draw(const api::SmsContent &sms)
{
    QWidget *inner = fresh();
    auto *table = new KeyValueTable(inner);
    table->addText(tr("To"), sms.to);
    table->addText(tr("Length"),
                   sms.body.size() == 1 ? tr("1 character") : tr("%1 characters").arg(sms.body.size()));
    inner->layout()->addWidget(table);
    auto *bubble = new Bubble(inner);
    bubble->setAccented(true);
    bubble->setMaximumWidth(360);
    auto *layout = new QVBoxLayout(bubble);
    layout->setContentsMargins(0, 0, 0, 0);
    QLabel *text = plainText(sms.body, bubble);
    text->setAccessibleName(tr("Text of the SMS: %1").arg(sms.body));
    layout->addWidget(text);
    inner->layout()->addWidget(bubble);
    endWithRoom(inner);
}

void ContentView::draw(const api::PushContent &push)
{
    QWidget *inner = fresh();
    auto *bubble = new Bubble(inner);
    bubble->setMaximumWidth(420);
    auto *layout = new QVBoxLayout(bubble);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    QLabel *title = plainText(push.title, bubble);
    QFont bold = title->font();
    bold.setBold(true);
    title->setFont(bold);
    layout->addWidget(title);
    layout->addWidget(plainText(push.body, bubble));
    inner->layout()->addWidget(bubble);
    auto *table = new KeyValueTable(inner);
    table->addId(tr("Device token"), push.token);
    inner->layout()->addWidget(table);
    if (!push.data.isEmpty()) {
        inner->layout()->addWidget(makeHeading(tr("Data"), inner));
        auto *json = new JsonView(inner);
        json->setJson(push.data);
        json->setMaximumLines(30);
        inner->layout()->addWidget(json);
    }
    endWithRoom(inner);
}

void ContentView::draw(const api::ChatContent &chat)
{
    QWidget *inner = fresh();
    if (!chat.summary.isEmpty())
        inner->layout()->addWidget(makeDim(chat.summary, inner));
    for (const api::ChatBlock &block : chat.blocks) {
        auto *bubble = new Bubble(inner);
        auto *layout = new QVBoxLayout(bubble);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(
            block.type == "plain_text"_L1
                ? static_cast<QWidget *>(plainText(block.content, bubble))
                : new RichText(chatHtml(block.content), labelFor(block.name, block.type), bubble));
        bubble->setMaximumWidth(640);
        inner->layout()->addWidget(bubble);
    }
    const auto addJson = [&](const QString &title, const QJsonObject &object) {
        if (object.isEmpty())
            return;
        inner->layout()->addWidget(makeHeading(title, inner));
        auto *json = new JsonView(inner);
        json->setJson(models::maskedSecrets(object));
        json->setMaximumLines(30);
        inner->layout()->addWidget(json);
    };
    addJson(tr("Blocks as JSON"), chat.jsonContent);
    addJson(tr("Connection"), chat.connection);
    addJson(tr("Metadata"), chat.metadata);
    endWithRoom(inner);
}

void ContentView::draw(const api::InAppContent &inApp)
{
    QWidget *inner = fresh();
    auto *bubble = new Bubble(inner);
    auto *layout = new QVBoxLayout(bubble);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    auto *table = new KeyValueTable(inner);
    for (const api::ContentBlock &block : inApp.blocks) {
        if (!block.buttons.isEmpty())
            layout->addWidget(buttonRow(block.buttons, bubble));
        else if (block.type == "markdown"_L1)
            layout->addWidget(new RichText(block.rendered, labelFor(block.name, block.type), bubble));
        else if (block.name == "body"_L1)
            layout->addWidget(plainText(block.rendered, bubble));
        else
            table->addText(labelFor(block.name, block.type), block.rendered);
        if (!block.content.isEmpty() && block.content != block.rendered)
            table->addText(tr("Template of %1").arg(labelFor(block.name, block.type)), block.content);
    }
    bubble->setMaximumWidth(640);
    inner->layout()->addWidget(bubble);
    inner->layout()->addWidget(table);
    endWithRoom(inner);
}

void ContentView::drawUnknown(const QJsonObject &raw)
{
    clear();
    auto *box = new QWidget(this);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->addWidget(
        makeDim(tr("This console does not know this kind of content; here is all of it."), box));
    auto *json = new JsonView(box);
    json->setJson(raw);
    layout->addWidget(json, 1);
    m_body = box;
    m_layout->addWidget(box);
}

QString channelTypeOf(const api::ContentData &data)
{
    static const QStringList types {QString(), u"email"_s, u"sms"_s, u"push"_s, u"chat"_s, u"in_app_feed"_s};
    return types.value(qsizetype(data.index()));
}

QString destinationOf(const api::ContentData &data)
{
    if (const auto *email = std::get_if<api::EmailContent>(&data))
        return email->to;
    if (const auto *sms = std::get_if<api::SmsContent>(&data))
        return sms->to;
    if (const auto *push = std::get_if<api::PushContent>(&data))
        return push->token;
    return {};
}

} // namespace ui
