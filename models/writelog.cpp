#include "models/writelog.h"

#include "api/client/apierror.h"

#include <QDir>
#include <QThreadPool>

#include <pwd.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace models {

namespace {

constexpr int againMs = 5000;
constexpr int syncMs = 500;
constexpr QFile::Permissions ownerOnly = QFile::ReadOwner | QFile::WriteOwner;

QString systemUser()
{
    const passwd *entry = ::getpwuid(::geteuid());
    return entry && entry->pw_name ? QString::fromLocal8Bit(entry->pw_name)
                                   : QString::number(qulonglong(::geteuid()));
}

WriteOutcome outcomeOf(const api::WriteEnd &write)
{
    const bool isAnswered = write.httpStatus >= 200 && write.httpStatus < 300;
    if (write.isGivenUp)
        return isAnswered ? WriteOutcome::Done : WriteOutcome::Unknown;
    if (write.error.outcomeUnknown)
        return WriteOutcome::Unknown;
    switch (write.error.kind) {
    case api::ApiError::Kind::None:
    case api::ApiError::Kind::Decode: // done, whatever was said about it
        return WriteOutcome::Done;
    case api::ApiError::Kind::Http:
        return WriteOutcome::Refused;
    case api::ApiError::Kind::Network:
    case api::ApiError::Kind::ReadOnly:
    case api::ApiError::Kind::NotRecorded:
        break;
    }
    return WriteOutcome::NotSent;
}

} // namespace

QStringList writeLogFiles(const QString &folder)
{
    const QDir dir(folder);
    QStringList files;
    for (const QString &name : dir.entryList({u"*.jsonl"_s}, QDir::Files, QDir::Name))
        files += dir.filePath(name);
    return files;
}

WriteLog::WriteLog(Options options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
{
    if (m_options.user.isEmpty())
        m_options.user = systemUser();
    m_again.setInterval(againMs);
    connect(&m_again, &QTimer::timeout, this, &WriteLog::writeRest);
    m_sync.setSingleShot(true);
    m_sync.setInterval(syncMs);
    // Not in this thread: a disk may take its time.
    connect(&m_sync, &QTimer::timeout, this, [this] {
        const int handle = m_file.isOpen() ? ::dup(m_file.handle()) : -1;
        if (handle < 0)
            return;
        QThreadPool::globalInstance()->start([handle] {
            ::fdatasync(handle);
            ::close(handle);
        });
    });
}

WriteLog::~WriteLog()
{
    writeRest();
    if (m_file.isOpen())
        ::fdatasync(m_file.handle());
}

const WriteEntry *WriteLog::underWay(const QString &id) const
{
    const auto it = m_underWay.constFind(id);
    return it == m_underWay.constEnd() ? nullptr : &*it;
}

QString WriteLog::begin(const api::WriteBegin &write)
{
    WriteEntry entry;
    entry.id = QString::fromLatin1(write.id);
    entry.at = QDateTime::currentDateTimeUtc();
    entry.user = m_options.user;
    entry.environment = m_options.environment;
    entry.reason = write.reason;
    entry.endpoint = QString::fromLatin1(write.endpoint->name);
    entry.method = QString::fromLatin1(api::verbName(write.endpoint->verb));
    entry.path = QString::fromUtf8(write.target);
    entry.idempotencyKey = QString::fromLatin1(write.idempotencyKey);
    entry.outcome = WriteOutcome::UnderWay;
    entry.setBody(write.body);
    writeRest(); // in their order
    if (!m_rest.isEmpty() || !append(entry.beginLine()))
        return m_problem;
    m_underWay.insert(entry.id, entry);
    Q_EMIT began(entry);
    return {};
}

void WriteLog::end(const api::WriteEnd &write)
{
    WriteEntry entry = m_underWay.take(QString::fromLatin1(write.id));
    entry.id = QString::fromLatin1(write.id);
    entry.endedAt = QDateTime::currentDateTimeUtc();
    entry.outcome = outcomeOf(write);
    entry.status = write.httpStatus;
    entry.requestId = write.requestId;
    entry.tries = write.tries;
    if (write.isGivenUp && entry.outcome == WriteOutcome::Unknown)
        entry.error = tr("Given up before the answer came");
    else if (write.error.isError())
        entry.error = api::explain(write.error).sentence;
    entry.setAnswer(write.answer, write.answerSize);
    m_rest += entry.endLine();
    writeRest();
    Q_EMIT ended(entry);
}

void WriteLog::writeRest()
{
    while (!m_rest.isEmpty() && append(m_rest.first()))
        m_rest.removeFirst();
    if (m_rest.isEmpty())
        m_again.stop();
    else if (!m_again.isActive())
        m_again.start();
}

bool WriteLog::openFile()
{
    if (m_file.isOpen() && m_file.size() < m_options.fileBytes && m_file.exists())
        return true;
    m_file.close();
    m_isTorn = false;
    const QDir dir(m_options.folder);
    if (!dir.exists()) {
        if (!dir.mkpath(u"."_s))
            return setProblem(tr("%1 can't be made.").arg(dir.path())), false;
        QFile::setPermissions(dir.path(), ownerOnly | QFile::ExeOwner);
    }
    QString path = writeLogFiles(m_options.folder).value(writeLogFiles(m_options.folder).size() - 1);
    if (path.isEmpty() || QFileInfo(path).size() >= m_options.fileBytes) {
        const QString stamp = QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd'T'HHmmsszzz"_s);
        path = dir.filePath(stamp + u".jsonl"_s);
    }
    m_file.setFileName(path);
    // Unbuffered and appending: each line is one call to the operating system, at the end whoever else
    // writes.
    if (!m_file.open(QIODevice::ReadWrite | QIODevice::Append | QIODevice::Unbuffered, ownerOnly))
        return setProblem(tr("%1: %2").arg(path, m_file.errorString())), false;
    // Somebody's last line may have been cut by a crash.
    if (m_file.size() > 0 && m_file.seek(m_file.size() - 1))
        m_isTorn = m_file.read(1) != "\n";
    return true;
}

bool WriteLog::append(const QByteArray &line)
{
    if (!openFile())
        return false;
    const QByteArray bytes = m_isTorn ? '\n' + line : line;
    const qint64 written = m_file.write(bytes);
    if (written != bytes.size()) {
        m_isTorn |= written > 0;
        setProblem(tr("%1: %2").arg(m_file.fileName(), m_file.errorString()));
        m_file.close(); // the next time may be another disk's
        return false;
    }
    m_isTorn = false;
    setProblem({});
    if (!m_sync.isActive())
        m_sync.start();
    return true;
}

void WriteLog::setProblem(const QString &problem)
{
    if (std::exchange(m_problem, problem) != problem)
        Q_EMIT problemChanged();
}

} // namespace models
