/* Opening the libraries and finding their functions. */
#include "paper/library.h"

#include <dlfcn.h>
#include <stdlib.h>

/* What is opened, and the Debian package that holds it. A library's own dependencies are searched
 * with it, so glib, cairo and leptonica need no lines. */
#define POPPLER_SONAME    "libpoppler-glib.so.8"
#define POPPLER_PACKAGE   "libpoppler-glib8"
#define TESSERACT_SONAME  "libtesseract.so.5"
#define TESSERACT_PACKAGE "libtesseract5"

typedef struct {
    const char *soname, *package, *use;
    const char *const *names;
    ptrdiff_t n;
} Library;

#define X(name) #name,
static const char *const poppler_names[] = { POPPLER_FUNCTIONS(X) };
static const char *const tesseract_names[] = { TESSERACT_FUNCTIONS(X) };
#undef X

/* Fills the table at functions, whose members are in the order of the names. */
static bool open_library(Ctx *c, const Library *library, void **functions)
{
    void *handle = dlopen(library->soname, RTLD_NOW | RTLD_LOCAL);
    if (!handle)
        return fail_internal(c, UNSUPPORTED, str_copy(c->mem, str_of(dlerror())),
                             "%s needs the library %s, which is not installed; install the package "
                             "%s",
                             library->use, library->soname, library->package);
    for (ptrdiff_t i = 0; i < library->n; i++) {
        functions[i] = dlsym(handle, library->names[i]);
        if (!functions[i])
            return fail(c, UNSUPPORTED, NULL,
                        "%s needs %s, which %s does not have; install the "
                        "package %s of Debian 12",
                        library->use, library->names[i], library->soname, library->package);
    }
    return true;
}

const Poppler *poppler_library(Ctx *c)
{
    static const Library library = { POPPLER_SONAME, POPPLER_PACKAGE, "Reading PDF files",
                                     poppler_names, COUNT(poppler_names) };
    static union {
        Poppler table;
        void *functions[COUNT(poppler_names)];
    } poppler;
    static bool ready;
    if (!ready)
        ready = open_library(c, &library, poppler.functions);
    return ready ? &poppler.table : NULL;
}

const Tesseract *tesseract_library(Ctx *c)
{
    static const Library library = { TESSERACT_SONAME, TESSERACT_PACKAGE, "Reading pictures",
                                     tesseract_names, COUNT(tesseract_names) };
    static union {
        Tesseract table;
        void *functions[COUNT(tesseract_names)];
    } tesseract;
    static bool ready;
    /* One thread: the sandbox lets no other start. Read by OpenMP when it is loaded. */
    if (!ready && setenv("OMP_THREAD_LIMIT", "1", true) == 0)
        ready = open_library(c, &library, tesseract.functions);
    return ready ? &tesseract.table : NULL;
}
