#include "ui/message/interacteddialog.h"

#include "ui/buttons.h"
#include "ui/message/markwords.h"
#include "ui/theme.h"

#include <QGridLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>
#include <cmath>

using namespace Qt::StringLiterals;

namespace ui {

FlatValue readFlatValue(const QString &text)
{
    const QString trimmed = text.trimmed();
    // In a list of one, any JSON value is a document.
    const QJsonDocument parsed = QJsonDocument::fromJson(u"[%1]"_s.arg(trimmed).toUtf8());
    const bool isOne = parsed.isArray() && parsed.array().size() == 1;
    const QJsonValue value = isOne ? parsed.array().first() : QJsonValue(text);
    switch (value.type()) {
    case QJsonValue::Null:
        return {value, InteractedDialog::tr("null")};
    case QJsonValue::Bool:
        return {value, value.toBool() ? InteractedDialog::tr("true") : InteractedDialog::tr("false")};
    case QJsonValue::Double:
        // What has more digits than a number holds, an order number perhaps, would become another one.
        if (value.isDouble() && std::abs(value.toDouble()) > 9'007'199'254'740'992.0)
            return {text, InteractedDialog::tr("text")};
        return {value, InteractedDialog::tr("number")};
    case QJsonValue::Array:
    case QJsonValue::Object:
        return {value, InteractedDialog::tr("nested"), true};
    default:
        return {value, InteractedDialog::tr("text")};
    }
}

InteractedDialog::InteractedDialog(int messages, const Typed &typed, QWidget *parent)
    : QDialog(parent)
    , m_problem(new QLabel(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"interactedMetadata"_s);
    setWindowTitle(tr("Mark interacted with metadata"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metric::edge, metric::edge, metric::edge, metric::between);
    column->setSpacing(metric::inside);
    column->addWidget(makeSentence(
        tr("What did the person interact with? It goes into the event of %1.").arg(countedMessages(messages)),
        this));
    auto *hint = makeDim(tr("Up to five pairs. Numbers, true, false and null are sent as such, anything else "
                            "as text; \"42\" in quotation marks is text, too."),
                         this);
    hint->setWordWrap(true);
    column->addWidget(hint);
    auto *grid = new QGridLayout;
    grid->setSpacing(metric::inside);
    grid->setColumnStretch(1, 1);
    for (int at = 0; at < mostPairs; ++at)
        addRow(grid, at, typed.value(at));
    column->addLayout(grid);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->setProperty("role", u"bad"_s);
    m_problem->hide();
    column->addWidget(m_problem);
    auto *buttons = new QHBoxLayout;
    QPushButton *cancel = makeButton(tr("Cancel"), this);
    QPushButton *mark = makeButton(tr("Mark interacted"), this, ButtonRole::Primary);
    mark->setDefault(true);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(mark);
    column->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(mark, &QPushButton::clicked, this, &InteractedDialog::choose);
    m_rows.first().key->setFocus();
    resize(520, sizeHint().height());
}

void InteractedDialog::addRow(QGridLayout *grid, int at, const QPair<QString, QString> &typed)
{
    const Row row {new QLineEdit(typed.first, this), new QLineEdit(typed.second, this), makeDim({}, this)};
    row.key->setAccessibleName(tr("Key of pair %1").arg(at + 1));
    row.value->setAccessibleName(tr("Value of pair %1").arg(at + 1));
    row.key->setPlaceholderText(at == 0 ? tr("key, e.g. button") : QString());
    row.value->setPlaceholderText(at == 0 ? tr("value") : QString());
    row.kind->setMinimumWidth(56);
    grid->addWidget(row.key, at, 0);
    grid->addWidget(row.value, at, 1);
    grid->addWidget(row.kind, at, 2);
    m_rows += row;
    for (QLineEdit *edit : {row.key, row.value}) {
        connect(edit, &QLineEdit::textChanged, this, [this, row] {
            m_problem->hide();
            showKind(row);
        });
    }
    showKind(row);
}

void InteractedDialog::showKind(const Row &row)
{
    const bool isEmpty = row.key->text().trimmed().isEmpty() && row.value->text().isEmpty();
    row.kind->setText(isEmpty ? QString() : readFlatValue(row.value->text()).kind);
    row.value->setAccessibleDescription(row.kind->text());
}

QString InteractedDialog::read(QJsonObject &out, QLineEdit *&wrong) const
{
    for (int at = 0; at < m_rows.size(); ++at) {
        const Row &row = m_rows.at(at);
        const QString key = row.key->text().trimmed();
        if (key.isEmpty() && row.value->text().isEmpty())
            continue;
        wrong = row.key;
        if (key.isEmpty())
            return tr("Pair %1 has a value and no key. Name it, or empty the value.").arg(at + 1);
        if (out.contains(key))
            return tr("Pair %1: there is a “%2” already. Each key can be there once.").arg(at + 1).arg(key);
        const FlatValue value = readFlatValue(row.value->text());
        wrong = row.value;
        if (value.isNested)
            return tr("Pair %1, “%2”, holds a list or an object. The service takes text, numbers, true, "
                      "false "
                      "and null here.")
                .arg(at + 1)
                .arg(key);
        out.insert(key, value.value);
    }
    return {};
}

void InteractedDialog::choose()
{
    QJsonObject metadata;
    QLineEdit *wrong = nullptr;
    const QString problem = read(metadata, wrong);
    if (!problem.isEmpty()) {
        m_problem->setText(problem);
        m_problem->show();
        wrong->setFocus();
        return wrong->selectAll();
    }
    Typed typed;
    for (const Row &row : std::as_const(m_rows))
        typed += {row.key->text(), row.value->text()};
    accept();
    Q_EMIT chosen(metadata, typed);
}

} // namespace ui
