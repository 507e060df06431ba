// litehtml 0.6 (Debian 12) and later: where its headers lie, and what they offer, changed between versions.
#pragma once

#if __has_include(<litehtml/litehtml.h>)
#include <litehtml/litehtml.h>
#else
#include <litehtml.h>
#endif

#if __has_include(<litehtml/context.h>)
#define DOORMAN_LITEHTML_CONTEXT 1 // up to 0.6 a style sheet is given in a context
#else
#define DOORMAN_LITEHTML_CONTEXT 0
#endif
