// Every write of one environment, on disk: a line when it leaves and one when it is over.
#pragma once

#include "api/client/writeobserver.h"
#include "models/writeentry.h"

#include <QFile>
#include <QHash>
#include <QObject>
#include <QTimer>
#include <functional>

namespace models {

// Files of JSON Lines in a folder of their own, named by the time they were begun: the last one is written
// to, by any number of programs at once, until it is large; none is ever changed otherwise, or removed. A
// line is with the operating system before the write leaves, and on the disk within a second. Where that
// can't be done the write doesn't leave; the line of an end that can't be written is kept and tried again.
class WriteLog : public QObject, public api::WriteObserver
{
    Q_OBJECT
public:
    struct Options
    {
        QString folder; // made when the first line is written, for the person's eyes only
        QString environment; // as it is called now
        QString user; // empty: who the operating system says
        qint64 fileBytes = 4 * 1024 * 1024; // after which a new file is begun
    };
    explicit WriteLog(Options options, QObject *parent = nullptr);
    ~WriteLog() override;

    const QString &folder() const { return m_options.folder; }
    void setEnvironment(const QString &name) { m_options.environment = name; }
    // Writes of this run that are not over.
    const WriteEntry *underWay(const QString &id) const;
    // Why the last line could not be written; null when it could.
    const QString &problem() const { return m_problem; }

    QString begin(const api::WriteBegin &write) override;
    void end(const api::WriteEnd &write) override;

Q_SIGNALS:
    void began(const models::WriteEntry &entry);
    void ended(const models::WriteEntry &entry); // the whole of it
    void problemChanged();

private:
    bool append(const QByteArray &line);
    bool openFile();
    void writeRest();
    void setProblem(const QString &problem);

    Options m_options;
    QFile m_file;
    bool m_isTorn = false; // the last line was not written to its end
    QByteArrayList m_rest; // ends that are still to be written
    QHash<QString, WriteEntry> m_underWay;
    QString m_problem;
    QTimer m_again;
    QTimer m_sync;
};

// Its files, oldest first, as whole paths.
QStringList writeLogFiles(const QString &folder);

// Reads the files backwards, newest write first, as they were when it was made.
class WriteLogReader
{
public:
    explicit WriteLogReader(const QString &folder);
    // The next ones; fewer only at the end, or when `lines` lines were looked at before.
    QList<WriteEntry> next(int count, int lines = 2000);
    bool atEnd() const;
    int unreadable() const { return m_unreadable; } // lines so far that make no sense

private:
    bool nextLine(QByteArray *line);
    QStringList m_files; // still to be read; the last is next
    QByteArray m_text; // of the file being read, up to where it was
    QHash<QString, WriteEntry> m_ends; // whose begin is still to come
    int m_unreadable = 0;
};

} // namespace models
