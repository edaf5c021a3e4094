#pragma once

namespace tucai::base {

/// Lets the allocator keep what pictures free, for the next one. A photo takes and gives back some 300 MB in
/// pieces of a few MB; by default glibc returns each to the system and gets it back zeroed, which costs a
/// fifth of the time. For a program's `main`, once, before threads start; a library leaves its host's
/// allocator alone.
void keep_freed_memory();

} // namespace tucai::base
