// A channel of guides with a few of each kind, and what a user sees of them.
#pragma once

#include "api/sandbox/guidedefs.h"
#include "sandbox/entityfixture.h"

namespace sandboxtest {

struct GuidesFixture : EntityFixture
{
    GuidesFixture()
    {
        workflows.channels.append({"guides-1", "guides", "Guides", "in_app_guide", "in_app_guide_knock"});
        readGuides(json(R"({"guides":[
            {"id":"g-tour","key":"tour","type":"tour","channel":"guides","steps":[
                {"ref":"one","content":{"title":"Hi {{ recipient.name }} of {{ tenant.name }}",
                    "deep":{"list":["{{ data.n }}",1,null]}}},
                {"ref":"two","content":{}}]},
            {"id":"g-vip","key":"vip","type":"card","channel":"guides","audience":"vip","steps":[{"ref":"a"}]},
            {"id":"g-paid","key":"paid","type":"card","channel":"guides","steps":[{"ref":"a"}],"conditions":[
                {"variable":"data.plan","operator":"equal_to","argument":"paid"}]},
            {"id":"g-off","key":"off","type":"card","channel":"guides","active":false,"steps":[{"ref":"a"}]},
            {"id":"g-far","key":"far","type":"card","channel":"elsewhere","steps":[{"ref":"a"}]}],
           "groups":[{"key":"default","display_sequence":["tour","vip"]},
                     {"key":"cards","display_sequence":["paid"]}]})"),
                   workflows);
    }
    Reply guides(const QByteArray &query = {}, const char *user = "ada")
    {
        return get(QByteArray("/v1/users/") + user + "/guides/guides-1?" + query);
    }
    QStringList keys(const QByteArray &query = {}, const char *user = "ada")
    {
        QStringList all;
        const QJsonArray rows = guides(query, user).rows();
        for (const QJsonValue &row : rows)
            all += row["key"].toString();
        return all;
    }
    QString why(const char *key, const QByteArray &query = {})
    {
        const QJsonArray all = guides(query).at("ineligible_guides").toArray();
        for (const QJsonValue &one : all) {
            if (one["key"] == QJsonValue(key))
                return one["reason"].toString();
        }
        return {};
    }
    QJsonValue message(int step, const QByteArray &query = {}, const char *user = "ada")
    {
        return guides(query, user).rows().at(0)["steps"][step]["message"];
    }
    Reply mark(const QByteArray &word, const char *step = "one", const QByteArray &more = {},
               const char *user = "ada")
    {
        return put(QByteArray("/v1/users/") + user + "/guides/messages/" + word, body("tour", step, more));
    }
    static QByteArray body(const char *guide, const char *step, const QByteArray &more = {})
    {
        return QByteArray(R"({"channel_id":"guides-1","guide_id":"g-)") + guide + R"(","guide_key":")" + guide
            + R"(","guide_step_ref":")" + step + R"(","content":{"shown":1})" + more + '}';
    }
};

} // namespace sandboxtest
