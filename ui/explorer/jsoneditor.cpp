#include "ui/explorer/jsoneditor.h"

#include "ui/buttons.h"
#include "ui/jsonhighlighter.h"
#include "ui/jsonview.h"
#include "ui/theme.h"

#include <QEvent>
#include <QJsonDocument>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTextBlock>
#include <QVBoxLayout>

namespace ui {

JsonEditor::JsonEditor(QWidget *parent)
    : QWidget(parent)
    , m_edit(new QPlainTextEdit(this))
    , m_hint(makeDim({}, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_edit, 1);
    column->addWidget(m_hint);
    m_edit->setFont(Theme::of()->fixedFont());
    m_edit->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_edit->setTabChangesFocus(true);
    m_edit->setAccessibleName(tr("Body, JSON"));
    m_edit->setPlaceholderText(QStringLiteral("{ }"));
    m_edit->setMinimumHeight(96);
    m_hint->setObjectName(QStringLiteral("jsonProblem"));
    m_hint->setProperty("role", QStringLiteral("bad"));
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setWordWrap(true);
    m_hint->hide();
    setFocusProxy(m_edit);
    new JsonHighlighter(m_edit->document());
    connect(m_edit, &QPlainTextEdit::textChanged, this, [this] {
        check();
        if (!m_edit->signalsBlocked())
            Q_EMIT edited();
    });
}

QString JsonEditor::text() const
{
    return m_edit->toPlainText();
}

void JsonEditor::setText(const QString &text)
{
    if (text == m_edit->toPlainText())
        return;
    const QSignalBlocker quiet(m_edit);
    // As one step, so that Undo brings back what was typed before.
    QTextCursor cursor(m_edit->document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(text);
    check();
}

void JsonEditor::setObject(const QJsonObject &object)
{
    setText(object.isEmpty() ? QString() : prettyJson(object));
}

std::optional<QJsonObject> JsonEditor::object() const
{
    if (!m_problem.isEmpty())
        return std::nullopt;
    return QJsonDocument::fromJson(text().toUtf8()).object();
}

void JsonEditor::format()
{
    if (const auto value = object())
        setObject(*value);
}

void JsonEditor::check()
{
    m_problem.clear();
    m_problemAt = -1;
    const QByteArray bytes = text().toUtf8();
    if (!bytes.trimmed().isEmpty()) {
        QJsonParseError error;
        const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
        if (error.error != QJsonParseError::NoError) {
            m_problemAt = QString::fromUtf8(bytes.left(error.offset)).size();
            const QTextBlock block = m_edit->document()->findBlock(int(m_problemAt));
            m_problem = tr("Line %1, column %2: %3")
                            .arg(block.blockNumber() + 1)
                            .arg(m_problemAt - block.position() + 1)
                            .arg(error.errorString());
        } else if (!document.isObject()) {
            m_problemAt = 0;
            m_problem = tr("The body must be an object: { … }");
        }
    }
    m_hint->setText(m_problem);
    m_hint->setVisible(!m_problem.isEmpty());
    mark();
}

// The mistake is underlined, and said in words below.
void JsonEditor::mark()
{
    QList<QTextEdit::ExtraSelection> marks;
    if (m_problemAt >= 0) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(m_edit->document());
        const int end = m_edit->document()->characterCount() - 1;
        mark.cursor.setPosition(qBound(0, int(m_problemAt) - 1, end));
        mark.cursor.setPosition(qBound(0, int(m_problemAt) + 1, end), QTextCursor::KeepAnchor);
        mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        mark.format.setUnderlineColor(Theme::of()->tokens().badText);
        mark.format.setBackground(Theme::of()->tokens().badGround);
        marks.append(mark);
    }
    m_edit->setExtraSelections(marks);
}

void JsonEditor::showProblem()
{
    if (m_problemAt < 0)
        return;
    QTextCursor cursor(m_edit->document());
    cursor.setPosition(qMin(int(m_problemAt), m_edit->document()->characterCount() - 1));
    m_edit->setTextCursor(cursor);
    m_edit->setFocus(Qt::OtherFocusReason);
}

void JsonEditor::showMessage(const QString &text)
{
    m_hint->setText(text.isEmpty() ? m_problem : text);
    m_hint->setVisible(!m_hint->text().isEmpty());
}

void JsonEditor::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        mark();
    QWidget::changeEvent(event);
}

} // namespace ui
