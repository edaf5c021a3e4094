#include "collect/students/code_number.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tucai::collect {
namespace {

TEST(CodeNumber, IsReadAsPeopleTypeIt)
{
    auto number = new_code_number(base::system_randomness());
    EXPECT_EQ(number.size(), 10U);
    EXPECT_EQ(read_code_number(number), number);
    auto typed = number.substr(0, 3) + "-" + number.substr(3, 3) + " " + number.substr(6);
    for (auto& c : typed)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    EXPECT_EQ(read_code_number(typed), number);
    EXPECT_FALSE(read_code_number(""));
    EXPECT_FALSE(read_code_number(number + "2"));
    EXPECT_FALSE(read_code_number(number.substr(0, 9)));
}

RC_GTEST_PROP(CodeNumber, NoticesEveryWrongSignAndEverySwap, ())
{
    const auto drawn = *rc::gen::container<std::vector<std::uint8_t>>(64, rc::gen::arbitrary<std::uint8_t>());
    std::size_t at = 0;
    // What is drawn may hold too few useful bytes, so that it is stirred on.
    const auto number = new_code_number([&](std::span<std::uint8_t> bytes) {
        for (auto& byte : bytes) {
            byte = static_cast<std::uint8_t>(drawn[at % drawn.size()] + 7 * (at / drawn.size()));
            ++at;
        }
    });
    const auto place = static_cast<std::size_t>(*rc::gen::inRange(0, 10));
    const char sign = *rc::gen::elementOf(std::string("23456789ABCDEFGHJKMNPQRSTUVWXYZ"));
    auto changed = number;
    changed[place] = sign;
    RC_ASSERT(read_code_number(changed).has_value() == (changed == number));
    auto swapped = number;
    std::swap(swapped[place], swapped[(place + 1) % 9]);
    if (place < 8)
        RC_ASSERT(read_code_number(swapped).has_value() == (swapped == number));
}

} // namespace
} // namespace tucai::collect
