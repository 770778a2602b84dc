/* What a process and its children hold. */
#ifndef FLORIN_BENCH_PROCESS_H
#define FLORIN_BENCH_PROCESS_H

typedef struct {
    long resident_kib; /* with pages of mapped files, shared ones counted in each process */
    long private_kib;  /* without pages of files, which are the system's cache */
} ProcessMemory;

/* Of a process, its threads' children, and theirs. */
ProcessMemory process_memory(int pid);

#endif
