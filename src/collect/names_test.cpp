#include "collect/code_points.h"
#include "collect/names.h"
#include "collect/states/table_for_tests.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

namespace tucai::collect {
namespace {

using Notes = std::vector<NameNote>;

/// The name as it was read, or the word of its refusal.
std::string read(std::string_view text)
{
    const auto name = read_name(text);
    return name ? name->text : std::string(error_word(name.error().code));
}

Notes notes(std::string_view text)
{
    const auto name = read_name(text);
    EXPECT_TRUE(name.has_value()) << name.error().message;
    return name->notes;
}

TEST(Names, StayAsTheyAre)
{
    for (const std::string_view text : {"张三",        "欧阳娜娜",   "阿卜杜热合曼·买买提",
                                        "𠮷野家",      "㼆",         "䶮",
                                        "〇",          "伟",         "ئابدۇراخمان مۇھەممەت",
                                        "محمد",        "María José", "O'Brien",
                                        "O’Brien",     "Jean-Luc",   "Nguyễn Thị Hà",
                                        "Suharto",     "Анна",       "김철수",
                                        "やまだ",      "དོན་གྲུབ",      "Ñusta",
                                        "J. R. Smith", "Müller",     "ʻAkahi",
                                        "สมชาย"}) {
        const auto name = read_name(text);
        ASSERT_TRUE(name.has_value()) << text << ": " << name.error().message;
        EXPECT_EQ(*name, (Name{std::string(text), {}}));
        EXPECT_TRUE(name->is_resolved());
    }
}

TEST(Names, HaveTheMiddleDotThatTheRuleWants)
{
    for (const std::string_view dot : {"•", "・", "‧", "．", "∙", "⋅", "･", "․", "\u0387", "."}) {
        const auto text = "买买提" + std::string(dot) + "艾力";
        EXPECT_EQ(read(text), "买买提·艾力") << dot;
        EXPECT_EQ(notes(text), Notes{NameNote::MiddleDot}) << dot;
    }
    EXPECT_EQ(notes("买买提·艾力"), Notes{});
}

TEST(Names, KeepAFullStopBesideLatinLetters)
{
    EXPECT_EQ(read("J.Smith"), "J.Smith");
    EXPECT_EQ(read("张.A"), "张.A");
}

TEST(Names, AreComposedWithoutAChangeOfOrder)
{
    EXPECT_EQ(read("Jose\u0301 Nu\u0301n\u0303ez"), "José Núñez");
    EXPECT_EQ(notes("Jose\u0301"), Notes{NameNote::Composed});
    EXPECT_EQ(read("\uF9DC"), "隆") << "a compatibility character is its Han character";
    EXPECT_EQ(read("x\u0323\u0302"), "x\u0323\u0302") << "marks that no letter composes with stay";
}

TEST(Names, LoseTheSpacesThatOnlyAlignAColumn)
{
    EXPECT_EQ(read(" 张　三 \n"), "张三");
    EXPECT_EQ(read("阿里木 · 买买提"), "阿里木·买买提");
    EXPECT_EQ(read("Anna\u00A0 Maria"), "Anna Maria");
    EXPECT_EQ(read("\uFEFF张三\u200B"), "张三");
    EXPECT_EQ(notes("张　三"), Notes{NameNote::SpacesTidied});
    EXPECT_EQ(notes("张三\t"), Notes{NameNote::SpacesTidied});
    EXPECT_EQ(read("김 철수"), "김 철수") << "only Han characters stand without spaces";
}

TEST(Names, HaveLettersOfPlainWidth)
{
    EXPECT_EQ(read("Ａｎｎａ－Ｍａｒｉａ　Ｏ＇Ｎｅｉｌ"), "Anna-Maria O'Neil");
    EXPECT_EQ(notes("Ａｎｎａ"), Notes{NameNote::FullWidth});
}

TEST(Names, OfOldSystemsGetTheirCharactersBack)
{
    EXPECT_EQ(read("王\uE863"), "王䶮");
    EXPECT_EQ(notes("王\uE863"), Notes{NameNote::OldCodePoint});
}

TEST(Names, WithALostCharacterStayAndAreUnresolved)
{
    for (const std::string_view text : {"??", "张??", "张？", "王\uFFFD", "李□", "⿰氵张", "张*明", "张〓"}) {
        const auto name = read_name(text);
        ASSERT_TRUE(name.has_value()) << text;
        EXPECT_FALSE(name->is_resolved()) << text;
    }
    EXPECT_EQ(read("张??"), "张??");
}

TEST(Names, WithWhatNobodySeesAreRefused)
{
    for (const std::string_view text :
         {std::string_view("张\0三", 7), std::string_view("张\n三"), std::string_view("张\x7F三"),
          std::string_view("张\u200B三"), std::string_view("张\u00AD三"), std::string_view("Anna\tMaria"),
          std::string_view("张\u2028三"), std::string_view("张\u200D三"), std::string_view("\u200C张"),
          std::string_view("Anna\u200DMaria"), std::string_view("张\U000E0041三"),
          std::string_view("张\u0085三"), std::string_view("\u3164"), std::string_view("\u115F张"),
          std::string_view("a\u034Fb"), std::string_view("\uFE0F张"), std::string_view("- \U000E0100")})
        EXPECT_EQ(read(text), "name.control") << text;
}

TEST(Names, WithMarksThatTurnTheWritingAreRefused)
{
    for (const char32_t mark : {U'\u202A', U'\u202B', U'\u202C', U'\u202D', U'\u202E', U'\u2066', U'\u2067',
                                U'\u2068', U'\u2069', U'\u200E', U'\u200F', U'\u061C'}) {
        const auto text = utf8(std::u32string(U"张") + mark + U"三");
        EXPECT_EQ(read(text), "name.control") << text;
    }
}

TEST(Names, KeepTheJoinersThatAScriptNeeds)
{
    EXPECT_EQ(read("علی\u200Cرضا"), "علی\u200Cرضا");
    EXPECT_EQ(read("علیِ\u200Cرضا"), "علیِ\u200Cرضا") << "behind a vowel's mark";
    EXPECT_EQ(read("ශ්\u200Dරී"), "ශ්\u200Dරී");
}

TEST(Names, KeepTheSelectorOfACharactersVariant)
{
    EXPECT_EQ(read("葛\U000E0100城"), "葛\U000E0100城");
}

TEST(Names, OfBytesThatAreNoTextAreRefused)
{
    for (const std::string_view text : {"\xD5\xC5\xC8\xFD", "张\xE4\xB8", "\xC0\xAF", "\xED\xA0\x80"})
        EXPECT_EQ(read(text), "name.ill_formed");
}

TEST(Names, WithCodePointsOfNoCharacterAreRefused)
{
    EXPECT_EQ(read("张\u0378"), "name.unassigned");
    EXPECT_EQ(read("张\uFFFE"), "name.unassigned");
    EXPECT_EQ(read("张\U0002EE60"), "name.unassigned");
    EXPECT_EQ(read("张\uE000"), "name.private_use");
    EXPECT_EQ(read("张\U000F0000"), "name.private_use");
}

TEST(Names, MayHoldTheHanCharactersOfUnicodesNewestBlocks)
{
    EXPECT_EQ(read("张\U0002EBF0"), "张\U0002EBF0");
    EXPECT_EQ(read("张\U000323B0"), "张\U000323B0");
}

TEST(Names, WithSignsOrWithoutALetterAreRefused)
{
    EXPECT_EQ(read("张三😀"), "name.symbol");
    EXPECT_EQ(read("=1+1"), "name.symbol");
    EXPECT_EQ(read("<b>张三"), "name.symbol");
    EXPECT_EQ(read("123"), "name.no_letter");
    EXPECT_EQ(read("·"), "name.no_letter");
    EXPECT_EQ(read("-"), "name.no_letter");
}

TEST(Names, ThatAreEmptySaySo)
{
    for (const std::string_view text : {"", " ", "\u3000\u00A0", "\uFEFF", "\r\n"})
        EXPECT_EQ(read(text), "name.empty");
}

TEST(Names, HaveAHundredCharactersAtMostWhateverTheirBytes)
{
    std::string name;
    for (int i = 0; i < 100; ++i)
        name += "𠮷";
    EXPECT_EQ(read(name), name);
    EXPECT_EQ(read(name + "𠮷"), "name.too_long");
    EXPECT_EQ(read(std::string(5000, 'a')), "name.too_long");
    EXPECT_EQ(read("  " + name + "  "), name) << "blanks at the ends do not count";
}

TEST(Names, SeveralChangesAreNotedInTheirOrder)
{
    EXPECT_EQ(notes(" Ａ??\u3000\u2022Jose\u0301"),
              (Notes{NameNote::MiddleDot, NameNote::Composed, NameNote::SpacesTidied, NameNote::FullWidth,
                     NameNote::Unresolved}));
}

TEST(Names, NoRefusalRepeatsTheName)
{
    for (const std::string_view text : {"张\u202E三", "张三😀", "张\uE000", "张\u0378"})
        EXPECT_EQ(read_name(text).error().message.find("张"), std::string::npos);
}

TEST(Names, WordsStayAsTheyAre)
{
    expect_words<NameNote>({{NameNote::MiddleDot, "middle_dot"},
                            {NameNote::Composed, "composed"},
                            {NameNote::SpacesTidied, "spaces_tidied"},
                            {NameNote::FullWidth, "full_width"},
                            {NameNote::OldCodePoint, "old_code_point"},
                            {NameNote::Unresolved, "unresolved"}});
}

RC_GTEST_PROP(Names, WhatIsReadReadsAgainAsItself, ())
{
    const auto of_names =
        rc::gen::oneOf(rc::gen::inRange<char32_t>(0x41, 0x5B), rc::gen::inRange<char32_t>(0x61, 0x7B),
                       rc::gen::inRange<char32_t>(0xC0, 0xD7), rc::gen::inRange<char32_t>(0x4E00, 0x9FA5),
                       rc::gen::inRange<char32_t>(0x300, 0x330), rc::gen::inRange<char32_t>(0x620, 0x650),
                       rc::gen::inRange<char32_t>(0xFF21, 0xFF3B),
                       rc::gen::element(U'·', U' ', U'\u3000', U'.', U'•', U'\u0345', U'𠮷', U'\uF9DC',
                                        U'\uE863', U'?', U'-'));
    const auto any = rc::gen::inRange<char32_t>(1, 0xD800);
    const auto some_point = rc::gen::weightedOneOf<char32_t>({{40, of_names}, {1, any}});
    const auto points = *rc::gen::container<std::u32string>(some_point);
    const auto name = read_name(utf8(points));
    RC_CLASSIFY(name.has_value());
    if (!name)
        return;
    const auto again = read_name(name->text);
    RC_ASSERT(again.has_value());
    RC_ASSERT(again->text == name->text);
    RC_ASSERT(again->is_resolved() == name->is_resolved());
    RC_ASSERT(again->notes.size() == (name->is_resolved() ? 0u : 1u));
}

} // namespace
} // namespace tucai::collect
