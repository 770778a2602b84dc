/* Memory of processes, from /proc. */
#include "process.h"

#include <dirent.h>
#include <stdio.h>

enum { DEPTH_MAX = 8 };

static void add_own(int pid, ProcessMemory *sum)
{
    char path[64], line[256];
    long kib;
    snprintf(path, sizeof path, "/proc/%d/status", pid);
    FILE *f = fopen(path, "r");
    while (f && fgets(line, sizeof line, f)) {
        if (sscanf(line, "VmRSS: %ld", &kib) == 1)
            sum->resident_kib += kib;
        if (sscanf(line, "RssAnon: %ld", &kib) == 1 || sscanf(line, "RssShmem: %ld", &kib) == 1)
            sum->private_kib += kib;
    }
    if (f)
        fclose(f);
}

static void add_tree(int pid, int depth, ProcessMemory *sum)
{
    char path[64];
    add_own(pid, sum);
    snprintf(path, sizeof path, "/proc/%d/task", pid);
    DIR *tasks = depth < DEPTH_MAX ? opendir(path) : NULL;
    for (struct dirent *t; tasks && (t = readdir(tasks));) {
        char list[400];
        int child;
        snprintf(list, sizeof list, "%s/%s/children", path, t->d_name);
        FILE *f = t->d_name[0] == '.' ? NULL : fopen(list, "r");
        while (f && fscanf(f, "%d", &child) == 1)
            add_tree(child, depth + 1, sum);
        if (f)
            fclose(f);
    }
    if (tasks)
        closedir(tasks);
}

ProcessMemory process_memory(int pid)
{
    ProcessMemory sum = { 0 };
    add_tree(pid, 0, &sum);
    return sum;
}
