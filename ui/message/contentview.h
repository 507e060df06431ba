// What a message said, drawn in the way of its channel.
#pragma once

#include "api/schema/content.h"

#include <QWidget>

class QScrollArea;
class QVBoxLayout;

namespace ui {

class EmailView;

class ContentView : public QWidget
{
    Q_OBJECT
public:
    explicit ContentView(QWidget *parent = nullptr);
    void setContent(const api::MessageContent &content);
    void clear();

private:
    void redraw();
    void draw(const api::EmailContent &email);
    void draw(const api::SmsContent &sms);
    void draw(const api::PushContent &push);
    void draw(const api::ChatContent &chat);
    void draw(const api::InAppContent &inApp);
    void put(QWidget *content); // into the widget that fresh() gave
    void drawUnknown(const QJsonObject &raw);
    QWidget *fresh(); // the empty widget that the next content is built in
    void showOnly(QWidget *body);

    api::MessageContent m_content;
    QVBoxLayout *m_layout;
    QWidget *m_body = nullptr; // what is shown
    EmailView *m_email = nullptr; // this and the next are made once, and take content after content
    QScrollArea *m_area = nullptr;
    QWidget *m_unknown = nullptr;
};

// "email" for e-mail content and so on; empty for a kind this program does not know.
QString channelTypeOf(const api::ContentData &data);
// Where it went: an address, a number, a device token; empty when the content does not say.
QString destinationOf(const api::ContentData &data);

} // namespace ui
