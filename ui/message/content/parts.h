// Pieces that the contents of several channels are drawn with.
#pragma once

#include "api/schema/content.h"

#include <QJsonObject>

class QLabel;
class QWidget;

namespace ui {

// Wraps, can be selected, and starts on the side its script starts on.
QLabel *makePlainText(const QString &text, QWidget *parent);
// As high as its text at the width it gets; fetches nothing.
QWidget *makeRichText(const QString &html, const QString &name, QWidget *parent);
// A button that shows where it leads instead of going there.
QWidget *makeLeadingButton(const QString &label, const QString &url, bool primary, bool danger,
                           QWidget *parent);
// A heading and the JSON below it, secrets masked; nothing when there is none.
void addJson(QWidget *inner, const QString &title, const QJsonObject &object);

// One widget for each kind of content, to be put into a column.
QWidget *makeSms(const api::SmsContent &sms, QWidget *parent);
QWidget *makePush(const api::PushContent &push, QWidget *parent);
QWidget *makeChat(const api::ChatContent &chat, QWidget *parent);
// `unknown` are its blocks of kinds that are not known, see api::unknownBlocks().
QWidget *makeInApp(const api::InAppContent &inApp, const QList<QJsonObject> &unknown, QWidget *parent);
QWidget *makeSlackBlocks(const QJsonObject &jsonContent, QWidget *parent); // null: there are none

} // namespace ui
