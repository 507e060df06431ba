#pragma once

#include <QString>

namespace ui {

// Chat markup as HTML: *bold*, _italic_, ~struck~, `code`, ``` blocks of code, <url|text>, <@user>,
// <#channel|name>,
// <!here> and lines that start with ">".
// Everything else is escaped; a sign without its partner stays a sign.
QString chatHtml(const QString &text);

} // namespace ui
