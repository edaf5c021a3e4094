#pragma once

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <vector>

// The limits that `tucai-heif` lays upon itself before it reads a foreign byte. Of its own file, so that a
// test can lay them upon a child of its own.
namespace tucai::image {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool is_sanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool is_sanitized = true;
#else
constexpr bool is_sanitized = false;
#endif
#else
constexpr bool is_sanitized = false;
#endif

constexpr rlim_t heif_memory_bytes = rlim_t{1536} << 20U;
constexpr rlim_t heif_cpu_seconds = 10;

/// Lowers a limit for good.
inline void limit_resource(decltype(RLIMIT_AS) resource, rlim_t most)
{
    struct rlimit value {};
    if (::getrlimit(resource, &value) == 0 && (value.rlim_max == RLIM_INFINITY || value.rlim_max > most)) {
        value.rlim_cur = most;
        value.rlim_max = most;
        ::setrlimit(resource, &value);
    }
}

/// Limits of memory, processor time and files, and an end with the parent.
///
/// A sanitizer's runtime reserves terabytes of addresses, so under one the memory is left unlimited.
inline void limit_resources()
{
    if (!is_sanitized)
        limit_resource(RLIMIT_AS, heif_memory_bytes);
    limit_resource(RLIMIT_CPU, heif_cpu_seconds);
    limit_resource(RLIMIT_CORE, 0);
    limit_resource(RLIMIT_FSIZE, 0);
    limit_resource(RLIMIT_NOFILE, 3); // standard input, output and errors; no other can be opened
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::prctl(PR_SET_DUMPABLE, 0);
}

/// Stays on the processor at hand: decoders start as many threads as they see processors, each with addresses
/// of its own, and one photo is one processor's work. (The parent only waits meanwhile.)
inline void stay_on_one_processor()
{
    const int processor = ::sched_getcpu();
    cpu_set_t set;
    CPU_ZERO(&set);
    if (processor < 0 || processor >= CPU_SETSIZE)
        return;
    CPU_SET(static_cast<std::size_t>(processor), &set);
    ::sched_setaffinity(0, sizeof set, &set);
}

#if defined(__x86_64__)
constexpr std::uint32_t seccomp_machine = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t seccomp_machine = AUDIT_ARCH_AARCH64;
#else
constexpr std::uint32_t seccomp_machine = 0; // no filter is written for it
#endif

/// The calls of the system that decoding and answering need; none opens, connects, starts or asks anything.
inline std::vector<std::uint32_t> allowed_calls()
{
    return {SYS_read,
            SYS_write,
            SYS_mmap,
            SYS_munmap,
            SYS_mremap,
            SYS_mprotect,
            SYS_madvise,
            SYS_brk,
            SYS_futex,
            SYS_exit,
            SYS_exit_group,
            SYS_rt_sigreturn,
            SYS_rt_sigprocmask,
            SYS_rt_sigaction,
            SYS_getpid,
            SYS_gettid,
            SYS_sched_yield,
            SYS_clock_gettime,
            SYS_clock_nanosleep,
            SYS_getrandom,
            SYS_sched_getaffinity,
            SYS_set_robust_list,
            SYS_rseq};
}

/// Refuses every other call of the system with EPERM, for good, and every new process; threads are allowed.
/// Gives false where the kernel knows no such filter: the limits of resources hold all the same.
inline bool limit_calls()
{
    if (seccomp_machine == 0 || is_sanitized)
        return false;
    constexpr std::uint32_t call_at = offsetof(seccomp_data, nr);
    constexpr std::uint32_t machine_at = offsetof(seccomp_data, arch);
    constexpr std::uint32_t flags_at = offsetof(seccomp_data, args); // lower half: both are little-endian
    std::vector<sock_filter> filter = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, machine_at),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, seccomp_machine, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, call_at),
    };
    for (const std::uint32_t call : allowed_calls()) {
        filter.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1));
        filter.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
    }
    const sock_filter rest[] = {
        // The newer call for threads hides its flags from a filter: the C library falls back to the older.
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone3, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, flags_at),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
    };
    filter.insert(filter.end(), std::begin(rest), std::end(rest));
    const sock_fprog program = {static_cast<unsigned short>(filter.size()), filter.data()};
    return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

} // namespace tucai::image
