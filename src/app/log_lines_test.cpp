#include "app/log_lines.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <future>

namespace tucai::app {
namespace {

/// A pipe; what was written is read at the end.
class LogLinesTest : public testing::Test {
protected:
    LogLinesTest()
    {
        EXPECT_EQ(::pipe(ends.data()), 0);
        stream = ::fdopen(ends[1], "w");
    }
    ~LogLinesTest() override { ::close(ends[0]); }
    std::string rest() const
    {
        std::fclose(stream);
        std::string text;
        std::array<char, 65536> piece{};
        for (ssize_t n = 0; (n = ::read(ends[0], piece.data(), piece.size())) > 0;)
            text.append(piece.data(), static_cast<std::size_t>(n));
        return text;
    }
    std::array<int, 2> ends{};
    std::FILE* stream = nullptr;
};

TEST_F(LogLinesTest, WritesEveryLineInItsOrder)
{
    {
        LogLines lines(stream);
        for (int i = 0; i < 3; ++i)
            lines.add("line " + std::to_string(i));
    }
    EXPECT_EQ(rest(), "line 0\nline 1\nline 2\n");
}

TEST_F(LogLinesTest, AReaderThatIsStuckHoldsNobodyUp)
{
    const std::string line(200, 'x');
    {
        LogLines lines(stream);
        // Far more than a pipe and the queue hold; this returns, or the test runs into its time.
        for (std::size_t i = 0; i < 2 * LogLines::most_waiting; ++i)
            lines.add(line);
    }
    const auto text = rest();
    EXPECT_TRUE(text.starts_with(line + "\n"));
    EXPECT_LT(text.size(), LogLines::most_waiting * line.size());
}

} // namespace
} // namespace tucai::app
