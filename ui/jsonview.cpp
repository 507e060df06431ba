#include "ui/jsonview.h"

#include "ui/buttons.h"
#include "ui/jsonhighlighter.h"
#include "ui/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextDocumentLayout>
#include <QPlainTextEdit>
#include <QPointer>
#include <QShortcut>
#include <QThreadPool>
#include <QToolButton>
#include <QToolTip>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace ui {
namespace {
constexpr int copySize = 26;
// In characters. A piece is laid out and coloured within a few milliseconds.
constexpr qsizetype piece = 8 * 1024, mostAtOnce = 2 * piece, mostJsonShown = 2 * 1024 * 1024;
constexpr qsizetype longestLine = 4096; // a longer one would be laid out for seconds

// Whether it has no more characters than `room`, about.
bool fits(const QJsonValue &value, qsizetype *room)
{
    *room -= 8;
    if (value.isString())
        *room -= value.toString().size();
    if (value.isArray()) {
        for (const QJsonValue &item : value.toArray()) {
            if (!fits(item, room))
                return false;
        }
    }
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            *room -= it.key().size();
            if (!fits(it.value(), room))
                return false;
        }
    }
    return *room >= 0;
}

// What of a text is shown: whole lines, and of a very long one its beginning.
QString shownPart(const QString &whole)
{
    if (whole.size() <= longestLine)
        return whole;
    QString shown;
    for (QStringView line : QStringTokenizer(whole, u'\n')) {
        if (shown.size() + std::min(line.size(), longestLine) > mostJsonShown)
            break;
        if (!shown.isEmpty())
            shown += u'\n';
        shown += line.left(longestLine);
        if (line.size() > longestLine)
            shown += u'…';
    }
    return shown;
}

void takeApart(QTextDocument *document)
{
    QTextCursor cursor(document);
    cursor.movePosition(QTextCursor::End);
    cursor.setPosition(int(std::max<qsizetype>(0, cursor.position() - piece)), QTextCursor::KeepAnchor);
    cursor.removeSelectedText();
    if (document->isEmpty())
        document->deleteLater();
    else
        QTimer::singleShot(0, document, [document] { takeApart(document); });
}
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
    , m_note(makeDim(QString(), this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metric::inside);
    column->addWidget(m_edit);
    column->addWidget(m_note);
    column->addWidget(m_findBar);
    m_note->setObjectName(QStringLiteral("note"));
    m_note->setWordWrap(true);
    m_note->hide();
    m_nextPiece.setInterval(0);
    connect(&m_nextPiece, &QTimer::timeout, this, &JsonView::showNextPiece);
    m_edit->setUndoRedoEnabled(false);
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
    qsizetype room = mostAtOnce;
    if (fits(value, &room))
        return setText(prettyJson(value));
    m_remark.clear();
    fill({}, {});
    m_note->setText(tr("Much has come; it is being put into words…"));
    m_note->show();
    // The value goes with the work: letting go of a large one takes its time, too.
    QThreadPool::globalInstance()->start([view = QPointer<JsonView>(this), turn = m_turn, value] {
        const QString whole = prettyJson(value);
        const QString shown = shownPart(whole);
        QMetaObject::invokeMethod(qApp, [view, turn, whole, shown] {
            if (view && view->m_turn == turn)
                view->fill(whole, shown);
        });
    });
}

void JsonView::setText(const QString &text)
{
    m_remark.clear();
    fill(text, shownPart(text));
}

void JsonView::setRemark(const QString &remark)
{
    m_remark = remark;
    if (!m_whole.isEmpty())
        followNote();
}

void JsonView::fill(const QString &whole, const QString &shown)
{
    ++m_turn;
    m_whole = whole;
    m_shown = shown;
    m_shownTo = 0;
    clear();
    m_copy->setVisible(!whole.isEmpty());
    followNote();
    if (shown.size() > mostAtOnce) {
        showNextPiece();
        m_nextPiece.start();
    } else {
        m_nextPiece.stop();
        m_edit->setPlainText(shown);
    }
    fit();
}

// A long text goes as it came, piece by piece, behind an empty one.
void JsonView::clear()
{
    QTextDocument *old = m_edit->document();
    if (old->characterCount() <= mostAtOnce)
        return m_edit->clear();
    auto *fresh = new QTextDocument(m_edit);
    fresh->setDocumentLayout(new QPlainTextDocumentLayout(fresh));
    fresh->setDefaultFont(old->defaultFont());
    fresh->setDefaultTextOption(old->defaultTextOption());
    fresh->setUndoRedoEnabled(false);
    old->setParent(window()); // else it would go at once
    m_edit->setDocument(fresh);
    m_highlighter = new JsonHighlighter(fresh); // that of the old one goes with it
    takeApart(old);
}

// Whole lines; the break before a piece is its first character.
void JsonView::showNextPiece()
{
    qsizetype end = m_shown.size();
    if (end - m_shownTo > piece)
        end = m_shown.lastIndexOf(u'\n', m_shownTo + piece);
    if (end <= m_shownTo)
        end = m_shown.indexOf(u'\n', m_shownTo + 1);
    if (end < 0)
        end = m_shown.size();
    const QString text = m_shown.mid(m_shownTo, end - m_shownTo);
    if (std::exchange(m_shownTo, end) == 0) {
        m_edit->setPlainText(text); // its cursor stays at the start
    } else {
        QTextCursor cursor(m_edit->document());
        cursor.movePosition(QTextCursor::End);
        cursor.insertText(text);
    }
    if (m_shownTo < m_shown.size())
        return;
    m_nextPiece.stop();
    fit();
}

void JsonView::followNote()
{
    QStringList said;
    if (!m_remark.isEmpty())
        said += m_remark;
    const auto size
        = [](qsizetype bytes) { return QLocale::c().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat); };
    if (m_shown.size() < m_whole.size())
        said += tr("The first %1 of %2 are shown, long lines shortened. Copying takes all of it.")
                    .arg(size(m_shown.size()), size(m_whole.size()));
    m_note->setText(said.join(u' '));
    m_note->setVisible(!said.isEmpty());
}

QString JsonView::text() const
{
    return m_whole;
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
