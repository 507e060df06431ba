#include "support/main/testmain.h"

#include <cstdio>
#include <cstring>
#include <map>
#include <string>
#include <string_view>

namespace {

struct Tests
{
    std::map<std::string, testmain::Entry::Run, std::less<>> byName;
    std::string twice; // the name of two tests
};

// In a function: the entries are made before main(), in no order that could be told.
Tests &tests()
{
    static Tests all;
    return all;
}

int listTests(const char *program)
{
    std::fprintf(stderr, "%s TEST [arguments of Qt Test], where TEST is one of\n", program);
    for (const auto &[name, run] : tests().byName)
        std::fprintf(stderr, "  %s\n", name.c_str());
    return 2;
}

} // namespace

testmain::Entry::Entry(const char *sourceFile, Run run)
{
    std::string_view name(sourceFile);
    name.remove_prefix(name.find_last_of('/') + 1);
    name = name.substr(0, name.find('.'));
    if (!tests().byName.emplace(name, run).second)
        tests().twice = name;
}

int main(int argc, char **argv)
{
    if (!tests().twice.empty()) {
        std::fprintf(stderr, "%s holds two tests; each needs a file of its own.\n", tests().twice.c_str());
        return 2;
    }
    if (argc < 2)
        return listTests(argv[0]);
    const auto found = tests().byName.find(std::string_view(argv[1]));
    if (found == tests().byName.end()) {
        std::fprintf(stderr, "There is no test %s: does its file end with QTEST_MAIN or one of its kind?\n",
                     argv[1]);
        return listTests(argv[0]);
    }
    // The test's name is the program's: by it Qt tells settings and files of one from those of another.
    return found->second(argc - 1, argv + 1);
}
