/* What clients can ask of categorize. */
#ifndef FLORIN_CATEGORIZE_OPERATIONS_H
#define FLORIN_CATEGORIZE_OPERATIONS_H

#include "field/operation.h"

extern const OperationTable categorize_operations;

#endif
