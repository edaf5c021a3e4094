#include <gtest/gtest.h>
#include <opencv2/core.hpp>

// One thread a photo, as `Studio::open` sets it for programs: the tests of this room have none that would.
namespace {

class OneThread : public testing::Environment {
    void SetUp() override { cv::setNumThreads(0); }
};

// GoogleTest owns what it is given.
const auto* const one_thread = testing::AddGlobalTestEnvironment(new OneThread);

} // namespace
