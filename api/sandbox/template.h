// The small template language of the sandbox's workflows, and the Markdown its in-app messages are written
// in.
#pragma once

#include <QJsonObject>
#include <QString>

namespace api::sandbox {

enum class Escape { Nothing, Html };

// Replaces {{ path }} and {{ path | default: "text" }} by values of `scope`. A path descends by dots, into
// lists by number. What is missing, null or empty becomes the default, else nothing. Values are never read as
// templates.
QString fillTemplate(QStringView source, const QJsonObject &scope, Escape escape);

// Paragraphs, line breaks, **bold**, [text](address) and "> " quotes. Placeholders are carried over as they
// are, so that a value filled in later is never taken for Markdown.
QString markdownToHtml(QStringView source);

} // namespace api::sandbox
