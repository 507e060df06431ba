// One write, as the write log keeps it.
#pragma once

#include "models/shown.h"

#include <QByteArray>
#include <QDateTime>
#include <QJsonObject>
#include <QJsonValue>

namespace models {

enum class WriteOutcome {
    UnderWay, // of this run
    Done,
    Refused, // the service said no
    NotSent, // it never reached the service
    Unknown, // it left, and no clear answer came
    Cut // the log has no end of it: the program or the machine stopped in between, or another run still waits
};
QString outcomeWord(WriteOutcome outcome); // under_way, done, …: in files and addresses
WriteOutcome outcomeFromWord(const QString &word); // Unknown for an unknown word
Shown outcomeShown(WriteOutcome outcome);

struct WriteEntry
{
    QString id;
    QDateTime at, endedAt; // UTC; the latter is null without an end
    QString user; // of the operating system
    QString environment; // its name at that time
    QString reason; // why it was unlocked; may be empty
    QString endpoint; // users.delete
    QString method, path; // path with query
    QString idempotencyKey;
    WriteOutcome outcome = WriteOutcome::Cut;
    int status = 0; // HTTP; 0: no answer
    QString requestId;
    QString error; // in one sentence
    int tries = 0;

    // Bodies may be large: they stay packed until they are looked at. Secrets are masked. Text where it is no
    // JSON or was cut.
    QJsonValue body() const;
    QJsonValue answer() const;

    bool contains(const QString &text) const; // in anything but the bodies, whatever the case
    QJsonObject toJson() const; // everything, as one object

    // The lines of the file. A line that is none of them gives false and changes nothing.
    QByteArray beginLine() const; // with the line's end
    QByteArray endLine() const;
    bool readBegin(const QJsonObject &line);
    bool readEnd(const QJsonObject &line);
    void setBody(const QByteArray &body); // as it was sent; kept up to 256 KiB
    void setAnswer(const QByteArray &answer, qint64 wholeSize);

private:
    QByteArray m_body, m_answer; // packed {"value": …}
};

} // namespace models
