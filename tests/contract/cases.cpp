#include "contract/cases.h"

#include <QJsonDocument>
#include <QTest>

namespace contract {

Case &Case::given(Step step)
{
    before.push_back(std::move(step));
    return *this;
}

Case &Case::among()
{
    namesMore = true;
    return *this;
}

Case &Case::atLimit(const char *name)
{
    limit = name;
    return *this;
}

Case &Case::with(const QByteArray &header, const QByteArray &value)
{
    headers[header] = value;
    return *this;
}

Case &Case::then(Check c)
{
    check = check ? both(check, std::move(c)) : std::move(c);
    return *this;
}

Case &Cases::add(const QByteArray &what, const QByteArray &target, const QByteArray &body, int status)
{
    return m_cases.emplace_back(Case {m_endpoint, what, target, body, status});
}

Case &Cases::ok(const QByteArray &what, const QByteArray &target, const QByteArray &body, Check reads)
{
    Case &c = add(what, target, body, 200);
    c.check = std::move(reads);
    return c;
}

Case &Cases::nothing(const char *what, const QByteArray &target, const QByteArray &body)
{
    return add(what, target, body, 204);
}

Case &Cases::bad(const QByteArray &what, const QByteArray &target, const QByteArray &body,
                 const QStringList &fields)
{
    Case &c = add(what, target, body, 422);
    c.code = "invalid_params";
    c.fields = fields;
    return c;
}

Case &Cases::missing(const char *what, const QByteArray &target, const QByteArray &body)
{
    return error(what, target, body, 404, "resource_missing");
}

Case &Cases::error(const char *what, const QByteArray &target, const QByteArray &body, int status,
                   const char *code)
{
    Case &c = add(what, target, body, status);
    c.code = code;
    return c;
}

void Cases::badQuery(const QByteArray &target, const char *name, const QByteArray &value)
{
    const char separator = target.contains('?') ? '&' : '?';
    bad(QByteArray(name) + ' ' + value.left(20), target + separator + name + '=' + value, {},
        {QString::fromLatin1(name).remove(QStringLiteral("[]"))});
}

void Cases::paging(const QByteArray &target, int most)
{
    const QByteArray with = target + (target.contains('?') ? '&' : '?');
    const auto size = [](int n) { return says("page_info.page_size", n); };
    ok("one a page", with + "page_size=1", {}, size(1)).atLimit("page_size");
    ok("as many a page as may be", with + "page_size=" + QByteArray::number(most), {}, size(most))
        .atLimit("page_size");
    ok("50 a page unless told", target, {}, size(50)).then(says("page_info.before", QJsonValue::Null));
    badQuery(target, "page_size", "0");
    badQuery(target, "page_size", "-1");
    bad("one more a page", with + "page_size=" + QByteArray::number(most + 1), {}, {"page_size"})
        .atLimit("page_size");
    badQuery(target, "page_size", "ten");
    badQuery(target, "page_size", "1.5");
    badQuery(target, "after", "nothing");
    badQuery(target, "before", "nothing");
    badQuery(target, "after", "eyJhIjoxfQ=="); // base64, but of no cursor
    bad("both cursors, and neither is one", with + "after=a&before=b", {}, {"after", "before"});
}

void Cases::messageFilters(const QByteArray &target)
{
    const QByteArray with = target + (target.contains('?') ? '&' : '?');
    const auto ids = [](int count) {
        return joined(
            count, [](int i) { return "message_ids[]=none" + QByteArray::number(i); }, '&');
    };
    ok("50 ids", with + ids(50), {}, hasRows(0)).atLimit("message_ids");
    bad("51 ids", with + ids(51), {}, {"message_ids"}).atLimit("message_ids");
    ok("each delivery status",
       with
           + "status[]=queued&status[]=sent&status[]=delivered&status[]=delivery_attempted"
             "&status[]=undelivered&status[]=bounced&status[]=not_sent");
    ok("each engagement status",
       with
           + "engagement_status[]=seen&engagement_status[]=unseen&engagement_status[]=read"
             "&engagement_status[]=unread&engagement_status[]=archived&engagement_status[]=unarchived"
             "&engagement_status[]=link_clicked&engagement_status[]=interacted");
    ok("all other filters at once",
       with
           + "source=none&tenant=none&channel_id=0c8f51e6-3b7a-4d92-9e05-a7d13c64f8b1"
             "&workflow_categories[]=a&trigger_data=%7B%22a%22%3A%22b%22%7D"
             "&inserted_at.gt=2026-01-01T00:00:00Z&inserted_at.gte=2026-01-01T00:00:00Z"
             "&inserted_at.lt=2026-02-01T00:00:00Z&inserted_at.lte=2026-02-01T00:00:00Z",
       {}, hasRows(0));
    badQuery(target, "status[]", "lost");
    badQuery(target, "engagement_status[]", "loved");
    badQuery(target, "trigger_data", "%7B");
    badQuery(target, "trigger_data", "[1]");
    badQuery(target, "trigger_data", "%7B%22a%22%3A%7B%7D%7D");
    for (const char *name : {"inserted_at.gt", "inserted_at.gte", "inserted_at.lt", "inserted_at.lte"})
        badQuery(target, name, "yesterday");
    bad("two things wrong", with + "status[]=lost&page_size=0", {}, {"page_size", "status"});
}

void Cases::listLimit(const QByteArray &target, const char *field, int most,
                      const std::function<QByteArray(const QByteArray &list)> &body,
                      const std::function<QByteArray(int)> &element)
{
    const QString name = QString::fromLatin1(field);
    const QByteArray what = QByteArray(field) + ": ";
    const auto list = [&](int count) { return '[' + joined(count, element) + ']'; };
    ok(what + QByteArray::number(most), target, body(list(most))).atLimit(field);
    bad(what + QByteArray::number(most + 1), target, body(list(most + 1)), {name}).atLimit(field);
    ok(what + "none", target, body("[]")); // nothing to do is no mistake
    bad(what + "text", target, body("\"text\""), {name});
    bad(what + "an object", target, body("{}"), {name});
    bad(what + "absent", target, "{}", {name}).among();
}

void Cases::idLimit(const QByteArray &target, const char *field,
                    const std::function<QByteArray(const QByteArray &id)> &body)
{
    const QString name = QString::fromLatin1(field);
    ok("an id of 256", target, body(QByteArray(256, 'i'))).atLimit("id");
    bad("an id of 257", target, body(QByteArray(257, 'i')), {name}).atLimit("id");
    bad("an id with a slash", target, body("a/b"), {name});
    bad("an id of nothing", target, body({}), {name});
}

void Cases::propertiesLimit(const QByteArray &target)
{
    constexpr qsizetype most = 256 * 1024; // of the properties as compact JSON
    const QByteArray shell = R"({"p":""})";
    const auto of
        = [&](qsizetype bytes) { return QByteArray(shell).insert(6, QByteArray(bytes - shell.size(), 'x')); };
    ok("256 kB of properties", target, of(most)).atLimit("properties");
    bad("a byte over 256 kB", target, of(most + 1), {"properties"}).atLimit("properties");
}

void allCases(Cases &c, const Known &k)
{
    for (const auto cases :
         {userCases, messageCases, statusCases, objectCases, subscriptionCases, preferenceCases,
          channelDataCases, tenantCases, scheduleCases, workflowCases, slackCases, audienceCases, teamsCases,
          preferenceCenterCases, guideCases, connectorCases})
        cases(c, k);
}

Check both(Check first, Check second)
{
    return [first, second](Service &service, const Answer &answer) {
        first(service, answer);
        second(service, answer);
    };
}

Check says(const char *path, const QJsonValue &value)
{
    return [path, value](Service &, const Answer &answer) {
        const QJsonValue found = answer.at(QLatin1StringView(path));
        if (found != value)
            report({QStringLiteral("%1 is %2, not %3")
                        .arg(QLatin1StringView(path),
                             QString::fromUtf8(QJsonDocument(QJsonArray {found}).toJson()),
                             QString::fromUtf8(QJsonDocument(QJsonArray {value}).toJson()))});
    };
}

Check hasRows(int count)
{
    return [count](Service &, const Answer &answer) { QCOMPARE(answer.rows().size(), count); };
}

void report(const QStringList &problems)
{
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
}

QByteArray joined(int count, const std::function<QByteArray(int)> &element, char separator)
{
    QByteArrayList all;
    for (int i = 0; i < count; ++i)
        all.append(element(i));
    return all.join(separator);
}

QByteArray quotedId(const char *prefix, int i)
{
    return '"' + QByteArray(prefix) + '-' + QByteArray::number(i) + '"';
}

} // namespace contract
