#pragma once

#include <QSyntaxHighlighter>

namespace ui {

// Keys, strings, numbers and words in the theme's colours; works on one line, as pretty JSON has it.
class JsonHighlighter : public QSyntaxHighlighter
{
    Q_OBJECT
public:
    using QSyntaxHighlighter::QSyntaxHighlighter;

protected:
    void highlightBlock(const QString &text) override;
};

} // namespace ui
