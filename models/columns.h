#pragma once

#include "api/schema/field.h"

#include <utility>

namespace models {

// Calls f(field) with the labelled field of T that is shown in this column; other fields need no display().
template <api::Described T, class F>
void visitColumn(int column, F &&f)
{
    int at = 0;
    const auto visit = [&]<std::size_t I>(std::integral_constant<std::size_t, I>) {
        if constexpr (std::get<I>(T::fields).label != nullptr) {
            if (at++ == column)
                f(std::get<I>(T::fields));
        }
    };
    [&]<std::size_t... I>(std::index_sequence<I...>)
    {
        (visit(std::integral_constant<std::size_t, I>()), ...);
    }
    (std::make_index_sequence<std::tuple_size_v<std::decay_t<decltype(T::fields)>>>());
}

} // namespace models
