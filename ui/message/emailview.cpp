#include "ui/message/emailview.h"

#include "ui/buttons.h"
#include "ui/keyvaluetable.h"
#include "ui/message/safedocument.h"
#include "ui/sectiontabs.h"
#include "ui/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

QPlainTextEdit *reader(const QString &name, QWidget *parent)
{
    auto *edit = new QPlainTextEdit(parent);
    edit->setReadOnly(true);
    edit->setFrameShape(QFrame::NoFrame);
    edit->setFont(Theme::of()->fixedFont());
    edit->setAccessibleName(name);
    return edit;
}

} // namespace

EmailView::EmailView(QWidget *parent)
    : QWidget(parent)
    , m_head(new KeyValueTable(this))
    , m_tabs(new SectionTabs(this))
    , m_blocked(makeDim({}, this))
    , m_stack(new QStackedWidget(this))
    , m_browser(new SafeBrowser(this))
    , m_text(reader(tr("Text part"), this))
    , m_source(reader(tr("Source of the HTML part"), this))
{
    m_browser->setPaper(true);
    m_browser->setAccessibleName(tr("The e-mail as it looks"));
    m_blocked->setWordWrap(true);
    m_tabs->addSection(u"mail"_s, tr("As mail"));
    m_tabs->addSection(u"text"_s, tr("Text"));
    m_tabs->addSection(u"source"_s, tr("Source"));
    for (QWidget *part : {static_cast<QWidget *>(m_browser), static_cast<QWidget *>(m_text),
                          static_cast<QWidget *>(m_source)})
        m_stack->addWidget(part);
    m_stack->setMinimumHeight(180);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_head);
    layout->addWidget(m_tabs);
    layout->addWidget(m_blocked);
    layout->addWidget(m_stack, 1);
    connect(m_tabs, &SectionTabs::sectionChanged, this, [this](const QString &key) {
        m_stack->setCurrentIndex(key == "mail"_L1 ? 0 : key == "text"_L1 ? 1 : 2);
        sayWhatWasBlocked();
    });
    // Pictures are asked for when the text is laid out, which is after it was set.
    connect(m_browser->document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
            &EmailView::sayWhatWasBlocked);
}

void EmailView::setEmail(const api::EmailContent &email)
{
    m_head->clear();
    m_head->addText(tr("Subject"), email.subject);
    m_head->addText(tr("From"), email.from.text());
    m_head->addText(tr("To"), email.to);
    const auto addIfAny = [this](const QString &label, const QString &text) {
        if (!text.isEmpty())
            m_head->addText(label, text);
    };
    addIfAny(tr("Cc"), email.cc);
    addIfAny(tr("Bcc"), email.bcc);
    addIfAny(tr("Reply to"), email.replyTo);
    m_browser->setSafeHtml(email.htmlBody);
    m_text->setPlainText(email.textBody.isEmpty() ? tr("This e-mail has no text part.") : email.textBody);
    m_source->setPlainText(email.htmlBody.isEmpty() ? tr("This e-mail has no HTML part.") : email.htmlBody);
    m_tabs->setCurrentSection(email.htmlBody.isEmpty() ? u"text"_s : u"mail"_s);
    m_stack->setCurrentIndex(email.htmlBody.isEmpty() ? 1 : 0);
    sayWhatWasBlocked();
}

void EmailView::sayWhatWasBlocked()
{
    const int count = m_browser->safeDocument()->blockedImages();
    m_blocked->setVisible(count > 0 && m_stack->currentIndex() == 0);
    m_blocked->setText(
        count == 1 ? tr("One remote picture is left out: this console fetches nothing that an e-mail names.")
                   : tr("%1 remote pictures are left out: this console fetches nothing that an e-mail names.")
                         .arg(count));
    m_blocked->setToolTip(m_browser->safeDocument()->blockedUrls().join(u'\n'));
}

} // namespace ui
