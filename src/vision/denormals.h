#pragma once

#if defined(__SSE2__)
#include <immintrin.h>
#endif

namespace tucai::vision {

/// While it lives, this thread counts denormal numbers as zero: they cost up to a hundred times as much as
/// others, and a result must not depend on which thread computed it.
class DenormalsOff {
public:
#if defined(__SSE2__)
    DenormalsOff() : before_(_mm_getcsr()) { _mm_setcsr(before_ | flush_to_zero | denormals_are_zero); }
    ~DenormalsOff() { _mm_setcsr(before_); }
#else
    DenormalsOff() = default;
    ~DenormalsOff() = default;
#endif
    DenormalsOff(const DenormalsOff&) = delete;
    DenormalsOff& operator=(const DenormalsOff&) = delete;

private:
#if defined(__SSE2__)
    static constexpr unsigned int flush_to_zero = 0x8000;
    static constexpr unsigned int denormals_are_zero = 0x0040;
    unsigned int before_;
#endif
};

} // namespace tucai::vision
