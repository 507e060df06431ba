#include "ui/message/contentview.h"

#include "api/schema/feedwidget.h"
#include "ui/buttons.h"
#include "ui/jsonview.h"
#include "ui/message/content/parts.h"
#include "ui/message/emailview.h"
#include "ui/theme.h"

#include <QFrame>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

// What is left over stays empty below, and stretches nothing.
void endWithRoom(QWidget *inner)
{
    static_cast<QVBoxLayout *>(inner->layout())->addStretch(1);
}

} // namespace

ContentView::ContentView(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    connect(Theme::of(), &Theme::changed, this, [this] {
        if (m_body && !std::holds_alternative<api::EmailContent>(m_content.data))
            redraw(); // rich text holds its colours; an e-mail is on white paper, and keeps its pictures
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
    if (m_email && m_body == m_email)
        m_email->setEmail({}); // nothing is fetched for it any more
    showOnly(nullptr);
    delete std::exchange(m_unknown, nullptr);
}

void ContentView::showOnly(QWidget *body)
{
    if (m_body && m_body != body)
        m_body->hide();
    m_body = body;
    if (m_body)
        m_body->show();
}

QWidget *ContentView::fresh()
{
    clear();
    if (!m_area) {
        m_area = new QScrollArea(this);
        m_area->setFrameShape(QFrame::NoFrame);
        m_area->setWidgetResizable(true);
        m_layout->addWidget(m_area);
    }
    auto *inner = new QWidget(m_area->viewport());
    auto *layout = new QVBoxLayout(inner);
    layout->setContentsMargins(0, 4, 0, 16);
    layout->setSpacing(12);
    m_area->setWidget(inner); // the one before goes
    showOnly(m_area);
    return inner;
}

void ContentView::draw(const api::EmailContent &email)
{
    if (!m_email) {
        m_email = new EmailView(this);
        m_layout->addWidget(m_email);
    }
    if (m_body != m_email)
        clear();
    m_email->setEmail(email);
    showOnly(m_email);
}

void ContentView::draw(const api::SmsContent &sms)
{
    put(makeSms(sms, fresh()));
}

void ContentView::draw(const api::PushContent &push)
{
    put(makePush(push, fresh()));
}

void ContentView::draw(const api::ChatContent &chat)
{
    put(makeChat(chat, fresh()));
}

void ContentView::draw(const api::InAppContent &inApp)
{
    put(makeInApp(inApp, api::unknownBlocks(m_content), fresh()));
}

void ContentView::put(QWidget *content)
{
    QWidget *inner = content->parentWidget();
    inner->layout()->addWidget(content);
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
    m_unknown = box;
    m_layout->addWidget(box);
    showOnly(box);
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
