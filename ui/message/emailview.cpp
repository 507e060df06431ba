#include "ui/message/emailview.h"

#include "ui/buttons.h"
#include "ui/keyvaluetable.h"
#include "ui/message/mail/mailpaper.h"
#include "ui/message/mail/remotepictures.h"
#include "ui/message/safedocument.h"
#include "ui/sectiontabs.h"
#include "ui/theme.h"

#include <QButtonGroup>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>
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

QToolButton *makeChoice(const QString &text, const QString &tip, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setText(text);
    button->setToolTip(tip);
    button->setAccessibleName(text);
    button->setAccessibleDescription(tip);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setFixedHeight(metric::button);
    return button;
}

} // namespace

EmailView::EmailView(QWidget *parent)
    : QWidget(parent)
    , m_head(new KeyValueTable(this))
    , m_tabs(new SectionTabs(this))
    , m_stack(new QStackedWidget(this))
    , m_paper(new MailPaper(this))
    , m_browser(new SafeBrowser(this))
    , m_text(reader(tr("Text part"), this))
    , m_source(reader(tr("Source of the HTML part"), this))
    , m_remote(new RemotePictures(this))
{
    m_browser->setPaper(true);
    m_browser->setAccessibleName(tr("The e-mail in a simple form"));
    m_tabs->addSection(u"mail"_s, tr("As mail"));
    m_tabs->addSection(u"text"_s, tr("Text"));
    m_tabs->addSection(u"source"_s, tr("Source"));
    for (QWidget *part : {static_cast<QWidget *>(m_paper), static_cast<QWidget *>(m_browser),
                          static_cast<QWidget *>(m_text), static_cast<QWidget *>(m_source)})
        m_stack->addWidget(part);
    m_stack->setMinimumHeight(180);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_head);
    layout->addWidget(makeBar());
    layout->addWidget(makeRemoteLine());
    layout->addWidget(m_stack, 1);
    connect(m_tabs, &SectionTabs::sectionChanged, this, &EmailView::setSection);
    connect(m_remote, &RemotePictures::changed, this, &EmailView::sayPictures);
    connect(m_remote, &RemotePictures::finished, this, [this] {
        m_paper->setPictures(m_remote->pictures());
        sayPictures();
    });
    setPhone(false);
}

QWidget *EmailView::makeBar()
{
    auto *bar = new QWidget(this);
    m_bar = new QWidget(bar);
    m_desktop = makeChoice(tr("Desktop"), tr("As wide as a mail program's window"), m_bar);
    m_phone = makeChoice(tr("Phone"), tr("%1 pixels wide, as on a phone").arg(int(MailPaper::phone)), m_bar);
    m_links = makeChoice(tr("Links"), tr("The links in this e-mail: where they lead"), m_bar);
    auto *widths = new QButtonGroup(this);
    for (QToolButton *button : {m_desktop, m_phone}) {
        button->setCheckable(true);
        widths->addButton(button);
    }
    auto *choices = new QHBoxLayout(m_bar);
    choices->setContentsMargins(0, 0, 0, 0);
    choices->setSpacing(4);
    for (QToolButton *button : {m_desktop, m_phone, m_links})
        choices->addWidget(button);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_tabs, 1);
    row->addWidget(m_bar);
    connect(m_desktop, &QToolButton::clicked, this, [this] { setPhone(false); });
    connect(m_phone, &QToolButton::clicked, this, [this] { setPhone(true); });
    connect(m_links, &QToolButton::clicked, this, &EmailView::offerLinks);
    return bar;
}

QWidget *EmailView::makeRemoteLine()
{
    m_remoteLine = new QWidget(this);
    m_said = makeDim({}, m_remoteLine);
    m_said->setWordWrap(true);
    m_load = makeButton(tr("Load remote images"), m_remoteLine);
    m_load->setToolTip(
        tr("Fetches the pictures of this e-mail alone. Whoever sent it may see that they were fetched."));
    auto *row = new QHBoxLayout(m_remoteLine);
    row->setContentsMargins(0, 0, 0, 4);
    row->setSpacing(metric::inside);
    row->addWidget(m_said, 1);
    row->addWidget(m_load, 0, Qt::AlignTop);
    connect(m_load, &QPushButton::clicked, this, &EmailView::loadPictures);
    return m_remoteLine;
}

void EmailView::setEmail(const api::EmailContent &email)
{
    m_remote->clear();
    m_asked.clear();
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
    m_paper->setHtml(email.htmlBody);
    m_browser->setSafeHtml(m_paper->tooMuch() ? email.htmlBody : QString());
    m_text->setPlainText(email.textBody.isEmpty() ? tr("This e-mail has no text part.") : email.textBody);
    m_source->setPlainText(email.htmlBody.isEmpty() ? tr("This e-mail has no HTML part.") : email.htmlBody);
    const QString section = email.htmlBody.isEmpty() ? u"text"_s : u"mail"_s;
    m_tabs->setCurrentSection(section);
    setSection(section);
}

void EmailView::setSection(const QString &key)
{
    if (key == "mail"_L1)
        m_stack->setCurrentWidget(m_paper->tooMuch() ? static_cast<QWidget *>(m_browser) : m_paper);
    else
        m_stack->setCurrentWidget(key == "text"_L1 ? m_text : m_source);
    m_bar->setVisible(m_stack->currentWidget() == m_paper);
    m_links->setEnabled(!m_paper->page()->links().isEmpty());
    sayPictures();
}

void EmailView::setPhone(bool on)
{
    m_desktop->setChecked(!on);
    m_phone->setChecked(on);
    m_paper->setPaperWidth(on ? MailPaper::Width::Phone : MailPaper::Width::Desktop);
}

QStringList EmailView::missing() const
{
    QStringList missing
        = m_paper->tooMuch() ? m_browser->safeDocument()->blockedUrls() : m_paper->page()->missingPictures();
    missing.removeIf(
        [](const QString &address) { return address.startsWith("data:"_L1, Qt::CaseInsensitive); });
    return missing;
}

void EmailView::loadPictures()
{
    m_asked = missing();
    m_remote->load(m_asked);
    sayPictures();
}

QString EmailView::remoteWords() const
{
    const qsizetype left = missing().size();
    if (m_paper->tooMuch()) {
        const QString simple
            = tr("This e-mail nests its tables so deeply that only a simple form of it is shown.");
        return left == 0 ? simple : simple + u' ' + tr("Its pictures are left out.");
    }
    if (m_asked.isEmpty())
        return left == 0 ? QString()
            : left == 1
            ? tr("One remote picture is left out. Nothing that an e-mail names is fetched unasked.")
            : tr("%1 remote pictures are left out. Nothing that an e-mail names is fetched unasked.")
                  .arg(left);
    const qsizetype came = m_remote->pictures().size();
    if (m_remote->isLoading())
        return tr("Fetching pictures: %1 of %2…").arg(came + m_remote->problems().size()).arg(m_asked.size());
    const QString hosts = m_remote->hosts().join(u", "_s);
    if (came == m_asked.size())
        return came == 1 ? tr("One picture was loaded from %1.").arg(hosts)
                         : tr("%1 pictures were loaded from %2.").arg(came).arg(hosts);
    return hosts.isEmpty() ? tr("No picture was loaded: %1").arg(m_remote->problems().first())
                           : tr("%1 of %2 pictures were loaded; asked were %3. The first problem: %4")
                                 .arg(came)
                                 .arg(m_asked.size())
                                 .arg(hosts, m_remote->problems().value(0));
}

void EmailView::sayPictures()
{
    const QString words = remoteWords();
    const bool isMail = m_stack->currentWidget() == m_paper || m_stack->currentWidget() == m_browser;
    m_remoteLine->setVisible(isMail && !words.isEmpty());
    m_said->setText(words);
    m_said->setToolTip(m_asked.isEmpty() ? missing().join(u'\n') : m_remote->problems().join(u'\n'));
    const bool again = !m_asked.isEmpty();
    m_load->setText(again ? tr("Try again") : tr("Load remote images"));
    m_load->setVisible(!m_paper->tooMuch() && !missing().isEmpty());
    m_load->setEnabled(!m_remote->isLoading());
}

void EmailView::offerLinks()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QPoint at = m_links->mapToGlobal(QPoint(0, m_links->height()));
    for (const PageLink &link : m_paper->page()->links()) {
        const QString label = link.text.isEmpty() ? link.url : link.text + u"  –  "_s + link.url;
        QAction *action = menu->addAction(
            menu->fontMetrics().elidedText(label, Qt::ElideRight, 480).replace(u'&', "&&"_L1));
        connect(action, &QAction::triggered, this, [this, url = link.url, at] { offerLink(this, url, at); });
    }
    menu->popup(at);
}

} // namespace ui
