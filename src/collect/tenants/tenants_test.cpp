#include "collect/means_for_tests.h"
#include "collect/tenants/tenants.h"

#include <gmock/gmock.h>

namespace tucai::collect {
namespace {

class TenantsTest : public ServiceTest {
protected:
    static NewTenant named(const std::string& zh, const std::string& code = "")
    {
        return {code, {zh, "In English"}};
    }
    std::vector<std::string> names(const Scope& scope) const
    {
        std::vector<std::string> found;
        const auto tenants_of = tenants.list(scope);
        EXPECT_TRUE(tenants_of);
        for (const auto& tenant : *tenants_of)
            found.push_back(tenant.name.zh);
        return found;
    }

    Tenants tenants{means};
};

TEST_F(TenantsTest, AnAdminMakesCentresAndSchoolsAndTheAuditIsTold)
{
    const auto made_centre = tenants.make_centre(admin, named("江苏中心"));
    ASSERT_TRUE(made_centre);
    const auto school = tenants.make_school(admin, named("苏州大学", "10285"), *made_centre);
    ASSERT_TRUE(school);
    EXPECT_EQ(events("tenant.made"), 2);
    Scope inside = centre;
    inside.tenant = *made_centre;
    EXPECT_THAT(names(inside), testing::ElementsAre("苏州大学"));
    EXPECT_EQ(tenants.within(inside, *school)->tenant, *school);
    EXPECT_EQ(tenants.within(inside, *school)->role, Role::Centre) << "and stays a centre";
}

TEST_F(TenantsTest, ACentreMakesSchoolsForItselfOnly)
{
    EXPECT_TRUE(tenants.make_school(centre, named("河海大学"), "centre-1"));
    EXPECT_EQ(tenants.make_school(centre, named("河海大学"), "centre-2").error().code, ErrorCode::NotFound);
    EXPECT_EQ(tenants.make_school(centre, named("河海大学"), "").error().code, ErrorCode::NotFound);
    EXPECT_EQ(tenants.make_school(office, named("河海大学"), "centre-1").error().code, ErrorCode::Denied);
    EXPECT_EQ(tenants.make_centre(centre, named("第二中心")).error().code, ErrorCode::Denied);
}

TEST_F(TenantsTest, ASchoolThatWorksForAnotherIsAsUnknownAsOneThatIsNotThere)
{
    const auto other = tenants.within(centre, "school-2");
    const auto none = tenants.within(centre, "school-9");
    EXPECT_EQ(other.error().code, ErrorCode::NotFound);
    EXPECT_EQ(none.error().code, other.error().code);
    EXPECT_EQ(none.error().message, other.error().message);
    EXPECT_EQ(tenants.within(office, "school-2").error().message, other.error().message);
    EXPECT_EQ(*tenants.within(office, "school-1"), office);
    EXPECT_EQ(tenants.within(registry, "school-1").error().code, ErrorCode::Denied);
}

TEST_F(TenantsTest, EverybodySeesTheirOwn)
{
    EXPECT_THAT(names(admin), testing::SizeIs(3));
    EXPECT_THAT(names(centre), testing::ElementsAre("南京大学"));
    EXPECT_THAT(names(other_office), testing::ElementsAre("东南大学"));
    EXPECT_EQ(tenants.tenant(office)->parent, "centre-1");
}

TEST_F(TenantsTest, OneSchoolsCollegesAreNotAnothers)
{
    const auto college = tenants.add_college(office, " 文学院 ", "01");
    ASSERT_TRUE(college);
    const auto class_1 = tenants.add_class(office, "2022级1班", *college);
    ASSERT_TRUE(class_1);
    EXPECT_EQ(tenants.colleges(office)->at(0).name, "文学院");
    EXPECT_EQ(tenants.classes(centre_inside)->at(0).college, *college);
    EXPECT_TRUE(tenants.colleges(other_office)->empty());
    EXPECT_EQ(tenants.add_class(other_office, "1班", *college).error().code, ErrorCode::NotFound);
    EXPECT_EQ(tenants.rename_college(other_office, *college, "法学院").error().code, ErrorCode::NotFound);
    EXPECT_EQ(tenants.rename_class(other_office, *class_1, "2班").error().code, ErrorCode::NotFound);
    EXPECT_TRUE(tenants.rename_class(office, *class_1, "2班"));
    EXPECT_EQ(tenants.classes(office)->at(0).name, "2班");
    EXPECT_EQ(tenants.add_college(office, "文学院", "").error().code, ErrorCode::StoreConflict);
    EXPECT_EQ(tenants.add_class(office, "2班", *college).error().code, ErrorCode::StoreConflict);
    EXPECT_EQ(tenants.add_college(centre_inside, "法学院", "").error().code, ErrorCode::Denied);
}

TEST_F(TenantsTest, AnAssistantSeesTheirOwnCollege)
{
    const auto one = *tenants.add_college(office, "文学院", "");
    const auto two = *tenants.add_college(office, "法学院", "");
    ASSERT_TRUE(tenants.add_class(office, "1班", one));
    ASSERT_TRUE(tenants.add_class(office, "1班", two));
    ASSERT_TRUE(tenants.add_class(office, "无学院班", ""));
    auto own = assistant;
    own.college = two;
    EXPECT_EQ(tenants.colleges(own)->size(), 1U);
    EXPECT_EQ(tenants.classes(own)->size(), 1U);
    EXPECT_EQ(tenants.classes(office)->size(), 3U);
}

TEST_F(TenantsTest, NamesAreTextsForPeople)
{
    for (const char* name : {"", "  ", "a\nb",
                             "\xE2\x80\xAE"
                             "x",
                             "\xFF"})
        EXPECT_EQ(tenants.add_college(office, name, "").error().code, ErrorCode::TextInvalid) << name;
    EXPECT_EQ(tenants.add_college(office, std::string(101, 'a'), "").error().code, ErrorCode::TextInvalid);
    EXPECT_EQ(tenants.make_centre(admin, named("中心", "12a")).error().code, ErrorCode::TextInvalid);
}

} // namespace
} // namespace tucai::collect
