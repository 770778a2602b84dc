/* The rows of a file under review: only the pages in the window are asked for, and beside each row stands what the
   file itself says, as long as it is kept. */
import { useMutation, useQueries, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { api } from '~/api/client';
import { isWorking } from '~/api/queries';
import type { ComparedRow, Comparison, Import, Preview, PreviewRow } from '~/api/types';
import { toastProblem } from '~/ui/toast';

const PAGE = 100;
const MOST_DOUBTFUL = 1000;
const SETTLE_MS = 70;

export interface ReviewRow extends PreviewRow {
  source: ComparedRow | undefined;
}

export interface RowPages {
  rowAt: (index: number) => ReviewRow | undefined;
  total: number | null;
  error: unknown;
  refetch: () => void;
}

type Ask = { signal: AbortSignal };

/* Rows are numbered from 1 in the order of the file, so a page of them is asked for by the number before it. */
const previewPage = ({ id }: Import, page: number) => ({
  queryKey: ['rows', id, 'read', page],
  queryFn: ({ signal }: Ask) => api.get<Preview>(`/imports/${id}/preview`, { limit: PAGE, after: page * PAGE }, signal),
  staleTime: Infinity,
});

/* Rows that a person should look at are few: one page of them is asked for. */
const doubtfulRows = ({ id }: Import) => ({
  queryKey: ['rows', id, 'doubtful'],
  queryFn: ({ signal }: Ask) => api.get<Preview>(`/imports/${id}/preview`, { limit: MOST_DOUBTFUL, needs_review: true }, signal),
  staleTime: Infinity,
});

const sourcePage = ({ id, is_file_kept }: Import, page: number) => ({
  queryKey: ['rows', id, 'source', page],
  queryFn: ({ signal }: Ask) => api.get<Comparison>(`/statements/files/${id}/comparison`, { limit: PAGE, cursor: page > 0 ? page * PAGE : null }, signal),
  staleTime: Infinity,
  enabled: is_file_kept,
});

function useSettled(first: number, last: number): number[] {
  const from = Math.floor(first / PAGE);
  const to = Math.floor(last / PAGE);
  const [settled, setSettled] = useState({ from, to });
  useEffect(() => {
    const timer = setTimeout(() => setSettled({ from, to }), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [from, to]);
  return Array.from({ length: settled.to - settled.from + 1 }, (_, i) => settled.from + i);
}

function byPage<T>(asked: number[], results: UseQueryResult<T>[]): Map<number, T | undefined> {
  return new Map(results.map((result, i) => [asked[i] ?? 0, result.data]));
}

/* What is shown stays until the new reading is there; an import at work has nothing settled to ask for. */
function useFresh(job: Import): void {
  const client = useQueryClient();
  const seen = useRef(job.updated_at);
  useEffect(() => {
    if (isWorking(job) || seen.current === job.updated_at) return;
    seen.current = job.updated_at;
    void client.invalidateQueries({ queryKey: ['rows', job.id] });
  }, [job.updated_at, job.status]);
}

/* The text of the file for the pages named. */
function useSources(job: Import, pages: number[]): (position: number) => ComparedRow | undefined {
  const found = useQueries({ queries: pages.map((page) => sourcePage(job, page)), combine: (results) => byPage(pages, results) });
  return (position) => {
    const at = position - 1;
    const source = found.get(Math.floor(at / PAGE))?.items[at % PAGE];
    return source?.position === position ? source : undefined;
  };
}

export function useRows(job: Import, first: number, last: number): RowPages {
  useFresh(job);
  const asked = useSettled(first, last);
  const sourceOf = useSources(job, asked);
  const rows = useQueries({
    queries: asked.map((page) => previewPage(job, page)),
    combine: (results) => ({
      pages: byPage(asked, results),
      error: results.find((result) => result.error)?.error,
      refetch: () => results.forEach((result) => result.error && void result.refetch()),
    }),
  });
  return {
    ...rows,
    total: job.total_rows - job.failed_imports,
    rowAt: (index) => {
      const row = rows.pages.get(Math.floor(index / PAGE))?.rows[index % PAGE];
      return row && { ...row, source: sourceOf(row.position) };
    },
  };
}

export function useDoubtfulRows(job: Import, first: number, last: number): RowPages {
  useFresh(job);
  const query = useQuery(doubtfulRows(job));
  const rows = query.data?.rows ?? [];
  const pages = new Set(rows.slice(first, last + 1).map((row) => Math.floor((row.position - 1) / PAGE)));
  const sourceOf = useSources(job, [...pages]);
  return {
    total: query.data ? rows.length : null,
    error: query.error,
    refetch: () => void query.refetch(),
    rowAt: (index) => {
      const row = rows[index];
      return row && { ...row, source: sourceOf(row.position) };
    },
  };
}

export interface RowChange {
  date?: string;
  amount?: string;
  description?: string;
  counterparty?: string | null;
  is_skipped?: boolean;
}

export function useRowChange(importId: string, onDone?: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ row, change }: { row: ReviewRow; change: RowChange }) => api.patch(`/imports/${importId}/rows/${row.id ?? ''}`, change),
    onSuccess: () => {
      for (const key of ['rows', 'imports']) void client.invalidateQueries({ queryKey: [key] });
      onDone?.();
    },
    onError: toastProblem,
  });
}
