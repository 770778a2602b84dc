/* Settings of the program: one table, read from a file, the environment and the command line, in
 * that order, the later one winning. */
#ifndef FLORIN_APP_SETTINGS_H
#define FLORIN_APP_SETTINGS_H

#include "field/field.h"

typedef struct {
    Str database_url, data_folder, listen, public_url;
    Str secret_key, secret_key_file, metrics_token, metrics_token_file;
    Str cors_origin, trusted_proxy, page_folder, upload_folder;
    Str files_key, files_key_file, s3_endpoint, s3_bucket, s3_region, s3_access_key, s3_secret_key,
        s3_secret_key_file;
    Str clamav_address, ocr_languages;
    int log_level;
    int64_t http_threads, workers, database_pool, node, upload_mib, drain_seconds,
        password_memory_mib, files_retention_days;
    bool registration, rate_limits, demo;
} Settings;

extern const Shape settings_shape;

/* Reads them all. argv holds a command's options: each --name VALUE of a setting (--listen, --db
 * for database_url), --config FILE, and flags for those that are true or false (--demo). What is no
 * setting stays in argv, whose new length is returned; -1 after a failure. */
int settings_read(Ctx *c, int argc, char **argv, Settings *out);

/* The key of this installation: from secret_key, from secret_key_file, or from the file
 * "secret.key" in the data folder, made at the first start. */
bool settings_key(Ctx *c, const Settings *s, uint8_t key[32]);

/* Reads the keys of stored files: from files_key, from files_key_file, or from the file "files.key"
 * in the data folder; a file that is not there is made. */
bool settings_files_key(Ctx *c, const Settings *s);

/* Makes the folder and those above it. */
bool settings_make_folder(Ctx *c, Str folder);

#endif
