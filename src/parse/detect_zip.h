/* Private to detect.c: what a zip file is. */
#ifndef FLORIN_PARSE_DETECT_ZIP_H
#define FLORIN_PARSE_DETECT_ZIP_H

#include "parse/detect.h"

/* FILE_XLSX, FILE_XLSB, FILE_ODS, FILE_OFFICE, or FILE_ZIP for any other archive. */
FileKind kind_of_zip(Str bytes);

#endif
