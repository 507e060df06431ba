#include "ui/jsonview.h"

#include "ui/buttons.h"
#include "ui/jsonhighlighter.h"
#include "ui/theme.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QShortcut>
#include <QToolButton>
#include <QToolTip>
#include <QVBoxLayout>

namespace ui {
namespace {
constexpr int copySize = 26;
}

QString prettyJson(const QJsonValue &value)
{
    if (value.isUndefined())
        return {};
    if (!value.isObject() && !value.isArray()) {
        // A document holds no bare value: take it out of a list again.
        const QByteArray list = QJsonDocument(QJsonArray {value}).toJson(QJsonDocument::Compact);
        return QString::fromUtf8(list.mid(1, list.size() - 2));
    }
    const QJsonDocument document
        = value.isObject() ? QJsonDocument(value.toObject()) : QJsonDocument(value.toArray());
    QString text;
    // Qt indents by four blanks; two leave more room beside a list.
    for (QStringView line : QStringTokenizer(QString::fromUtf8(document.toJson()).trimmed(), u'\n')) {
        qsizetype blanks = 0;
        while (blanks < line.size() && line[blanks] == u' ')
            ++blanks;
        if (!text.isEmpty())
            text += u'\n';
        text += QString(blanks / 2, u' ');
        text += line.mid(blanks);
    }
    return text;
}

JsonView::JsonView(QWidget *parent)
    : QWidget(parent)
    , m_edit(new QPlainTextEdit(this))
    , m_copy(makeIconButton(QStringLiteral("copy"), tr("Copy all of it"), m_edit))
    , m_findBar(new QWidget(this))
    , m_find(new QLineEdit(m_findBar))
    , m_found(makeDim(QString(), m_findBar))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metric::inside);
    column->addWidget(m_edit);
    column->addWidget(m_findBar);
    m_edit->setReadOnly(true);
    m_edit->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_edit->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_edit->setFont(Theme::of()->fixedFont());
    m_edit->setTabChangesFocus(true);
    m_edit->setAccessibleName(tr("JSON"));
    m_edit->installEventFilter(this);
    m_highlighter = new JsonHighlighter(m_edit->document());
    m_copy->setFixedSize(copySize, copySize);
    m_copy->setStyleSheet(
        QStringLiteral("QToolButton { min-height: 24px; max-height: 24px; padding: 0 2px; }"));
    connect(m_copy, &QToolButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(text());
        QToolTip::showText(m_copy->mapToGlobal(QPoint(0, m_copy->height())), tr("Copied"), m_copy);
    });
    buildFindBar();
}

void JsonView::buildFindBar()
{
    auto *row = new QHBoxLayout(m_findBar);
    row->setContentsMargins(0, 0, 0, 0);
    m_find->setPlaceholderText(tr("Find in this text"));
    m_find->setAccessibleName(tr("Find in this text"));
    m_find->setClearButtonEnabled(true);
    m_find->installEventFilter(this);
    auto *close = makeIconButton(QStringLiteral("close"), tr("Close the search"), m_findBar);
    row->addWidget(m_find, 1);
    row->addWidget(m_found);
    row->addWidget(close);
    m_findBar->hide();
    auto *open = new QShortcut(QKeySequence::Find, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(open, &QShortcut::activated, this, [this] {
        m_findBar->show();
        m_find->setFocus(Qt::ShortcutFocusReason);
        m_find->selectAll();
    });
    connect(close, &QToolButton::clicked, this, [this] {
        m_findBar->hide();
        m_edit->setFocus(Qt::OtherFocusReason);
    });
    connect(m_find, &QLineEdit::textEdited, this, [this] {
        m_edit->moveCursor(QTextCursor::Start);
        find(false);
    });
    connect(m_find, &QLineEdit::returnPressed, this,
            [this] { find(QGuiApplication::keyboardModifiers().testFlag(Qt::ShiftModifier)); });
}

void JsonView::setJson(const QJsonValue &value)
{
    setText(prettyJson(value));
}

void JsonView::setText(const QString &text)
{
    m_edit->setPlainText(text);
    m_copy->setVisible(!text.isEmpty());
    fit();
}

QString JsonView::text() const
{
    return m_edit->toPlainText();
}

void JsonView::setMaximumLines(int lines)
{
    m_maximumLines = lines;
    fit();
}

void JsonView::fit()
{
    if (m_maximumLines <= 0)
        return;
    const int lines = std::clamp(m_edit->document()->blockCount(), 1, m_maximumLines);
    constexpr int frame = 2 * (4 + 1 + 4) + 12; // padding, border, document margin, a scroll bar below
    m_edit->setFixedHeight(lines * QFontMetrics(m_edit->font()).lineSpacing() + frame);
}

void JsonView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_highlighter)
        m_highlighter->rehighlight();
}

bool JsonView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit && (event->type() == QEvent::Resize || event->type() == QEvent::Show))
        m_copy->move(m_edit->width() - copySize - 16, 4);
    if (watched == m_find && event->type() == QEvent::ShortcutOverride
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        m_findBar->hide();
        m_edit->setFocus(Qt::OtherFocusReason);
        event->accept();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void JsonView::find(bool backward)
{
    const QString wanted = m_find->text();
    const QTextDocument::FindFlags flags
        = backward ? QTextDocument::FindBackward : QTextDocument::FindFlags();
    bool found = wanted.isEmpty() || m_edit->find(wanted, flags);
    if (!found) {
        // Around the end once.
        m_edit->moveCursor(backward ? QTextCursor::End : QTextCursor::Start);
        found = m_edit->find(wanted, flags);
    }
    m_found->setText(found ? QString() : tr("Not in this text"));
}

} // namespace ui
