#pragma once

// Starts the servers of servers_for_tests.py, for the tests of sending.

#include "base/bytes.h"

#include <nlohmann/json.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <string>
#include <vector>

namespace tucai::collect::notify {

/// A server on loopback that ends with its scope.
class ServerForTests {
public:
    /// Needs: the arguments of servers_for_tests.py.
    explicit ServerForTests(const std::vector<std::string>& arguments)
    {
        int ends[2] = {};
        if (::pipe(ends) != 0)
            return;
        std::vector<std::string> words = {"/usr/bin/python3",
                                          TUCAI_SOURCE_DIR "/src/collect/notify/servers_for_tests.py"};
        words.insert(words.end(), arguments.begin(), arguments.end());
        std::vector<char*> list;
        for (auto& word : words)
            list.push_back(word.data());
        list.push_back(nullptr);
        child_ = ::fork();
        if (child_ == 0) {
            ::dup2(ends[1], 1);
            ::close(ends[0]);
            ::close(ends[1]);
            ::execv(list[0], list.data());
            ::_exit(127);
        }
        ::close(ends[1]);
        lines_ = ::fdopen(ends[0], "r");
        first_ = next();
    }
    ServerForTests(const ServerForTests&) = delete;
    ServerForTests& operator=(const ServerForTests&) = delete;
    ~ServerForTests() { stop(); }

    void stop()
    {
        if (child_ > 0) {
            ::kill(child_, SIGTERM);
            ::waitpid(child_, nullptr, 0);
        }
        child_ = -1;
        if (lines_ != nullptr)
            std::fclose(lines_);
        lines_ = nullptr;
    }
    /// Whether the Debian package that serves is there.
    bool is_there() const { return first_.contains("port"); }
    int port() const { return first_.value("port", 0); }
    /// The next thing that it was given; waits for it.
    nlohmann::json next()
    {
        std::string line;
        for (int c = std::fgetc(lines_); c != EOF && c != '\n'; c = std::fgetc(lines_))
            line += static_cast<char>(c);
        return nlohmann::json::parse(line, nullptr, false);
    }
    /// What stands in base64 in one of its fields.
    static std::string decoded(const nlohmann::json& given, const char* field)
    {
        std::string text = given.value(field, "");
        for (auto& c : text)
            c = c == '+' ? '-' : c == '/' ? '_' : c;
        text.erase(std::find(text.begin(), text.end(), '='), text.end());
        const auto bytes = base::from_base64url(text).value_or(base::ByteVector());
        return {bytes.begin(), bytes.end()};
    }

private:
    pid_t child_ = -1;
    std::FILE* lines_ = nullptr;
    nlohmann::json first_;
};

} // namespace tucai::collect::notify
