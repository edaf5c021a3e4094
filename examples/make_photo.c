/* The same through the C ABI:  example_c MODELS RULES portrait.jpg photo.jpg */

#include "tucai/tucai.h"

#include <stdio.h>
#include <stdlib.h>

static uint8_t* read_file(const char* path, size_t* size)
{
    FILE* file = fopen(path, "rb");
    uint8_t* bytes = NULL;
    long length = 0;
    *size = 0;
    if (file == NULL)
        return NULL;
    if (fseek(file, 0, SEEK_END) == 0 && (length = ftell(file)) > 0 && fseek(file, 0, SEEK_SET) == 0) {
        bytes = malloc((size_t)length);
        if (bytes != NULL)
            *size = fread(bytes, 1, (size_t)length, file);
    }
    fclose(file);
    return bytes;
}

int main(int argc, char** argv)
{
    char why[512];
    size_t size = 0;
    size_t photo_size = 0;
    if (argc != 5) {
        fputs("usage: example_c MODELS RULES portrait.jpg photo.jpg\n", stderr);
        return 3;
    }
    const tucai_options options = {
        .size = sizeof options, .models_folder = argv[1], .rules_folder = argv[2], .matte = TUCAI_MATTE_WALL};
    tucai_engine* engine = tucai_open(&options, why, sizeof why);
    if (engine == NULL) {
        fprintf(stderr, "%s\n", why);
        return 3;
    }
    uint8_t* picture = read_file(argv[3], &size);
    tucai_result* result = tucai_process(engine, picture, size, NULL, TUCAI_MAKE_PHOTO | TUCAI_ENGLISH);
    if (result == NULL)
        return 3;
    printf("%s\n%s\n", tucai_verdict(result), tucai_report(result));
    const uint8_t* photo = tucai_photo(result, &photo_size);
    if (photo != NULL) {
        FILE* out = fopen(argv[4], "wb");
        if (out == NULL || fwrite(photo, 1, photo_size, out) != photo_size)
            return 3;
        fclose(out);
    }
    tucai_free(result);
    tucai_close(engine);
    free(picture);
    return photo == NULL ? 2 : 0;
}
