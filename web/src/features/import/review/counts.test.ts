import { describe, expect, it } from 'vitest';
import type { Preview } from '~/api/types';
import { countRows } from './counts';

const preview = (rows: [row_state: string, state: string][], known: number, skipped: string[] = []) =>
  ({ import: { total_rows: 10, duplicate_rows: known, failed_imports: 0 }, duplicates: rows.map(([row_state, state]) => ({ row_state, state })), rows: skipped.map((of) => ({ is_skipped: true, state: of })) }) as Pick<Preview, 'import' | 'duplicates' | 'rows'>;

describe('countRows', () => {
  it('leaves out what is stored, and what is near until somebody decides', () => {
    const given = preview([['duplicate', 'merged'], ['near', 'open'], ['near', 'merged'], ['near', 'kept_both']], 1);
    expect(countRows(given, null)).toEqual({ total: 10, known: 1, open: 1, fresh: 7 });
    expect(countRows(given, 'merge').fresh).toBe(7);
    expect(countRows(given, 'keep_both').fresh).toBe(8);
  });

  it('leaves out what was skipped, once', () => {
    expect(countRows(preview([['duplicate', 'merged']], 1, ['new', 'duplicate']), null).fresh).toBe(8);
  });

  it('counts a known row that is to be imported all the same', () => {
    expect(countRows(preview([['duplicate', 'kept_both'], ['duplicate', 'merged']], 2), null).fresh).toBe(9);
  });
});
