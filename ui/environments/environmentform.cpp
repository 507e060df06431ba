#include "ui/environments/environmentform.h"

#include "models/keyring.h"
#include "models/texts.h"
#include "models/usertoken.h"
#include "ui/buttons.h"
#include "ui/chip.h"
#include "ui/environments/choices.h"
#include "ui/environments/secretedit.h"
#include "ui/theme.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace ui {

using models::KeyKind;
using models::Profile;
using models::ProfileProblem;

EnvironmentForm::EnvironmentForm(const Context &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_test(new models::ConnectionTest(nullptr, this))
{
    build();
    connect(m_test, &models::ConnectionTest::finished, this, &EnvironmentForm::showVerdict);
    for (QLineEdit *edit : {m_name, m_address})
        connect(edit, &QLineEdit::textChanged, this, &EnvironmentForm::follow);
    for (SecretEdit *edit : {m_key, m_token})
        connect(edit, &SecretEdit::changed, this, &EnvironmentForm::follow);
    for (QCheckBox *box : {m_readOnly, m_mayUnlock, m_protected})
        connect(box, &QCheckBox::toggled, this, &EnvironmentForm::follow);
    connect(m_color, &ColorChoice::changed, this, &EnvironmentForm::follow);
    connect(m_icon, &IconChoice::changed, this, &EnvironmentForm::follow);
}

void EnvironmentForm::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metric::inside);
    m_about = makeDim({}, this);
    m_about->setWordWrap(true);
    column->addWidget(m_about);
    m_form = new QFormLayout;
    m_form->setHorizontalSpacing(metric::between);
    m_form->setVerticalSpacing(metric::inside);
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    column->addLayout(m_form);
    m_name = new QLineEdit(this);
    m_name->setObjectName(QStringLiteral("environmentName"));
    m_name->setPlaceholderText(tr("e.g. Production"));
    m_nameRow = addRow(m_form, tr("Name"), m_name);
    m_address = new QLineEdit(this);
    m_address->setObjectName(QStringLiteral("environmentAddress"));
    m_addressRow = addRow(m_form, tr("Address"), m_address);
    m_key = new SecretEdit(tr("Key"), this);
    m_keyRow = addRow(m_form, tr("Key"), m_key);
    m_keyNote = makeDim({}, this);
    m_keyNote->setWordWrap(true);
    m_keyRow.widget->layout()->addWidget(m_keyNote);
    m_token = new SecretEdit(tr("User token"), this);
    m_tokenRow = addRow(m_form, tr("User token"), m_token);
    m_tokenNote = makeDim({}, this);
    m_tokenNote->setWordWrap(true);
    m_tokenRow.widget->layout()->addWidget(m_tokenNote);
    m_color = new ColorChoice(this);
    m_colorRow = addRow(m_form, tr("Colour"), m_color);
    m_icon = new IconChoice(this);
    m_iconRow = addRow(m_form, tr("Icon"), m_icon);
    column->addSpacing(metric::inside);
    m_readOnly = addCheck(column, tr("Read-only"), tr("Nothing that writes leaves this console."));
    m_mayUnlock = addCheck(column, tr("May be unlocked for 15 minutes, with a reason"),
                           tr("Then it locks itself again."));
    m_protected = addCheck(column, tr("Protected"),
                           tr("Deleting, merging, cancelling and bulk work ask for the environment's name."));
    column->addSpacing(metric::inside);
    column->addWidget(buildButtons());
}

EnvironmentForm::Row EnvironmentForm::addRow(QFormLayout *form, const QString &label, QWidget *widget)
{
    Row row;
    row.widget = new QWidget(this);
    auto *column = new QVBoxLayout(row.widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(widget);
    row.problem = new QLabel(row.widget);
    row.problem->setTextFormat(Qt::PlainText);
    row.problem->setWordWrap(true);
    row.problem->setProperty("role", QStringLiteral("bad"));
    row.problem->hide();
    column->addWidget(row.problem);
    auto *name = makeDim(label, this);
    name->setFixedHeight(metric::field); // beside the field, whatever stands below it
    name->setBuddy(widget);
    form->addRow(name, row.widget);
    if (widget->accessibleName().isEmpty())
        widget->setAccessibleName(label);
    return row;
}

QCheckBox *EnvironmentForm::addCheck(QVBoxLayout *column, const QString &text, const QString &hint)
{
    auto *box = new QCheckBox(text, this);
    box->setAccessibleDescription(hint);
    column->addWidget(box);
    QLabel *label = makeDim(hint, this);
    label->setWordWrap(true);
    label->setIndent(24);
    column->addWidget(label);
    return box;
}

QWidget *EnvironmentForm::buildButtons()
{
    auto *frame = new QWidget(this);
    auto *column = new QVBoxLayout(frame);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metric::inside);
    auto *row = new QHBoxLayout;
    row->setSpacing(metric::inside);
    m_save = makeButton(tr("Save"), frame, ButtonRole::Primary);
    m_revert = makeButton(tr("Discard changes"), frame);
    m_testButton = makeButton(tr("Test connection"), frame);
    m_testButton->setToolTip(tr("Asks one harmless question with this address and key"));
    row->addWidget(m_save);
    row->addWidget(m_revert);
    row->addStretch(1);
    row->addWidget(m_testButton);
    column->addLayout(row);
    auto *verdict = new QHBoxLayout;
    verdict->setSpacing(metric::inside);
    m_verdict = new Chip(frame);
    m_verdictText = new QLabel(frame);
    m_verdictText->setObjectName(QStringLiteral("verdict"));
    m_verdictText->setTextFormat(Qt::PlainText);
    m_verdictText->setWordWrap(true);
    verdict->addWidget(m_verdict, 0, Qt::AlignTop);
    verdict->addWidget(m_verdictText, 1);
    column->addLayout(verdict);
    m_verdict->hide();
    m_verdictText->hide();
    connect(m_save, &QPushButton::clicked, this, &EnvironmentForm::save);
    connect(m_revert, &QPushButton::clicked, this, &EnvironmentForm::revert);
    connect(m_testButton, &QPushButton::clicked, this, &EnvironmentForm::startTest);
    return frame;
}

void EnvironmentForm::setProfile(const Profile &profile)
{
    m_filling = true;
    m_profile = profile;
    m_test->cancel();
    m_name->setText(profile.name);
    m_address->setText(profile.baseUrl.toString());
    m_key->clear();
    m_token->clear();
    m_color->setColor(profile.color);
    m_icon->setIcon(profile.icon);
    m_readOnly->setChecked(profile.readOnly);
    m_mayUnlock->setChecked(profile.mayUnlock);
    m_protected->setChecked(profile.isProtected);
    const bool isStored = profile.kind == Profile::Kind::Stored;
    for (const Row *r : {&m_nameRow, &m_addressRow, &m_keyRow, &m_colorRow, &m_iconRow})
        m_form->setRowVisible(r->widget, isStored);
    m_testButton->setVisible(isStored);
    m_about->setVisible(!isStored);
    m_about->setText(profile.isSandbox()
                         ? tr("The server inside this program, with made-up people. It is always there; only "
                              "what may be done in it can be changed.")
                         : tr("From KNOCK_API_KEY and KNOCK_BASE_URL, for this run: %1. Nothing of it is "
                              "stored.")
                               .arg(profile.baseUrl.toString()));
    m_key->setPlaceholderText(profile.id.isEmpty() ? tr("sk_… or pk_…") : tr("kept; type to replace it"));
    m_token->setPlaceholderText(profile.id.isEmpty() ? tr("none")
                                                     : tr("kept if there is one; type to replace it"));
    m_verdict->hide();
    m_verdictText->hide();
    showProblems({}, false);
    m_filling = false;
    follow();
}

Profile EnvironmentForm::edited() const
{
    Profile p = m_profile;
    p.readOnly = m_readOnly->isChecked();
    p.mayUnlock = m_mayUnlock->isChecked();
    p.isProtected = m_protected->isChecked();
    if (p.kind != Profile::Kind::Stored)
        return p;
    p.name = m_name->text().trimmed();
    QString problem;
    p.baseUrl = models::readBaseUrl(m_address->text(), &problem);
    p.color = m_color->color();
    p.icon = m_icon->icon();
    if (const QByteArray key = m_key->secret(); !key.isEmpty())
        p.key = models::keyTraits(key);
    return p;
}

bool EnvironmentForm::isChanged() const
{
    if (m_profile.kind != Profile::Kind::Stored)
        return edited() != m_profile;
    const bool isTyped = !m_key->secret().isEmpty() || !m_token->secret().isEmpty()
        || m_address->text().trimmed() != m_profile.baseUrl.toString()
        || m_name->text().trimmed() != m_profile.name;
    Profile rest = edited();
    rest.baseUrl = m_profile.baseUrl;
    rest.color = rest.color.rgb() == m_profile.color.rgb() ? m_profile.color : rest.color;
    return isTyped || rest != m_profile;
}

QList<ProfileProblem> EnvironmentForm::problems() const
{
    if (m_profile.kind != Profile::Kind::Stored)
        return {};
    QList<ProfileProblem> out = m_context.profiles->problems(edited());
    QString address;
    models::readBaseUrl(m_address->text(), &address);
    if (!address.isEmpty())
        out += {Field::Address, address};
    const QByteArray key = m_key->secret();
    if (m_profile.id.isEmpty() && key.isEmpty())
        out += {Field::Key, tr("Enter the key of the environment; the service's dashboard shows it.")};
    else if (const QString problem = models::keyProblem(key); !problem.isEmpty())
        out += {Field::Key, problem};
    const QByteArray token = m_token->secret();
    if (!token.isEmpty() && !models::UserToken::fromText(token).isReadable)
        out += {Field::UserToken, tr("That is no user token: one has three parts with dots between them.")};
    return out;
}

EnvironmentForm::Row &EnvironmentForm::row(Field field)
{
    switch (field) {
    case Field::Name:
        return m_nameRow;
    case Field::Address:
        return m_addressRow;
    case Field::Key:
        return m_keyRow;
    case Field::UserToken:
        break;
    }
    return m_tokenRow;
}

void EnvironmentForm::showProblems(const QList<ProfileProblem> &problems, bool takeFocus)
{
    for (const Row *r : {&m_nameRow, &m_addressRow, &m_keyRow, &m_tokenRow})
        r->problem->hide();
    for (const ProfileProblem &problem : problems) {
        row(problem.field).problem->setText(problem.text);
        row(problem.field).problem->show();
    }
    if (!takeFocus || problems.isEmpty())
        return;
    QWidget *const edits[] = {m_name, m_address, m_key, m_token};
    edits[int(problems.first().field)]->setFocus(Qt::OtherFocusReason);
}

void EnvironmentForm::showKeyProblem(const QString &text)
{
    showProblems({{Field::Key, text}}, true);
}

void EnvironmentForm::follow()
{
    if (m_filling)
        return;
    // A problem that was told goes as soon as it is mended; new ones wait until Save.
    const QList<ProfileProblem> now = problems();
    for (const Field field : {Field::Name, Field::Address, Field::Key, Field::UserToken}) {
        const bool isThere
            = std::any_of(now.begin(), now.end(), [&](const auto &p) { return p.field == field; });
        if (!isThere && !(field == Field::Key && m_key->secret().isEmpty()))
            row(field).problem->hide();
    }
    followSecrets();
    m_mayUnlock->setEnabled(m_readOnly->isChecked());
    const bool isNew = m_profile.id.isEmpty();
    m_save->setEnabled((isNew || isChanged()) && m_pending == 0);
    m_save->setText(m_pending > 0 ? tr("Saving…") : isNew ? tr("Add environment") : tr("Save"));
    m_save->setAccessibleName(m_save->text());
    m_revert->setEnabled(isChanged());
    m_revert->setText(isNew ? tr("Cancel") : tr("Discard changes"));
    Q_EMIT changed();
}

void EnvironmentForm::followSecrets()
{
    const models::KeyTraits key = edited().key;
    const QString where = m_context.keyring ? m_context.keyring->runOnlyReason() : QString();
    QString note;
    switch (key.kind) {
    case KeyKind::Secret:
        note = key.isTest ? tr("Secret key of a test environment: may do everything there.")
                          : tr("Secret key: may do everything there.");
        break;
    case KeyKind::Publishable:
        note = tr("Publishable key: may read and change little without a user token.");
        break;
    case KeyKind::Unknown:
        note = tr("Neither a secret (sk_…) nor a publishable key (pk_…).");
        break;
    case KeyKind::None:
        break;
    }
    const QString place = where.isEmpty() ? tr("Kept in the desktop's keychain.")
                                          : tr("%1 Kept for this run only.").arg(where);
    m_keyNote->setText(note.isEmpty() ? place : note + u' ' + place);
    m_form->setRowVisible(m_tokenRow.widget,
                          m_profile.kind == Profile::Kind::Stored && key.kind == KeyKind::Publishable);
    const models::UserToken token = models::UserToken::fromText(m_token->secret());
    const QString about = token.life(QDateTime::currentDateTimeUtc());
    m_tokenNote->setText(about);
    m_tokenNote->setVisible(!about.isEmpty());
}

void EnvironmentForm::revert()
{
    setProfile(m_profile);
}

void EnvironmentForm::save()
{
    const QList<ProfileProblem> found = problems();
    showProblems(found, true);
    if (!found.isEmpty() || m_pending > 0)
        return;
    const Profile next = edited();
    const bool isOther
        = next.baseUrl != m_profile.baseUrl || !m_key->secret().isEmpty() || !m_token->secret().isEmpty();
    QString id = next.id;
    m_profile = next; // what the store tells of the change is no surprise
    if (id.isEmpty())
        id = m_profile.id = m_context.profiles->add(next);
    else
        m_context.profiles->update(next);
    keepSecrets(id, isOther);
}

void EnvironmentForm::keepSecrets(const QString &id, bool isOther)
{
    m_savedId = id;
    m_isOther = isOther;
    m_keepProblem.clear();
    const std::pair<models::Secret, SecretEdit *> secrets[]
        = {{models::Secret::Key, m_key}, {models::Secret::UserToken, m_token}};
    m_pending = 1; // until all are on their way
    for (const auto &[which, edit] : secrets) {
        if (edit->secret().isEmpty())
            continue;
        ++m_pending;
        m_context.keyring->write(
            id, which, edit->secret(), this,
            [this](const models::Keyring::Answer &answer) { secretKept(answer.problem); });
    }
    follow();
    secretKept({});
}

void EnvironmentForm::secretKept(const QString &problem)
{
    if (!problem.isEmpty())
        m_keepProblem = problem;
    if (--m_pending > 0)
        return;
    if (const Profile *stored = m_context.profiles->find(m_savedId))
        setProfile(*stored);
    if (!m_keepProblem.isEmpty()) {
        m_verdict->setShown(
            {.text = tr("for this run"), .tone = models::Tone::Warn, .icon = QStringLiteral("warn")});
        m_verdictText->setText(tr("%1 The key is kept for this run only.").arg(m_keepProblem));
        m_verdict->show();
        m_verdictText->show();
    }
    Q_EMIT saved(m_savedId, m_isOther);
}

void EnvironmentForm::startTest()
{
    QString problem;
    if (models::readBaseUrl(m_address->text(), &problem).isEmpty())
        return showProblems({{Field::Address, problem}}, true);
    const QByteArray key = m_key->secret();
    if (const QString bad = models::keyProblem(key); !bad.isEmpty())
        return showProblems({{Field::Key, bad}}, true);
    const QString id = m_profile.id;
    if (key.isEmpty() && id.isEmpty())
        return showProblems({{Field::Key, tr("Enter a key to test.")}}, true);
    showProblems({}, false);
    const QByteArray token = m_token->secret();
    const auto withToken = [this, id, token](const QByteArray &usedKey) {
        if (usedKey.isEmpty())
            return showKeyProblem(tr("There is no key of this environment. Enter it."));
        if (!token.isEmpty() || id.isEmpty())
            return runTest(usedKey, token);
        m_context.keyring->read(id, models::Secret::UserToken, this,
                                [this, usedKey](const auto &answer) { runTest(usedKey, answer.secret); });
    };
    if (!key.isEmpty())
        return withToken(key);
    m_context.keyring->read(id, models::Secret::Key, this,
                            [withToken](const models::Keyring::Answer &answer) { withToken(answer.secret); });
}

void EnvironmentForm::runTest(const QByteArray &key, const QByteArray &token)
{
    QString problem;
    api::Connection connection;
    connection.baseUrl = models::readBaseUrl(m_address->text(), &problem);
    connection.key = key;
    connection.userToken = token;
    m_verdict->setShown(
        {.text = tr("asking…"), .tone = models::Tone::Neutral, .icon = QStringLiteral("clock")});
    m_verdict->show();
    m_verdictText->setText(connection.baseUrl.host());
    m_verdictText->show();
    m_test->start(connection);
}

void EnvironmentForm::showVerdict(const models::ConnectionVerdict &verdict)
{
    const bool isGood = verdict.tone == models::Tone::Ok;
    m_verdict->setShown({.text = isGood                           ? tr("works")
                             : verdict.tone == models::Tone::Warn ? tr("not sure")
                                                                  : tr("does not work"),
                         .tone = verdict.tone,
                         .icon = isGood ? QStringLiteral("check") : QStringLiteral("warn")});
    QStringList lines {verdict.sentence};
    if (!verdict.hint.isEmpty())
        lines += verdict.hint;
    m_verdictText->setText(lines.join(u' '));
    using Where = models::ConnectionVerdict::Field;
    if (verdict.field == Where::Address)
        showProblems({{Field::Address, verdict.sentence}}, false);
    else if (verdict.field == Where::Key)
        showProblems({{Field::Key, verdict.sentence}}, false);
    else if (verdict.field == Where::UserToken)
        showProblems({{Field::UserToken, verdict.sentence}}, false);
}

} // namespace ui
