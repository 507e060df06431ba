// One line of an entity's field table. The decoder, the encoder, table columns, forms, CSV export and
// the sandbox's validation all walk the same table.
#pragma once

#include <cstddef>
#include <tuple>

namespace api {

// `path` is the key on the wire; a dot descends into a nested object, and "a|b" reads `a`, else `b`, and
// writes `a`. In a query the path is taken verbatim (`inserted_at.gt` is one parameter's name).
// A field with a `label` is a column of tables and a row of detail forms.
template <class T, class M>
struct Field
{
    using Member = M;
    const char *path;
    M T::*member;
    const char *label = nullptr;
    bool isRequired = false;
    bool isRepeated = false;

    constexpr Field(const char *p, M T::*m, const char *l = nullptr)
        : path(p)
        , member(m)
        , label(l)
    {
    }
    // The value must be there: without it the row is marked as broken.
    constexpr Field required() const
    {
        Field f = *this;
        f.isRequired = true;
        return f;
    }
    // A text of few values, the same in many rows: a list keeps each once.
    constexpr Field repeated() const
    {
        Field f = *this;
        f.isRepeated = true;
        return f;
    }
};
template <class T, class M>
Field(const char *, M T::*) -> Field<T, M>;
template <class T, class M>
Field(const char *, M T::*, const char *) -> Field<T, M>;

// A struct with a field table. It may also have `QJsonObject raw`: all that came, unknown keys included.
template <class T>
concept Described = requires
{
    T::fields;
};

template <Described T, class F>
constexpr void forEachField(F &&f)
{
    std::apply([&](const auto &...field) { (f(field), ...); }, T::fields);
}

template <Described T>
constexpr std::size_t columnCount()
{
    std::size_t n = 0;
    forEachField<T>([&](const auto &field) { n += field.label != nullptr; });
    return n;
}

} // namespace api
