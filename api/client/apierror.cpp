#include "api/client/apierror.h"
namespace api {
Explanation explain(const ApiError &error)
{
    return {error.message, {}, Explanation::Step::None};
}
}
