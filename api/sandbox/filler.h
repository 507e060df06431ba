#pragma once

#include "api/sandbox/template.h"
#include "api/sandbox/workflows.h"

namespace api::sandbox {

class Filler // a workflow's texts over one message
{
public:
    explicit Filler(const RenderInput &input);
    QString html(const QJsonValue &source) const
    {
        return fillTemplate(source.toString(), m_scope, Escape::Html);
    }
    QString plain(const QJsonValue &source) const
    {
        return fillTemplate(source.toString(), m_scope, Escape::Nothing);
    }
    QJsonValue optional(const QJsonValue &source) const // null stays null
    {
        return source.isString() ? QJsonValue(plain(source)) : QJsonValue();
    }

private:
    QJsonObject m_scope;
};

} // namespace api::sandbox
