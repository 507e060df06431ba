#pragma once

#include <QDialog>
#include <QJsonObject>

class QGridLayout;
class QLabel;
class QLineEdit;

namespace ui {

// A value as it was typed: `true`, `false`, `null` and numbers are what they look like, anything else is
// text, and so is what stands in quotation marks.
struct FlatValue
{
    QJsonValue value;
    QString kind; // "text", "number", …, for the eye
    bool isNested = false; // a list or an object, which metadata must not hold
};
FlatValue readFlatValue(const QString &text);

// Up to five flat pairs that go with "interacted" (E10, E12).
class InteractedDialog : public QDialog
{
    Q_OBJECT
public:
    static constexpr int mostPairs = 5;
    using Typed = QList<QPair<QString, QString>>;
    // `typed`: what was typed the last time, and not taken.
    InteractedDialog(int messages, const Typed &typed, QWidget *parent);

Q_SIGNALS:
    void chosen(const QJsonObject &metadata, const QList<QPair<QString, QString>> &typed);

private:
    struct Row
    {
        QLineEdit *key;
        QLineEdit *value;
        QLabel *kind;
    };
    void addRow(QGridLayout *grid, int at, const QPair<QString, QString> &typed);
    void showKind(const Row &row);
    void choose();
    // Null, and the pairs; or what is wrong, and where.
    QString read(QJsonObject &out, QLineEdit *&wrong) const;

    QList<Row> m_rows;
    QLabel *m_problem;
};

} // namespace ui
