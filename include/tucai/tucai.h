#ifndef TUCAI_TUCAI_H
#define TUCAI_TUCAI_H

/* The engine for every language that can call C. Thread-safe after tucai_open. Strings are UTF-8.
   Example: examples/make_photo.c. */

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define TUCAI_C_API __attribute__((visibility("default")))
#else
#define TUCAI_C_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** Number of this interface; raised when it changes in a way that old callers notice. */
#define TUCAI_ABI 1

typedef struct tucai_engine tucai_engine;
typedef struct tucai_result tucai_result;

/** Flags of tucai_process. */
enum {
    TUCAI_MAKE_PHOTO = 1,      /**< make the photo, not only the report */
    TUCAI_KEEP_BACKGROUND = 2, /**< crop and scale only */
    TUCAI_FORCE = 4,           /**< make it even where a rule of frame or matte refuses */
    TUCAI_ENGLISH = 8          /**< reasons in English; else in Chinese */
};

/** TUCAI_ABI of the library that was loaded. */
TUCAI_C_API int tucai_abi(void);

/** Who parts the person from the wall. */
/* NOLINTNEXTLINE(readability-identifier-naming): the C ABI's own form */
typedef enum tucai_matte {
    TUCAI_MATTE_WALL = 0, /**< knows the wall; needs no network of unclear licence */
    TUCAI_MATTE_RVM = 1   /**< Robust Video Matting, where its network is installed */
} tucai_matte;

/** As EngineOptions of engine.h. `size` is sizeof(tucai_options): it says which fields the caller knows. */
/* NOLINTNEXTLINE(readability-identifier-naming): the C ABI's own form */
typedef struct tucai_options {
    size_t size;
    const char* models_folder;
    const char* rules_folder;
    const char* heif_program; /**< decodes HEIC and AVIF; NULL: `tucai-heif` beside this program */
    tucai_matte matte;
} tucai_options;

/** Opens the engine. Gives NULL on failure; then `message` (if not NULL) receives at most `message_size`
   bytes of why, closed by a zero: a code such as model.missing, then a sentence. */
TUCAI_C_API tucai_engine* tucai_open(const tucai_options* options, char* message, size_t message_size);
TUCAI_C_API void tucai_close(tucai_engine* engine);

/** Judges one picture. `profile` NULL: "xueli-2017". Never gives NULL but when memory is out. */
TUCAI_C_API tucai_result* tucai_process(const tucai_engine* engine, const uint8_t* picture, size_t size,
                                        const char* profile, unsigned flags);
TUCAI_C_API void tucai_free(tucai_result* result);

/** "pass", "ask", "refuse" or "error"; lives as long as the result. */
TUCAI_C_API const char* tucai_verdict(const tucai_result* result);
/** tucai.report/1 as JSON; lives as long as the result. */
TUCAI_C_API const char* tucai_report(const tucai_result* result);
/** The photo's JPEG; NULL and size 0 where none was made. */
TUCAI_C_API const uint8_t* tucai_photo(const tucai_result* result, size_t* size);

#ifdef __cplusplus
}
#endif

#endif
