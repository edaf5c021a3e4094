#include "collect/documents.h"
#include "collect/states/table_for_tests.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace tucai::collect {
namespace {

// Invented numbers; their check characters were worked out by a program of their own.
const std::string resident = "320106200208151233";
const std::string resident_x = "11010519491231002X";

std::string number_of(std::string_view text)
{
    const auto document = read_document(text);
    return document ? document->number : std::string(error_word(document.error().code));
}

std::string refusal(std::string_view text)
{
    const auto document = read_document(text);
    return document ? "taken as " + std::string(word(document->kind))
                    : std::string(error_word(document.error().code));
}

TEST(Documents, AreKnownByTheirForm)
{
    const std::pair<std::string_view, DocumentKind> known[] = {
        {"320106200208151233", DocumentKind::ResidentId},
        {"11010519491231002X", DocumentKind::ResidentId},
        {"810000200101010011", DocumentKind::ResidencePermit},
        {"820000199912310022", DocumentKind::ResidencePermit},
        {"830000200206300035", DocumentKind::ResidencePermit},
        {"USA110080010101", DocumentKind::ForeignPermit2017},
        {"911124198108030024", DocumentKind::ForeignPermit2023},
        {"E12345678", DocumentKind::Passport},
        {"C01X00T47", DocumentKind::Passport},
        {"123456789", DocumentKind::Passport},
        {"H1234567890", DocumentKind::Passport},
        {"AB1234", DocumentKind::Passport},
    };
    for (const auto& [text, kind] : known) {
        EXPECT_EQ(read_document(text), (Document{kind, std::string(text)})) << text;
        EXPECT_EQ(read_document(kind, text), (Document{kind, std::string(text)})) << text;
    }
}

TEST(Documents, OfAnotherKindThanToldSaySo)
{
    const auto document = read_document(DocumentKind::ResidentId, "810000200101010011");
    ASSERT_FALSE(document.has_value());
    EXPECT_EQ(document.error().code, ErrorCode::DocumentOtherKind);
    EXPECT_NE(document.error().message.find("residence_permit"), std::string::npos);
    EXPECT_EQ(read_document(DocumentKind::Passport, "12").error().code, ErrorCode::DocumentLength);
}

TEST(Documents, TakeWhatPeopleAndSpreadsheetsWrite)
{
    EXPECT_EQ(number_of("11010519491231002x"), resident_x);
    EXPECT_EQ(number_of("１１０１０５１９４９１２３１００２ｘ"), resident_x);
    EXPECT_EQ(number_of("11010519491231002Ⅹ"), resident_x) << "the Roman ten";
    EXPECT_EQ(number_of("11010519491231002×"), resident_x) << "the sign of multiplication";
    EXPECT_EQ(number_of(" 320106 20020815 1233\t\r\n"), resident);
    EXPECT_EQ(number_of("\u3000320106\u00A0200208151233"), resident);
    EXPECT_EQ(number_of("'320106200208151233"), resident);
    EXPECT_EQ(number_of("\uFEFF\u202D320106200208151233\u202C\u200B"), resident)
        << "as address books paste it";
    EXPECT_EQ(number_of("e12345678"), "E12345678");
}

TEST(Documents, ThatLostDigitsInASpreadsheetAreRefused)
{
    for (const auto* text :
         {"3.20106E+17", "3.20106e+17", "3.2010620020815e17", "3E+17", "３．２０１０６Ｅ＋１７",
          "320106200208151000", "320106200208151233.0", "320106200208151000.00", "3,20106E+17"})
        EXPECT_EQ(refusal(text), "document.lost_digits") << text;
}

TEST(Documents, EndingInZerosWithAFittingCheckDigitAreTakenAndMarked)
{
    const auto document = read_document("320106200109012000");
    ASSERT_TRUE(document.has_value());
    EXPECT_TRUE(may_have_lost_digits(*document));
    EXPECT_FALSE(may_have_lost_digits(*read_document(resident)));
    EXPECT_FALSE(may_have_lost_digits(*read_document("E12345000")));
}

TEST(Documents, APassportThatLooksLikeAPowerIsAPassport)
{
    EXPECT_EQ(number_of("1E2345678"), "1E2345678");
    EXPECT_EQ(number_of("12E34567"), "12E34567");
}

TEST(Documents, WithABirthDayThatNeverWasAreRefused)
{
    for (const auto* text : {"320106200202301230", "320106200213011230", "320106200200011231",
                             "320106189912311233", "320106220001011233"})
        EXPECT_EQ(refusal(text), "document.birth_day") << text;
    EXPECT_EQ(number_of("320106200002291230"), "320106200002291230") << "2000 was a leap year";
}

TEST(Documents, WithAWrongCheckDigitAreRefused)
{
    EXPECT_EQ(refusal("320106200208151234"), "document.checksum");
    EXPECT_EQ(refusal("32010620020815123X"), "document.checksum");
    EXPECT_EQ(refusal("911124198108030025"), "document.checksum");
    EXPECT_EQ(refusal("810000200101010012"), "document.checksum");
}

TEST(Documents, RegionsAreNotLookedUp)
{
    EXPECT_EQ(number_of("000000200001010013"), "000000200001010013");
}

TEST(Documents, OfAnotherLengthAreRefused)
{
    for (const auto* text : {"32010620020815123", "3201062002081512333", "320106020815123", "13912345678",
                             "E1234", "ABCDEFGH1234567", "A"})
        EXPECT_EQ(refusal(text), "document.length") << text;
    EXPECT_EQ(refusal(std::string(300, '1')), "document.length");
}

TEST(Documents, WithOtherCharactersAreRefused)
{
    for (const auto* text :
         {"32010620O208151233", "X20106200208151233", "3201062002081512X3", "320106-20020815123",
          "张三320106200208151233", "E1234567*", "ABCDEFGH", "E12345\xFF", "??????", "\u202E321E45678",
          "E1234\u0661\u0662", "320106.200208151233", "320106'200208151233", ".0"})
        EXPECT_EQ(refusal(text), "document.characters") << text;
}

TEST(Documents, ThatAreEmptySaySo)
{
    for (const auto* text : {"", "  ", "\u3000", "'", "\uFEFF"})
        EXPECT_EQ(refusal(text), "document.empty");
}

TEST(Documents, NoRefusalRepeatsTheNumber)
{
    for (const auto* text :
         {"320106200208151234", "320106200202301230", "32010620020815123", "32010620O208151233"})
        EXPECT_EQ(read_document(text).error().message.find("320106"), std::string::npos);
}

TEST(Documents, HoldABirthDayWhereTheirFormDoes)
{
    EXPECT_EQ(birth_day(*read_document(resident)), read_day("2002-08-15").value());
    EXPECT_EQ(birth_day(*read_document("911124198108030024")), read_day("1981-08-03").value());
    EXPECT_EQ(birth_day(*read_document("E12345678")), std::nullopt);
    EXPECT_EQ(birth_day(*read_document("USA110080010101")), std::nullopt);
}

TEST(Documents, HoldTheSexInTheSeventeenthDigit)
{
    EXPECT_EQ(sex(*read_document(resident)), Sex::Male);
    EXPECT_EQ(sex(*read_document(resident_x)), Sex::Female);
    EXPECT_EQ(sex(*read_document("810000200101010011")), Sex::Male);
    EXPECT_EQ(sex(*read_document("911124198108030024")), std::nullopt);
    EXPECT_EQ(sex(*read_document("E12345678")), std::nullopt);
}

TEST(Documents, MaskedShowTheFirstAndTheLastCharacter)
{
    EXPECT_EQ(masked(*read_document(resident_x)), "1****************X");
    EXPECT_EQ(masked(*read_document("E12345678")), "E*******8");
}

TEST(LastSix, AreTheDocumentsAndReadAsTheyAreTyped)
{
    EXPECT_EQ(last_six(*read_document(resident_x)), "31002X");
    EXPECT_EQ(last_six(*read_document("AB1234")), "AB1234");
    EXPECT_EQ(read_last_six("31002x"), "31002X");
    EXPECT_EQ(read_last_six(" ３１００ ２ｘ"), "31002X");
}

TEST(LastSix, OfAnotherFormAreRefused)
{
    EXPECT_EQ(read_last_six("").error().code, ErrorCode::DocumentEmpty);
    EXPECT_EQ(read_last_six("31002").error().code, ErrorCode::DocumentLength);
    EXPECT_EQ(read_last_six("31002XX").error().code, ErrorCode::DocumentLength);
    EXPECT_EQ(read_last_six("31-02X").error().code, ErrorCode::DocumentCharacters);
    EXPECT_EQ(read_last_six("三1002X").error().code, ErrorCode::DocumentCharacters);
}

TEST(Documents, WordsStayAsTheyAre)
{
    expect_words<DocumentKind>({{DocumentKind::ResidentId, "resident_id"},
                                {DocumentKind::ResidencePermit, "residence_permit"},
                                {DocumentKind::ForeignPermit2017, "foreign_permit_2017"},
                                {DocumentKind::ForeignPermit2023, "foreign_permit_2023"},
                                {DocumentKind::Passport, "passport"}});
    expect_words<Sex>({{Sex::Female, "female"}, {Sex::Male, "male"}});
}

RC_GTEST_PROP(Documents, NoSingleWrongDigitAndNoSwapOfNeighboursIsTaken, ())
{
    const auto place = *rc::gen::inRange<std::size_t>(0, 17);
    auto wrong = resident;
    wrong[place] = static_cast<char>(*rc::gen::inRange<int>('0', '9' + 1));
    RC_ASSERT(wrong == resident || !read_document(wrong));
    auto swapped = resident;
    std::swap(swapped[place], swapped[place + 1]);
    RC_ASSERT(swapped == resident || !read_document(swapped));
}

RC_GTEST_PROP(Documents, AnyBytesAreReadOrRefusedAndWhatIsReadReadsAgainAlike, ())
{
    const auto bytes = *rc::gen::container<std::string>(rc::gen::oneOf(rc::gen::inRange<char>('0', '9' + 1),
                                                                       rc::gen::element('X', 'E', ' ', '.'),
                                                                       rc::gen::arbitrary<char>()));
    const auto document = read_document(bytes);
    if (document) {
        RC_ASSERT(read_document(document->number).value() == *document);
        RC_ASSERT(masked(*document).size() == document->number.size());
    } else {
        RC_ASSERT(!document.error().message.empty());
    }
}

} // namespace
} // namespace tucai::collect
