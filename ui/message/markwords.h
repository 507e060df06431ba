// What a marking did, in words; no widgets.
#pragma once

#include "models/markhistory.h"

namespace ui {

QString countedMessages(int count); // "1 message", "30 messages"
// "Marking read: 200 of 500 messages to go"
QString progressWords(const models::MarkHistory::Report &report, int toGo);
// "30 messages marked read. 4 were so before: only their time is new." Empty: nothing was done.
QString doneWords(const models::MarkHistory::Report &report);
// "7 of 50 not updated (limited): …" Empty: everything was done.
QString troubleWords(const models::MarkHistory::Report &report);

} // namespace ui
