#include "api/sandbox/signingkey.h"

#include "api/sandbox/usertoken.h"

#include <QFile>

namespace api::sandbox {

QByteArray readSigningKey(const QString &fileName, QString *error)
{
    constexpr qint64 most = 64 * 1024; // no key is larger
    QFile file(fileName);
    QByteArray key;
    QString problem;
    if (!file.open(QIODevice::ReadOnly))
        problem = file.errorString();
    else
        key = file.read(most);
    if (problem.isEmpty() && UserTokens::fromPem(key, &problem))
        return key;
    *error = QStringLiteral("\"%1\" can't be used: %2").arg(fileName, problem);
    return {};
}

} // namespace api::sandbox
